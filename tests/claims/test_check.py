"""Small documents, and what a person is told of each beside it: a new case is a new file.

A file is named after the code that it shows, or `ok` where there is nothing to tell. What several
of them rest on is in `shared`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from reported import Reports

from capest.claims.documents.formats import is_document
from capest.cli.documents.check_options import CheckOptions
from capest.cli.documents.run import checked
from capest.codes import FINDINGS
from capest.codes.contradictions import CONTRADICTIONS

HERE = Path(__file__).parent / "check"
CASES = sorted(path for path in HERE.iterdir() if is_document(path.name) or path.suffix == ".yaml")
ELSEWHERE = {
    "expectation", "holds-at-the-middle", "nothing-expected", "more-findings", "unbound",
    "too-few-bound", "too-many-claims", "stale-baseline", "unused-setting",
    *(code.name for code in CONTRADICTIONS),
}  # fmt: skip
"""Codes of scenarios, of long reports and of options; tests/cli and tests/problems have them."""

PLAIN = CheckOptions()


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_what_a_person_is_told(path, snapshot, monkeypatch):
    monkeypatch.chdir(HERE)
    reports = Reports()
    found = checked(replace(PLAIN, paths=(path.name,)), notes=(reports.note,))
    problems = reports.problems(found)
    code = path.stem.partition("--")[0]
    codes = {problem.code for problem in problems}
    assert code in codes if code != "ok" else not codes
    for problem in problems:
        if problem.span:
            width = len(problem.span.source.line(problem.span.line))
            assert 1 <= problem.span.column <= width + 1, "the caret is on the line"
    snapshot(path.with_suffix(f"{path.suffix}.txt"), reports.text("text", found))


def test_every_code_has_its_case():
    shown = {path.stem.partition("--")[0] for path in CASES}
    assert set(FINDINGS) <= shown | ELSEWHERE
