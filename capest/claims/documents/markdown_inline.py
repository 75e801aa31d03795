"""The inline part of Markdown: code spans, comments and links in one block, in linear time."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ...problems import Extent
from .scan import Comment, Link, TextRun

_NEAR = 8
"""Cells to each side in which a unit may stand."""

_OPENING = re.compile(r"\\.|`+|<!--|\{/\*", re.DOTALL)
_TICKS = re.compile(r"`+")
_OURS = re.compile(
    r"\s*(?:capest[ \t]*:|(?=capest\s+(?:=|(?:input|use|ignore|off|on|no-claims|begin|end)\b"
    r"|\w+\.[\w.]+\s*(?:[±+]|\Z))))",
    re.IGNORECASE,
)
"""What opens a comment of capest, or one that would be if its colon were not missing."""

_INDENT = re.compile(r"[ \t]*")
_VISIBLE = re.compile(r"[^\r\n]")
_HIDDEN = re.compile(r"\]\([^()\s]*(?:[ \t]+\"[^\"\n]*\")?\)|</?[A-Za-z][^<>]*>")
"""What a reader does not see: the target of a link, and HTML's tags."""

_LINK = re.compile(
    r"\[([^\[\]]*)\]\(<?([^()\s<>#]*\.ya?ml)#([^()\s<>#]+)>?(?:[ \t]+\"[^\"\n]*\")?\)"
)


@dataclass(frozen=True, slots=True)
class Inline:
    """What stands in one block of prose."""

    run: TextRun
    comments: tuple[Comment, ...]
    links: tuple[Link, ...]
    unclosed: tuple[Extent, ...]


def read_inline(text: str, pieces: tuple[Extent, ...], nearby: tuple[Extent, ...] = ()) -> Inline:
    """The comments, links and code spans of a block, which is given as the pieces of its lines."""
    found: dict[str, list[Extent]] = {"code": [], "comment": [], "unclosed": []}
    for kind, at in _stretches(text, pieces[0][0], pieces[-1][1]):
        found[kind].append(at)
    masked = _masked(text, pieces, sorted([*found["code"], *found["comment"]]))
    start = pieces[0][0]
    hidden = [(hole.start() + start, hole.end() + start) for hole in _HIDDEN.finditer(masked)]
    run = TextRun(
        pieces=without(pieces, sorted([*found["comment"], *hidden])),
        code=tuple(found["code"]),
        nearby=nearby,
    )
    return Inline(
        run=run,
        comments=tuple(_comments(text, pieces, found["comment"], run)),
        links=tuple(_links(masked, start, run)),
        unclosed=tuple(found["unclosed"]),
    )


def neighbours(cells: Sequence[Extent], column: int) -> tuple[Extent, ...]:
    """The cells next to one in its row, as many as a table that people read has."""
    near = cells[max(column - _NEAR, 0) : column + _NEAR + 1]
    return tuple(cell for cell in near if cell != cells[column])


def ours(text: str, at: Extent) -> Extent | None:
    """The body of a comment when it is one of capest's: what follows `capest:`.

    Where the colon is missing it begins with the word, which no statement does.
    """
    start, end = at[0] + _opener(text, at[0]), at[1] - 3
    opened = _OURS.match(text, start, max(start, end))
    return (opened.end(), end) if opened else None


def is_ours_unclosed(text: str, start: int) -> bool:
    """Whether a comment of capest opens here."""
    return bool(_OURS.match(text, start + _opener(text, start)))


def without(pieces: Iterable[Extent], holes: list[Extent]) -> tuple[Extent, ...]:
    """The pieces without the holes, both in the order of the text."""
    kept: list[Extent] = []
    index = 0
    for start, end in pieces:
        position = start
        while index < len(holes) and holes[index][0] < end:
            first, last = holes[index]
            if first > position:
                kept.append((position, first))
            position = max(position, min(last, end))
            if last > end:
                break  # it goes on in the next piece
            index += 1
        if position < end:
            kept.append((position, end))
    return tuple(kept)


def _opener(text: str, start: int) -> int:
    return 4 if text[start] == "<" else 3


def _stretches(text: str, start: int, end: int) -> Iterator[tuple[str, Extent]]:
    """Code spans and comments of a block; whichever begins first wins."""
    ticks = _ticks_by_length(text, start, end)
    closers = {"<!--": "-->", "{/*": "*/}"}
    lost: set[str] = set()  # openings that nothing closes from here on
    position = start
    while found := _OPENING.search(text, position, end):
        token, position = found.group(), found.end()
        if token[0] == "`":
            places = ticks[len(token)]
            index = bisect_left(places, position)
            if index < len(places):
                position = places[index] + len(token)
                yield "code", (found.start(), position)
        elif token in closers:
            after = -1 if token in lost else text.find(closers[token], position, end)
            if after >= 0:
                position = after + 3
                yield "comment", (found.start(), position)
            else:
                lost.add(token)
                if is_ours_unclosed(text, found.start()):
                    yield "unclosed", (found.start(), found.end())


def _ticks_by_length(text: str, start: int, end: int) -> dict[int, list[int]]:
    places: dict[int, list[int]] = defaultdict(list)
    for found in _TICKS.finditer(text, start, end):
        places[len(found.group())].append(found.start())
    return places


def _comments(
    text: str, pieces: tuple[Extent, ...], comments: list[Extent], run: TextRun
) -> Iterator[Comment]:
    openings = {}
    for start, end in pieces:
        indent = _INDENT.match(text, start, end)
        openings[indent.end() if indent else start] = end
    for at in comments:
        body = ours(text, at)
        if body:
            is_html = at[0] in openings and text[at[0]] == "<"
            opens = is_html and bool(text[at[1] : openings[at[0]]].strip())
            yield Comment(at=at, body=body, run=run, opens_line=opens)


def _masked(text: str, pieces: tuple[Extent, ...], hidden: list[Extent]) -> str:
    """The block with blanks for its code and comments, whose brackets mean nothing."""
    seen, position = [], pieces[0][0]
    for first, last in hidden:
        seen += [text[position:first], _VISIBLE.sub(" ", text[first:last])]
        position = last
    return "".join([*seen, text[position : pieces[-1][1]]])


def _links(masked: str, start: int, run: TextRun) -> Iterator[Link]:
    """The links to quantities."""
    if "](" in masked:
        for found in _LINK.finditer(masked):
            at, label, path, name = (
                (found.start(group) + start, found.end(group) + start) for group in range(4)
            )
            yield Link(at=at, label=label, path=path, name=name, run=run)
