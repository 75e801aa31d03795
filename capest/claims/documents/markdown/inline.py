"""The inline part of Markdown: code spans, comments, tags and links of one block, in linear time.

CommonMark 0.31, section 6; `{/* */}` is a comment too, as in MDX.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from ....problems import Extent
from ....records import field, record
from ..comments import MARK, is_ours
from ..text_map import TextMap
from .html import TAG
from .references import LABEL, LONGEST_LABEL, TARGET, Destinations

_TOKEN = re.compile(
    r"[<\[\]`\\!{](?:(?<=[<\[\]])|(?<=`)`*|(?<=\\).|(?<=!)\[|(?<=\{)/\*)", re.DOTALL
)
_HTML_TOKEN = re.compile(r"<|\{/\*")
_SPECIAL = re.compile(r"[<\[`{](?:(?<!\{)|/\*)")
"""Each begins with all it may begin with: so a text is searched four times as fast."""
_TICKS = re.compile(r"`+")
_TAG = re.compile(rf"{TAG}|<[A-Za-z][A-Za-z0-9.+-]{{1,31}}:[^\s<>]*+>|<[^\s<>@]++@[^\s<>]++>")
"""A tag, or an address in angle brackets."""

_OPENING = re.compile(r"<!--|\{/\*|<\?|<!\[CDATA\[|<!(?=[A-Za-z])")
_CLOSING = {"<!--": "-->", "{/*": "*/}", "<?": "?>", "<![CDATA[": "]]>", "<!": ">"}
_CLOSING_HTML = {"<!--": "-->", "{/*": "*/}", "<?": ">", "<![CDATA[": ">", "<!": ">"}
_COMMENTS = ("<!--", "{/*")
_EMPTY = re.compile(r"-?>")  # behind <!--, a comment as well
_REFERENCE = re.compile(rf"\[({LABEL})\]", re.DOTALL)


@record
class FoundLink:
    """A link or image in a text that is joined from pieces, and where in the document it leads."""

    at: Extent
    label: Extent
    destination: Extent
    """In the document."""
    is_image: bool


@record(frozen=False)
class Inline:
    """What stands in one block; all places but those of destinations are in its joined text."""

    joined: TextMap
    references: Destinations
    is_html: bool = False
    """Whether it is HTML, where there are no code spans, no links and no escapes."""
    is_mdx: bool = False
    code: list[Extent] = field(default_factory=list)
    comments: list[Extent] = field(default_factory=list)
    hidden: list[Extent] = field(default_factory=list)
    """What a reader does not see: comments, tags, the targets of links."""
    links: list[FoundLink] = field(default_factory=list)
    unclosed: list[Extent] = field(default_factory=list)
    """Comments of capest that nothing closes."""
    _brackets: list[tuple[str, int, int]] = field(default_factory=list)
    """Those that are open: what it is, where it begins, where its text begins."""
    _linked: int = 0
    """How many of the brackets cannot open a link, because they hold one."""
    _lost: set[str] = field(default_factory=set)
    """Openings that nothing closes from here on."""
    _shown_to: int = 0
    """The mark inside of a comment of MDX up to which Markdown shows such comments as text."""
    _ticks: dict[int, list[int]] | None = None

    def read(self) -> Inline:
        """Everything found."""
        text, position = self.joined.text, 0
        if self.is_html:
            position = self._html(0, len(text))
        while found := _TOKEN.search(text, position):
            said, position = found.group(), found.end()
            if said in ("<", "{/*"):
                position = self._markup(found.start(), position)
            elif said[0] == "`":
                position = self._code(found.start(), position)
            elif said in ("[", "!["):
                self._brackets.append((said, found.start(), position))
            elif said == "]":
                position = self._closed(found.start(), position)
        return self

    def _html(self, position: int, end: int) -> int:
        """Take what is HTML alone, as a browser reads it; where the last of it ends."""
        was, self.is_html = self.is_html, True
        while found := _HTML_TOKEN.search(self.joined.text, position, end):
            position = self._markup(found.start(), found.end())
        self.is_html = was
        return max(position, end)

    def _markup(self, start: int, position: int) -> int:
        """Take a comment, a tag or an address that begins here; where it ends."""
        text = self.joined.text
        opening = _OPENING.match(text, start)
        if opening and (text[start] == "<" or start >= self._shown_to):
            return self._to_its_end(opening.group(), start, opening.end(), position)
        tag = _TAG.match(text, start)
        if not tag:
            return position
        self.hidden.append(tag.span())
        return tag.end()

    def _to_its_end(self, opener: str, start: int, after: int, position: int) -> int:
        text, end = self.joined.text, -1
        if empty := _EMPTY.match(text, after) if opener == "<!--" else None:
            end = empty.end()
        elif opener not in self._lost:
            closer = (_CLOSING_HTML if self.is_html else _CLOSING)[opener]
            end = text.find(closer, after)
            end += len(closer) if end >= 0 else 0
            if opener not in _COMMENTS and end >= 0:
                shown = text.find(">", after) + 1  # where a browser ends it
                self.hidden.append((start, shown))
                return shown if self.is_html else self._html(shown, end)
            if opener == "{/*" and not self.is_mdx and (mark := MARK.search(text, after, end)):
                self._shown_to = mark.start()
                return position
        if end < 0:
            self._lost.add(opener)
            if opener in _COMMENTS and is_ours(text, start):
                self.unclosed.append((start, after))
            return position
        self.hidden.append((start, end))
        if opener in _COMMENTS:
            self.comments.append((start, end))
        return end

    def _code(self, start: int, position: int) -> int:
        if self._ticks is None:
            self._ticks = defaultdict(list)
            for found in _TICKS.finditer(self.joined.text):
                self._ticks[len(found.group())].append(found.start())
        places = self._ticks[position - start]
        index = bisect_left(places, position)
        if index == len(places):
            return position
        end = places[index] + position - start
        self.code.append((start, end))
        return end

    # --- links ---

    def _closed(self, close: int, position: int) -> int:
        """Take the link or image whose text ends here, if there is one; where it ends."""
        if not self._brackets:
            return position
        opener, start, label = self._brackets.pop()
        is_image = opener == "!["
        inside_a_link = len(self._brackets) < self._linked
        self._linked = min(self._linked, len(self._brackets))
        if inside_a_link and not is_image:
            return position
        found = self._target(label, close, position)
        if found is None:
            return position
        end, destination = found
        if end > position:
            self.hidden.append((close, end))
        if not is_image:
            self._linked = len(self._brackets)
        self.links.append(FoundLink((start, end), (label, close), destination, is_image))
        return end

    def _target(self, label: int, close: int, position: int) -> tuple[int, Extent] | None:
        """Where a link ends and its destination, given directly or by a reference."""
        text = self.joined.text
        if found := TARGET.match(text, position):
            at = found.span(1 if found[1] is not None else 2)
            return found.end(), self.joined.back(*at)
        name, end = text[label : min(close, label + 2 * LONGEST_LABEL + 1)], position
        if reference := _REFERENCE.match(text, position):
            name, end = reference[1] or name, reference.end()
        destination = self.references.destination(name)
        return (end, destination) if destination else None

    def in_document(self, places: Sequence[Extent]) -> tuple[Extent, ...]:
        """Where some places of the joined text stand in the document."""
        back = self.joined.back
        return tuple([back(start, end) for start, end in places]) if places else ()


def may_hold_marks(text: str, start: int, end: int) -> bool:
    """Whether a stretch of the document has more than plain text in it."""
    return bool(_SPECIAL.search(text, start, end))
