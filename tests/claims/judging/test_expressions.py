"""Marks that compute: what an expression may be over, and what is told of it."""

from __future__ import annotations

import json
import re

import pytest
from reported import NOTHING, Reports

from capest.claims.check import check_document
from capest.claims.documents.document import document_of
from capest.claims.fix import fix_document
from capest.claims.judging.findings import Status
from capest.claims.judging.tolerances import Tolerances
from capest.claims.marks.library import Library
from capest.problems import Source
from capest.render.formats.markdown import region_of

MODEL = """
conventions: napkin
assumptions: {dau: 300M users}
traffic: {search: {per_user: 10/day}, posting: {per_user: 2/day, kind: write}}
storage: {posts: {added_by: posting, size: 300 B}}
"""


def _library(text=MODEL):
    return Library(
        read=lambda path: Source(path, text), exists="a.capest.yaml".__eq__, region=region_of
    )


def _checked(text, library=None):
    return check_document(document_of("a.md", text), library or _library(), Tolerances())


def _codes(text, library=None):
    return [problem.code for problem in _checked(text, library).problems]


@pytest.mark.parametrize(
    "text",
    [
        "60K<!-- capest: = 2 * search.qps --> requests a second",
        "3B<!-- capest: = search.per_day * 1 day --> searches in a day",
        "1.8 TB<!-- capest: posts.per_day * 10 days -->",
        "3,000<!-- capest: = 300M requests / day --> requests/s",  # a day of 100,000 s
        "150M<!-- capest: dau * 50% -->",
        "120M<!-- capest: dau / 2 ±30% -->",
        "5<!-- capest: ceil(search.qps / posting.qps) --> times",
    ],
)
def test_an_expression_is_over_the_names_and_conventions_of_the_scenario(text):
    report = _checked(text)
    assert not report.problems
    assert {claim.status for claim in report.claims if claim.bound} == {Status.HOLDS}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("3<!-- capest: = serch.qps * 2 -->", "unknown-name"),
        ("3 TB<!-- capest: posts.stored / 10 -->", "no-value"),
        ("3<!-- capest: input dau / 2 -->", "malformed-mark"),
        ("3<!-- capest: search.qps +/- 10 -->", "malformed-mark"),
        ("3<!-- capest: search.qps peak -->", "malformed-mark"),
        ("3<!-- capest: search.qps + dau -->", "dimension"),
    ],
)
def test_what_is_wrong_with_an_expression(text, code):
    bound = "30K QPS<!-- capest: search.qps -->"
    assert _codes(f"{bound}, {text}") == [code]


def test_the_name_meant_is_named():
    (problem,) = _checked("3<!-- capest: = serch.qps * 2 -->").problems
    assert (problem.hint, problem.span.column) == ("did you mean 'search.qps'?", 17)


def test_a_name_that_a_broken_scenario_may_have_is_left_open():
    text = "60K<!-- capest: = 2 * search.qps -->, 6<!-- capest: = 2 * 3 -->"
    report = _checked(text, _library(MODEL.replace("300 B", "300 furlongs")))
    assert [claim.status for claim in report.claims] == [Status.UNCHECKED, Status.HOLDS]


@pytest.mark.parametrize(
    "text",
    [
        "It serves 6B requests<!-- capest: search.per_day -->.",
        "It keeps 180 GB<!-- capest: posts.per_day -->.",
        "It keeps 90 GB<!-- capest: posts.per_day / 2 -->.",
    ],
)
def test_the_hint_that_offers_the_total_works(text):
    (problem,) = _checked(text).problems
    total = re.search(r"bind the total: (= .+)", problem.hint)[1]
    again = re.sub(r"(?<=capest: ).*(?= -->)", total, text)
    assert set(_codes(again)) <= {"value"}, "the units fit"


def test_an_expression_is_fixed_and_derived_as_a_name_is():
    text = "It takes 20K QPS<!-- capest: = 2 * search.qps -->.\n"
    fixed = fix_document(document_of("a.md", text), _library(), Tolerances())
    assert fixed.text == text.replace("20K", "60K")
    report = _checked(text)
    (problem,) = report.problems
    assert problem.notes == (
        "= 2 × (300M users × 10 request/user/day ÷ 100,000 s/day)     a.capest.yaml:3,4",
    )
    reports = Reports([report])
    in_json = json.loads(reports.text("json", NOTHING))["files"][0]
    assert in_json["claims"][0]["subject"] == "= 2 * search.qps"
    assert [place["line"] for place in in_json["problems"][0]["related"]] == [3, 4]
    in_sarif = json.loads(reports.text("sarif", NOTHING))["runs"][0]["results"][0]
    assert "2 × (300M users" in in_sarif["message"]["text"]
    assert len(in_sarif["relatedLocations"]) == 2
