"""The numbers of a document that nobody has bound and that may state something."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from ...problems import Extent
from ...prose.read import quantities_in
from ...prose.written import Written
from ...units import unit_table
from ..documents.document import Document
from ..documents.scan import TextRun
from ..documents.text_map import TextMap, join, part
from ..judging.findings import FileReport
from ..marks.generated_tables import regions_of
from ..marks.statements import marks_of
from ..marks.suppressions import suppressions_of
from .wording import words_of

_SENTENCE_ENDS = re.compile(r"[.!?;:](?=\s)|\n[ \t]*\n")
_MARK_FOLLOWS = re.compile(r"[*_`$\s\w/]{0,40}(?:<!--|\{/\*)\s*capest:")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_HEADING = re.compile(r"[ \t>]*#{1,6}[ \t]")


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


def candidates_of(document: Document, checked: FileReport) -> Iterator[Candidate]:
    """The numbers of the prose outside of code, headings, links to quantities and regions."""
    marks = marks_of(document)
    suppressions = suppressions_of(document, marks)
    taken = [region.body for region in regions_of(document, marks)[0]]
    taken += [claim.bound.phrase_at for claim in checked.claims if claim.bound]
    taken += [link.at for link in document.scan.links]
    for run in document.scan.prose:
        start = run.pieces[0][0] if run.pieces else 0
        if not run.pieces or _is_heading(document, start):
            continue
        for candidate in _of_run(document, run):
            first, last = candidate.at
            bound = any(low < last and first < high for low, high in (*taken, *run.code))
            marked = _MARK_FOLLOWS.match(document.text, last)
            if not bound and not marked and not suppressions.quiet.holds(first):
                yield candidate


def _of_run(document: Document, run: TextRun) -> Iterator[Candidate]:
    joined = join(document.text, run.pieces)
    ends = [found.end() for found in _SENTENCE_ENDS.finditer(joined.text)]
    cells = " ".join(document.text[start:end] for start, end in run.nearby)
    around = _COMMENT.sub(" ", cells)
    for written in quantities_in(joined.text, unit_table()):
        if isinstance(written, Written) and not written.is_range:
            words = words_of(f"{_sentence(joined, ends, written)} {around}")
            at = joined.back(written.start, written.end)
            yield Candidate(
                run=run,
                written=written,
                before=tuple(part(run.pieces, run.pieces[0][0], at[1])),
                at=at,
                number_at=joined.back(written.number_start, written.number_end),
                words=words,
            )


def _sentence(joined: TextMap, ends: list[int], written: Written) -> str:
    index = bisect_right(ends, written.start)
    first = ends[index - 1] if index else 0
    last = next((end for end in ends[index:] if end >= written.end), len(joined.text))
    return joined.text[first:last]


def _is_heading(document: Document, offset: int) -> bool:
    start, end = document.lines[document.line_of(offset) - 1]
    return bool(_HEADING.match(document.text, start, end))
