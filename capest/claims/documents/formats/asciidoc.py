"""AsciiDoc: claims are links, `link:search.capest.yaml#search.peak_qps[104K QPS]`.

On lines of their own, `// capest: use search.capest.yaml` and the like are comments; an attribute
`:capest: search.capest.yaml` declares a scenario, and so does a block `[source,capest]`.
"""

from __future__ import annotations

import re

from ....problems import Extent
from ..paragraphs import Paragraphs
from ..scan import Scan
from ..text_map import neighbours

SUFFIXES = (".adoc", ".asciidoc", ".asc")
COMMENT = None

_LINK = re.compile(
    r"link:(?P<path>[^\s\[\]#]{0,300}\.ya?ml)#(?P<name>[^\s\[\]#]{1,200})\[(?P<label>[^\[\]]*)\]"
)
_HIDDEN = re.compile(r"(?P<target>(?:link:|https?://)[^\s\[\]]{0,2000})\[")
_CODE = re.compile(r"`[^`\r\n]+`")
_OURS = re.compile(r"[ \t]*//[ \t]*capest[ \t]*:", re.IGNORECASE)
_DECLARED = re.compile(r":capest:[ \t]+(\S+)")
_ATTRIBUTE = re.compile(r":[\w-]+!?:|\[[^\[\]]*\][ \t]*$")
_VERBATIM = re.compile(r"(-{4,}|\.{4,}|\+{4,}|/{4,}|`{3,})([^`\r\n]*)")
_FRAME = re.compile(r"={4,}|\*{4,}|_{4,}|--")
_ITEM = re.compile(r"[ \t]*(?:[*.]{1,5}|-|\d{1,9}\.)[ \t]+")
_HEADING = re.compile(r"={1,6}[ \t]+")
_SCENARIO = re.compile(r"\[(?:source,[ \t]*)?capest\b[^\[\]]*\]")


def scan(text: str) -> Scan:
    """What capest looks at in an AsciiDoc document."""
    reading = _AsciiDoc(Paragraphs(text, _LINK, _HIDDEN, _CODE).start())
    index = 0
    while index < len(reading.found.lines):
        index = reading.line(index)
    return reading.found.scan()


class _AsciiDoc:
    def __init__(self, found: Paragraphs) -> None:
        self.found = found
        self.headers: list[Extent] | None = None  # of the table that is open

    def line(self, index: int) -> int:
        """Take one line, or a whole verbatim block; return the next line."""
        found = self.found
        start, _ = found.lines[index]
        line = found.line(index)
        fence = _VERBATIM.fullmatch(line.rstrip())
        if fence:
            found.end()
            return self._verbatim(index, fence[1])
        if not line.strip() or _FRAME.fullmatch(line.rstrip()):
            found.end()
        elif ours := _OURS.match(line):
            found.end()
            found.comment(index, start + ours.end())
        elif line.startswith("//"):
            found.end()
        elif (declared := _DECLARED.match(line)) and not found.declared:
            found.end()
            found.declared = (start + declared.start(1), start + declared.end(1))
        elif _ATTRIBUTE.match(line):
            found.end()
        else:
            self._prose(index, line)
        return index + 1

    def _prose(self, index: int, line: str) -> None:
        found = self.found
        start, end = found.lines[index]
        if line.startswith("|==="):
            found.end()
            self.headers = [] if self.headers is None else None
            return
        if self.headers is not None and line.startswith("|"):
            found.end()
            self._row(list(found.cells(start, end)))
            return
        item, heading = _ITEM.match(line), _HEADING.match(line)
        if item or heading:
            found.end()
        marker = item or heading
        found.add(start + (marker.end() if marker else 0), end)
        if heading:
            found.end()

    def _row(self, cells: list[Extent]) -> None:
        headers = self.headers or []
        for column, cell in enumerate(cells):
            fits = len(headers) == len(cells)
            heading = (headers[column],) if fits else ()
            self.found.run((cell,), (*heading, *neighbours(cells, column)))
        if not headers:
            self.headers = cells

    def _verbatim(self, index: int, fence: str) -> int:
        """Skip a verbatim block, or keep the scenario in it."""
        found = self.found
        last = index + 1
        while last < len(found.lines) and found.line(last).rstrip() != fence:
            last += 1
        above = found.line(index - 1) if index else ""
        is_ours = _SCENARIO.fullmatch(above.rstrip()) or found.line(index).rstrip() == "```capest"
        if is_ours and last > index + 1:
            found.blocks.append((found.lines[index + 1][0], found.lines[last - 1][1]))
        return last + 1
