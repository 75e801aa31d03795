"""Where a key or a value of a TOML text stands, which tomllib does not say.

No second reader of TOML: a place is right if, with other words written there, tomllib reads the
same as before but for that one key or value. Where no place passes, as for a table that is opened
twice, there is none rather than a wrong one.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from typing import Any

from ...problems import CapestError, Problem, Source, Span

Steps = Sequence[str | int]
"""The keys and list indexes that lead to a value."""

_TOKEN = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'|[\w+.:-]+")
_KEY_PART = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'|[\w-]+")
_LINE_AND_COLUMN = re.compile(r"line (\d+), column (\d+)")
_ELSEWHERE = "capest-looks-for-this-place"
_MOST_TRIED = 50


def read(source: Source) -> dict[str, Any]:
    """The tables of a TOML text; raises CapestError for what is none, with its place."""
    try:
        return tomllib.loads(source.text)
    except (ValueError, RecursionError) as error:  # ValueError: an integer of 5,000 digits, too
        place = _LINE_AND_COLUMN.search(str(error))  # it has no fields before Python 3.14
        lines = source.text.split("\n")
        line, column = map(int, place.groups()) if place else (len(lines), len(lines[-1]) + 1)
        raise CapestError(
            Problem(
                code="malformed-toml",
                message="this is not TOML",
                span=Span(source, line, column, column + 1),
                hint='a line is `key = value`, each key once, text in quotes: tolerance = "10%"',
            )
        ) from None


def place_of_key(source: Source, steps: Steps) -> Span | None:
    """Where the last key of the steps stands."""
    *above, name = steps
    return _place(source, _KEY_PART, name, above, name, is_key=True)


def place_of_value(source: Source, steps: Steps) -> Span | None:
    """Where the value behind the steps stands; of a list or a table, where its key does."""
    value: Any = _at(read(source), steps)
    if isinstance(value, (list, dict)):
        return place_of_key(source, steps)
    *above, name = steps
    found = _place(source, _TOKEN, value, above, name, is_key=False)
    return found or (place_of_key(source, steps) if isinstance(name, str) else None)


def _place(
    source: Source,
    token: re.Pattern[str],
    wanted: Any,
    above: Steps,
    name: str | int,
    *,
    is_key: bool,
) -> Span | None:
    expected = read(source)
    table = _at(expected, above)
    if is_key:
        table[_ELSEWHERE] = table.pop(name)
    else:
        table[name] = _ELSEWHERE
    for start, end in _tried(source.text, token, wanted, is_key=is_key):
        changed = f'{source.text[:start]}"{_ELSEWHERE}"{source.text[end:]}'
        if _reads_as(changed, expected):
            line = source.text.count("\n", 0, start) + 1
            column = start - (source.text.rfind("\n", 0, start) + 1) + 1
            return Span(source, line, column, column + end - start)
    return None


def _tried(
    text: str, token: re.Pattern[str], wanted: Any, *, is_key: bool
) -> Iterator[tuple[int, int]]:
    """The words that may be meant, as far as it is worth to look."""
    tried = 0
    for found in token.finditer(text):
        word = found.group()
        read_as = word if is_key and word[0] not in "\"'" else _value(word)
        if read_as == wanted and type(read_as) is type(wanted):
            yield found.span()
            tried += 1
            if tried == _MOST_TRIED:
                return


def _value(word: str) -> Any:
    found = _read_or_none(f"x = {word}")
    return found["x"] if found else None


def _read_or_none(text: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError):
        return None


def _reads_as(text: str, expected: Any) -> bool:
    try:
        return bool(tomllib.loads(text) == expected)
    except (ValueError, RecursionError):  # tables in a thousand tables are compared one in another
        return False


def _at(tables: Any, steps: Steps) -> Any:
    for step in steps:
        tables = tables[step]
    return tables
