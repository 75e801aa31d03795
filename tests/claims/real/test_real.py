"""Inputs of real documents in our own words, and what is right for each: a new case is a new entry.

The kinds behind them were met in public documents; each was once read wrong or passed over.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from reported import Reports

from capest.claims.judging.findings import Status
from capest.cli.documents import bind as bindings
from capest.cli.documents import fix as fixes
from capest.cli.documents.check_options import CheckOptions, rewriting_options
from capest.cli.documents.run import checked

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
CASES = yaml.safe_load((HERE / "cases.yaml").read_text("utf-8"))
SCENARIOS = {"reads": HERE / "reads.yaml", "twitter": ROOT / "scenarios" / "twitter.yaml"}
REWRITING = rewriting_options(["."])
CHECKING = CheckOptions()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_what_is_right(case, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    _written(case)
    if "check" in case:
        reports = Reports()
        found = checked(replace(CHECKING, paths=(".",)), notes=(reports.note,))
        assert _told(reports.problems(found)) == case["check"]
        assert found.claims[Status.HOLDS] == case["holds"]
    elif "fix" in case:
        report, _ = fixes.write(fixes.fix(replace(REWRITING, paths=(".",))))
        (fixed,) = report.fixed
        assert Path(fixed.name).read_text("utf-8") == f"{case['fix']}\n"
        assert _told(fixed.report.problems) == case["left"]
    else:
        found = bindings.proposals(replace(REWRITING, paths=(".",))).proposed
        proposals = [item for proposed in found for item in proposed.proposals]
        said = [f"{item.span.line}:{item.span.column} {item.subject}" for item in proposals]
        assert said == case["bind"]


def _written(case):
    """Put the case's files into the working folder."""
    name = case.get("file", "doc.md")
    Path(name).write_text(f"{case['document']}\n", "utf-8")
    scenario = case.get("scenario", "reads")
    if scenario != "none":
        text = SCENARIOS[scenario].read_text("utf-8") + case.get("adds", "")
        text = text.replace("dau: 10M users", f"dau: {case.get('dau', '10M users')}")
        Path("doc.capest.yaml").write_text(text, "utf-8")
    if "latin_1" in case:
        Path("other.md").write_text(case["latin_1"], "latin-1")
    if "link" in case:
        Path(case["link"]).symlink_to(name)


def _told(problems):
    placed = [(item.code, item.span) for item in problems if item.span]
    found = [(code, span) for code, span in placed if not span.source.name.endswith(".yaml")]
    return [f"{span.line}:{span.column} {code}" for code, span in found]
