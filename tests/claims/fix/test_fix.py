"""Documents with faults, and beside each the patch that `capest fix` makes and what it leaves.

A new case is a new file.
"""

from __future__ import annotations

import io
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from capest.claims.documents.document import document_of
from capest.claims.documents.formats import is_document
from capest.claims.fix import fix_document
from capest.claims.judging.findings_of_claims import Tolerances
from capest.claims.marks.library import Library
from capest.cli.documents import fix as fixes
from capest.cli.documents.run import rewriting_options
from capest.problems import Source
from capest.render.formats.markdown import section_of

HERE = Path(__file__).parent
CASES = sorted(path for path in HERE.iterdir() if is_document(path.name))
LIBRARY = Library(
    read=lambda name: Source(name, "traffic: {search: {rate: 5/s}}\n"),
    exists="a.capest.yaml".__eq__,
    table=section_of,
)
PLAIN = rewriting_options(["."], None, None)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_what_is_fixed_and_what_is_left(path, snapshot, monkeypatch):
    monkeypatch.chdir(HERE)
    report = fixes.fix([path.name], PLAIN, napkin=False)
    patch, told = io.StringIO(), io.StringIO()
    with redirect_stdout(patch), redirect_stderr(io.StringIO()) as beside:
        fixes.show(report, diff=True, verb="would fix")
    with redirect_stdout(told):
        fixes.show(report, diff=False, verb="would fix")
    assert told.getvalue().endswith(beside.getvalue()), "a patch stands alone"
    snapshot(path.with_suffix(f"{path.suffix}.txt"), patch.getvalue() + "\n" + told.getvalue())


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_table_has_the_line_ends_of_its_document(line_end):
    lines = [
        "> <!-- capest: begin table traffic -->", ">", "> <!-- capest: end -->", "", "the end"
    ]  # fmt: skip
    fixed = fix_document(document_of("a.md", line_end.join(lines)), LIBRARY, Tolerances())
    written = fixed.text.split(line_end)
    table = written[2:-3]
    assert len(table) == 3 and all(line.startswith("> | ") for line in table)
    assert [*written[:2], *written[-3:]] == lines
    assert fix_document(document_of("a.md", fixed.text), LIBRARY, Tolerances()).changes == ()
