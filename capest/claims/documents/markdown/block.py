"""A block of Markdown: the lines that are read as text, as code or as HTML."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import NamedTuple

from ....problems import Extent
from ....records import field, record
from .tables import PipeTable


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


@record(frozen=False)
class OpenBlock:
    """A block that is not yet at its end."""

    kind: BlockKind
    pieces: list[Extent] = field(default_factory=list)
    words: str = ""
    fence: str = ""
    """What closes fenced code."""
    indent: int = 0
    """The columns of a fence's indent, which its lines may have."""
    fence_at: int = 0
    """Where the opening fence ends."""
    ends: re.Pattern[str] | None = None
    """What ends a block of HTML."""
    goes_on: bool = False
    table: PipeTable | None = None
