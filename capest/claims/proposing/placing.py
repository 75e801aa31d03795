"""Where a proposal is written: a comment behind a number, or a link around it."""

from __future__ import annotations

import re
from urllib.parse import quote

from ..documents.document import Document
from ..documents.edits import Edit
from ..documents.formats import comment_of, linked
from ..judging.unbound import Candidate
from ..marks.library import path_from
from .quantities import Bindable

_CLOSING = re.compile(r"[*_$]+")


def edits_for(
    document: Document, candidate: Candidate, subject: str, stated: Bindable | None
) -> tuple[Edit, ...]:
    """What binds a number to what a comment says, or, in a format without comments, to a quantity;
    nothing where neither can stand.
    """
    comment = comment_of(document.name)
    if comment is None:
        return _link(document, candidate, stated) if stated else ()
    place = _place(document.text, candidate)
    if place is None:
        return ()
    return (Edit(at=(place, place), text=f"{comment[0]} capest: {subject} {comment[1]}"),)


def _link(document: Document, candidate: Candidate, stated: Bindable) -> tuple[Edit, ...]:
    """A link around a number, with the sign that hedges it."""
    name, text = document.name, document.text
    (start, end), number = candidate.at, candidate.number_at[0]
    if any(sign.isalpha() for sign in text[start:number]):
        start = number
    target = f"{quote(path_from(name, stated.scenario.path))}#{stated.short}"
    around = linked(name, text, (start, end), target)
    if around is None:
        return ()
    return Edit(at=(start, start), text=around[0]), Edit(at=(end, end), text=around[1])


def _place(text: str, candidate: Candidate) -> int | None:
    """Behind the number's words and what closes their emphasis; None inside a formula."""
    end = candidate.at[1]
    if closing := _CLOSING.match(text, end):
        opened = text.count(closing.group()[0], candidate.run.pieces[0][0], end)
        end = closing.end() if opened % 2 == len(closing.group()) % 2 else end
    if "\\" in candidate.written.text:
        return end if text[end - 1] == "$" else None
    follows = text[end : end + 1]
    return None if follows.isalnum() or follows in ("-", "]", ")(") else end
