"""For a comment on a pull request, or the summary of a step: a table of the findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from ...nouns import counted
from ...problems import MANY, Problem, Severity
from ...safe_text import markdown, markdown_code
from ..judging.findings import CheckedClaim, FileReport, Findings, Status
from ..judging.fingerprints import message_of, path_of
from ..judging.hints import shown as shown_in

FOR_PEOPLE = False

_SIGNS = {Severity.ERROR: "❌", Severity.WARNING: "⚠️", Severity.NOTE: "i"}


_Part = tuple[list[tuple[bool, str]], list[str], int, int]
"""A file's rows of findings, each with whether it is an error; the first rows of what holds; how
many other rows of it there are, and how many claims hold.
"""


def part(report: FileReport) -> _Part:
    """The rows of a file."""
    name = markdown(report.name)
    held = [
        f"| {name} | {' | '.join((markdown_code(claim.subject), *_sides(claim)))} |"
        for claim in report.claims
        if claim.status is Status.HOLDS
    ]
    rows = list(dict.fromkeys(held))
    return [_row(problem) for problem in report.first()], rows[:MANY], len(rows), len(held)


def render(findings: Findings, parts: Iterable[_Part]) -> Iterator[str]:
    """The summary, the findings as a table, and what holds, folded away."""
    summary = findings.summary().replace("\n", "  \n")
    yield f"**capest**: {summary}\n"
    of_all = [_row(problem) for problem in (*findings.faults, *findings.of_run)]
    if findings.problems:
        yield "\n|  | where | code | finding |\n|---|---|---|---|\n"
    for is_wanted in (True, False):
        for is_error, row in chain(of_all, chain.from_iterable(item[0] for item in parts)):
            if is_error is is_wanted:
                yield f"{row}\n"
    yield from _numbers(parts)


def _numbers(parts: Iterable[_Part]) -> Iterator[str]:
    """Each number that holds with the scenario's, and each expectation."""
    every = sum(claims for *_, claims in parts)
    if not every:
        return
    yield f"\n<details><summary>what holds: {counted(every, 'claim')}</summary>\n\n"
    yield "| where | what | the text says | the scenario |\n|---|---|--:|--:|"
    left = sum(number for _, _, number, _ in parts) - MANY
    first = chain.from_iterable(rows for _, rows, _, _ in parts)
    yield from (f"\n{row}" for row in islice(first, MANY))
    more = f"\n\n... and {left:,} more" if left > 0 else ""
    yield f"{more}\n\n</details>\n"


def _row(problem: Problem) -> tuple[bool, str]:
    row = (
        f"| {_SIGNS[problem.severity]} | {_where(problem)} | `{problem.code}` "
        f"| {_lines(message_of(problem))} |"
    )
    return problem.severity is Severity.ERROR, row


def _sides(claim: CheckedClaim) -> tuple[str, str]:
    """What is written and what is right; both empty where that is not kept."""
    if claim.bound is None or claim.expected is None:
        return ("", "")
    written = " ".join(claim.bound.written.text.split())
    return markdown(written), markdown(shown_in(claim.expected.quantity, claim.bound))


def _where(problem: Problem) -> str:
    span = problem.span
    return f"{markdown(path_of(problem))}:{span.line}:{span.column}" if span else ""


def _lines(text: str) -> str:
    return "<br>".join(markdown(line) for line in text.split("\n"))
