"""Every function on arrays of samples is what it is on each of them."""

from __future__ import annotations

import math
import sys
from collections import defaultdict

import pytest
from calls import calls

from capest.functions import FUNCTIONS
from capest.models.model import Model
from capest.models.samples import ROWS, each

numpy = pytest.importorskip("numpy", reason="numpy is not installed")

NEAR = 1e-5
SAMPLES = ROWS + 44

ONE_BY_ONE = frozenset({"k_of_n"})
"""Functions that take microseconds, and are of no cache, shard or path."""


def _groups():
    """The calls of a function that have the same words and arguments."""
    found = defaultdict(list)
    for name, words, arguments, named in calls():
        found[name, tuple(words), len(arguments), tuple(named)].append((arguments, named))
    return found.items()


def _columns(rows, number, keys):
    columns = [numpy.asarray([row[index] for row, _ in rows]) for index in range(number)]
    return columns, {key: numpy.asarray([named[key] for _, named in rows]) for key in keys}


def _one(compute, words, arguments, named):
    try:
        return compute(*words, *arguments, **named)
    except (ValueError, ArithmeticError):
        return math.nan


def _has_rows_of_its_own(name, rows, words):
    """Where one value without an answer is told of for all: those that are computed one by one."""
    compute = FUNCTIONS[name].compute
    return [row for row in rows if not math.isnan(_one(compute, words, *row))]


@pytest.mark.parametrize("group", _groups(), ids=lambda group: "-".join(map(str, group[0][:2])))
def test_a_function_is_the_same_on_arrays(group):
    (name, words, number, keys), rows = group
    compute = FUNCTIONS[name].compute
    if name in ONE_BY_ONE or not number + len(keys) > 1:
        rows = _has_rows_of_its_own(name, rows, words)
    columns, named = _columns(rows, number, keys)
    with numpy.errstate(all="ignore"):
        found = numpy.broadcast_to(compute(*words, *columns, **named), (len(rows),))
    for (arguments, by_name), value in zip(rows, found, strict=True):
        expected = _one(compute, words, arguments, by_name)
        if name in ("turnover", "growth_rate") and expected == 0:
            expected = math.nan  # what never comes has no time
        assert value == pytest.approx(expected, rel=NEAR, nan_ok=True), (arguments, by_name)


def test_a_sample_does_not_rest_on_its_block():
    """Numbers of items that need different nodes, in one block and in several."""
    items = numpy.asarray([2.0, 50.0, 256.0, 257.5, 1e4, 1e9] * ROWS)
    compute = FUNCTIONS["hit_ratio"].compute
    found = compute("lru", "stays", items=items, popularity=0.9, cached=items / 4)
    for index, count in enumerate(items[:6]):
        alone = compute("lru", "stays", items=float(count), popularity=0.9, cached=count / 4)
        assert set(numpy.round(found[index::6], 9)) == {round(found[index], 9)}
        assert found[index] == pytest.approx(alone, rel=NEAR)


class LoopError(Exception):
    """Samples are gone over one by one."""


def test_no_function_of_caches_shards_or_paths_goes_over_the_samples(monkeypatch):
    """The call that computes one sample after the other is not made; those that do are known."""
    for function in FUNCTIONS.values():
        if isinstance(function.compute, Model):
            function.compute.found()

    def loops(*_, **__):
        raise LoopError

    for name, module in list(sys.modules.items()):
        if name.startswith("capest.models.") and getattr(module, "each", None) is each:
            monkeypatch.setattr(module, "each", loops)
    looping, known = set(), set()
    for (name, words, number, keys), rows in _groups():
        if (name, *words[:1]) in known:
            continue
        known.add((name, *words[:1]))
        columns, named = _columns(rows[:1] * SAMPLES, number, keys)
        try:
            with numpy.errstate(all="ignore"):
                FUNCTIONS[name].compute(*words, *columns, **named)
        except LoopError:
            looping.add(name)
    assert {name for name, *_ in known} == FUNCTIONS.keys()
    assert looping == ONE_BY_ONE


def test_paths_whose_hops_take_a_share_of_their_own_are_those_of_each_sample():
    """What is alike in many samples is computed once; one sample more or less changes nothing."""
    hops = [(5, 0.5, 20), (9, 1.5, 20), (15, 3, 20), (30, 6, 20), (1, None, 0.4), (1, 75, 1)]
    again = (0, 0.05, 0)
    shares = numpy.linspace(0.0, 1.0, SAMPLES)
    columns = [shares if each is None else each for row in (*hops, again) for each in row]
    for name, first in (("path_time", 0.95), ("path_share", 60.0)):
        compute = FUNCTIONS[name].compute
        found = compute(first, *columns)
        for index in (0, 7, 150, ROWS, SAMPLES - 1):
            row = [float(each[index]) if each is shares else each for each in columns]
            assert found[index] == pytest.approx(compute(first, *row), rel=NEAR), (name, index)
