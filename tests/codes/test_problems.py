"""One tiny broken scenario for each problem code, and what a person is told beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

import capest
from capest.codes import CODES
from capest.conservation import conservation
from capest.engine.expectations import judge
from capest.engine.unused import unused
from capest.engine.whole import whole
from capest.problems import CapestError, Source, describe
from capest.sections import sections

HERE = Path(__file__).parents[1] / "problems"
BROKEN = sorted(HERE.glob("*.yaml"))

OF_THE_COMMAND_LINE = {
    "altered-patch", "binary-trace", "cache-size", "changed-file", "columns", "duplicate-answer",
    "empty-log", "empty-sheet", "empty-trace", "excluded-option", "expectation", "fail-over",
    "file-exists", "file-not-found", "file-too-large", "future-prices", "holds-at-the-middle",
    "idle-name", "kind-without-scenario", "long-history", "malformed-answer", "malformed-baseline",
    "malformed-history", "malformed-line", "malformed-log", "malformed-output", "malformed-setting",
    "malformed-toml", "missing-extra", "more-findings", "needs-the-future", "no-files", "no-git",
    "no-growth", "no-questions", "no-writer", "not-a-change", "not-a-document", "not-a-file",
    "not-a-log", "not-a-number", "not-a-part", "not-a-setting", "not-utf-8", "nothing-expected",
    "nothing-to-compare", "nothing-to-draw", "nothing-to-watch", "nothing-uncertain",
    "number-of-minutes", "number-of-questions", "number-of-values", "old-prices", "outside-file",
    "random-eviction", "routes", "same-file", "sample", "several-stores", "stale-baseline",
    "too-few-bound", "too-many-claims", "unbound", "unknown-cache", "unknown-code",
    "unknown-engine", "unknown-format", "unknown-kind", "unknown-level", "unknown-page",
    "unknown-policy", "unknown-question", "unknown-revision", "unknown-scenario", "unknown-setting",
    "unknown-shell", "unknown-store", "unknown-ties", "unknown-topic", "unquoted",
    "unreadable-file", "unreadable-history", "unused-prices", "unused-setting", "unwritable-file",
    "unwritable-history", "which-requests", "which-sheet", "would-prompt", "zone",
}  # fmt: skip
"""Codes that no scenario alone can cause; tests/cli and tests/studies have each of them."""


def _problems(path):
    source = Source(path.name, path.read_text("utf-8"))
    try:
        computed = capest.estimate(whole(source, sections()))
        judge(computed)
    except CapestError as error:
        return error.problems
    return (*computed.remarks, *unused(computed), *conservation(computed).problems)


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_what_a_person_is_told(path, snapshot):
    problems = _problems(path)
    code = path.stem.partition("--")[0]
    assert code in {problem.code for problem in problems}
    for problem in problems:
        if problem.span:
            width = len(problem.span.source.line(problem.span.line))
            assert 1 <= problem.span.column <= width + 1, "the caret is on the line"
    snapshot(path.with_suffix(".txt"), "".join(f"{describe(item)}\n" for item in problems))


def test_every_code_has_its_file():
    documents = {
        path.stem.partition("--")[0] for path in (HERE.parent / "claims" / "check").iterdir()
    }
    covered = {path.stem.partition("--")[0] for path in BROKEN} | OF_THE_COMMAND_LINE
    assert set(CODES) <= covered | documents, "a code without an example"
    assert covered <= set(CODES)
