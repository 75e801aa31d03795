"""Turns the bytes of a file into a source, or into one problem."""

from __future__ import annotations

import re

from ..problems import Problem, ScenarioError, Source, Span
from .yaml_nodes import MAXIMUM_LENGTH

_MARK = re.compile(r"^capest[ \t]*:(?!(?:[ \t\r]*(?:#[^\n]*)?\n)+[ \t]+[^\s#])", re.MULTILINE)
"""With a value: `capest:` over an indented line is a job of a CI file."""
_HEAD = 4096  # characters in which a scenario says that it is one

MAXIMUM_BYTES = 4 * MAXIMUM_LENGTH  # UTF-8 takes at most four bytes for a character


def decode(name: str, content: bytes) -> Source:
    """The source in a file's bytes; raises ScenarioError for what is too long or is not UTF-8."""
    refuse_too_large(name, len(content))
    try:
        return Source(name, content.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        raise ScenarioError(not_utf_8(name, content, error.start)) from None


def refuse_too_large(name: str, size: int) -> None:
    """Raise ScenarioError for a file of more bytes than a scenario has."""
    if size > MAXIMUM_BYTES:
        message = f"{name} has more than {MAXIMUM_BYTES:,} bytes; a scenario has not"
        hint = "is this the file you meant?"
        raise ScenarioError.saying("file-too-large", message, hint)


def is_marked(text: str) -> bool:
    """Whether a text says that it is a scenario: most YAML files are somebody else's."""
    return bool(_MARK.search(text[:_HEAD]))


def not_utf_8(name: str, content: bytes, start: int) -> Problem:
    """The problem of bytes that are not UTF-8 from `start` on."""
    before = content[:start].decode("utf-8", "replace")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return Problem(
        code="not-utf-8",
        message=f"byte 0x{content[start]:02x} is not {'UTF-8' if content[start] else 'text'}",
        span=Span(Source(name, content.decode("utf-8", "replace")), line, column, column + 1),
        hint="save the file as UTF-8",
    )
