"""Whether a number that fails stands under the wrong name: it fits another quantity, and the words
near it do not rather name its own. One that fits by chance, with no words for it, does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...problems import Extent
from ...wording import contradicts, vocabulary, words_of
from ..documents.document import Document
from ..documents.text_map import TextMap
from ..marks.statements import Equal
from .findings import CheckedClaim, Rival

_SENTENCE_ENDS = re.compile(r"[.!?]\s|\n[ \t]*\n")
_DIGIT = re.compile(r"\d")
_REACH = 400  # characters to each side in which a sentence may begin and end


def misnamed(document: Document, claims: Iterable[CheckedClaim]) -> dict[Extent, str]:
    """The places of the numbers that stand under the wrong name, and the name that may be meant."""
    runs = [run for run in document.scan.runs if run.pieces]  # a block may have none
    found: dict[Extent, str] = {}
    index = 0
    for claim in claims:
        if claim.rival is None or claim.bound is None:
            continue
        start, end = claim.bound.number_at
        while index < len(runs) and runs[index].pieces[-1][1] <= start:
            index += 1
        if index == len(runs):
            break
        joined = runs[index].joined(document.text)
        around = " ".join(document.text[first:last] for first, last in runs[index].nearby)
        if _is_misnamed(joined, around, claim, claim.rival):
            found[start, end] = claim.rival.name
    return found


def _is_misnamed(joined: TextMap, around: str, claim: CheckedClaim, rival: Rival) -> bool:
    """Whether the words of a claim's run, and of the cells around it, speak for its rival."""
    if claim.bound is None or isinstance(claim.bound.statement, Equal):
        return rival.is_related
    own, other = claim.key[1], rival.name
    near, sentence = _words_about(joined, around, claim.bound.phrase_at)
    if contradicts(own, near) or contradicts(other, near):
        return contradicts(own, near)
    names = vocabulary((own, other))
    for words in (near, sentence):
        said = names.score(own, words), names.score(other, words)
        if said[0] != said[1]:
            return said[0] < said[1]
    return rival.is_related


def _words_about(joined: TextMap, around: str, at: Extent) -> tuple[frozenset[str], frozenset[str]]:
    """The words of a number, up to its neighbours in its sentence, and those of the sentence; the
    cells about it are in both.
    """
    start, end = joined.position(at[0]), joined.position(at[1])
    before = _SENTENCE_ENDS.split(joined.text[max(start - _REACH, 0) : start])[-1]
    after = _SENTENCE_ENDS.split(joined.text[end : end + _REACH])[0]
    phrase = joined.text[start:end]
    near = f"{_DIGIT.split(before)[-1]} {phrase} {_DIGIT.split(after)[0]}"
    return words_of(f"{near} {around}"), words_of(f"{before} {phrase} {after} {around}")
