"""What a page runs and looks like: of the models what its graph calls, the graph, the view."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from ...engine.compiled import Script

_HERE = Path(__file__).parent
_BEGINS = re.compile(r"^(?=(?:function|const|class) )", re.MULTILINE)
_NAMED = re.compile(r"^(?:function|class) (\w+)|^const (?:(\w+)|\[([\w, ]+)\]) =")
_FUNCTION = re.compile(r"^  (?:\.\.\.)?(\w+)\b", re.MULTILINE)
_WORD = re.compile(r"\w+")
_TABLES = re.compile(r"\.\.\.(\w+), ?\n? *")
_COMMENT = re.compile(r"^ *//.*\n", re.MULTILINE)
_INDENT = re.compile(r"^ +", re.MULTILINE)
_SPACED = re.compile(
    r"""("(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`)      # a text, which stays as it is
    |(?<![-+])[ ]*([-+])[ ]*(?![-+])              # a sign, unless another is beside it
    |[ ]*([=*/(){},;:<>?&|!\[\]]+)[ ]*""",
    re.VERBOSE,
)
_NOTE = re.compile(r"/\*.*?\*/", re.DOTALL)
_STYLE = re.compile(r"\s*([{};,])\s*|(?<=:) ")
_ENDED = re.compile(r"(?<=[;{},])\n+")


def code(compiled: Script) -> str:
    """The whole script of a page; no scenario's text is in it."""
    numbers, view = (bare((_HERE / name).read_text("utf-8")) for name in ("numbers.js", "view.js"))
    graph = f"const compute = {compiled.source};"
    whole = ('(() => {\n"use strict";', models(compiled.called), numbers, graph, view, "})();")
    closed = _SPACED.sub(lambda found: found[1] or found[2] or found[3], "\n".join(whole))
    return _ENDED.sub("", closed)


def models(called: Iterable[str]) -> str:
    """The part of models.js that some functions need: the tables that they are in, and all that
    those speak of.
    """
    begin, statements, end = _statements()
    wanted = set(called)
    kept = {
        name
        for name in _TABLES.findall(statements["functions"])
        if wanted.intersection(_FUNCTION.findall(statements[name]))
    }
    listed = _TABLES.sub(lambda at: at[0] if at[1] in kept else "", statements["functions"])
    every = statements | {"functions": listed}
    waiting = [listed, begin, end]
    found: set[str] = set()
    while waiting:
        words = set(_WORD.findall(waiting.pop())) & every.keys() - found
        found |= words
        waiting += (every[word] for word in words)
    parts = dict.fromkeys(text for name, text in every.items() if name in found)
    return bare("".join((begin, *parts, end)))


def sheet(text: str) -> str:
    """A style sheet without its spaces about brackets and signs that end something."""
    return _STYLE.sub(lambda found: found[1] or "", _NOTE.sub("", text))


def bare(script: str) -> str:
    """A script without its comments and its indentation; no text of it is of several lines."""
    return _INDENT.sub("", _COMMENT.sub("", script))


@cache
def _statements() -> tuple[str, dict[str, str], str]:
    """What models.js begins with, its statements by the names that each gives, and its end."""
    source = _COMMENT.sub("", (_HERE / "models.js").read_text("utf-8"))
    opening, inner = source.split("\n", 1)
    inner, _, end = inner.rpartition("return ")
    first, *parts = _BEGINS.split(inner)
    statements: dict[str, str] = {}
    for part in parts:
        named = _NAMED.match(part)
        given = (named[1] or named[2] or named[3]).split(", ") if named else ()
        statements |= dict.fromkeys(given, part)
    return f"{opening}\n{first}", statements, f"return {end}"
