"""AsciiDoc: claims are links, `link:search.capest.yaml#search.peak_qps[104K QPS]`.

A cross reference, `xref:` or `<<...>>`, and an attribute for the path, `link:{scenario}#...`, do as
well. On lines of their own, `// capest: use search.capest.yaml` and the like are comments; an
attribute `:capest: search.capest.yaml` declares a scenario, and so does a block `[source,capest]`.
"""

from __future__ import annotations

import re

from ....problems import Extent
from ....records import field, record
from ..paragraphs import Meaning, Paragraphs
from ..scan import Scan, quantity_of
from ..text_map import neighbours

SUFFIXES = (".adoc", ".asciidoc", ".asc")
COMMENT = None
USE = "// capest: use path.yaml"

_LINK = re.compile(
    r"(?:link|xref):(?P<target>[^\s\[\]]{1,500})\[(?P<label>[^\[\]]*)\]"
    r"|<<(?P<place>[^\s<>,]{1,500}),(?P<text>[^<>]*)>>"
)
_THROUGH_ATTRIBUTE = re.compile(r"\{([\w-]+)\}#([^\s#]+)")
_HIDDEN = re.compile(r"(?P<target>(?:link:|xref:|https?://)[^\s\[\]]{0,2000})\[")
_SPAN = re.compile(r"`[^`\r\n]+`")
_OURS = re.compile(r"[ \t]*//[ \t]*capest[ \t]*:", re.IGNORECASE)
_ATTRIBUTE = re.compile(r":([\w-]+)!?:(?:[ \t]+(\S+))?")
_BLOCK_ATTRIBUTE = re.compile(r"\[[^\[\]]*\][ \t]*$")
_VERBATIM = re.compile(r"(-{4,}|\.{4,}|\+{4,}|/{4,}|`{3,})([^`\r\n]*)")
_FRAME = re.compile(r"={4,}|\*{4,}|_{4,}|--")
_ITEM = re.compile(r"[ \t]*(?:[*.]{1,5}|-|\d{1,9}\.)[ \t]+")
_HEADING = re.compile(r"={1,6}[ \t]+")
_CLOSED = re.compile(r"^=.*|\[[^\[\]]*\]|<<[^<>]*>>|`[^`\r\n]+`|\+[^+\r\n]+\+", re.MULTILINE)
"""Where no link can stand: titles, what macros and links show, code, what is passed through."""

_SOURCE = re.compile(r"\[(?:(?:source|listing)?%?\w*,[ \t]*)?([\w+-]+)[^\[\]]*\]")


def scan(text: str) -> Scan:
    """What capest looks at in an AsciiDoc document."""
    found = Paragraphs(text, _LINK, _HIDDEN, _SPAN)
    document = _AsciiDoc(found)
    return found.scan(document.line, document.meaning)


def linked(text: str, at: Extent, target: str) -> tuple[str, str] | None:
    """A link around a stretch of prose; None where no link can stand."""
    start, end = at
    first = max(text.rfind(mark, 0, start) for mark in "\n\r") + 1
    last = min(
        (place for mark in "\n\r" if (place := text.find(mark, end)) >= 0), default=len(text)
    )
    closed = (found.span() for found in _CLOSED.finditer(text[first:last]))
    if any(low < end - first and start - first < high for low, high in closed):
        return None
    if set("[]") & set(text[start:end]) or text[max(start - 1, 0) : start].isalnum():
        return None
    return f"link:{target}[", "]"


