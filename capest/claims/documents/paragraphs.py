"""Gathers the lines of a document into runs of prose, for formats whose links are their claims."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from ...problems import Extent
from .lines import line_extents
from .scan import Comment, Link, Scan, TextRun
from .text_map import without

_PIPE = re.compile(r"\|")


@dataclass(slots=True)
class Paragraphs:
    """One document on its way to a Scan."""

    text: str
    link: re.Pattern[str]
    """A link to a quantity, with the groups label, path and name."""
    hidden: re.Pattern[str]
    """What a reader does not see: the target of any link."""
    code: re.Pattern[str]
    """A code span."""
    lines: tuple[Extent, ...] = ()
    comments: list[Comment] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    blocks: list[Extent] = field(default_factory=list)
    prose: list[TextRun] = field(default_factory=list)
    declared: Extent | None = None
    paragraph: list[Extent] = field(default_factory=list)

    def start(self) -> Paragraphs:
        """The gathering with the lines of its text found."""
        self.lines = line_extents(self.text)
        return self

    def line(self, index: int) -> str:
        """The characters of a line."""
        start, end = self.lines[index]
        return self.text[start:end]

    def add(self, start: int, end: int) -> None:
        """Add a line to the paragraph."""
        self.paragraph.append((start, min(end + 1, len(self.text))))

    def end(self) -> None:
        """End the paragraph."""
        if self.paragraph:
            self.run(tuple(self.paragraph))
            self.paragraph = []

    def run(self, pieces: tuple[Extent, ...], nearby: tuple[Extent, ...] = ()) -> None:
        """Take a stretch of prose."""
        start, end = pieces[0][0], pieces[-1][1]
        code = [found.span() for found in self.code.finditer(self.text, start, end)]
        hidden = [found.span("target") for found in self.hidden.finditer(self.text, start, end)]
        run = TextRun(pieces=without(pieces, hidden), code=tuple(code), nearby=nearby)
        self.prose.append(run)
        for found in self.link.finditer(self.text, start, end):
            index = bisect_right(code, found.start(), key=lambda span: span[0]) - 1
            if index < 0 or code[index][1] <= found.start():
                self.links.append(
                    Link(
                        at=found.span(),
                        label=found.span("label"),
                        path=found.span("path"),
                        name=found.span("name"),
                        run=run,
                    )
                )

    def cells(self, start: int, end: int) -> Iterator[Extent]:
        """The cells of a table's row that begins with a bar."""
        bars = [found.start() for found in _PIPE.finditer(self.text, start, end)]
        for first, last in zip(bars, [*bars[1:], end], strict=True):
            if self.text[first + 1 : last].strip():
                yield first + 1, last

    def indented(self, index: int, indent: int) -> int:
        """The line behind the block that is indented further than `indent`, blank lines too."""
        while index < len(self.lines):
            line = self.line(index)
            if line.strip() and len(line) - len(line.lstrip()) <= indent:
                break
            index += 1
        return index

    def comment(self, index: int, start: int) -> None:
        """Take a comment of capest on a line of its own, whose body begins at `start`."""
        first, last = self.lines[index]
        self.comments.append(Comment(at=(first, last), body=(start, last)))

    def scan(self) -> Scan:
        """What was gathered."""
        self.end()
        return Scan(
            comments=tuple(self.comments),
            links=tuple(self.links),
            blocks=tuple(self.blocks),
            declared=self.declared,
            prose=tuple(self.prose),
        )
