"""Which number a mark is about: the last one before it, with the unit words around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ...problems import Extent
from ...prose.written import Unreadable, Written
from ...units import Unit, UnitTable
from ..documents.comments import without_comments
from ..documents.document import Document
from ..documents.introductions import introductions
from ..documents.scan import Comment, Link
from ..documents.text_map import NO_TEXT, TextMap
from .parts import joined_to, note_begins, part_of
from .range_ends import with_lower_end
from .readings import read
from .stated_units import with_stated_unit
from .statements import Bind, Equal

_REACH = 60
"""Characters behind a mark in which the unit words of its number may stand."""

LOOK_BACK = 400
"""Characters before a mark in which its number and the words about it may stand."""

_UNIT_FOLLOWS = re.compile(r"[\s*_`$]*(?:[^\W\d_]|[/%])")
_CLAUSE_END = re.compile(
    r"[,;:!?.\n|(](?:(?<=[,;:!?])(?=\s)|(?<=\.)(?=\s|$)|(?<=\n)\s*\n|(?<=[|(]))"
)
_TO_LAST_DIGIT = re.compile(r".*\d", re.DOTALL)
_CONTEXT = 100  # characters before its last digits in which a hedge, a range or a name may begin
_SENTENCE_ENDS = re.compile(r"[.!?]\s|\n[ \t]*\n")
_MARKUP = " *_`~"
_RAISED = "a raised number may be a power or a footnote"
_BLANK = re.compile(r"\s")
_PERCENTILE = re.compile(r"[pP]\d[\d.]*|\d[\d.]*th")
_BEHIND = re.compile(r"\.?[^\d.;:!?|\n。：；！？]+")
_VALUE = re.compile(r"(?<![\w.-])\d")
_LABEL = 120  # characters before a number in which its unit may stand: "Reads per day: ~30K"


class Claim(NamedTuple):
    """A number of a document that somebody has bound, and the mark that binds it."""

    document: Document
    statement: Bind | Equal
    mark: Extent
    """The comment or the link."""
    joined: TextMap
    """The prose in which the mark stands."""
    before: Extent
    """What of this prose the number is looked for in."""
    after: Extent
    """What of it stands behind the mark, where unit words may follow."""
    nearby: tuple[Extent, ...]
    """Cells of its table in which its unit may stand."""
    inside: Extent | None = None
    """Where the number must stand, for a link its label."""
    takes_first: bool = False
    """Whether the first number is meant, not the last."""

    @property
    def is_elsewhere(self) -> bool:
        """Whether a scenario makes the claim, about a document that stays as it is."""
        return self.takes_first

    @property
    def corner(self) -> str:
        """The title of the column of titles in its table; "" without a row of headings."""
        text, first = self.document.text, self.nearby[0][0] if self.nearby else self.mark[0]
        if text.find("\n", first, self.mark[0]) < 0:
            return ""
        return _first_cell(text, first)

    @property
    def subject(self) -> str:
        """What the claim is about: a quantity's name or an expression."""
        match self.statement:
            case Bind(name=name):
                return name
            case Equal(expression=expression):
                return f"= {expression}"


class Bound(NamedTuple):
    """The number of a claim as it was read, with its places in the document's text."""

    statement: Bind | Equal
    is_elsewhere: bool
    written: Written | Unreadable
    number_at: Extent
    """What a rewriting replaces: the digits, their magnitude and adjoining unit."""
    phrase_at: Extent
    """The whole phrase: hedge, number, unit words."""


def claims_of(
    document: Document, marks: list[tuple[Comment | Link, Bind | Equal]]
) -> Iterator[Claim]:
    """The claims of a document, from its marks in the order of the text."""
    previous: Comment | Link | None = None
    joined = NO_TEXT
    for index, (mark, statement) in enumerate(marks, 1):
        run, behind = mark.run, mark.at[1]
        if previous and previous.run is run:
            first = previous.at[1]
        else:
            joined, first = run.joined(document.text) if run else NO_TEXT, 0
        following = marks[index][0] if index < len(marks) else None
        last = behind + _REACH
        if following and following.run is run:
            last = min(following.at[0], last)
        inside = mark.label if isinstance(mark, Link) else None
        ends = inside[1] if inside else note_begins(document.text, mark.at[0])
        yield Claim(
            document=document,
            statement=statement,
            mark=mark.at,
            joined=joined,
            before=_before(document.text, joined, first, ends),
            after=(joined.position(behind), joined.position(last)),
            nearby=run.nearby if run else (),
            inside=inside,
        )
        previous = mark


def _first_cell(text: str, offset: int) -> str:
    """The first cell of the row that an offset stands in, up to there."""
    return text[text.rfind("\n", 0, offset) + 1 : offset].strip(" |>").partition("|")[0]


