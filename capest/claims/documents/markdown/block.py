"""A block of Markdown: the lines that are read as text, as code or as HTML."""

from __future__ import annotations

from enum import Enum, auto
from typing import NamedTuple

from ....problems import Extent


class BlockKind(Enum):
    """How the text of a block is read."""

    TEXT = auto()
    HTML = auto()
    CODE = auto()


class Block(NamedTuple):
    """A block of text, of code or of HTML."""

    kind: BlockKind
    pieces: tuple[Extent, ...]
    """Its lines, without what its containers put before them."""
    words: str = ""
    """What stands behind the opening fence of code."""
    nearby: tuple[Extent, ...] = ()
    """Of a table's cell: the heading of the column and the other cells of the row."""
    is_comment: bool = False
    """Whether it is HTML that begins with a comment."""
    goes_on: bool = False
    """Whether it is read as one with the block before it: a comment cuts a paragraph in two."""
