r"""reStructuredText: claims are links, `` `104K QPS <search.capest.yaml#search.peak_qps>`__ ``.

It has no comments inside a line. On lines of their own, `.. capest: use search.capest.yaml` and the
like are comments; a field `:capest: search.capest.yaml` declares a scenario.
"""

from __future__ import annotations

import re

from ..paragraphs import Paragraphs
from ..scan import Scan
from ..text_map import neighbours

SUFFIXES = (".rst", ".rest")
COMMENT = None

_LINK = re.compile(r"`(?P<label>[^`<>]+)<(?P<path>[^`<>\s#]*\.ya?ml)#(?P<name>[^`<>\s#]+)>`__?")
_HIDDEN = re.compile(r"(?<=[^`<>])(?P<target><[^`<>\s]+>`__?)")
_CODE = re.compile(r"``(?:[^`]|`(?!`))+``")
_OURS = re.compile(r"[ \t]*\.\.[ \t]+capest[ \t]*:(?!:)", re.IGNORECASE)
_DIRECTIVE = re.compile(r"[ \t]*\.\.[ \t]+([\w:.-]+)::[ \t]*(\S*)")
_EXPLICIT = re.compile(r"[ \t]*\.\.(?:[ \t]|$)")
_TARGET = re.compile(r"[ \t]*\.\.[ \t]+[\[_|]")
_DECLARED = re.compile(r":capest:[ \t]+(\S+)")
_MARKER = re.compile(r"[ \t]*(?:(?:[-*+•]|(?:\d{1,9}|\#)[.)])[ \t]+)?")
_ITEM = re.compile(r"[ \t]*(?:[-*+•]|(?:\d{1,9}|\#)[.)])[ \t]+")
_ADORNED = re.compile(r"([^\w\s])\1+|[=+-][=+ -]+|\+[-=+]+\+")
_OPTION = re.compile(r"[ \t]*:[\w-]+:")
_LITERAL = frozenset({"code", "code-block", "sourcecode", "parsed-literal", "raw", "math"})


def scan(text: str) -> Scan:
    """What capest looks at in a reStructuredText document."""
    found = Paragraphs(text, _LINK, _HIDDEN, _CODE).start()
    index = 0
    while index < len(found.lines):
        index = _line(found, index)
    return found.scan()


def _line(found: Paragraphs, index: int) -> int:
    start, end = found.lines[index]
    line = found.line(index)
    if not line.strip() or _ADORNED.fullmatch(line.strip()):
        found.end()
        return index + 1
    if ours := _OURS.match(line):
        found.end()
        found.comment(index, start + ours.end())
        return index + 1
    if _EXPLICIT.match(line):
        found.end()
        return _explicit(found, index, line)
    declared = _DECLARED.match(line)
    if declared and not found.declared:
        found.end()
        found.declared = (start + declared.start(1), start + declared.end(1))
        return index + 1
    if line.lstrip().startswith("|"):
        found.end()
        cells = tuple(found.cells(start, end))
        for column, cell in enumerate(cells):
            found.run((cell,), neighbours(cells, column))
        return index + 1
    if _ITEM.match(line):
        found.end()
    marker = _MARKER.match(line)
    found.add(start + (marker.end() if marker else 0), end)
    if line.rstrip().endswith("::"):
        found.end()
        return found.indented(index + 1, _indent(line))
    return index + 1


def _explicit(found: Paragraphs, index: int, line: str) -> int:
    """Skip what is not prose: literal blocks, comments, targets; keep a scenario."""
    directive = _DIRECTIVE.match(line)
    if directive is None:
        if _TARGET.match(line):
            return index + 1
        return found.indented(index + 1, _indent(line))
    if directive[1] not in _LITERAL:
        return index + 1
    last = found.indented(index + 1, _indent(line))
    if directive[2] == "capest":
        first = index + 1
        while first < last and _OPTION.match(found.line(first)):
            first += 1
        if first < last:
            found.blocks.append((found.lines[first][0], found.lines[last - 1][1]))
    return last


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
