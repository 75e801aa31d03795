"""A document: its exact text, what its format found in it, and places that a person can go to."""

from __future__ import annotations

from bisect import bisect_right
from math import inf

from ...problems import CapestError, Extent, Problem, Source, Span
from ...records import record
from ...scenario.text import not_utf_8
from .formats import is_document, scanner
from .lines import line_extents
from .scan import Scan

MAXIMUM_BYTES = 16_000_000
"""A longer file is no design document."""

_OTHER_LINE_ENDS = str.maketrans("\x85\u2028\u2029", "   ")  # of YAML, not of editors


class DocumentError(CapestError):
    """The file is no text."""


class ForeignError(DocumentError):
    """The file is in another encoding than UTF-8, and does not speak of capest."""


@record(kw_only=True)
class Document:
    """A design document, read."""

    name: str
    text: str
    """Exactly the file's characters, line ends and byte order mark included."""
    source: Source
    lines: tuple[Extent, ...]
    scan: Scan

    def span(self, at: Extent) -> Span:
        """The place of a stretch of the text; of its first line when it runs over several."""
        number = self.line_of(at[0])
        first, last = self.lines[number - 1]
        column = min(at[0], last) - first + 1
        end = max(min(at[1], last) - first + 1, column + 1)
        return Span(self.source, number, column, end)

    def line_of(self, offset: int) -> int:
        """The 1-based number of the line that an offset is in."""
        return max(bisect_right(self.lines, (offset, inf)), 1)


def read_document(name: str, content: bytes) -> Document:
    """The document in a file's bytes, of the format that its name says.

    Raises DocumentError for what has no such name, is too long or is not UTF-8, and then
    ForeignError where nothing in it is for capest.
    """
    if not is_document(name):
        raise DocumentError(not_a_document(name))
    if len(content) > MAXIMUM_BYTES:
        message = f"{name} is larger than {MAXIMUM_BYTES // 1_000_000} MB; a document is not"
        hint = "is this the file you meant?"
        raise DocumentError.saying("file-too-large", message, hint)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        kind = DocumentError if _speaks(content.replace(b"\0", b"")) else ForeignError
        raise kind(not_utf_8(name, content, error.start)) from None
    if "\0" in text and not _speaks(content) and _speaks(content.replace(b"\0", b"")):
        raise DocumentError(not_utf_8(name, content, content.index(b"\0")))
    return document_of(name, text)


def _speaks(content: bytes) -> bool:
    """Whether capest is spoken of; in UTF-16 it is with zeros between the letters."""
    return b"capest" in content.lower()


def not_a_document(name: str) -> Problem:
    """The problem of a file that no format of documents reads."""
    return Problem(
        code="not-a-document",
        message=f"{name} is no document",
        hint="documents are .md, .rst, .adoc and the like",
    )


def document_of(name: str, text: str) -> Document:
    """The document of a text that is at hand."""
    return Document(
        name=name,
        text=text,
        source=Source(name, text.removeprefix("\ufeff").translate(_OTHER_LINE_ENDS)),
        lines=line_extents(text),
        scan=scanner(name)(text),
    )
