r"""reStructuredText: claims are links, `` `104K QPS <search.capest.yaml#search.peak_qps>`__ ``, or
references, `` `104K QPS`_ `` with `.. _104K QPS: search.capest.yaml#search.peak_qps`.

It has no comments inside a line. On lines of their own, `.. capest: use search.capest.yaml` and the
like are comments; a field `:capest: search.capest.yaml` declares a scenario.
"""

from __future__ import annotations

import re

from ....problems import Extent
from ....records import field, record
from ..paragraphs import Meaning, Paragraphs
from ..scan import Scan, quantity_of
from ..text_map import neighbours

SUFFIXES = (".rst", ".rest")
COMMENT = None
USE = ".. capest: use path.yaml"

_LINK = re.compile(
    r"`(?P<label>[^`<>]+)(?:<(?P<target>[^`<>\s]+)>)?`__?(?!\w)"
    r"|(?<![\w`<:.])(?P<word>[^\W_](?:[\w.+:-]{0,200}[^\W_])?)__?(?![\w`])"
)
_HIDDEN = re.compile(r"(?<=[^`<>])(?P<target><[^`<>\s]+>`__?)")
_SPAN = re.compile(r"``(?:[^`]|`(?!`))+``")
_OURS = re.compile(r"[ \t]*\.\.[ \t]+capest[ \t]*:(?!:)", re.IGNORECASE)
_DIRECTIVE = re.compile(r"[ \t]*\.\.[ \t]+([\w:.-]+)::[ \t]*(\S*)")
_EXPLICIT = re.compile(r"[ \t]*\.\.(?:[ \t]|$)")
_TARGET = re.compile(
    r"[ \t]*(?:\.\.[ \t]+_(?:`(?P<quoted>[^`]+)`|(?P<plain>(?:[^:`\\]|\\.)+)):|\.\.[ \t]+__:|__)"
    r"[ \t]+(?P<uri>\S+)"
)
_NO_BLOCK = re.compile(r"[ \t]*\.\.[ \t]+[\[_|]")
_DECLARED = re.compile(r":capest:[ \t]+(\S+)")
_ITEM = re.compile(r"[ \t]*(?:[-*+•]|(?:\d{1,9}|\#)[.)])[ \t]+")
_CELL = re.compile(r"[ \t]*(\*[ \t]+)?-(?:[ \t]+|$)")
"""What begins a cell of a list-table, with a star the first of its row."""

_ADORNED = re.compile(r"(?!(?:::|\.\.)\Z)([^\w\s])\1+|[=+-][=+ -]+|\+[-=+]+\+")
_OPTION = re.compile(r"[ \t]*:[\w-]+:")
_SESSION = re.compile(r"[ \t]*>{3}(?:[ \t]|$)")
"""What begins a doctest."""

_MARKED = re.compile(r"\*\*.+?\*\*|\*.+?\*|`{1,2}.+?`{1,2}", re.DOTALL)
"""What holds no markup inside: emphasis, code, links, roles."""

_BLANK_LINE = re.compile(r"(?:\n|\r\n?)[ \t]*(?=\n|\r)")

_REACH = 5000  # characters in which the paragraph of a number begins and ends

_CODE = frozenset({"code", "code-block", "sourcecode"})
_ADMONITIONS = frozenset({
    "admonition", "attention", "caution", "danger", "deprecated", "error", "hint", "important",
    "note", "seealso", "tip", "todo", "topic", "versionadded", "versionchanged", "warning",
})  # fmt: skip
"""Directives with text on their own line."""

_LITERAL = frozenset({*_CODE, "parsed-literal", "raw", "math"})


def scan(text: str) -> Scan:
    """What capest looks at in a reStructuredText document."""
    found = Paragraphs(text, _LINK, _HIDDEN, _SPAN)
    document = _Rst(found)
    return found.scan(document.line, document.meaning)


def linked(text: str, at: Extent, target: str) -> tuple[str, str] | None:
    """A link around a stretch of prose; None inside other markup and where widths count: in a title
    and in a table with borders.
    """
    start, end = at
    blank = _BLANK_LINE.finditer(text, max(start - _REACH, 0), start)
    first = max((found.end() for found in blank), default=max(start - _REACH, 0))
    below = _BLANK_LINE.search(text, end, end + _REACH)
    block = text[first : below.start() if below else end + _REACH]
    is_ruled = any(_ADORNED.fullmatch(line.strip()) for line in block.splitlines())
    marked = (found.span() for found in _MARKED.finditer(block))
    is_inside = any(low < end - first and start - first < high for low, high in marked)
    opens = start == 0 or text[start - 1].isspace() or text[start - 1] in "'\"([{<-/:"
    closes = end == len(text) or not (text[end].isalnum() or text[end] in "`<_*")
    if is_ruled or is_inside or not (opens and closes) or set("`<>") & set(text[start:end]):
        return None
    return "`", f" <{target}>`__"


@record(frozen=False)
class _ListTable:
    """A table that is written as a list of rows, each a list of cells."""

    indent: int
    headers: list[Extent] = field(default_factory=list)
    row: list[Extent] = field(default_factory=list)
    rows: int = 0

    def take(self, cell: Extent, *, begins: bool) -> tuple[Extent, ...]:
        """The cells near the next one, which begins a row or goes on with it."""
        if begins:
            self.rows += 1
            self.headers = self.row if self.rows == 2 else self.headers
            self.row = []
        column = len(self.row)
        self.row.append(cell)
        return (*self.headers[column : column + 1], *self.row[:column][-1:], *self.row[:1])


