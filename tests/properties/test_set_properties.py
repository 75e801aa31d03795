"""A change by --set gives what the scenario gives with the change written into it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import capest
from capest.problems import CapestError, Source, passage_of
from capest.scenario.changes import with_changes
from capest.scenario.reader import read
from capest.sections import sections

TEXTS = {
    path.stem: path.read_text("utf-8")
    for path in sorted((Path(__file__).parents[2] / "scenarios").glob("*.yaml"))
}
VALUES = st.one_of(
    st.sampled_from(
        ("0", "1", "0.5e-3", "7 users", "300M", "5 KB", "10/day", "20%", "101%", "3 years",
         "zipf 0.9", "2 GB", "5 ms", "1 to 3", "5 GB ± 10%", "1e300", "$1/GB", "5k/s", "dau",
         "2 * dau", "1/0",
         "3 servers", "flobs", "2 nodes", "uniform", "1 month", "100 requests/s")
    ),
    st.floats(0, 1e12).map(repr),
)  # fmt: skip


def _values(scenario):
    """Every value that was written as one line: its name as --set has it, and its place."""
    own = {**scenario.assumptions, **scenario.derived}
    for entry in scenario.entries.values():
        own |= {f"{entry.name}.{field}": value for field, value in entry.values.items()}
    return {name: value.passage for name, value in own.items() if value.passage.verbatim}


def _outcome(scenario, problems):
    if scenario is None or problems:
        return sorted({problem.code for problem in problems})
    try:
        found = capest.estimate(scenario)
    except CapestError as error:
        return sorted({problem.code for problem in error.problems})
    return {name: item.quantity for name, item in found.derivations.items()}, {*found.absent}


def _both(text, pick, value):
    scenario, _ = read(Source("a.yaml", text), sections())
    values = _values(scenario)
    name = pick if isinstance(pick, str) else sorted(values)[pick % len(values)]
    at = values[name]
    lines = text.split("\n")
    line, start = lines[at.line - 1], at.column - 1
    lines[at.line - 1] = line[:start] + value + line[start + len(at.text) :]
    edited = read(Source("a.yaml", "\n".join(lines)), sections())
    change = (passage_of("--set", name), passage_of("--set", value))
    return name, _outcome(*edited), _outcome(*with_changes(scenario, [change], sections()))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(TEXTS)), st.integers(0, 10_000), VALUES)
@example("youtube", "viewers", "0.5e-3")
def test_a_change_is_an_edit(scenario, pick, value):
    name, edited, changed = _both(TEXTS[scenario], pick, value)
    assert edited == changed, f"{scenario} --set {name}={value}"


@pytest.mark.slow
@settings(max_examples=600, deadline=None)
@given(st.sampled_from(sorted(TEXTS)), st.integers(0, 10_000), VALUES)
def test_any_of_many_changes_is_an_edit(scenario, pick, value):
    name, edited, changed = _both(TEXTS[scenario], pick, value)
    assert edited == changed, f"{scenario} --set {name}={value}"
