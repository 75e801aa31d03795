"""Whoever follows a hint gets on: what it proposes is accepted, and is not the next fault."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import capest
from capest.engine.calculate import calculate
from capest.engine.expectations import judge
from capest.engine.unused import unused
from capest.engine.whole import whole
from capest.language.parser import parse_expectation
from capest.language.tokens import Fault
from capest.problems import CapestError, Severity, Source, passage_of
from capest.sections import sections

HERE = Path(__file__).parents[1] / "problems"
SCENARIOS = sorted(HERE.glob("*.yaml"))

PROPOSES = (
    r"did you mean '?([\w.]+)'?\?",
    r"call it (\w+)",
    r"write (?!e\.g\.|each|both|a |- |the|words:|.+without a)(.+?)(?=, or |, with| for |, which|$)",
    r"write .+?, or (?!one of|words:|both|leave)(.+?)(?= for | alone|$)",
    r"add a unit, e\.g\. (.+)",
    r"e\.g\. (day: .+)",
)
"""How hints write what may stand in the place of what is wrong."""

BEHIND = r"`?(?:multiply|divide).*?e\.g\. `?([*/] [^`]+)`?"
"""How hints write what may stand behind it."""


def _told(text):
    try:
        found = capest.estimate(whole(Source("a.yaml", text), sections()))
        judge(found)
    except CapestError as error:
        return error.problems
    return (*found.remarks, *unused(found))


def _proposals(problem):
    """What the hint of a problem would have in the place of the words that it points at."""
    hint, words = problem.hint or "", problem.span.text if problem.span else ""
    for pattern in PROPOSES:
        yield from (found.removeprefix("day: ") for found in re.findall(pattern, hint))
    for factor in re.findall(BEHIND, hint):
        yield f"({words}) {factor}"


def _followed(text, span, words):
    lines = text.split("\n")
    line = lines[span.line - 1]
    if words.partition(":")[0] == line[: span.column - 1].strip(" :-"):  # capest: 1, in full
        words = words.partition(": ")[2]
    lines[span.line - 1] = line[: span.column - 1] + words + line[span.end_column - 1 :]
    return "\n".join(lines)


CASES = [
    (path.stem, text, problem, proposals)
    for path in SCENARIOS
    for text in [path.read_text("utf-8")]
    for problem in _told(text)
    if problem.span and problem.severity is Severity.ERROR
    for proposals in [list(_proposals(problem))]
    if proposals
]


def test_many_hints_propose_something():
    assert len(CASES) > 25


@pytest.mark.parametrize(
    ("name", "text", "problem", "proposals"), CASES, ids=[f"{c[0]}: {c[3][0]}" for c in CASES]
)
def test_what_a_hint_proposes_is_accepted(name, text, problem, proposals):
    """The fault is gone, and no other has come; of several readings, one is what was meant."""
    before = _faults(text)
    after = [_faults(_followed(text, problem.span, words)) for words in proposals]
    assert any((problem.code, problem.message) not in told and told <= before for told in after), (
        after
    )


def _faults(text):
    return {(it.code, it.message) for it in _told(text) if it.severity is Severity.ERROR}


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("ceil(9 KB/request / (4 KB))", "write 9 KB / request / (4 KB/request)"),
        ("ceil(5 TB)", "divide it by what it is to be whole in, e.g. / (1 TB)"),
        ("(1 + 10%/month)^12", "write 10% / month * 1 month, which is how much it grows in one"),
        ("5 KB, 6 KB", "write one value, or a range: 10M to 40M"),
        ("4 cups", "`capest units` lists the known ones; a scenario adds its own: words: [cups]"),
    ],
)
def test_hints_of_first_words(written, hint):
    with pytest.raises(CapestError) as error:
        calculate(passage_of("calc", written))
    assert error.value.problems[0].hint == hint


@pytest.mark.parametrize(
    ("written", "lines"),
    [
        ("f.qps = 200/s ± 20%", "f.qps ~ 200/s ± 20%"),
        ("f.qps within 10% of 2.3k/s", "f.qps ~ 2.3k/s ± 10%"),
        ("f.qps in 200/s", "f.qps ~ 200/s"),
        ("f.qps between 1k/s and 3k/s", "f.qps >= 1k/s, f.qps <= 3k/s"),
        ("f.qps in [1k/s, 3k/s]", "f.qps >= 1k/s, f.qps <= 3k/s"),
        ("f.qps in 1k/s..3k/s", "f.qps >= 1k/s, f.qps <= 3k/s"),
        ("f.qps ~ 1k/s to 3k/s", "f.qps >= 1k/s, f.qps <= 3k/s"),
        ("1k/s < f.qps < 3k/s", "1k/s < f.qps, f.qps < 3k/s"),
        ("f.qps > 1k/s and f.qps < 3k/s", "f.qps > 1k/s, f.qps < 3k/s"),
        ("f.qps => 2k/s", "f.qps >= 2k/s"),
        ("f.qps not more than 3k/s", "f.qps <= 3k/s"),
        ("f.qps is at least 1k/s", "f.qps >= 1k/s"),
        ("f.qps should be 3k/s", "f.qps = 3k/s"),
        ("max(f.qps, 1/s) around 3k/s", "max(f.qps, 1/s) ~ 3k/s"),
    ],
)
def test_what_a_comparison_in_words_means_is_said(written, lines):
    with pytest.raises(Fault) as error:
        parse_expectation(written)
    assert error.value.hint.removeprefix("write each in a line of its own: ") in (
        lines,
        f"write {lines}",
    )
    for line in lines.split(", ") if "each" in error.value.hint else [lines]:
        parse_expectation(line)


@pytest.mark.parametrize(
    "written", ["f.qps", "f.qps 3k/s", "f.qps *", "f.qps between", "a = b = c"]
)
def test_what_is_not_clear_gets_no_line(written):
    with pytest.raises(Fault) as error:
        parse_expectation(written)
    assert "f.qps" not in (error.value.hint or "")


def test_a_long_line_is_refused_at_once():
    with pytest.raises(Fault):
        parse_expectation("a between b " * 20_000)


SCENARIO = """\
assumptions: {dau: 10M users, growth: 40%/year}
traffic: {get: {per_user: 20/day, kind: read, response: 9 KB}}
caches: {hot: {serves: get, items: 1M, item_size: 9 KB, hit_ratio: 90%}}
"""


@pytest.mark.parametrize(
    ("change", "hint"),
    [
        ("users=20M", "did you mean 'dau'?"),
        ("da=20M", "did you mean 'dau'?"),
        ("dau=20M-50M", "write 20M to 50M for a range"),
        ("hot.hit_ratio=99", "write 99%"),
        ("hot.hitratio=99%", "did you mean 'hot.hit_ratio'?"),
        ("get.qps=30k/s", "did you mean 'get.rate'?"),
        ("hit_ratio=90%", "did you mean 'hot.hit_ratio'?"),
    ],
)
def test_hints_of_changes(change, hint):
    name, _, value = change.partition("=")
    with pytest.raises(CapestError) as error:
        capest.estimate(SCENARIO, **{name: value})
    assert error.value.problems[0].hint == hint


@pytest.mark.parametrize(
    ("added", "hint"),
    [
        ("users: 20M", "put it under assumptions:, as users: 20M"),
        ("photo_size: 3 MB", "put it under assumptions:, as photo_size: 3 MB"),
        ("name: Photos", "did you mean 'title'?"),
        ("cost: {get: 3}", "did you mean 'costs'?"),
        ("database: {}", "did you mean 'storage'?"),
        ("derived: {twice: users * 2}", "did you mean dau?"),
        ("derived: {twice: peak_qps * 2}", "did you mean 'get.peak_qps'?"),
        ("storage: {kept: {from: get, size: 1 KB, keep: 1 day}}", "did you mean 'added_by'?"),
        ("shards: {part: {of: get, limits: kafak}}", "did you mean 'kafka'?"),
    ],
)
def test_hints_of_first_lines(added, hint):
    problems = _told(f"{SCENARIO}{added}\n")
    assert hint in [problem.hint for problem in problems]
