"""The numbers of a document that nobody has bound, and how many of its numbers that leaves."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from math import inf

from ...problems import Extent, Problem, Severity
from ...prose.written import Written
from ...records import record
from ...units import unit_table
from ..documents.comments import without_comments
from ..documents.document import Document
from ..documents.scan import MOST_CELLS, TextRun
from ..documents.text_map import TextMap
from ..marks.binding import LOOK_BACK
from ..marks.generated_tables import regions_of
from ..marks.readings import read
from ..marks.statements import Mark
from .findings import MOST_EXPORTED, CheckedClaim

_SENTENCE_ENDS = re.compile(r"[.!?;:\n](?:(?<!\n)(?=\s)|(?<=\n)[ \t]*\n)")
_CLAUSE_ENDS = re.compile(r"[,;()\u2013\u2014]|\b(?:and|but|while|whereas|versus|vs|or|to)\b")
_MARK_FOLLOWS = re.compile(r"[*_`$\s\w/]{0,40}+(?:<!--|\{/\*)\s*capest:")
_HEADING = re.compile(r"[ \t>]*#{1,6}[ \t]")
_DIGIT = re.compile(r"\d")
_LABEL = re.compile(r"([^.!?;:]+):\Z")
"""What stands before a colon is about the number behind it."""
_LONGEST_LABEL = 80  # characters
_AROUND = 400  # characters of a sentence to each side of a number: a longer one is a list
_LONGEST_SENTENCE = 2_000
_CUT = re.compile(r"(?<!\d)\s|\s(?=\d)(?!\d{3}\b)|[\u3000-\uffff](?!\d)")  # between words
_ANYWHERE = re.compile(r"\D")  # but in a number
_LABELS = frozenset({
    "page", "section", "chapter", "step", "figure", "table", "version", "release", "phase", "port",
    "issue", "line", "rfc", "http", "error", "code", "sprint", "quarter", "grade",
})  # fmt: skip
"""Words before a number that is a name: version 3, step 4."""
_YEARS = range(1900, 2100)
_OF_DATA = "data belongs in a file of its own"

MOST_NUMBERS = MOST_EXPORTED
"""Numbers of a document that are read, with names and dates among them, to be bound or to be
counted: as many as programs are told of. What has more is data, and nobody binds it.
"""


@record
class Candidate:
    """A number that may be bound."""

    run: TextRun
    written: Written
    at: Extent
    """The whole phrase."""
    joined: TextMap
    """The text of its run."""
    first: int
    """Where its sentence begins there."""
    text: str
    """Its sentence, or as much of a list without an end."""

    @property
    def number_at(self) -> Extent:
        """The digits, their magnitude and adjoining unit."""
        first, last = self.written.number_start, self.written.number_end
        return self.joined.back(self.first + first, self.first + last)

    @property
    def sentence(self) -> str:
        """What is said about it, with the number itself, and with what stands before a colon in
        front of its sentence.
        """
        first, last = self.written.start, self.written.end
        label = _LABEL.search(self.joined.text[max(0, self.first - _LONGEST_LABEL) : self.first])
        said = f"{label.group(1)}: " if label else ""
        return f"{said}{self.text[max(0, first - _AROUND) : last + _AROUND]}"

    @property
    def clause(self) -> str:
        """What of the sentence stands nearest to it."""
        first, last = self.written.start, self.written.end
        before = _CLAUSE_ENDS.split(self.text[max(0, first - _AROUND) : first])[-1]
        return f"{before} {_CLAUSE_ENDS.split(self.text[last : last + _AROUND], maxsplit=1)[0]}"

    @property
    def before(self) -> Extent:
        """The prose up to its end, as far as a mark behind it would look."""
        return self.joined.position(self.at[1] - LOOK_BACK), self.joined.position(self.at[1])

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


def unbound_problem(document: Document, candidate: Candidate) -> Problem:
    """The note on a number."""
    return Problem(
        code="unbound",
        message=f"'{candidate.written.text}' is bound to nothing",
        span=document.span(candidate.number_at),
        severity=Severity.NOTE,
    )


@record(kw_only=True)
class UnboundNumbers:
    """The numbers of a document that are in none of its claims."""

    candidates: tuple[Candidate, ...] = ()
    unread_from: int | None = None
    """Where reading stops in a document of too many numbers."""

    @property
    def stating(self) -> tuple[Candidate, ...]:
        """Those that state something."""
        return tuple(item for item in self.candidates if item.states_something)

    def unread(self, document: Document) -> Iterator[Problem]:
        """A note where reading stops."""
        if self.unread_from is not None:
            yield Problem(
                code="unbound",
                message=f"{MOST_NUMBERS:,} numbers of a document are read; from here on those that "
                "nothing binds are neither counted nor proposed",
                span=document.span((self.unread_from, self.unread_from)),
                hint=_OF_DATA,
                severity=Severity.NOTE,
            )


def unread_rows(document: Document) -> Iterator[Problem]:
    """A note where the tables of a document are read no further."""
    place = document.scan.unread_rows
    if place is not None:
        yield Problem(
            code="unbound",
            message=f"{MOST_CELLS:,} cells of a document's tables are read; from here on rows "
            "without a mark are passed over",
            span=document.span((place, place)),
            hint=_OF_DATA,
            severity=Severity.NOTE,
        )


def unbound_in(
    document: Document, marks: Sequence[Mark], claims: Iterable[CheckedClaim], ends: float = inf
) -> UnboundNumbers:
    """The numbers of the prose outside of code, headings, links to quantities and regions, that are
    in none of the claims; of what begins before an offset, behind which no claims are checked.
    """
    taken = [region.body for region in regions_of(document, marks)[0]]
    taken += [claim.bound.phrase_at for claim in claims if claim.bound]
    taken += [link.at for link in document.scan.links]
    taken += [span for run in document.scan.prose for span in run.code]
    known = _Known(taken)
    found: list[Candidate] = []
    left = MOST_NUMBERS
    for run in document.scan.prose:
        if not _may_state(document, run.pieces):
            continue
        joined = run.joined(document.text)
        for first, last in _sentences(joined.text):
            if joined.back(first, first)[0] >= ends:
                return UnboundNumbers(candidates=tuple(found))
            begin = known.first_free(joined, first, last)
            if begin is None:
                continue
            if left <= 0:
                return UnboundNumbers(
                    candidates=tuple(found), unread_from=joined.back(first, last)[0]
                )
            sentence = joined.text[first:last]
            goes_on = bool(first) and sentence[0] == " "  # in "Factor: 3." is no list
            numbers = read(sentence, unit_table(), begin=max(begin - first, int(goes_on)))
            left -= max(len(numbers), 1)
            found += [
                Candidate(run, written, at, joined, first, sentence)
                for written in numbers
                if isinstance(written, Written)
                and not _is_label(written, sentence, is_cell=bool(run.nearby))
                and known.is_free(at := joined.back(first + written.start, first + written.end))
                and not _MARK_FOLLOWS.match(document.text, at[1])
            ]
    return UnboundNumbers(candidates=tuple(found))


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
            text = without_comments(self.document.text[slice(*cell)])[:_LONGEST_SENTENCE]
            for item in reversed(read(text, unit_table()) if _DIGIT.search(text) else ()):
                if isinstance(item, Written):
                    text = f"{text[: item.start]} {text[item.end :]}"
            self.cells[cell] = text
        return self.cells[cell]


class _Known:
    """Where numbers stand that are bound, or are none to bind."""

    def __init__(self, places: Iterable[Extent]) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        for start, end in sorted(places):
            if self.ends and start <= self.ends[-1]:
                self.ends[-1] = max(self.ends[-1], end)
            else:
                self.starts.append(start)
                self.ends.append(end)

    def is_free(self, at: Extent) -> bool:
        """Whether an extent touches none of them."""
        last = bisect_left(self.starts, at[1]) - 1  # the last one that begins before its end
        return last < 0 or self.ends[last] <= at[0]

    def first_free(self, joined: TextMap, first: int, last: int) -> int | None:
        """Where the reading of a stretch begins: behind those before its first digit elsewhere;
        None where there is no such digit.
        """
        begin = first
        while digit := _DIGIT.search(joined.text, begin, last):
            offset = joined.back(*digit.span())[0]
            place = bisect_right(self.starts, offset) - 1
            if place < 0 or self.ends[place] <= offset:
                return begin
            begin = joined.position(self.ends[place])
        return None


def _sentences(text: str) -> Iterator[Extent]:
    """The sentences; one that does not end is cut between words."""
    first = 0
    for last in [*[found.end() for found in _SENTENCE_ENDS.finditer(text)], len(text)]:
        for cut in _cuts(text, first, last) if last - first > _LONGEST_SENTENCE else ():
            yield first, cut
            first = cut
        yield first, last
        first = last


def _cuts(text: str, first: int, last: int) -> Iterator[int]:
    while last - first > _LONGEST_SENTENCE:
        place = first + _LONGEST_SENTENCE
        cut = _CUT.search(text, place, min(place + _LONGEST_SENTENCE, last)) or _ANYWHERE.search(
            text, place, last
        )
        if cut is None:
            return
        first = cut.end()
        yield first


def _is_label(written: Written, sentence: str, *, is_cell: bool) -> bool:
    """Whether a bare number is a name (version 3) or, in prose, a year."""
    if written.unit.powers or written.notation.scale:
        return False
    before = sentence[max(0, written.start - _LONGEST_LABEL) : written.start].split()
    is_year = not (is_cell or written.notation.group) and written.value in _YEARS
    return is_year or bool(before and before[-1].lower() in _LABELS)


def _may_state(document: Document, pieces: Sequence[Extent]) -> bool:
    """Whether a run of prose has digits and is no heading."""
    if not pieces or not _DIGIT.search(document.text, pieces[0][0], pieces[-1][1]):
        return False
    start, end = document.lines[document.line_of(pieces[0][0]) - 1]
    return not _HEADING.match(document.text, start, end)
