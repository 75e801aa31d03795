"""Documents with faults, and beside each the patch that `capest fix` makes and what it leaves.

A new case is a new file.
"""

from __future__ import annotations

import io
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from pathlib import Path

import pytest

from capest.claims.documents.document import document_of
from capest.claims.documents.formats import is_document
from capest.claims.fix import Rewrites, fix_document
from capest.claims.judging.tolerances import Tolerances
from capest.claims.marks.library import Library
from capest.cli.documents import fix as fixes
from capest.cli.documents.check_options import rewriting_options
from capest.problems import Source
from capest.render.formats.markdown import region_of

HERE = Path(__file__).parent
CASES = sorted(path for path in HERE.iterdir() if is_document(path.name))
LIBRARY = Library(
    read=lambda name: Source(name, "traffic: {search: {rate: 5/s}}\n"),
    exists="a.capest.yaml".__eq__,
    region=region_of,
)
PLAIN = rewriting_options(["."])


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_what_is_fixed_and_what_is_left(path, snapshot, monkeypatch):
    monkeypatch.chdir(HERE)
    report = fixes.fix(replace(PLAIN, paths=(path.name,)))
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


@pytest.mark.parametrize(
    ("requirement", "insisted"),
    [
        ("under 200 ms<!-- capest: feed_latency -->", "under 280 ms<!-- capest: feed_latency -->"),
        ("at least 10 nodes<!-- capest: hosts -->", "at least 17 nodes<!-- capest: hosts -->"),
        ("More than 20 nodes<!-- capest: hosts -->", "More than 16 nodes<!-- capest: hosts -->"),
        (
            "needs at least 12 TB<!-- capest: disk_needed -->",
            "needs at least 20 TB<!-- capest: disk_needed -->",
        ),
        (
            "99.95% or more<!-- capest: availability -->",
            "99.80% or more<!-- capest: availability -->",
        ),
    ],
)
def test_a_requirement_is_rewritten_only_by_those_who_insist(requirement, insisted):
    text = f"<!-- capest: use reads.yaml -->\n\n{requirement}\n"
    library = Library(
        read=lambda _: Source("reads.yaml", (HERE / "reads.yaml").read_text("utf-8")),
        exists="reads.yaml".__eq__,
        region=region_of,
    )
    document = document_of("a.md", text)
    left = fix_document(document, library, Tolerances())
    assert (left.changes, len(left.left)) == ((), 1)
    (reason,) = left.left[0].notes[-1:]
    assert reason == "left: a requirement; change the design, or the number by hand"
    fixed = fix_document(document, library, Tolerances(), rewrites=Rewrites(bounds=True))
    assert fixed.text == text.replace(requirement, insisted)
    assert not fixed.left
