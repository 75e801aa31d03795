"""The numbers of a document that nobody has bound and that may state something."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from ...problems import Extent
from ...prose.read import quantities_in
from ...prose.written import Written
from ...units import unit_table
from ..documents.document import Document
from ..documents.scan import TextRun
from ..documents.text_map import join, part
from ..judging.findings import FileReport
from ..marks.generated_tables import regions_of
from ..marks.statements import marks_of
from ..marks.suppressions import suppressions_of
from ..wording import words_of

_SENTENCE_ENDS = re.compile(r"[.!?;:](?=\s)|\n[ \t]*\n")
_MARK_FOLLOWS = re.compile(r"[*_`$\s\w/]{0,40}(?:<!--|\{/\*)\s*capest:")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_HEADING = re.compile(r"[ \t>]*#{1,6}[ \t]")
_DIGIT = re.compile(r"\d")
_TELLING = re.compile(r"\d(?:\D?\d){2}")
"""What a number that needs no words has: three digits at least."""
_LABELS = frozenset({
    "page", "section", "chapter", "step", "figure", "table", "version", "release", "phase", "port",
    "issue", "line", "rfc", "http", "error", "code", "sprint", "quarter", "grade",
})  # fmt: skip
"""Words before a number that is a name: version 3, step 4."""
_YEARS = range(1900, 2100)

_Names = Callable[[frozenset[str]], frozenset[str]]
"""The names of the quantities that some words speak of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A number that may be bound."""

    run: TextRun
    written: Written
    before: tuple[Extent, ...]
    """The prose up to its end."""
    at: Extent
    """The whole phrase."""
    number_at: Extent
    words: frozenset[str]
    """Those of its sentence, or of its table's row and heading."""
    names: frozenset[str]
    """The quantities that the words speak of."""


def candidates_of(document: Document, checked: FileReport, *, names: _Names) -> Iterator[Candidate]:
    """The numbers of the prose outside of code, headings, links to quantities and regions, in
    sentences whose words speak of `names` or that have a number which tells without.
    """
    marks = marks_of(document)
    suppressions = suppressions_of(document, marks)
    taken = [region.body for region in regions_of(document, marks)[0]]
    taken += [claim.bound.phrase_at for claim in checked.claims if claim.bound]
    taken += [link.at for link in document.scan.links]
    reader = _Reader(document, names)
    for run in document.scan.prose:
        start = run.pieces[0][0] if run.pieces else 0
        if not run.pieces or _is_heading(document, start):
            continue
        for candidate in reader.of(run):
            first, last = candidate.at
            bound = any(low < last and first < high for low, high in (*taken, *run.code))
            marked = _MARK_FOLLOWS.match(document.text, last)
            if not bound and not marked and not suppressions.quiet.holds(first):
                yield candidate


class _Reader:
    """The numbers of one document, and the words about each."""

    def __init__(self, document: Document, names: _Names) -> None:
        self.document = document
        self.names = names
        self.cells: dict[Extent, str] = {}
        """What is said in each cell that was looked at, but for its numbers."""

    def of(self, run: TextRun) -> Iterator[Candidate]:
        """The numbers of a run."""
        joined = join(self.document.text, run.pieces)
        if not _DIGIT.search(joined.text):
            return
        around = " ".join(map(self._said_in, run.nearby))
        for first, last in _sentences(joined.text):
            sentence = joined.text[first:last]
            words = words_of(f"{sentence} {around}")
            names = self.names(words)
            if not (names or _TELLING.search(sentence)):
                continue
            for written in _written_in(sentence):
                if written.is_range or _is_label(written, sentence, is_cell=bool(run.nearby)):
                    continue
                start, end = first + written.start, first + written.end
                at = joined.back(start, end)
                yield Candidate(
                    run=run,
                    written=written,
                    before=tuple(part(run.pieces, run.pieces[0][0], at[1])),
                    at=at,
                    number_at=joined.back(first + written.number_start, first + written.number_end),
                    words=words,
                    names=names,
                )

    def _said_in(self, cell: Extent) -> str:
        """The words of a cell: those of its numbers are about these."""
        if cell not in self.cells:
            text = _COMMENT.sub(" ", self.document.text[cell[0] : cell[1]])
            for written in reversed(_written_in(text) if _DIGIT.search(text) else ()):
                text = f"{text[: written.start]} {text[written.end :]}"
            self.cells[cell] = text
        return self.cells[cell]


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
    before = sentence[: written.start].split()
    is_year = not (is_cell or written.notation.group) and written.value in _YEARS
    return is_year or bool(before and before[-1].lower() in _LABELS)


def _is_heading(document: Document, offset: int) -> bool:
    start, end = document.lines[document.line_of(offset) - 1]
    return bool(_HEADING.match(document.text, start, end))