@record(frozen=False)
class _Rst:
    found: Paragraphs
    targets: dict[str, Extent] = field(default_factory=dict)
    """Where references lead, by their names."""
    anonymous: list[Extent] = field(default_factory=list)
    """Where references without a name lead, in their order."""
    asked: int = 0
    """How many of those have been asked for."""
    headers: list[Extent] | None = None
    """The first row of a table with borders, as long as it goes on."""
    table: _ListTable | None = None

    def line(self, index: int) -> int:
        """Take one line, or a whole block; return the next line."""
        found = self.found
        start, end = found.lines[index]
        line = found.line(index)
        if not line.lstrip().startswith(("|", "+")):
            self.headers = None
        if not line.strip() or _ADORNED.fullmatch(line.strip()):
            found.end()
        elif ours := _OURS.match(line):
            found.end()
            found.comment(index, start + ours.end())
        elif _EXPLICIT.match(line) or line.startswith("__ "):
            found.end()
            return self._explicit(index, line)
        elif not found.declared and (declared := _DECLARED.match(line)):
            found.end()
            found.declared = (start + declared.start(1), start + declared.end(1))
        elif line.lstrip().startswith("|"):
            found.end()
            cells = found.cells(start, end)
            headers = self.headers or []
            for column, cell in enumerate(cells):
                heading = (headers[column],) if len(headers) == len(cells) else ()
                found.run((cell,), (*heading, *neighbours(cells, column)))
            self.headers = self.headers or cells
        elif not found.paragraph and _SESSION.match(line):
            last = found.until_blank(index)
            found.listing("", index, last)
            return last
        else:
            return self._prose(index, line)
        return index + 1

    def _prose(self, index: int, line: str) -> int:
        found = self.found
        start, end = found.lines[index]
        item = self._cell(index, line) or _ITEM.match(line)
        if item and not found.nearby:
            found.end()
        found.add(start + (item.end() if item else _indent(line)), end)
        if not line.rstrip().endswith("::"):
            return index + 1
        found.end()
        last = found.indented(index + 1, _indent(line))
        if not any(found.line(place).strip() for place in range(index + 1, last)):
            last = self._quoted(last)
        found.listing("", index + 1, last)
        return last

    def _cell(self, index: int, line: str) -> re.Match[str] | None:
        """What begins a cell here, in a list-table, whose first row are headings."""
        found, table = self.found, self.table
        if table is None or _indent(line) <= table.indent:
            self.table = None
            return None
        cell = _CELL.match(line)
        if cell:
            start, end = found.lines[index]
            found.end()
            found.nearby = table.take((start + cell.end(), end), begins=bool(cell[1]))
        return cell

    def _quoted(self, index: int) -> int:
        """The line behind a literal block whose lines are not indented and begin with one sign."""
        sign = self.found.line(index)[:1] if index < len(self.found.lines) else ""
        if not sign or sign.isalnum() or sign.isspace():
            return index
        while index < len(self.found.lines) and self.found.line(index).startswith(sign):
            index += 1
        return index

    def _explicit(self, index: int, line: str) -> int:
        """Take what is not prose: literal blocks, comments, targets, a scenario."""
        found, directive, target = self.found, _DIRECTIVE.match(line), _TARGET.match(line)
        if directive is None and target:
            start = found.lines[index][0]
            place = (start + target.start("uri"), start + target.end("uri"))
            name = target["quoted"] or target["plain"]
            if name:
                self.targets.setdefault(_normal(name.replace("\\", "")), place)
            else:
                self.anonymous.append(place)
            return index + 1
        if directive is None and (_NO_BLOCK.match(line) or self._is_empty(index, line)):
            return index + 1
        if directive is None:
            last = found.indented(index + 1, _indent(line))
            found.code.examples.append((found.lines[index][0], found.lines[last - 1][1]))
            return last
        if directive[1] == "list-table":
            self.table = _ListTable(_indent(line))
        if directive[1] in _ADMONITIONS and directive[2]:
            start, end = found.lines[index]
            found.add(start + directive.start(2), end)
        if directive[1] not in _LITERAL:
            return index + 1
        first, last = index + 1, found.indented(index + 1, _indent(line))
        while first < last and _OPTION.match(found.line(first)):
            first += 1
        found.listing(directive[2].lower() if directive[1] in _CODE else "", first, last)
        return last

    def _is_empty(self, index: int, line: str) -> bool:
        """Whether a comment ends where it begins, as a blank line follows."""
        lines = self.found.lines
        is_last = index + 1 == len(lines)
        return line.strip() == ".." and (is_last or not self.found.line(index + 1).strip())

    def meaning(self, link: re.Match[str]) -> Meaning | None:
        target = link.span("target") if link["target"] else self._referred(link)
        quantity = quantity_of(self.found.text, target) if target else None
        label = link.span("label" if link["label"] else "word")
        return (label, *quantity) if quantity else None

    def _referred(self, reference: re.Match[str]) -> Extent | None:
        """Where a reference leads; the target of one without a name is the next of those."""
        if not reference.group().endswith("__"):
            return self.targets.get(_normal(reference["label"] or reference["word"]))
        self.asked += 1
        return self.anonymous[self.asked - 1] if self.asked <= len(self.anonymous) else None


def _normal(name: str) -> str:
    """A name as names of targets are compared."""
    return " ".join(name.split()).lower()


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