@record(frozen=False)
class _AsciiDoc:
    found: Paragraphs
    attributes: dict[str, Extent] = field(default_factory=dict)
    """The paths that attributes stand for."""
    headers: list[Extent] | None = None
    """Of the table that is open."""
    row: list[Extent] = field(default_factory=list)
    """The cells of its row on the lines before."""

    def line(self, index: int) -> int:
        """Take one line, or a whole verbatim block; return the next line."""
        found = self.found
        start, end = found.lines[index]
        line = found.line(index)
        if line[:1].isalpha() and not self._is_literal(index, line):
            found.add(start, end)  # as most lines do
            return index + 1
        fence = _VERBATIM.fullmatch(line.rstrip())
        if fence:
            found.end()
            return self._verbatim(index, fence[1], fence[2])
        if not line.strip() or _FRAME.fullmatch(line.rstrip()):
            found.end()
            self.row = []
        elif ours := _OURS.match(line):
            found.end()
            found.comment(index, start + ours.end())
        elif line.startswith("//"):
            found.end()
        elif attribute := _ATTRIBUTE.match(line):
            found.end()
            self._attribute(start, attribute)
        elif _BLOCK_ATTRIBUTE.match(line):
            found.end()
        elif self._is_literal(index, line):
            last = found.until_blank(index)
            found.listing(self._language(index, ""), index, last)
            return last
        else:
            self._prose(index, line)
        return index + 1

    def _attribute(self, start: int, attribute: re.Match[str]) -> None:
        """Take an attribute of the document, which may stand for a path."""
        if attribute[2]:
            place = (start + attribute.start(2), start + attribute.end(2))
            self.attributes[attribute[1]] = place
            if attribute[1] == "capest" and not self.found.declared:
                self.found.declared = place

    def _is_literal(self, index: int, line: str) -> bool:
        """Whether a paragraph begins here that is code: by its indent or by what stands above."""
        if self.found.paragraph or self.headers is not None:
            return False
        is_indented = line[0] in " \t" and not _ITEM.match(line)
        above = self.found.line(index - 1).rstrip() if index else ""
        return is_indented or above.startswith(("[source", "[listing", "[literal"))

    def _prose(self, index: int, line: str) -> None:
        found = self.found
        start, end = found.lines[index]
        if line.startswith("|==="):
            found.end()
            self.headers, self.row = [] if self.headers is None else None, []
            return
        if self.headers is not None and line.startswith("|"):
            found.end()
            self._row(found.cells(start, end))
            return
        item, heading = _ITEM.match(line), _HEADING.match(line)
        if item or heading:
            found.end()
        marker = item or heading
        found.add(start + (marker.end() if marker else 0), end)
        if heading:
            found.end()

    def _row(self, cells: list[Extent]) -> None:
        """Take the cells of a line, which may be some of their row."""
        headers = self.headers or []
        row = [*self.row, *cells] if len(self.row) + len(cells) <= len(headers) else cells
        first = len(row) - len(cells)
        for column, cell in enumerate(cells, first):
            heading = headers[column : column + 1] if len(row) <= len(headers) else []
            self.found.run((cell,), (*heading, *neighbours(row, column)))
        self.headers = self.headers or cells
        self.row = row if headers and len(row) < len(headers) else []

    def _verbatim(self, index: int, fence: str, words: str) -> int:
        """Take a verbatim block as code; one of slashes is a comment."""
        found = self.found
        last = index + 1
        while last < len(found.lines) and found.line(last).rstrip() != fence:
            last += 1
        if fence[0] != "/":
            found.listing(self._language(index, words), index + 1, last)
        elif last > index + 1:
            found.code.examples.append((found.lines[index + 1][0], found.lines[last - 1][1]))
        return last + 1

    def _language(self, index: int, words: str) -> str:
        """The language of the code that begins here: behind its fence, or in the line above it."""
        above = _SOURCE.fullmatch(self.found.line(index - 1).rstrip()) if index else None
        return words.strip().lower() or (above[1].lower() if above else "")

    def meaning(self, link: re.Match[str]) -> Meaning | None:
        label = link.span("label" if link["target"] else "text")
        target = link.span("target" if link["target"] else "place")
        quantity = quantity_of(self.found.text, target)
        through = _THROUGH_ATTRIBUTE.fullmatch(self.found.text, *target)
        if through and through[1] in self.attributes:
            quantity = (self.attributes[through[1]], through.span(2))
        return (label, *quantity) if quantity else None
