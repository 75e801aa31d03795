"""Claims that a scenario makes about a document which stays as it is: found by its words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

from ...problems import Extent, Problem, suggestion
from ...scenario.model import DocumentClaim
from ..documents.document import Document
from ..documents.scan import TextRun
from ..documents.text_map import TextMap
from .binding import LOOK_BACK, Claim
from .library import BoundScenario, beside, has
from .statements import Bind, within

_GAP = "{}"
_LONGEST_GAP = 60  # characters of a number with its unit
_MANY = 2  # places of a claim's words, which are then no place: the others are not looked for

_SPACE = re.compile(r"\s+")
_Run = tuple[TextRun, TextMap]
"""A run of a document, with its text."""


class _Words:
    """The words of a document's runs in one text, to be searched once for each claim."""

    def __init__(self, runs: list[_Run]) -> None:
        self.runs = runs
        texts = [_SPACE.sub(" ", joined.text) for _, joined in runs]
        self.text = "\n".join(texts)
        self.starts = [0, *accumulate(len(text) + 1 for text in texts)]

    def holding(self, words: str) -> Iterator[int]:
        """The runs that hold some words, in their order."""
        phrase = " ".join(words.split())
        index, place = 0, self.text.find(phrase)
        while place >= 0 and index < len(self.runs):
            index = bisect_right(self.starts, place)
            yield index - 1
            place = self.text.find(phrase, self.starts[index])


def sidecar_claims(
    document: Document, scenarios: Iterable[BoundScenario]
) -> Iterator[tuple[BoundScenario, Claim | Problem]]:
    """The claims of some scenarios about this document, or what is wrong with each."""
    wanted = [
        (scenario, item)
        for scenario in {scenario.path: scenario for scenario in scenarios}.values()
        for item in scenario.estimate.scenario.claims
        if beside(scenario.path, item.document.text) == document.name
    ]
    words = _Words([(run, run.joined(document.text)) for run in document.scan.runs if wanted])
    for scenario, item in wanted:
        yield scenario, _claim(document, words, scenario, item)


def _claim(
    document: Document, words: _Words, scenario: BoundScenario, item: DocumentClaim
) -> Claim | Problem:
    name, tolerance = within(item.expect.text)
    name = name.rstrip()
    if not has(scenario.estimate, name):
        return Problem(
            code="unknown-name",
            message=f"nothing is named '{name}' in this scenario",
            span=item.expect.span(),
            hint=suggestion(
                name, scenario.estimate.derivations, "`capest explain` lists every name"
            ),
        )
    places = _places(document, words, item)
    if len(places) != 1:
        return _not_one(document, item, places)
    (run, joined), start, end = places[0]
    return Claim(
        document=document,
        statement=Bind(name=name, name_at=(start, end), tolerance=tolerance),
        mark=(start, end),
        joined=joined,
        before=(joined.position(start - LOOK_BACK), len(joined.text)),
        after=(0, 0),
        nearby=run.nearby,
        inside=(start, end),
        takes_first=True,
    )


def _places(document: Document, words: _Words, item: DocumentClaim) -> list[tuple[_Run, int, int]]:
    """Where the number may stand: each run that has the words, and the stretch of it."""
    pattern = _pattern(item)
    parts = item.text.text.split(_GAP) if item.text else [item.near.text if item.near else ""]
    found: list[tuple[_Run, int, int]] = []
    for index in words.holding(max(parts, key=len)):
        run, joined = words.runs[index]
        for match in pattern.finditer(joined.text):
            if item.text is not None:
                start, end = joined.back(*match.span(1))
                found.append(((run, joined), start, end))
            else:
                found.append(_behind(document, words.runs, index, joined.back(*match.span())))
            if len(found) >= _MANY:
                return found
    return found


def _behind(
    document: Document, runs: list[_Run], index: int, words: Extent
) -> tuple[_Run, int, int]:
    """What follows some words: the rest of their run, or the next cell of a table's row."""
    run, joined = runs[index]
    says = joined.text[joined.position(words[1]) :]
    if not says.strip() and index + 1 < len(runs):
        following = runs[index + 1][0].pieces
        if document.line_of(following[0][0]) == document.line_of(words[0]):
            return runs[index + 1], following[0][0], following[-1][1]
    return runs[index], words[1], run.pieces[-1][1]


def _pattern(item: DocumentClaim) -> re.Pattern[str]:
    if item.text is not None:
        before, _, after = item.text.text.partition(_GAP)
        gap = rf"(\S[^\r\n]{{0,{_LONGEST_GAP}}}?)"
        return re.compile(rf"{_words(before)}\s*{gap}\s*{_words(after) or '$|(?=[.,;])'}")
    return re.compile(_words(item.near.text if item.near else ""))


def _words(text: str) -> str:
    """The words of a text, with any white space between them."""
    return r"\s+".join(re.escape(word) for word in text.split())


def _not_one(
    document: Document, item: DocumentClaim, places: list[tuple[_Run, int, int]]
) -> Problem:
    passage = item.text or item.near or item.expect
    if not places:
        return Problem(
            code="no-match",
            message=f"these words are not in {document.name}",
            span=passage.span(),
            hint="they are compared as they stand there, markup included",
        )
    found = dict.fromkeys(str(document.line_of(start)) for _, start, _ in places)
    lines = f"in line{'s' if len(found) > 1 else ''} {' and '.join(found)}"
    return Problem(
        code="several-matches",
        message=f"these words stand in {document.name} more than once, {lines}",
        span=passage.span(),
        hint="write more of the sentence",
    )
