"""Code in a document, line by line: its text, and the marks in its own comments.

A comment of any language is taken for a mark: `# capest: search.qps`, `// capest: ...`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...problems import Extent
from ...records import field, record
from .comments import OTHER_COMMENT
from .scan import Comment, TextRun
from .text_map import without

EXAMPLES = frozenset(
    {"markdown", "md", "mdx", "rst", "restructuredtext", "asciidoc", "adoc", "html"}
)
"""Languages whose marks show what one may write, and are left alone."""

_LANGUAGE = re.compile(r"\W*([\w+-]+)")
_OURS = re.compile("capest", re.IGNORECASE)
_LINK = re.compile(r"(?<![\w./-])[\w./-]+\.capest\.ya?ml#[\w.]+")
_MARK = re.compile(
    r"(?:(?<!\S)(?:\#+|/{2,}|-{2,}|;+|%+)|(<!--|\{?/\*+))[ \t]*capest[ \t]*:", re.IGNORECASE
)


@record(frozen=False)
class DocumentCode:
    """The code of a document."""

    text: str
    """The document's."""
    runs: list[TextRun] = field(default_factory=list)
    """Its lines, each read as one."""
    comments: list[Comment] = field(default_factory=list)
    unclosed: list[Extent] = field(default_factory=list)
    unknown: list[Extent] = field(default_factory=list)
    """Marks in comments of languages that are not known."""
    examples: list[Extent] = field(default_factory=list)
    """Where marks are left alone."""
    links: list[Extent] = field(default_factory=list)
    """Targets of links to quantities, which code shows as they are."""

    def add(self, language: str, lines: tuple[Extent, ...]) -> None:
        """Take some lines of a language, "" for one that is not named."""
        lines = tuple(line for line in lines if line[0] < line[1])
        if not lines:
            return
        block = (lines[0][0], lines[-1][1])
        if language in EXAMPLES:
            self.examples.append(block)
            return
        self.links += (found.span() for found in _LINK.finditer(self.text, *block))
        is_marked = _OURS.search(self.text, *block)
        for line in lines:
            if is_marked:
                self._marked(line)
            else:
                self.runs.append(TextRun(pieces=(line,)))

    def _marked(self, line: Extent) -> None:
        """Take a line that may hold marks."""
        marks = list(self._marks_in(line))
        run = TextRun(pieces=without((line,), [at for at, _ in marks]))
        self.runs.append(run)
        self.comments += (Comment(at=at, body=body, run=run) for at, body in marks)
        told = {end for _, end in self.unclosed}
        for piece in run.pieces:
            others = OTHER_COMMENT.finditer(self.text, *piece)
            self.unknown += (found.span() for found in others if found.end() not in told)

    def _marks_in(self, line: Extent) -> Iterator[tuple[Extent, Extent]]:
        start, text = line[0], self.text[slice(*line)]
        position = 0
        while found := _MARK.search(text, position):
            closer = _closer(found[1] or "")
            after = text.find(closer, found.end()) if closer else len(text)
            position = after + len(closer) if after >= 0 else found.end()
            if after < 0:
                self.unclosed.append((start + found.start(), start + found.end()))
            else:
                at, body = (found.start(), position), (found.end(), after)
                yield (start + at[0], start + at[1]), (start + body[0], start + body[1])


def language_of(words: str) -> str:
    """The language that the words behind a fence name: python in ```{.python title="x"}."""
    found = _LANGUAGE.match(words)
    return found[1].lower() if found else ""


def _closer(opener: str) -> str:
    if opener == "<!--":
        return "-->"
    return "*/}" if opener.startswith("{") else "*/" if opener else ""
