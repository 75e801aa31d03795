"""Advice on the equations of a document that do not come out.

One whose result is bound is the working of that claim: where the claim holds, the working is stale.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from ...problems import Extent, Problem, Severity, Span
from ...prose.equations import Equation, equations_in
from ...prose.written import Written
from ...quantities import humanise
from ...units import NUMBER, unit_table
from ..documents.document import Document
from ..documents.text_map import TextMap, join
from ..marks.binding import Bound
from .derivation_line import derivation_line
from .findings import CheckedClaim, Expected, Status
from .slips import name_slip
from .unjudged import said

_PROMISING = re.compile(r"\D*+\d[^=≈~→]*+[=≈~→]\D*+\d")
_LONGEST_LINE = 2000
"""Characters; a longer line is no prose."""

_WORD_BELOW = re.compile(r"[ *_`]*\r?\n[ >*_`]*(?:[a-zA-Z]{2}|[x×*] ?1)")
_SIGN = re.compile(r"[=≈~→]")
_MOST_SIGNS = 2000
"""Signs of a document around which equations are looked for: a table of data has no end of them."""


def faulty_equations(document: Document, claims: Iterable[CheckedClaim]) -> Iterator[Problem]:
    """A warning for each one-line equation that does not evaluate, unless a claim in it fails or is
    not checked: that is told of anyway.
    """
    bound = sorted((claim for claim in claims if claim.bound), key=_place)
    units = unit_table()
    promising = (
        joined for line in _lines(document) if _is_promising(joined := join(document.text, line))
    )
    signs = 0
    for joined in promising:
        if signs >= _MOST_SIGNS:
            yield _unread(document, joined.back(0, 1))
            return
        signs += len(_SIGN.findall(joined.text))
        for equation in equations_in(joined.text, units):
            if equation.judgement.code and not equation.is_arrow:
                at = joined.back(equation.start, equation.end)
                first, last = (bisect_left(bound, offset, key=_place) for offset in at)
                inside = bound[first:last]
                if not inside and _goes_on(document, equation, at, joined):
                    continue
                is_assertion = "==" in joined.text[equation.start : equation.end]  # it may fail
                if not inside and is_assertion:
                    continue
                if not inside:
                    yield _problem(document, equation, at)
                elif all(claim.status is Status.HOLDS for claim in inside):
                    yield from _of_working(document, equation, at, joined, inside)


def _goes_on(document: Document, equation: Equation, at: Extent, joined: TextMap) -> bool:
    """Whether the magnitude or unit of the result may stand on the next line."""
    right = equation.right
    if right is None or not right.bare or joined.text[equation.end :].strip(" *_`\r\n"):
        return False
    return bool(_WORD_BELOW.match(document.text, at[1]))


def _place(claim: CheckedClaim) -> int:
    return claim.bound.number_at[0] if claim.bound else -1


def _of_working(
    document: Document,
    equation: Equation,
    at: Extent,
    joined: TextMap,
    claims: list[CheckedClaim],
) -> Iterator[Problem]:
    """What to say of an equation whose claims all hold: of its result, or of its working."""
    right, last = equation.right, claims[-1]
    if right is None or equation.unlabelled:
        return
    if _place(last) < joined.back(right.start, right.end)[0]:
        yield _problem(document, equation, at)
    elif last.bound and last.expected and not _is_allowed(equation, last.expected, right):
        yield _stale(document.span(at), equation, last.bound, last.expected)


def _is_allowed(equation: Equation, expected: Expected, right: Written) -> bool:
    """Whether the result is a promise, or its mark allows it to be so far off."""
    apart = abs(equation.judgement.ratio - 1)
    return bool(right.bound) or apart <= (expected.tolerance or 0)


def _is_promising(joined: TextMap) -> bool:
    """Whether a line may hold an equation: a number, a sign that says what it is, and a number."""
    return len(joined.text) <= _LONGEST_LINE and bool(_PROMISING.match(joined.text))


def _unread(document: Document, at: Extent) -> Problem:
    return Problem(
        code="equation",
        message=f"equations are looked for around {_MOST_SIGNS:,} signs; from here on around none",
        span=document.span(at),
        severity=Severity.NOTE,
    )


def _lines(document: Document) -> Iterator[list[Extent]]:
    """Prose and code line by line, each as the pieces that a reader sees of it."""
    for run in document.scan.runs:
        start, end = (run.pieces[0][0], run.pieces[-1][1]) if run.pieces else (0, 0)
        if not _PROMISING.match(document.text, start, end):
            continue  # what is hidden in a run takes no equation away
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


def _stale(span: Span, equation: Equation, bound: Bound, expected: Expected) -> Problem:
    left = humanise(equation.left, equation.right.unit if equation.right else NUMBER)
    today, places = derivation_line(expected.derivation)
    return Problem(
        code="stale-working",
        message=f"this working comes to {left}; its result, {said(bound)}, holds",
        span=span,
        hint=f"the scenario says {today}" if today else "put the numbers of today into it",
        labels=places,
        severity=Severity.WARNING,
    )
