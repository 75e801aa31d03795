"""Properties of documents: whatever they hold, a check ends with findings at real places, in time
that grows with the text.
"""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reported import NOTHING, Reports

from capest.claims.check import check_document
from capest.claims.documents.comments import without_comments
from capest.claims.documents.document import document_of, read_document
from capest.claims.judging.tolerances import Tolerances
from capest.claims.marks.library import Library
from capest.claims.reports import FORMATS
from capest.problems import CapestError, Source
from capest.render.formats.markdown import region_of

MODEL = """\
assumptions: {dau: 300M users, peak_factor: 3}
traffic: {search: {per_user: 10/day, response: 5 KB}}
claims:
  - {doc: a.md, near: QPS, expect: search.qps}
"""
LIBRARY = Library(
    read=lambda name: Source(name, MODEL),
    exists=lambda path: path == "m.yaml",
    region=region_of,
)

PARTS = (
    "30K", "~35K QPS", "104K", "QPS ", "5 TB", "$3 \\times 10^8$", "1,000", "S3", "64-bit",
    "2 * 3 = 7 ", "<!-- capest: search.qps -->", "<!-- capest: search.peak_qps ±10% -->",
    "<!-- capest: input dau -->", "<!-- capest: = 3 * 4 KB -->", "<!-- capest: use m.yaml -->",
    "<!-- capest: use m.yaml as m -->", "<!-- capest: m.search.qps -->",
    "<!-- capest: ignore -->", "<!-- capest: off -->", "<!-- capest: on -->",
    "<!-- capest: begin table traffic -->", "<!-- capest: end -->", "<!-- capest: no-claims -->",
    "<!-- capest: tolerance 5% -->", "<!-- capest: ", "<!--", "-->", "[35K](m.yaml#search.qps)",
    "`35K <m.yaml#search.qps>`__", "link:m.yaml#search.qps[35K]", ".. capest: use m.yaml",
    "// capest: use m.yaml", ":capest: m.yaml", "---", "capest: m.yaml", "```", "```capest",
    "traffic: {a: {rate: 5/s}}", "::", "|", "|---|---|", "|===", "----", "`", "``", "**", "> ",
    "- ", "1. ", "# ", "    ", "\n", "\n", "\r\n", "\r", "\n\n", " ", "\t", "\x00", "\u2028",
    "\x85", "\ufeff", "é", "💾", "\\", "[", "](", "<b>", "{/*", "*/}",
)  # fmt: skip
DOCUMENTS = st.lists(st.sampled_from(PARTS), max_size=40).map("".join)
NAMES = st.sampled_from(("a.md", "a.rst", "a.adoc", "a.mdx"))


def check(name, text):
    document = document_of(name, text)
    return document, check_document(document, LIBRARY, Tolerances())


@settings(max_examples=300, deadline=None)
@given(NAMES, DOCUMENTS)
def test_any_document_is_checked_and_every_place_is_real(name, text):
    document, report = check(name, text)
    for problem in report.problems:
        span = problem.span
        assert span and 1 <= span.column < span.end_column
        assert span.column <= len(span.source.line(span.line)) + 1
    for claim in report.claims:
        if claim.bound and claim.judgement:
            start, end = claim.bound.number_at
            assert re.search(r"\d", document.text[start:end]), "a rewriting replaces a number"
            line = document.text.count("\n", 0, start) + 1
            assert "\r" in text or claim.span.line == line


@settings(max_examples=100, deadline=None)
@given(NAMES, DOCUMENTS)
def test_any_findings_are_written_in_every_format(name, text):
    _, report = check(name, text)
    for format_name in FORMATS:
        assert Reports([report]).text(format_name, NOTHING).endswith("\n")


@settings(max_examples=200, deadline=None)
@given(NAMES, st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(name, content):
    try:
        document = read_document(name, content)
    except CapestError as error:
        assert error.problems[0].code == "not-utf-8"
    else:
        assert document.text.encode() == content


@settings(max_examples=100, deadline=None)
@given(DOCUMENTS)
def test_line_ends_and_a_byte_order_mark_change_no_finding(text):
    plain = text.replace("\r", "").replace("\ufeff", "")
    windows = "\ufeff" + plain.replace("\n", "\r\n")
    one, other = check("a.md", plain)[1], check("a.md", windows)[1]
    assert [(item.code, item.span.line, item.span.column) for item in one.problems] == [
        (item.code, item.span.line, item.span.column) for item in other.problems
    ]


LONG = (
    "<!-- capest: search.qps --> 5\n\n", "[x](m.yaml#search.qps) ", "$1 * 2 = 5$ ",
    "`", "<!--", "[", "](", "<", "<a ", "|", "|a|\n", "> a\n", "- ", "```\n", "<!-- a\n", "link:",
    "`a <", "{/*", "..\n", "::\n x\n", "<!-- capest: ", "30K<!-- capest: search.qps --> ", "30K ",
    "1 = 2 ", "\r", "| 30K<!-- capest: search.qps --> ", "<!-- capest: ignore -->\n",
    "<!-- capest: x -->", "<!-- capest: off -->5<!-- capest: on -->\n",
    "<!-- capest: begin table traffic -->\n",
)  # fmt: skip


@pytest.mark.parametrize("part", LONG)
@pytest.mark.parametrize("name", ["a.md", "a.rst", "a.adoc"])
def test_time_grows_with_the_text(name, part):
    _grows_evenly(
        lambda times: check(name, "<!-- capest: use m.yaml -->\n\n" + part * times), most=2500
    )


@pytest.mark.parametrize(
    "read",
    [
        lambda times: check("a.md", "```python\nx = 1 " + "&" * times + "\n```\n"),
        lambda times: check("a.md", "```python\nx = " + "0" * times + "\n```\n"),
        lambda times: check("a.rst", "<x> " + "1-" * times),
        lambda times: without_comments("<!--" * times),
        lambda times: without_comments("<!-- a -->" + "<!--" * times),
    ],
)
def test_time_grows_with_a_line(read):
    _grows_evenly(read, most=30_000)


def _grows_evenly(read, most):
    def seconds(times):
        started = time.process_time()
        read(times)
        return time.process_time() - started

    seconds(10)
    assert any(  # a busy machine is slow now and then, not three times
        seconds(most) < max(seconds(most // 10), 0.02) * 40 for _ in range(3)
    ), "ten times the text takes about ten times as long"
