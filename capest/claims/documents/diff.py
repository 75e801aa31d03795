"""Shows a rewritten document as a unified diff, which `git apply` and `patch -p1` take.

Lines are compared where something was edited alone: of many edits each takes no more than one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from .edits import Edit, splice

_NO_LINE_END = "\\ No newline at end of file"
_CONTEXT = 3  # lines around what has changed

_Passage = tuple[int, int, int, int]
"""Lines that were, and those in their place: the first of each, and the one behind the last."""


def unified_diff(name: str, text: str, edits: Iterable[Edit]) -> str:
    """What edits change in a document, byte for byte; "" for nothing."""
    done = splice(text, edits)
    before, after = _lines(text), _lines(done.text)
    changed: list[_Passage] = []
    for edited in _edited(text, before, done.edits):
        for start, end, new_start, new_end in _compared(before, after, edited):
            if changed and changed[-1][1] == start:
                start, _, new_start, _ = changed.pop()  # noqa: PLW2901 - it goes on
            changed.append((start, end, new_start, new_end))
    lines = [f"--- a/{name}\n", f"+++ b/{name}\n"] if changed else []
    for passages in _near_each_other(changed):
        lines += _hunk(before, after, passages)
    return "".join(line if line.endswith("\n") else f"{line}\n{_NO_LINE_END}\n" for line in lines)


def _lines(text: str) -> list[str]:
    """The lines as version control counts them: only a line feed ends one."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _edited(text: str, before: Sequence[str], edits: Iterable[Edit]) -> Iterator[_Passage]:
    """The whole lines in which edits stand, those that share a line together; the last of the text
    may be one that is not there.
    """
    starts = [0, *accumulate(len(line) for line in before if line.endswith("\n"))]
    found: _Passage | None = None
    shift = 0
    for edit in edits:
        first, last = (bisect_right(starts, place) - 1 for place in edit.at)
        if found and first >= found[1]:
            yield found
            found = None
        begin = found[::2] if found else (first, first + shift)
        shift += edit.text.count("\n") - text.count("\n", *edit.at)
        found = (begin[0], last + 1, begin[1], last + 1 + shift)
    if found:
        yield found


def _compared(before: Sequence[str], after: Sequence[str], edited: _Passage) -> Iterator[_Passage]:
    """What of the edited lines has changed."""
    first, last = edited[0], min(edited[1], len(before))
    new_first, new_last = edited[2], min(edited[3], len(after))
    if last - first == new_last - new_first == 1:
        yield first, last, new_first, new_last
        return
    from difflib import SequenceMatcher  # only needed for what is generated

    old, new = before[first:last], after[new_first:new_last]
    for kind, start, end, new_start, new_end in SequenceMatcher(None, old, new).get_opcodes():
        if kind != "equal":
            yield first + start, first + end, new_first + new_start, new_first + new_end


def _near_each_other(changed: Iterable[_Passage]) -> Iterator[list[_Passage]]:
    """The passages whose context would touch, together."""
    group: list[_Passage] = []
    for passage in changed:
        if group and passage[0] - group[-1][1] > 2 * _CONTEXT:
            yield group
            group = []
        group.append(passage)
    if group:
        yield group


def _hunk(
    before: Sequence[str], after: Sequence[str], passages: Sequence[_Passage]
) -> Iterator[str]:
    place = max(passages[0][0] - _CONTEXT, 0)
    last = min(passages[-1][1] + _CONTEXT, len(before))
    new_place = passages[0][2] - (passages[0][0] - place)
    new_last = passages[-1][3] + (last - passages[-1][1])
    yield f"@@ -{_range(place, last)} +{_range(new_place, new_last)} @@\n"
    for start, end, new_start, new_end in passages:
        yield from (f" {line}" for line in before[place:start])
        yield from (f"-{line}" for line in before[start:end])
        yield from (f"+{line}" for line in after[new_start:new_end])
        place = end
    yield from (f" {line}" for line in before[place:last])


def _range(first: int, last: int) -> str:
    """Where a hunk stands; one of no lines is said to stand behind the line before it."""
    size = last - first
    return f"{first + 1}" if size == 1 else f"{first + bool(size)},{size}"
