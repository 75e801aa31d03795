"""The forms in which requests are logged, a line each: combined log, JSON lines, CSV.

What is wrong with a line is said without a word of it: it holds addresses and names.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Mapping
from typing import Any, Protocol

from .requests import Columns, LoggedRequest, method_of
from .times import Times

_QUOTED = r'"([^"\\]*(?:\\.[^"\\]*)*)"'
_ADDRESS = r"(?:\d{1,3}\.){3}\d{1,3}[ ,]|[0-9A-Fa-f]*:[0-9A-Fa-f:.]+[ ,]"
_COMBINED = re.compile(
    # A virtual host stands before an address, or has a port and is none itself; of the addresses
    # of X-Forwarded-For the first is the client's.
    rf"(?:[^\s,]+ (?={_ADDRESS})|(?!{_ADDRESS})\S+:\d+ )?([^\s,]+)(?:, ?[^\s,]+)* "
    rf"\S+ ([^\[]*?) ?\[([^\]]+)\] {_QUOTED} (\d{{3}}|-) (\d{{1,18}}|-)(?=\s|$)"
    rf"(?: {_QUOTED} {_QUOTED})?"
)
_DELIMITERS = ",\t;|"
_MOST_NAMES = 1_000
"""Of values in JSON that are looked through: where each line has others, they are no columns."""
HIGHEST_STATUS = 999
LARGEST = 10**18
"""Bytes: an exabyte is no response."""
LONGEST = 10.0**9
"""Seconds: 30 years are no latency."""


class LogFormat(Protocol):
    """Reads the lines of one file."""

    name: str

    def request(self, line: str) -> LoggedRequest | None:
        """What a line says, None for a heading; raises ValueError."""


def detect(line: str, said: Mapping[str, str]) -> LogFormat | None:
    """The form of a file that begins with this line, None where it begins with none."""
    formats = (JsonLines, CombinedLog, CsvLines) if not said else (JsonLines, CsvLines)
    for form in formats:
        if form.begins(line, said):
            return form(said)
    return None


class CombinedLog:
    """The common and the combined log of Apache and nginx."""

    name = "combined log"

    def __init__(self, said: Mapping[str, str]) -> None:
        del said  # its columns have no names
        self._times = Times()

    @staticmethod
    def begins(line: str, said: Mapping[str, str]) -> bool:
        """Whether a line is of this form."""
        del said
        return _COMBINED.match(line) is not None

    def request(self, line: str) -> LoggedRequest:
        """What a line says; raises ValueError."""
        found = _COMBINED.match(line)
        if not found:
            raise ValueError("not a line of a combined log")
        address, user, time, request, status, sent, _, agent = found.groups()
        method, target = _asked(request)
        return LoggedRequest(
            self._times.read(time),
            # Who has no name is told apart as GoAccess does it: by address and agent.
            user if user not in ("-", '"-"', "") else f"{address} {agent}",
            target,
            target,
            method,
            None if status == "-" else int(status),
            0 if sent == "-" else int(sent),
            None,
            None,
        )


def _asked(request: str) -> tuple[str | None, str | None]:
    """Method and target of GET /a HTTP/1.1; neither of what is no request."""
    words = request.split(" ")
    method = method_of(words[0])
    return (method, words[1]) if method and len(words) >= 2 else (None, None)


class _Named:
    """A form whose parts have names."""

    def __init__(self, said: Mapping[str, str]) -> None:
        self._said = said
        self._times = Times()
        self._columns: Columns | None = None
        self._there: dict[str, None] = {}

    def _read(self, values: Mapping[str, Any]) -> LoggedRequest:
        columns = self._columns
        is_open = len(self._there) < _MOST_NAMES
        if columns is None or (is_open and not values.keys() <= self._there.keys()):
            self._there |= dict.fromkeys(values)  # a line may lack what others have
            columns = self._columns = Columns.among(self._there, self._said)

        def value(part: str) -> str | None:
            found = values.get(columns.names.get(part, ""))
            return None if found in (None, "", "-") else str(found)

        time = value("time")
        if time is None:
            raise ValueError("no time")
        line = value("request")
        method, target = _asked(line) if line else (value("method"), None)
        key = target or value("key") or value("path")
        latency = value("latency") if columns.second else None
        return LoggedRequest(
            self._times.read(time),
            value("user"),
            key,
            value("path") or key,
            method and method_of(method),
            _whole(value("status"), HIGHEST_STATUS, "status"),
            _whole(value("bytes"), LARGEST, "number of bytes"),
            _whole(value("received"), LARGEST, "number of bytes"),
            _seconds(latency, columns.second or 1) if latency else None,
        )


def _whole(text: str | None, most: int, what: str) -> int | None:
    if text is None:
        return None
    number = text.removesuffix(".0")
    if not (number.isascii() and number.isdecimal() and len(number) <= 18 and int(number) <= most):
        raise ValueError(f"a {what} that is none")
    return int(number)


def _seconds(text: str, second: float) -> float:
    try:
        found = float(text) * second
    except ValueError:
        raise ValueError("a latency that is no number") from None
    if not 0 <= found < LONGEST:
        raise ValueError("a latency that makes no sense")
    return found


class JsonLines(_Named):
    """An object of JSON on each line."""

    name = "JSON lines"

    @staticmethod
    def begins(line: str, said: Mapping[str, str]) -> bool:
        """Whether a line is of this form."""
        del said
        return line.startswith("{")

    def request(self, line: str) -> LoggedRequest:
        """What a line says; raises ValueError."""
        try:
            found = json.loads(line, parse_constant=lambda _: None)  # NaN: there is no number
        except (ValueError, RecursionError):
            raise ValueError("not JSON") from None
        if not isinstance(found, dict):
            raise ValueError("not an object of JSON")  # noqa: TRY004  (a fault of the text)
        return self._read(_flat(found))


def _flat(found: dict[str, Any]) -> dict[str, Any]:
    """An object with what is deeper in it under names with dots."""
    if not any(isinstance(value, dict) for value in found.values()):
        return found
    flat: dict[str, Any] = {}
    for name, value in found.items():
        if isinstance(value, dict):
            flat.update((f"{name}.{key}", inner) for key, inner in _flat(value).items())
        else:
            flat[name] = value
    return flat


class CsvLines(_Named):
    """Values with a delimiter between them, below a line of names."""

    name = "CSV"

    def __init__(self, said: Mapping[str, str]) -> None:
        super().__init__(said)
        self._heading: list[str] = []
        self._delimiter = ","

    @staticmethod
    def begins(line: str, said: Mapping[str, str]) -> bool:
        """Whether a line is a heading of this form, with a column of times."""
        try:
            Columns.among(_heading(line)[0], said)
        except ValueError:
            return False
        return len(_heading(line)[0]) > 1

    def request(self, line: str) -> LoggedRequest | None:
        """What a line says, None for the heading; raises ValueError."""
        if not self._heading:
            self._heading, self._delimiter = _heading(line)
            return None
        values = _split(line, self._delimiter)
        if len(values) != len(self._heading):
            raise ValueError(f"{len(values)} values below {len(self._heading)} names")
        return self._read(dict(zip(self._heading, values, strict=True)))


def _heading(line: str) -> tuple[list[str], str]:
    delimiter = max(_DELIMITERS, key=line.count)
    return [name.strip() for name in _split(line, delimiter)], delimiter


def _split(line: str, delimiter: str) -> list[str]:
    if '"' not in line:
        return line.split(delimiter)
    try:
        return next(csv.reader((line,), delimiter=delimiter, strict=True))
    except csv.Error:
        raise ValueError("quotes that do not fit") from None


def heading_fault(line: str, said: Mapping[str, str]) -> str | None:
    """What keeps a line from being the heading of a CSV; None of one that looks like none."""
    names, _ = _heading(line)
    if len(names) < 2:
        return None
    try:
        Columns.among(names, said)
    except ValueError as error:
        return str(error)
    return None
