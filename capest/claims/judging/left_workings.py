"""The workings that a fix leaves beside what it rewrites, and that no equation tells of: over
several lines, in a bracket behind the number, in another cell, or in units that nobody can compare.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ...problems import Problem, Severity, in_order
from ...prose.equations import equations_in
from ...records import replace
from ...units import unit_table
from ..documents.comments import without_comments
from ..documents.document import Document
from ..marks.statements import marks_of
from ..marks.suppressions import suppressions_of
from .findings import FileReport

_OPERATION = r"(?:[×x*·/÷+−]|\s-\s)\s*[($~]*\d"
_OPERATOR = re.compile(_OPERATION)
_OPERAND = re.compile(r"[($]*(?<![\w.])\d")
_LONGEST_OPERAND = 200  # characters of what stands before an operator
_REST = re.compile(r"(?:[^\n|,;]|,(?=\d)){0,60}")
"""What may stand between a computation and the sign behind it."""
_MARKUP = r"[\s~$€£*_`]*"
_SIGN = re.compile(rf"(?:[=≈≃→⇒⟶~]|=>|->|\bis\b|\bgives\b|\bmakes\b|\bor\b|:){_MARKUP}$")
_CELL_ENDS = re.compile(rf"\|{_MARKUP}$")
_LONGEST_END = 30  # characters of a sign, or the end of a cell, and what goes before a number
_RESTATED = re.compile(
    r"(?P<left>[($]*(?<![\w.])\d[\w.,]*(?: [a-z]+)?(?: ?(?:/|per) ?[a-z]+)+\s*)[=≈][\s~≈$€£*_`]*$"
)
_NEXT_STEP = re.compile(r"^[\s>*+-]*[=≈→⇒][\s~≈$€£*_`]*$")
_ASIDE = re.compile(
    r"(?P<unit>[^\n(|.;]{0,40})\(\s*(?:=|≈|i\.e\.,?)?\s*"
    rf"(?P<left>(?<![\w.])\d[^\n|]{{0,{_LONGEST_OPERAND}}}?{_OPERATION}[^\n)]*)"
)
_UNIT = re.compile(r"[^\n(|;:=≈→]{0,40}")
_WORKING = re.compile(
    r"calc|comput|deriv|formula|how|math|working|rechn|c[aá]lcul|расч[её]т|计算|計算"
)
_REACH = 400
"""Characters to each side of a number in which its working may stand."""

_MOST_ROWS = 100
"""Rows above one in which the title of its column is looked for."""

_SAID = frozenset({"stale-working", "equation"})


def with_left_workings(report: FileReport, document: Document, places: Iterable[int]) -> FileReport:
    """The report on a fixed document with a warning for each number, of which one begins at each
    place, whose working is left beside it.
    """
    said = {item.span.line for item in report.problems if item.code in _SAID and item.span}
    found = list(_left(document, (at for at in places if document.line_of(at) not in said)))
    if not found:
        return report
    suppressed = suppressions_of(document, marks_of(document)).is_suppressed
    told = [item for item in found if not suppressed(item)]
    return replace(report, problems=in_order((*report.problems, *told)))


def _left(document: Document, places: Iterable[int]) -> Iterator[Problem]:
    text = document.text
    for place in places:
        start = text.rfind("\n", 0, place) + 1
        before = without_comments(text[max(start, place - _REACH) : place])
        behind = without_comments(text[place : place + _REACH]).partition("\n")[0]
        working = _working(text, start, before, behind)
        if working and not _agree(working, behind):
            yield Problem(
                code="stale-working",
                message="the working beside this number is left as it is",
                span=document.span((place, place + 1)),
                hint="put the numbers of today into it",
                severity=Severity.WARNING,
            )


def _working(text: str, start: int, before: str, behind: str) -> str:
    """The computation beside a number: left of it, on the line above, behind it, in a cell."""
    if left := _result(before):
        return left
    if found := _RESTATED.search(before) or _ASIDE.match(behind):
        return found["left"]
    if _NEXT_STEP.match(before):
        above = without_comments(text[text.rfind("\n", 0, max(start - 1, 0)) + 1 : start])
        return above if any(map(str.isdigit, above)) else ""
    ends = _CELL_ENDS.search(before, max(len(before) - _LONGEST_END, 0))
    left = _computed(before[: ends.start()].rpartition("|")[2]) if ends else ""
    return left if left and _tells_working(text, start, before.count("|") - 1) else ""


def _result(before: str) -> str:
    """The computation that a sign right before the number gives the result of."""
    sign = _SIGN.search(before, max(len(before) - _LONGEST_END, 0))
    left = before[: sign.start()].rpartition("|")[2] if sign else ""
    *_, last = (None, *_OPERATOR.finditer(left))
    return _computed(left, last.start()) if last and _REST.fullmatch(left, last.end()) else ""


def _computed(text: str, least: int = 0) -> str:
    """The text from its first operand on that has an operator near it, from a place on."""
    for operator in _OPERATOR.finditer(text, least):
        first = max(operator.start() - _LONGEST_OPERAND - 1, 0)
        if operand := _OPERAND.search(text, first, operator.start()):
            return text[operand.start() :]
    return ""


def _agree(working: str, behind: str) -> bool:
    """Whether a working comes to the number that begins a text, and some words of its unit."""
    left, right = working.strip(" =≈→$*_`"), _UNIT.match(behind)
    found = equations_in(f"{left} = {right.group() if right else ''}", unit_table())
    return any(item.judgement.holds and item.end > len(left) + len(" = ") for item in found)


def _tells_working(text: str, start: int, column: int) -> bool:
    """Whether the title of a table's column says that workings stand below it."""
    first = start
    for _ in range(_MOST_ROWS):
        above = text.rfind("\n", 0, max(first - 1, 0)) + 1
        if not first or text[above] != "|":
            break
        first = above
    titles = text[first : text.find("\n", first)].split("|")
    return column < len(titles) and bool(_WORKING.search(titles[column].lower()))
