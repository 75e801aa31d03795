"""Link reference definitions, `[peak]: search.capest.yaml#search.peak_qps "title"`.

CommonMark 0.31, sections 4.7 and 6.3. A label that begins with ^ is a footnote's, which is text.
"""

from __future__ import annotations

import re

from ....problems import Extent
from ....records import field, record
from ..text_map import join

LONGEST_LABEL = 999
"""Characters of a label."""

LABEL = rf"(?:[^\[\]\\]|\\.){{0,{LONGEST_LABEL}}}+"
_LABEL = re.compile(LABEL, re.DOTALL)
_TITLE = r"(?:\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+'|\((?:[^()\\]|\\.)*+\))"
_PLAIN = r"[^\x00-\x20\x7f()\\]++|\\[!-/:-@\[-`{-~]?+"
_NESTED = rf"\((?:{_PLAIN}|\((?:{_PLAIN}|\((?:{_PLAIN})*+\))*+\))*+\)"
_BARE = rf"(?:{_PLAIN}|{_NESTED})"
_LINE_END = r"[ \t]*+(?:\r\n?|\n|$)"

_DEFINITION = re.compile(
    rf"\[(?!\^)(?=\s*[^\s\]])({LABEL})\]:\s*+(?:<((?:[^<>\r\n\\]|\\.)*+)>|((?!<){_BARE}++))"
    rf"(?:\s++{_TITLE}{_LINE_END}|{_LINE_END})",
    re.DOTALL,
)
TARGET = re.compile(
    rf"\(\s*+(?:<((?:[^<>\r\n\\]|\\.)*+)>|((?!<){_BARE}*+))(?:\s++{_TITLE})?+\s*+\)", re.DOTALL
)
"""What follows a link's text, with its destination in one of two groups."""


@record(frozen=False)
class Destinations:
    """The destinations of a document by their labels; of two the first counts."""

    text: str
    """The document's."""
    destinations: dict[str, Extent] = field(default_factory=dict)

    def taken_from(self, pieces: list[Extent]) -> list[Extent]:
        """What is left of a paragraph without the definitions that it begins with."""
        if not pieces or not self.text.startswith("[", pieces[0][0]):
            return pieces
        joined = join(self.text, pieces)
        position = 0
        while found := _DEFINITION.match(joined.text, position):
            place = joined.back(*found.span(2 if found[2] is not None else 3))
            self.destinations.setdefault(normal(found[1]), place)
            position = found.end()
        if not position:
            return pieces
        first = joined.back(position - 1, position)[1]
        return [piece for piece in pieces if piece[0] >= first]

    def destination(self, label: str) -> Extent | None:
        """Where the destination of a label stands, None for a label without one."""
        if not self.destinations or not _LABEL.fullmatch(label):
            return None
        return self.destinations.get(normal(label))


def normal(label: str) -> str:
    """A label as labels are compared: without regard to case and to how many blanks there are."""
    return " ".join(label.split()).casefold()
