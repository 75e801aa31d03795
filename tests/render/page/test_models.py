"""The functions that a page has are those of formulas."""

from __future__ import annotations

import json
from pathlib import Path

from calls import EACH, calls
from node import needs_node, run

from capest.functions import FUNCTIONS
from capest.render.page.scripts import models

GOLDEN = Path(__file__).with_name("models.json")
NEAR = 1e-5


def test_the_golden_calls_are_what_python_computes(snapshot):
    """`pytest tests/render/page --snapshot-update` writes them anew."""
    lines = [json.dumps([*call, _computed(call)]) for call in calls()]
    snapshot(GOLDEN, "[\n" + ",\n".join(lines) + "\n]\n")


def _computed(call):
    name, words, arguments, named = call
    try:
        value = FUNCTIONS[name].compute(*words, *arguments, **named)
    except (ValueError, ArithmeticError):
        return None
    return float(f"{value:.12g}")


def test_every_function_has_calls_and_most_of_them_a_value():
    found = json.loads(GOLDEN.read_text("utf-8"))
    with_value = dict.fromkeys(FUNCTIONS, 0)
    for name, *_, value in found:
        with_value[name] += value is not None
    assert len(found) == EACH * len(FUNCTIONS)
    assert {name: number for name, number in with_value.items() if number < EACH / 2} == {}


@needs_node
def test_a_page_has_what_its_functions_need():
    """Each function alone computes what all of them do."""
    golden = json.loads(GOLDEN.read_text("utf-8"))
    first = {call[0]: call for call in golden if call[-1] is not None}
    alone = ", ".join(
        f"[{name!r}, (() => {{ {models([name])} return models; }})()]" for name in first
    )
    found = run(
        f"[{alone}].map(([name, models]) => {{ const [, words, arguments, named] = given[name]; "
        "return models[name](...words, ...arguments, "
        "...(Object.keys(named).length ? [named] : [])); })",
        first,
    )
    pairs = zip(first.values(), found, strict=True)
    assert [call[0] for call, value in pairs if not _near(call[-1], value)] == []
    assert len(models(["max"])) < len(models(["hit_ratio"])) < len(models(first))


@needs_node
def test_a_page_computes_what_python_does():
    golden = json.loads(GOLDEN.read_text("utf-8"))
    found = run(
        "given.map(([name, words, arguments, named]) => models[name](...words, ...arguments, "
        "...(Object.keys(named).length ? [named] : [])))",
        golden,
    )
    wrong = [
        (*call, value, computed)
        for (*call, value), computed in zip(golden, found, strict=True)
        if not _near(value, computed)
    ]
    assert wrong == []


def _near(value, computed):
    if value is None or computed is None:
        return value is computed
    return abs(value - computed) <= NEAR * max(abs(value), 1e-300)


@needs_node
def test_a_page_has_the_functions_that_say_so_and_no_others():
    names = run("Object.keys(models)", None)
    assert {name for name in names if not name.startswith("_")} == {
        name for name, function in FUNCTIONS.items() if function.ported
    }


@needs_node
def test_no_function_of_a_page_has_a_value_of_what_has_none():
    golden = json.loads(GOLDEN.read_text("utf-8"))
    found = run(
        "given.map(([name, words, arguments, named]) => models[name](...words, ...arguments.map("
        "() => NaN), ...(Object.keys(named).length ? [Object.fromEntries(Object.keys(named).map("
        "key => [key, NaN]))] : [])))",
        golden,
    )
    assert set(found) == {None}


@needs_node
def test_whole_keys_count_in_a_page_too():
    rows = [(564.67, 619, 0), (50, 619, 0.2), (564, 619, 0.01), (50, 1000, 0, 40), (50, 1e4, 0)]
    found = run("given.map(row => models.hashed_shards(...row))", rows)
    compute = FUNCTIONS["hashed_shards"].compute
    assert found == [compute(*map(float, row)) for row in rows]
