"""Every fault of a scenario is told in one run, whatever stage finds it, and none twice."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import capest
from capest.engine.whole import whole
from capest.language.tree import names
from capest.problems import CapestError, Source, headline
from capest.scenario.reader import read
from capest.sections import sections

HERE = Path(__file__).parents[1] / "problems"
SHIPPED = sorted((HERE.parents[1] / "scenarios").glob("*.yaml"))

BREAKS = {
    "3 blorps": "unknown-unit",
    "3 *": "unexpected-end",
    "blorp * 2": "unknown-name",
    "1 KB + 1 s": "dimension",
    "10 / 2 day + 1 KB": "dimension",
    "blorp(3)": "unknown-function",
    "": "empty-expression",
    "per 3": "unexpected-token",
    "({}) / 0": "division-by-zero",
    "({}) * 10^400": "too-large",
}
"""What no value may become, with the code of each: in reading, of units, in computing."""


def _problems(text, name="a.yaml"):
    try:
        capest.estimate(whole(Source(name, text), sections()))
    except CapestError as error:
        return error.problems
    return ()


@cache
def _values(path):
    """The places of a scenario's values that rest on no other and stand there as they are."""
    scenario, _ = read(Source("a.yaml", path.read_text("utf-8")), sections())
    entries = [entry.values for entry in scenario.entries.values()]
    known = {**scenario.assumptions, **scenario.derived}.keys()
    values = [
        value
        for held in (scenario.assumptions, scenario.derived, *entries)
        for value in held.values()
        if not any(name in known or "." in name for name in names(value.tree))
    ]
    return [value.passage for value in values if value.passage.verbatim and value.passage.text]


def _with(text, changes):
    """The text with other words in some passages."""
    lines = text.split("\n")
    for passage, words in sorted(changes, key=lambda change: -change[0].column):
        line, start = lines[passage.line - 1], passage.column - 1
        broken = words.format(passage.text)
        lines[passage.line - 1] = line[:start] + broken + line[start + len(passage.text) :]
    return "\n".join(lines)


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(SHIPPED), st.data())
def test_k_broken_values_are_k_faults(path, data):
    passages = data.draw(st.lists(st.sampled_from(_values(path)), max_size=6, unique=True))
    breaks = [data.draw(st.sampled_from(sorted(BREAKS))) for _ in passages]
    text = _with(path.read_text("utf-8"), zip(passages, breaks, strict=True))
    problems = _problems(text)
    assert len(problems) == len(passages)
    assert {p.span.line for p in problems} == {passage.line for passage in passages}


def test_every_stage_is_told_in_one_run(snapshot):
    """Names, syntax, ambiguity, units, fields, options, references, dimensions, circles, ranges,
    and expectations; what only follows from them, such as `thing`, is not told.
    """
    text = (HERE / "all-at-once.scenario").read_text("utf-8")
    told = "".join(f"{headline(problem)}\n" for problem in _problems(text))
    snapshot(HERE / "all-at-once.expected", told)


@pytest.mark.parametrize(
    ("fault", "use"),
    [
        ("assumptions: {my-size: 3 KB}", "my-size * 2"),
        ("assumptions: {per: 3 KB}", "per * 2"),
        ("assumptions: {max: 3 KB}", "max * 2"),
        ("assumptions: {a: 3 *}", "a * 2"),
        ("assumptions: {a: [1, 2]}", "a * 2"),
        ("assumptions: {a: b, b: a}", "a + b"),
        ("users: 20M", "dau * 2"),
        ("photo_size: 3 MB", "photo_size * 2"),
        ("zzz: {size: 3 MB}", "size * 2"),
        ("assumption: {size: 3 MB}", "size * 2"),
        ("trafic: {get: {rate: 3/s}}", "get.qps + traffic.qps"),
        ("traffic: {get: {qps: 3/s}}", "get.qps * 2"),
        ("traffic: {get: {rate: 3/s, colour: red}}", "get.peak_qps * 2"),
        ("traffic: {get: {rate: 3/s, kind: wriet}}", "traffic.write_qps * 2"),
        ("traffic: {get: {rate: 3/s, kind: zzz}}", "traffic.write_qps * 2"),
        ("traffic: {get: {rate: 3 GX/s}}", "get.ingress + 1 GB/s"),
        ("traffic: {get: 3/s}", "get.qps * 2"),
        ("storage: {kept: {added_by: nobody, size: 1 KB}}", "kept.stored * 2"),
        ("words: scooter", "3 scooters"),
        ("conventions: {day: 24 XB}", "3 days"),
    ],
)
def test_what_follows_from_a_fault_is_not_told(fault, use):
    problems = _problems(f"{fault}\nderived: {{thing: {use}}}\nexpect: [thing = {use}]\n")
    assert len(problems) == 1, [problem.message for problem in problems]
    assert problems[0].span.line == 1
