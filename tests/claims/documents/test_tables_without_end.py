"""Tables that have no end: how much of them is read, and that nothing of it is lost in silence."""

import tracemalloc

import pytest

from capest.claims.documents.document import document_of
from capest.claims.documents.markdown.containers import DocumentLine
from capest.claims.documents.markdown.tables import MOST_COLUMNS, ruler_width
from capest.claims.documents.scan import MOST_CELLS

MARK = "<!-- capest: search.qps -->"
HEADS = {
    "a.md": "| a | b |\n|---|---|\n",
    "a.rst": "",
    "a.adoc": "|===\n",
}
LINKS = {
    "a.md": f"| x | 35K QPS{MARK} |\n",
    "a.rst": "| x | `35K QPS <m.yaml#search.qps>`_ |\n",
    "a.adoc": "| x | link:m.yaml#search.qps[35K QPS]\n",
}
PLAIN = {"a.md": "| x | 5 |\n", "a.rst": "| x | 5 |\n", "a.adoc": "| x | 5\n"}


@pytest.mark.parametrize("name", HEADS)
def test_cells_are_read_up_to_a_number_and_marks_in_all(name):
    last = {}
    for rows in (MOST_CELLS // 2, MOST_CELLS // 2 + 1):
        text = HEADS[name] + PLAIN[name] * rows + LINKS[name]
        scan = document_of(name, text).scan
        last[rows] = scan.unread_rows
        assert len(scan.links) + len(scan.comments) == 1
        cells = [run for run in scan.prose if run.nearby]
        assert len(cells) <= MOST_CELLS + 2
    assert list(last.values()) == [None, len(HEADS[name]) + MOST_CELLS // 2 * len(PLAIN[name])]


def test_cells_of_html_are_read_up_to_a_number_and_marks_in_all():
    row = "<tr><td>x</td><td>5</td></tr>\n"
    found = {}
    for rows in (MOST_CELLS // 2 - 1, MOST_CELLS // 2 + 1):
        marked = f"<tr><td>x</td><td>35K QPS{MARK}</td></tr>\n"
        scan = document_of("a.md", f"<table>\n{row * rows}{marked}</table>\n").scan
        found[rows] = scan.unread_rows is None
        assert [bool(comment.run) for comment in scan.comments] == [True]
    assert list(found.values()) == [True, False]


@pytest.mark.parametrize(("columns", "is_table"), [(MOST_COLUMNS, True), (MOST_COLUMNS + 1, False)])
def test_a_line_of_more_than_a_thousand_columns_is_text(columns, is_table):
    text = f"{'|a' * columns}|\n{'|-' * columns}|\n{'|5' * (columns - 1)}|35K QPS{MARK}|\n"
    scan = document_of("a.md", text).scan
    assert (len(scan.prose) > 1) is is_table
    assert len(scan.comments) == 1


def test_a_line_of_far_more_takes_no_more_memory_than_it_has_letters():
    ruler = "|-" * 200_000
    line = DocumentLine(ruler, 0, len(ruler))
    tracemalloc.start()
    try:
        assert ruler_width(line) == 0
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 5 * len(ruler)
