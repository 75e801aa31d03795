"""Advice on the equations of prose that nobody has bound: those that do not come out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from ...problems import Extent, Problem, Severity
from ...prose.equations import Equation, equations_in
from ...quantities import humanise
from ...units import unit_table
from ..documents.document import Document
from ..documents.text_map import TextMap, join
from .findings import CheckedClaim
from .slips import name_slip

_PROMISING = re.compile(r"\D*+\d[^=≈~→]*+[=≈~→]\D*+\d")
_LONGEST_LINE = 2000
"""Characters; a longer line is no prose."""

_MOST_LINES = 3000
"""Lines of a document in which equations are looked for: a table of data has no end of them."""


def faulty_equations(document: Document, claims: Iterable[CheckedClaim]) -> Iterator[Problem]:
    """A warning for each one-line equation that does not evaluate and holds no claim's number."""
    bound = sorted(claim.bound.number_at[0] for claim in claims if claim.bound)
    units = unit_table()
    promising = (
        joined for line in _lines(document) if _is_promising(joined := join(document.text, line))
    )
    for number, joined in enumerate(promising):
        if number == _MOST_LINES:
            yield _unread(document, joined.back(0, 1))
            return
        for equation in equations_in(joined.text, units):
            at = joined.back(equation.start, equation.end)
            faulty = equation.judgement.code and not equation.is_arrow
            if faulty and not _holds_any(bound, at):
                yield _problem(document, equation, at)


def _is_promising(joined: TextMap) -> bool:
    """Whether a line may hold an equation: a number, a sign that says what it is, and a number."""
    return len(joined.text) <= _LONGEST_LINE and bool(_PROMISING.match(joined.text))


def _unread(document: Document, at: Extent) -> Problem:
    return Problem(
        code="equation",
        message=f"equations are looked for in {_MOST_LINES:,} lines; from here on in none",
        span=document.span(at),
        severity=Severity.NOTE,
    )


def _lines(document: Document) -> Iterator[list[Extent]]:
    """Prose and code line by line, each as the pieces that a reader sees of it."""
    for run in document.scan.runs:
        line: list[Extent] = []
        for piece in run.pieces:
            if line and "<br" in document.text[line[-1][1] : piece[0]].lower():
                yield line
                line = []
            line.append(piece)
            if document.text[piece[1] - 1] in "\r\n":
                yield line
                line = []
        if line:
            yield line


def _holds_any(bound: list[int], at: Extent) -> bool:
    index = bisect_left(bound, at[0])
    return index < len(bound) and bound[index] < at[1]


def _problem(document: Document, equation: Equation, at: Extent) -> Problem:
    right = equation.right
    slip = None
    hint = None
    if right and equation.unlabelled:
        message = f"this comes to {humanise(equation.left)} of no unit; the text says {right.text}"
        hint = "is it so many of what is counted? write the unit of the first factor"
    elif right:
        slip = name_slip(equation.judgement.ratio, right.unit, written=right)
        left = humanise(equation.left, right.unit)
        message = f"this comes to {left}; the text says {right.text}"
    else:
        message = f"the two sides differ: {equation.judgement.message}"
    return Problem(
        code="equation",
        message=message,
        span=document.span(at),
        hint=slip.question if slip else hint,
        severity=Severity.WARNING,
    )