def bind(claim: Claim, units: UnitTable, wanted: Unit | None) -> Bound | None:
    """The number of a claim, None where there is none; `wanted` says what unit it should have."""
    text, (first, end) = claim.joined.text, claim.before
    if first >= end:
        return None
    before, after = text[first:end], text[claim.after[0] : claim.after[1]]
    tail = after if _UNIT_FOLLOWS.match(after) else ""
    if tail and (clause := _CLAUSE_END.search(tail)):
        tail = tail[: clause.end()] if _UNIT_FOLLOWS.match(tail, 0, clause.end()) else ""
    inside = claim.inside and tuple(claim.joined.position(at) - first for at in claim.inside)
    found = _nearest(before, tail, inside, units, wanted, takes_first=claim.takes_first)
    if isinstance(found, Written) and wanted is not None:
        behind = (before + after)[found.number_end :]
        labels = _labels(claim, before[: found.start], behind)
        found = with_stated_unit(found, labels, units, wanted)
    return None if found is None else _placed(claim, found, len(before), has_tail=bool(tail))


@lru_cache(maxsize=4096)
def _nearest(
    before: str,
    tail: str,
    inside: Extent | None,
    units: UnitTable,
    wanted: Unit | None,
    *,
    takes_first: bool,
) -> Written | Unreadable | None:
    """The number right before the mark, in a link's label, or right behind a claim's words; alike
    sentences return.

    What has digits there and is no quantity is not passed over for another one further away, unless
    it is a percentile, or a name or a date with a blank between it and the mark.
    """
    first, last = inside or (0, len(before))
    text = before + tail
    begin = 0 if takes_first or inside else _context(before)
    items = read(text, units, wanted, begin=begin, mark=len(before))
    ordered = list(enumerate(items))
    for place, item in ordered if takes_first else reversed(ordered):
        if first <= _number_start(item) < last:
            if isinstance(item, Written):
                found = with_lower_end(text, items[place - 1] if place else None, item)
                return part_of(text, found, wanted) or joined_to(text, found, units, wanted)
            touching = not _BLANK.search(text[item.end : last].rstrip(_MARKUP))
            if (touching or not item.is_name) and not _PERCENTILE.fullmatch(item.text):
                return item
    return None


def _context(text: str) -> int:
    """Where the words begin that may be about the last number of a text."""
    if len(text) <= _CONTEXT:
        return 0
    digits = _TO_LAST_DIGIT.match(text)
    place = (digits.end() - 1 if digits else 0) - _CONTEXT
    while place > 0:
        place = text.rfind(" ", 0, place)
        if not text[place - 1].isdigit():
            return place + 1
    return 0


def _number_start(item: Written | Unreadable) -> int:
    return item.number_start if isinstance(item, Written) else item.start


def _placed(claim: Claim, found: Written | Unreadable, size: int, *, has_tail: bool) -> Bound:
    """The number with its places, read in so many characters before the mark and in a tail."""
    back, first = claim.joined.back, claim.before[0]
    end = min(found.end, size)
    number = phrase = back(first + found.start, first + end)
    if has_tail and found.end > size:
        start, last = claim.after
        phrase = (phrase[0], back(start, min(start + found.end - size, last))[1])
    if isinstance(found, Written):
        start, last = found.number_start, min(found.number_end, size)
        shift = number[0] - found.start
        if number[1] == end + shift:  # without a hole
            number = (start + shift, last + shift)
        else:
            number = back(first + start, first + last)
            if "<sup" in (raised := claim.document.text[slice(*number)]):
                found = Unreadable(start=found.start, end=found.end, text=raised, reason=_RAISED)
    return Bound(
        statement=claim.statement,
        is_elsewhere=claim.is_elsewhere,
        written=found,
        number_at=number,
        phrase_at=phrase,
    )


def _before(text: str, joined: TextMap, start: int, end: int) -> Extent:
    if end - start > LOOK_BACK:
        start = max(text.find(" ", end - LOOK_BACK, end), end - LOOK_BACK)  # not inside a number
    return joined.position(start), joined.position(end)


def _labels(claim: Claim, before: str, behind: str) -> Iterator[str]:
    """What stands about the number, nearest first: its sentence, the cells about it and the caption
    of its table or list.
    """
    yield _SENTENCE_ENDS.split(before[-_LABEL:])[-1]
    if beside := _BEHIND.match(behind):
        yield beside.group()
    text = claim.document.text
    for start, end in claim.nearby:
        yield f"{without_comments(text[start:end][:LOOK_BACK]).strip()}:"
    if claim.corner and not _VALUE.search(_first_cell(text, claim.mark[0])):
        yield f"{claim.corner}:"
    for above in introductions(text, claim.mark[0]):
        yield f"{above.rstrip(':* ')}:"
