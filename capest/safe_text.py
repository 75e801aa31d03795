"""Text made safe for where it goes; every output passes here, and nothing else escapes anything.

Documents, scenarios, names and paths are a stranger's. No character of theirs may steer a terminal
(escape sequences, carriage returns, marks that turn the reading direction), begin a line of its
own, be obeyed by the program that runs a build, or be markup where text is meant.

GitHub's runner obeys a line that begins with `::`, white space apart, and `##[` anywhere in one
(actions/runner, ActionCommand.cs, read 2026); Azure Pipelines and TeamCity obey `##vso[` and
`##teamcity[`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_JSON = json.JSONEncoder(indent=2, ensure_ascii=False, allow_nan=False)
_COMMAND = re.compile(r"##(?=\w*\[)")
_COMMAND_LINE = re.compile(r"\A(\s*):(?=:)")
_COMMAND_SIGN = re.compile(r"#(?=#)|:(?=:)")
_NOT_ASCII = re.compile(r"[^\n\x20-\x7e]")
_MARKUP = re.compile(r"[\\`*\[\]|~<>&]|(?<![^\W_])_|_(?![^\W_])")
_MENTION = re.compile(r"[@#]")
_TICKS = re.compile(r"`+")
_NOT_PLAIN = re.compile(r"[^\w .,/+()-]")
_IN_D2 = re.compile(r'[\\"$]')
_IN_DOT = re.compile(r'[\\"]')
_HEBREW_AND_ARABIC = (
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]+"
)
_RIGHT_TO_LEFT = re.compile(f"{_HEBREW_AND_ARABIC}(?:[ _]{_HEBREW_AND_ARABIC})*")
_FORMULA = tuple("=+-@＝＋－＠")  # the wide ones in spreadsheets of East Asia
_STEERING = re.compile(
    "[\x00-\x08\n-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


def visible(text: str) -> str:
    """The text in one line, with a space for each character that nobody sees; as long as before."""
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else " " for character in text)


def cut(text: str, width: int) -> str:
    """A text in at most so many characters."""
    return text if len(text) <= width else f"{text[: width - 1]}…"


def log_line(text: str) -> str:
    """One line for a terminal or the log of a build, which obeys none of it."""
    return _unobeyed(visible(text))


def _unobeyed(line: str) -> str:
    return _COMMAND_LINE.sub(r"\1: ", _COMMAND.sub("# ", line))


def log_lines(lines: Iterable[str]) -> str:
    """Several such lines, each as it is given: a line end inside of one is none."""
    return "\n".join(log_line(line) for line in lines)


def patch_lines(text: str) -> str:
    """A patch, which stays as it is where it can: with tabs, with carriage returns at line ends."""
    return "\n".join(_patch_line(line) for line in text.split("\n"))


def _patch_line(line: str) -> str:
    text = line.removesuffix("\r")
    return _unobeyed(_STEERING.sub(" ", text)) + line[len(text) :]


def github_message(text: str) -> str:
    """The message of a workflow command, in as many lines as it is given."""
    return log_lines(text.split("\n")).replace("%", "%25").replace("\n", "%0A")


def github_property(text: str) -> str:
    """The value of a workflow command's property."""
    return github_message(visible(text)).replace(":", "%3A").replace(",", "%2C")


def markdown(text: str) -> str:
    """Text between the markup of Markdown, in a cell of a table too.

    Behind @ and # stands a space of no width, so that nobody is called and nothing is linked.
    """
    text = _MENTION.sub(r"\g<0>&#8203;", _MARKUP.sub(r"\\\g<0>", visible(text)))
    return _COMMAND_LINE.sub(r"\1\:", text)


def markdown_code(text: str) -> str:
    """Code between the markup of Markdown, in a cell of a table too."""
    text = _COMMAND.sub("# ", visible(text)).replace("|", "\\|")
    fence = "`" * (max(map(len, _TICKS.findall(text)), default=0) + 1)
    return f"{fence} {text} {fence}" if len(fence) > 1 else f"`{text}`"


def html(text: str) -> str:
    """Text between the tags of HTML or SVG, or in an attribute's quotes; a log obeys none of it.

    A number behind words that run from right to left stays behind them.
    """
    from html import escape  # not needed for a table in a terminal

    shown = escape(visible(text), quote=True)
    if not shown.isascii():
        shown = _RIGHT_TO_LEFT.sub(lambda words: f"{words[0]}\u200e", shown)
    return _COMMAND_SIGN.sub(lambda sign: f"&#{ord(sign[0])};", shown)


def script_json(value: Any) -> str:
    """A value as JSON in an element of a page, which nothing in it ends."""
    text = json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    text = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return _COMMAND.sub(r"#\\u0023", text)


def mermaid(text: str) -> str:
    """Text between quotes in Mermaid, or of a title: every sign but the plainest as its number."""
    return _NOT_PLAIN.sub(lambda sign: f"#{ord(sign[0])};", visible(text))


def d2(text: str) -> str:
    """Text between quotes in D2, in which $ begins a variable, or in a comment."""
    return _IN_D2.sub(r"\\\g<0>", log_line(text))


def dot(text: str) -> str:
    """Text between quotes in DOT, in which & begins an entity of HTML."""
    return _IN_DOT.sub(r"\\\g<0>", log_line(text).replace("&", "&amp;"))


def csv_cell(text: str) -> str:
    """A cell that no spreadsheet runs as a formula; a number stays one."""
    text = log_line(text)
    return f"'{text}" if text.startswith(_FORMULA) and not _is_number(text) else text


def json_text(value: Any) -> str:
    """A value as JSON with a line end, in which strings keep every character in some spelling."""
    text = _JSON.encode(value)
    return _COMMAND.sub(r"#\\u0023", _NOT_ASCII.sub(_escaped, text)) + "\n"


def json_with(value: Any, lists: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """A value as JSON, piece by piece, with items that are JSON in its empty lists of these names,
    in their order; in itself for the name "".
    """
    after = json_text(value)
    for name, items in lists.items():
        empty = f'"{name}": []' if name else "[]"
        before, _, after = after.partition(empty)
        line = "\n" + " " * (len(before) - len(before.rstrip(" ")))
        yield f"{before}{empty[:-1]}"
        between = ""
        for item in items:
            yield f"{between}{line}  {item[:-1].replace(line[0], f'{line}  ')}"
            between = ","
        yield f"{line if between else ''}]"
    yield after


def json_line(value: Any) -> str:
    """A value as JSON in one line, in which every sign beyond ASCII is escaped."""
    text = json.dumps(value, allow_nan=False)
    return _COMMAND.sub(r"#\\u0023", text) + "\n"


def _escaped(found: re.Match[str]) -> str:
    """A character of a JSON string as it is, or as an escape where nobody sees it."""
    character = found.group()
    if character.isprintable():
        return character
    return "\\ufffd" if "\ud800" <= character <= "\udfff" else json.dumps(character)[1:-1]


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
