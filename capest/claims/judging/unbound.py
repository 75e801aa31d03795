"""The numbers of a document that nobody has bound, and how many of its numbers that leaves."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ...problems import Extent, Problem, Severity
from ...prose.read import quantities_in
from ...prose.written import Written
from ...units import unit_table
from ..documents.document import Document
from ..documents.scan import TextRun
from ..documents.text_map import join, part
from ..marks.binding import LOOK_BACK
from ..marks.generated_tables import regions_of
from ..marks.statements import Mark
from .findings import CheckedClaim

_SENTENCE_ENDS = re.compile(r"[.!?;:](?=\s)|\n[ \t]*\n")
_CLAUSE_ENDS = re.compile(r"[,;()\u2013\u2014]|\b(?:and|but|while|whereas|versus|vs|or|to)\b")
_MARK_FOLLOWS = re.compile(r"[*_`$\s\w/]{0,40}(?:<!--|\{/\*)\s*capest:")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_HEADING = re.compile(r"[ \t>]*#{1,6}[ \t]")
_DIGIT = re.compile(r"\d")
_LABEL = re.compile(r"([^.!?;:]+):\Z")
"""What stands before a colon is about the number behind it."""
_LONGEST_LABEL = 80  # characters
_AROUND = 1_000  # characters of a sentence to each side of a number: a longer one is a list
_LABELS = frozenset({
    "page", "section", "chapter", "step", "figure", "table", "version", "release", "phase", "port",
    "issue", "line", "rfc", "http", "error", "code", "sprint", "quarter", "grade",
})  # fmt: skip
"""Words before a number that is a name: version 3, step 4."""
_YEARS = range(1900, 2100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A number that may be bound."""

    run: TextRun
    written: Written
    at: Extent
    """The whole phrase."""
    number_at: Extent
    sentence: str
    clause: str
    """What of the sentence stands nearest to it."""

    @property
    def before(self) -> tuple[Extent, ...]:
        """The prose up to its end, as far as a mark behind it would look."""
        return tuple(part(self.run.pieces, self.at[1] - LOOK_BACK, self.at[1]))

    @property
    def states_something(self) -> bool:
        """Whether it is more than a small number: it has a unit, a magnitude, parted thousands, or
        two digits in a table's cell. Steps and places are counted in prose, too.
        """
        written = self.written
        return bool(
            written.unit.powers
            or written.notation.scale
            or written.notation.group
            or written.notation.kind != "plain"
            or (self.run.nearby and written.digits > 1)
        )


def candidates_of(
    document: Document, marks: Sequence[Mark], claims: Iterable[CheckedClaim]
) -> Iterator[Candidate]:
    """The numbers of the prose outside of code, headings, links to quantities and regions, that are
    in none of the claims.
    """
    taken = [region.body for region in regions_of(document, marks)[0]]
    taken += [claim.bound.phrase_at for claim in claims if claim.bound]
    taken += [link.at for link in document.scan.links]
    free = _free_of(taken)
    for run in document.scan.prose:
        start = run.pieces[0][0] if run.pieces else 0
        if not run.pieces or _is_heading(document, start):
            continue
        for candidate in _numbers(document, run):
            first, last = candidate.at
            in_code = any(low < last and first < high for low, high in run.code)
            marked = _MARK_FOLLOWS.match(document.text, last)
            if free(candidate.at) and not in_code and not marked:
                yield candidate


def unbound_numbers(
    document: Document, marks: Sequence[Mark], claims: Iterable[CheckedClaim]
) -> Iterator[Problem]:
    """A note for each number that states something and is bound to nothing."""
    for candidate in candidates_of(document, marks, claims):
        if candidate.states_something:
            yield Problem(
                code="unbound",
                message=f"'{candidate.written.text}' is bound to nothing",
                span=document.span(candidate.number_at),
                severity=Severity.NOTE,
            )


class Surroundings:
    """What is said about the numbers of a document, but for the numbers themselves."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.cells: dict[Extent, str] = {}
        """What is said in each cell that was looked at."""

    def of(self, candidate: Candidate) -> str:
        """The sentence of a number, and what is said in its table's row and heading."""
        return " ".join((candidate.sentence, *map(self._said_in, candidate.run.nearby)))

    def _said_in(self, cell: Extent) -> str:
        if cell not in self.cells:
            text = _COMMENT.sub(" ", self.document.text[cell[0] : cell[1]])
            for written in reversed(_written_in(text) if _DIGIT.search(text) else ()):
                text = f"{text[: written.start]} {text[written.end :]}"
            self.cells[cell] = text
        return self.cells[cell]


def _numbers(document: Document, run: TextRun) -> Iterator[Candidate]:
    """The numbers of a run."""
    joined = join(document.text, run.pieces)
    if not _DIGIT.search(joined.text):
        return
    for first, last in _sentences(joined.text):
        sentence = joined.text[first:last]
        label = _LABEL.search(joined.text[max(0, first - _LONGEST_LABEL) : first])
        said = f"{label.group(1)}: " if label else ""
        for written in _written_in(sentence):
            before = sentence[max(0, written.start - _AROUND) : written.start]
            after = sentence[written.end : written.end + _AROUND]
            if not _is_label(written, sentence, is_cell=bool(run.nearby)):
                yield Candidate(
                    run=run,
                    written=written,
                    at=joined.back(first + written.start, first + written.end),
                    number_at=joined.back(first + written.number_start, first + written.number_end),
                    sentence=f"{said}{before}{sentence[written.start : written.end]}{after}",
                    clause=f"{_CLAUSE_ENDS.split(before)[-1]} {_CLAUSE_ENDS.split(after)[0]}",
                )


def _free_of(taken: Iterable[Extent]) -> Callable[[Extent], bool]:
    """Whether an extent touches none of some others."""
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(taken):
        if ends and start <= ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)

    def free(at: Extent) -> bool:
        last = bisect_left(starts, at[1]) - 1  # the last one that begins before its end
        return last < 0 or ends[last] <= at[0]

    return free


def _sentences(text: str) -> Iterator[Extent]:
    """The sentences with a digit."""
    first = 0
    for last in (*(found.end() for found in _SENTENCE_ENDS.finditer(text)), len(text)):
        if _DIGIT.search(text, first, last):
            yield first, last
        first = last


@lru_cache(maxsize=4096)
def _written_in(text: str) -> tuple[Written, ...]:
    """What a text states; the sentences of alike documents return."""
    return tuple(item for item in quantities_in(text, unit_table()) if isinstance(item, Written))


def _is_label(written: Written, sentence: str, *, is_cell: bool) -> bool:
    """Whether a bare number is a name (version 3) or, in prose, a year."""
    if written.unit.powers or written.notation.scale:
        return False
    before = sentence[max(0, written.start - _LONGEST_LABEL) : written.start].split()
    is_year = not (is_cell or written.notation.group) and written.value in _YEARS
    return is_year or bool(before and before[-1].lower() in _LABELS)


def _is_heading(document: Document, offset: int) -> bool:
    start, end = document.lines[document.line_of(offset) - 1]
    return bool(_HEADING.match(document.text, start, end))
