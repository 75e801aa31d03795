"""JUnit's XML, a test case for each claim, for servers that show test results."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ...problems import Problem, Severity, describe
from ...records import replace
from ...safe_text import log_line
from ..judging.findings import MOST_EXPORTED, CheckedClaim, FileReport, Findings, Status

FOR_PEOPLE = False

_TAGS = {"testcase": "tests", "failure": "failures", "error": "errors", "skipped": "skipped"}

_Part = tuple[str, dict[str, int]]
"""A suite, and how many elements of each kind it has."""


def part(report: FileReport) -> _Part:
    """The suite of a file."""
    suite = Element("testsuite", name=log_line(report.name))
    of_claims = {problem for claim in report.claims for problem in claim.problems}
    for claim in report.claims:
        _claim(suite, report, claim)
    others = tuple(problem for problem in report.problems if problem not in of_claims)
    for problem in replace(report, problems=others).first(MOST_EXPORTED):
        case = _case(suite, report, _name(problem), problem.span.line if problem.span else 1)
        _problems(case, [problem])
    return _counted(suite)


def render(findings: Findings, parts: Iterable[_Part]) -> Iterator[str]:
    """The report; what could not be read is an error of its own suite."""
    of_all = [
        _of_all(name, problems, kind)
        for name, problems, kind in (
            ("unreadable", findings.faults, "error"),
            ("all files", findings.of_run, "failure"),
        )
        if problems
    ]
    counts = Counter[str]()
    for _, numbers in chain(parts, of_all):
        counts.update(numbers)
    root = Element("testsuites", name="capest")
    _count(root, {name: counts[name] for name in ("tests", "failures", "errors")})
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    empty = tostring(root, encoding="unicode")
    yield empty.replace(" />", ">") if counts else empty
    yield from (f"\n  {suite}" for suite, _ in chain(parts, of_all))
    yield "\n</testsuites>\n" if counts else "\n"


def _of_all(name: str, problems: Iterable[Problem], kind: str) -> _Part:
    """A suite of what is no finding of one file."""
    suite = Element("testsuite", name=name)
    for problem in problems:
        case = SubElement(suite, "testcase", name=log_line(_name(problem)), classname="capest")
        if problem.severity is Severity.ERROR:
            _report(case, kind, problem)
        else:
            SubElement(case, "system-out").text = describe(problem)
    return _counted(suite)


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


def _counted(suite: Element) -> _Part:
    """A suite with its numbers."""
    found = Counter(element.tag for element in suite.iter())
    counts = {name: found[tag] for tag, name in _TAGS.items()}
    _count(suite, counts)
    indent(suite, level=1)
    return tostring(suite, encoding="unicode"), counts


def _count(element: Element, counts: Mapping[str, int]) -> None:
    for name, number in counts.items():
        element.set(name, str(number))


def _name(problem: Problem) -> str:
    return f"{problem.code}: {problem.message}"
