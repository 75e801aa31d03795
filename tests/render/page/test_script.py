"""The script of a page computes what a replay does."""

from __future__ import annotations

import json
import math
import re
from pathlib import Path
from random import Random

import pytest
from node import needs_node, run

import capest
from capest.derivations import Given
from capest.engine.compiled import script
from capest.problems import EstimateError
from capest.render.page.scripts import code

SCENARIOS = sorted((Path(__file__).parents[3] / "scenarios").glob("*.yaml"))
NEAR = 1e-5

TEXT = """
assumptions:
  writers: 100 users
  readers: 0 users
  part: 50% to 90%
traffic:
  post: {per_user: 2/day, users: writers, kind: write, request: 300 B}
  view: {per_user: 10/day, users: readers, kind: read}
derived:
  ratio: readers / writers
  left: 10 - 2 * (3 - ratio) - (ratio - 1)
  power: 2 ^ (ratio - 3) ^ 2
  largest: max(1, ratio, log2(ratio + 1))
"""


def _changed(scripted, changes):
    return [changes.get(name, value) for name, value in zip(
        scripted.names, scripted.values, strict=True)]  # fmt: skip


def _in_node(cases):
    """What each script fills arrays with."""
    texts = ", ".join(scripted.source for scripted, _ in cases)
    given = [[_changed(scripted, changes) for changes in sets] for scripted, sets in cases]
    return run(f"[{texts}].map((fill, at) => given[at].map(v => (fill(v, models), v)))", given)


def _differences(scripted, expected, found):
    """What is not within NEAR; so is NaN, which JSON makes None."""
    pairs = zip(scripted.names, found, strict=True)
    for name, filled in pairs:
        wanted = expected.get(name, math.nan)
        value = math.nan if filled is None else filled
        same = math.isnan(wanted) and math.isnan(value)
        if not (same or abs(value - wanted) <= NEAR * abs(wanted)):
            yield name, wanted, value


@needs_node
def test_every_shipped_scenario_is_replayed_to_five_digits():
    cases, expected = [], []
    for path in SCENARIOS:
        estimate = capest.estimate(capest.load(path))
        scripted = script(estimate)
        sets = _change_sets(estimate, scripted, Random(path.stem))
        cases.append((scripted, [changes for changes, _ in sets]))
        expected.append([values for _, values in sets])
    found = _in_node(cases)
    for path, (scripted, _), wanted, computed in zip(
        SCENARIOS, cases, expected, found, strict=True
    ):
        assert scripted.frozen == ()
        for values, filled in zip(wanted, computed, strict=True):
            assert list(_differences(scripted, values, filled)) == [], path.name


def _change_sets(estimate, scripted, random):
    """Ten sets of changes that have a value, and what they come to; the first is of none."""
    names = [scripted.names[index] for index in scripted.inputs]
    names = [name for name in names if isinstance(estimate[name].origin, Given)]
    sets = [({}, estimate.graph.run({}))]
    for _ in range(100):
        if len(sets) > 10:
            break
        chosen = random.sample(names, random.randint(1, min(6, len(names))))
        changes = {
            name: estimate[name].quantity.value * random.uniform(0.6, 1.4) for name in chosen
        }
        try:
            sets.append((changes, estimate.graph.run(changes)))
        except EstimateError:
            continue
    assert len(sets) == 11
    return sets


@needs_node
def test_what_has_no_value_has_none_in_a_page(estimate):
    scripted = script(estimate(TEXT))
    graph = estimate(TEXT).graph
    sets = [{}, {"readers": 0.0}, {"readers": 300.0}, {"readers": -100.0}, {"readers": -200.0}]
    for changes, filled in zip(sets, _in_node([(scripted, sets)])[0], strict=True):
        values, *_ = graph.evaluate(changes)
        assert list(_differences(scripted, values, filled)) == [], changes


@needs_node
def test_an_infinite_value_is_none(estimate):
    scripted = script(estimate("derived: {one: 10, square: one * one, back: 1 / square}"))
    filled = _in_node([(scripted, [{"one": 1e200}])])[0][0]
    assert dict(zip(scripted.names, filled, strict=True)) == {
        "one": 1e200, "square": None, "back": None
    }  # fmt: skip


def test_what_can_be_set_is_given_or_assumed_and_rests_on_nothing(estimate):
    found = estimate(TEXT)
    scripted = script(found)
    inputs = {scripted.names[index] for index in scripted.inputs}
    assert {"writers", "readers", "part"} <= inputs
    assert not inputs & {"ratio", "post.users", "view.qps"}
    assert all(not found[name].inputs for name in inputs)
    assert scripted.values[scripted.names.index("part")] == found["part"].quantity.value


def test_what_no_page_has_is_frozen_with_all_that_rests_on_it(estimate, monkeypatch):
    from dataclasses import replace

    from capest.functions import FUNCTIONS

    monkeypatch.setitem(FUNCTIONS, "exp", replace(FUNCTIONS["exp"], ported=False))
    found = estimate("""
derived:
  one: 3
  grown: exp(one)
  twice: grown * 2
  other: one * 2
  fixed: exp(2)
""")
    scripted = script(found)
    assert [scripted.names[index] for index in scripted.frozen] == ["grown", "twice"]
    assert "exp" not in scripted.source
    assert f"v[{scripted.names.index('other')}]=" in scripted.source


CODE = re.compile(
    r"""
    v\[\d+\] | f\.\w+\( | n\( | \d+(\.\d+)?(e[-+]?\d+)? | [-+*/\s(){},;=] | NaN
    | [a-z_]+:\s | "[a-z_]+" | const\ n\ =\ f\._finite | "use\ strict" | function\ \(v,\ f\)
    """,
    re.VERBOSE,
)


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_code_has_no_words_of_a_scenario(path):
    text = path.read_text("utf-8")
    scripted = script(capest.estimate(capest.load(text)))
    assert CODE.sub("", scripted.source) == ""
    json.dumps(scripted.values, allow_nan=False)


def test_what_a_page_runs_has_no_spaces_but_in_its_texts(estimate):
    text = code(script(estimate("derived: {left: 3 - -2 * (1 - 4)}")))
    assert 'element("button",{type:"button"},"copy as --set")' in text
    assert "`Expectations: ${live" in text and " of the ${live.length} that follow hold`" in text
    assert "\n " not in text and ";\n" not in text


def test_a_hostile_name_stays_out_of_the_code(estimate):
    scripted = script(estimate("derived: {constructor: 3, __proto__: 4, alert: constructor + 1}"))
    assert set(scripted.names) == {"constructor", "__proto__", "alert"}
    assert not re.search("constructor|proto|alert", scripted.source)


def test_an_estimate_of_samples_has_no_script(estimate):
    numpy = pytest.importorskip("numpy", reason="numpy is not installed")
    found = capest.estimate(capest.load("derived: {one: 3}"), one=numpy.asarray([1.0, 2.0]))
    with pytest.raises(TypeError, match="samples"):
        script(found)
