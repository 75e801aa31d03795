"""Generated regions of a document: `begin table search` or `begin diagram` ... `end`, held against
the scenario.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ...problems import EstimateError, Extent, Problem, suggestion
from ...records import record
from ..documents.document import Document
from ..documents.formats import comment_of
from ..documents.scan import Comment
from .library import BoundScenario
from .scenarios import DeclaredScenarios
from .statements import Begin, End, Mark

_NO_NAME = {"table": "known: none", "diagram": "write begin diagram"}
_SCENARIO = "name a scenario: <!-- capest: use search.capest.yaml -->"


MOST_REGIONS = 1_000
"""Regions of a document that are checked; what is generated is longer than its comments."""


@record(kw_only=True)
class Region:
    """A stretch of a document that is generated from a scenario."""

    begin: Begin
    body: Extent
    """The lines between the two comments."""

    @property
    def name(self) -> str:
        """What it is, as its comment says."""
        return f"{self.begin.kind} {self.begin.of}".rstrip()


@record(kw_only=True)
class Stale:
    """A region that is not what the scenario gives, and what it gives."""

    problem: Problem
    region: Region
    text: str


def regions_of(document: Document, marks: Iterable[Mark]) -> tuple[list[Region], list[Problem]]:
    """The regions among a document's comments, and the comments that lack their other half."""
    regions, problems = [], []
    opened: tuple[Comment, Begin] | None = None
    for comment, statement in marks:
        match statement:
            case Begin():
                if opened:
                    problems.append(_unclosed("this region has no end", document, opened[0]))
                opened = (comment, statement)
            case End() if opened:
                body = _body(document, opened[0], comment)
                regions.append(Region(begin=opened[1], body=body))
                opened = None
            case End():
                problems.append(_unclosed("no region begins before this end", document, comment))
    if opened:
        problems.append(_unclosed("this region has no end", document, opened[0]))
    return regions, problems


def check_regions(
    document: Document, marks: Iterable[Mark], declared: DeclaredScenarios
) -> list[Problem | Stale]:
    """What is wrong with the regions of a document."""
    regions, unclosed = regions_of(document, marks)
    known: dict[str, dict[str, tuple[BoundScenario, str]]] = {"table": {}, "diagram": {}}
    for scenario in reversed(declared.scenarios if regions else []):
        known["table"] |= {name: (scenario, section) for name, section in _sections(scenario)}
        known["diagram"] |= dict.fromkeys(("", scenario.alias or ""), (scenario, ""))
    checked = (
        _check(document, region, declared, known[region.begin.kind])
        for region in regions[:MOST_REGIONS]
    )
    found = [*unclosed, *(found for found in checked if found is not None)]
    if len(regions) > MOST_REGIONS:
        found.append(
            Problem(
                code="too-many-claims",
                message=f"{len(regions):,} regions of this document are generated; "
                f"{MOST_REGIONS:,} are checked, and none from here on",
                span=document.span(regions[MOST_REGIONS].begin.of_at),
                hint="part the document",
            )
        )
    return found


def _check(
    document: Document,
    region: Region,
    declared: DeclaredScenarios,
    known: Mapping[str, tuple[BoundScenario, str]],
) -> Problem | Stale | None:
    """What is wrong with a region, None where it is what the scenario gives."""
    kind, of = region.begin.kind, region.begin.of
    if comment_of(document.name) is None:
        return Problem(
            code="malformed-mark",
            message=f"{kind}s are generated in Markdown only",
            span=document.span(region.begin.of_at),
            hint=f"write the {kind}, and bind its numbers by links",
        )
    if of not in known:
        if declared.broken:
            return None
        names = [name for name in known if name]
        hint = suggestion(of, names, None if names else _NO_NAME[kind])
        message = f"there is no table '{of}' in the scenario"
        if kind == "diagram":
            message = (
                f"this document calls no scenario '{of}'"
                if of
                else "this document has no scenario to draw"
            )
        return _unknown(document, region, message, hint if of else _SCENARIO)
    scenario, section = known[of]
    try:
        text = declared.library.written(scenario.estimate, section)
    except EstimateError as error:
        return _unknown(document, region, error.problems[0].message, error.problems[0].hint)
    problem = _compared(document, region, text)
    return Stale(problem=problem, region=region, text=text) if problem else None


def _unknown(document: Document, region: Region, message: str, hint: str | None) -> Problem:
    span = document.span(region.begin.of_at)
    return Problem(code="unknown-section", message=message, span=span, hint=hint)


def _sections(scenario: BoundScenario) -> Iterator[tuple[str, str]]:
    used = dict.fromkeys(entry.section for entry in scenario.estimate.scenario.entries.values())
    for name in used:
        yield (f"{scenario.alias}.{name}" if scenario.alias else name), name


def _compared(document: Document, region: Region, text: str) -> Problem | None:
    """Compare cell by cell: how a table is padded is a formatter's business."""
    kind = region.begin.kind
    first = document.line_of(region.body[0])
    written = [
        (first + index, line)
        for index, line in enumerate(_lines(document, region.body))
        if line.strip()
    ]
    wanted = text.splitlines()
    for (number, line), other in zip(written, wanted, strict=False):
        if _cells(line) != _cells(other):
            return _stale(document, kind, number, f"this line would be {other.strip()}")
    if len(written) > len(wanted):
        where = written[len(wanted)][0]
        return _stale(document, kind, where, f"the {kind} ends before this line")
    if len(written) < len(wanted):
        last = written[-1][0] if written else max(first - 1, 1)
        return _stale(document, kind, last, f"after this line comes {wanted[len(written)].strip()}")
    return None


def _stale(document: Document, kind: str, number: int, hint: str) -> Problem:
    start, end = document.lines[number - 1]
    text = document.text[start:end]
    indent = len(text) - len(text.lstrip())
    return Problem(
        code="stale-table",
        message=f"this {kind} is not the one that the scenario gives",
        span=document.span((start + indent, max(end, start + indent + 1))),
        hint=hint,
    )


def _lines(document: Document, at: Extent) -> list[str]:
    if at[0] == at[1]:
        return []
    first, last = document.line_of(at[0]), document.line_of(max(at[1] - 1, at[0]))
    lines = document.lines[first - 1 : last]
    return [document.text[start:end].lstrip(" \t>") for start, end in lines]  # in a quote, too


def _cells(line: str) -> list[str]:
    cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
    if all(cell and set(cell) <= set(":-") for cell in cells):
        return ["---"] * len(cells)
    return cells


def _body(document: Document, begin: Comment, end: Comment) -> Extent:
    """The lines behind that of `begin` and before that of `end`."""
    first, last = document.line_of(begin.at[1]), document.line_of(end.at[0])
    if last - first < 2:
        return (document.lines[last - 1][0], document.lines[last - 1][0])
    return document.lines[first][0], document.lines[last - 1][0]


def _unclosed(message: str, document: Document, comment: Comment) -> Problem:
    return Problem(
        code="unclosed-region",
        message=message,
        span=document.span(comment.at),
        hint="`begin table traffic` and `end` come in pairs",
    )
