"""Which number a mark is about: the last one before it, with the unit words around it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...problems import Extent
from ...prose.written import Unreadable, Written
from ...records import record
from ...units import Unit, UnitTable, is_count
from ..documents.document import Document
from ..documents.scan import Comment, Link, TextRun
from ..documents.text_map import TextMap, join, part
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
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_MARKUP = " *_`~"
_BRACKET = re.compile(r"[*_`]*(\)|\[\^?[^\]\s]{1,20}\])[ \t*_`]*([^\W\d_]+(?:/[^\W\d_]+)?)")
_BLANK = re.compile(r"\s")
_NUMERATOR = re.compile(r"(?<![\w.,:/])\d{1,2}[/⁄]$")
_PERCENTILE = re.compile(r"[pP]\d[\d.]*|\d[\d.]*th")
_LABEL = 120  # characters before a number in which its unit may stand: "Reads per day: ~30K"


@record(kw_only=True)
class Claim:
    """A number of a document that somebody has bound, and the mark that binds it."""

    document: Document
    statement: Bind | Equal
    mark: Extent
    """The comment or the link."""
    before: tuple[Extent, ...]
    """The prose in which the number is looked for."""
    after: tuple[Extent, ...]
    """The prose behind the mark, where unit words may follow."""
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
    def subject(self) -> str:
        """What the claim is about: a quantity's name or an expression."""
        match self.statement:
            case Bind(name=name):
                return name
            case Equal(expression=expression):
                return f"= {expression}"


@record(kw_only=True)
class Bound:
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
    for index, (mark, statement) in enumerate(marks):
        run = mark.run
        previous = marks[index - 1][0] if index else None
        following = marks[index + 1][0] if index + 1 < len(marks) else None
        first = previous.at[1] if previous and previous.run is run else 0
        last = following.at[0] if following and following.run is run else len(document.text)
        inside = mark.label if isinstance(mark, Link) else None
        yield Claim(
            document=document,
            statement=statement,
            mark=mark.at,
            before=_before(document.text, run, first, inside[1] if inside else mark.at[0]),
            after=_after(run, mark.at[1], last),
            nearby=run.nearby if run else (),
            inside=inside,
        )


def bind(claim: Claim, units: UnitTable, wanted: Unit | None) -> Bound | None:
    """The number of a claim, None where there is none; `wanted` says what unit it should have."""
    if not claim.before:
        return None
    text = claim.document.text
    joined = join(text, claim.before)
    after = "".join([text[start:end] for start, end in claim.after])
    tail = after if _UNIT_FOLLOWS.match(after) else ""
    if tail and (clause := _CLAUSE_END.search(tail)):
        tail = tail[: clause.end()] if _UNIT_FOLLOWS.match(tail, 0, clause.end()) else ""
    found = _nearest(joined, tail, claim, units, wanted)
    if isinstance(found, Written) and wanted is not None:
        found = with_stated_unit(found, _labels(claim, joined.text[: found.start]), units, wanted)
    if found is None:
        return None
    return _placed(claim, found, joined, has_tail=bool(tail))


def _nearest(
    joined: TextMap, tail: str, claim: Claim, units: UnitTable, wanted: Unit | None
) -> Written | Unreadable | None:
    """The number right before the mark, or right behind a claim's words.

    What has digits there and is no quantity is not passed over for another one further away, unless
    it is a percentile, or a name or a date with a blank between it and the mark.
    """
    first = joined.position(claim.inside[0]) if claim.inside else 0
    last = joined.position(claim.inside[1]) if claim.inside else len(joined.text)
    text = joined.text + tail
    begin = 0 if claim.takes_first or claim.inside else _context(joined.text)
    items = read(text, units, wanted, begin=begin, mark=len(joined.text))
    for item in items if claim.takes_first else reversed(items):
        if first <= _number_start(item) < last:
            if isinstance(item, Written):
                over = _NUMERATOR.search(text, max(item.number_start - 4, 0), item.number_start)
                return (
                    _fraction(text, over.start(), item)
                    if over
                    else _joined(text, item, units, wanted)
                )
            touching = not _BLANK.search(text[item.end : last].rstrip(_MARKUP))
            if (touching or not item.is_name) and not _PERCENTILE.fullmatch(item.text):
                return item
    return None


def _fraction(text: str, start: int, below: Written) -> Unreadable:
    reason = "a fraction cannot be checked"
    return Unreadable(start=start, end=below.end, text=text[start : below.end], reason=reason)


def _joined(
    text: str, item: Written, units: UnitTable, wanted: Unit | None
) -> Written | Unreadable:
    """The number, but unreadable where a bracket parts it from its unit: (9K) QPS, 9K[^1] QPS."""
    has_unit = item.bare and wanted is not None and not is_count(wanted)
    apart = _BRACKET.match(text, item.end) if has_unit else None
    if apart is None or units.spelled(apart[2]) is None:
        return item
    reason = f"'{apart[1]}' stands between the number and {apart[2]}"
    return Unreadable(
        start=item.start, end=apart.end(), text=text[item.start : apart.end()], reason=reason
    )


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


def _placed(claim: Claim, found: Written | Unreadable, joined: TextMap, *, has_tail: bool) -> Bound:
    size = len(joined.text)
    phrase = joined.back(found.start, min(found.end, size))
    if has_tail and found.end > size:
        behind = join(claim.document.text, claim.after)
        phrase = (phrase[0], behind.back(0, min(found.end - size, len(behind.text)))[1])
    number = phrase
    if isinstance(found, Written):
        number = joined.back(found.number_start, min(found.number_end, size))
    return Bound(
        statement=claim.statement,
        is_elsewhere=claim.is_elsewhere,
        written=found,
        number_at=number,
        phrase_at=phrase,
    )


def _before(text: str, run: TextRun | None, start: int, end: int) -> tuple[Extent, ...]:
    if run is None:
        return ()
    if end - start > LOOK_BACK:
        start = max(text.find(" ", end - LOOK_BACK, end), end - LOOK_BACK)  # not inside a number
    return tuple(part(run.pieces, start, end))


def _after(run: TextRun | None, start: int, end: int) -> tuple[Extent, ...]:
    if run is None:
        return ()
    return tuple(part(run.pieces, start, min(end, start + _REACH)))


def _labels(claim: Claim, before: str) -> Iterator[str]:
    """What stands in front of the number, nearest first: its sentence, and the cells about it."""
    yield _SENTENCE_ENDS.split(before[-_LABEL:])[-1]
    text = claim.document.text
    for start, end in claim.nearby:
        yield _COMMENT.sub(" ", text[start:end][:LOOK_BACK])
