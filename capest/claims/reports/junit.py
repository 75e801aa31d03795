"""JUnit's XML, a test case for each claim, for servers that show test results."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ...problems import Problem, Severity, describe
from ...safe_text import log_line
from ..judging.findings import CheckedClaim, FileReport, Findings, Status

FOR_PEOPLE = False
EACH_CLAIM = True


def render(findings: Findings) -> str:
    """The report; what could not be read is an error of its own suite."""
    root = Element("testsuites", name="capest")
    for report in findings.reports:
        _suite(root, report)
    if findings.faults:
        _of_all(root, "unreadable", findings.faults, "error")
    if findings.of_run:
        _of_all(root, "all files", findings.of_run, "failure")
    _count(root, totals=True)
    indent(root)
    text = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _of_all(root: Element, name: str, problems: Iterable[Problem], kind: str) -> None:
    """A suite of what is no finding of one file."""
    suite = SubElement(root, "testsuite", name=name)
    for problem in problems:
        case = SubElement(suite, "testcase", name=log_line(_name(problem)), classname="capest")
        if problem.severity is Severity.ERROR:
            _report(case, kind, problem)
        else:
            SubElement(case, "system-out").text = describe(problem)
    _count(suite)


def _suite(root: Element, report: FileReport) -> None:
    suite = SubElement(root, "testsuite", name=log_line(report.name))
    of_claims = {problem for claim in report.claims for problem in claim.problems}
    for claim in report.claims:
        _claim(suite, report, claim)
    for problem in report.problems:
        if problem not in of_claims:
            case = _case(suite, report, _name(problem), problem.span.line if problem.span else 1)
            _problems(case, [problem])
    _count(suite)


def _claim(suite: Element, report: FileReport, claim: CheckedClaim) -> None:
    case = _case(suite, report, f"{claim.subject} (line {claim.span.line})", claim.span.line)
    if claim.status in (Status.UNCHECKED, Status.KNOWN):
        why = "not checked" if claim.status is Status.UNCHECKED else "known to the baseline"
        SubElement(case, "skipped", message=why)
    _problems(case, claim.problems)


def _case(suite: Element, report: FileReport, name: str, line: int) -> Element:
    path = log_line(report.name)
    return SubElement(
        suite, "testcase", name=log_line(name), classname=path, file=path, line=str(line)
    )


def _problems(case: Element, problems: Iterable[Problem]) -> None:
    for problem in problems:
        if problem.severity is Severity.ERROR:
            _report(case, "failure", problem)
        else:
            SubElement(case, "system-out").text = describe(problem)


def _report(case: Element, kind: str, problem: Problem) -> None:
    element = SubElement(case, kind, type=problem.code, message=log_line(problem.message))
    element.text = describe(problem)


def _count(element: Element, *, totals: bool = False) -> None:
    for attribute, tag in (
        ("tests", "testcase"),
        ("failures", "failure"),
        ("errors", "error"),
        ("skipped", "skipped"),
    ):
        if not (totals and tag == "skipped"):
            element.set(attribute, str(sum(1 for _ in element.iter(tag))))


def _name(problem: Problem) -> str:
    return f"{problem.code}: {problem.message}"
