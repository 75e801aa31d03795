"""The requests of a table under names of ours, whatever its columns are called and what they hold.

A row is a request where a line of text with the same values is one: one that has no time, or a part
that is none, is left out, and how many of them there are is known by the others.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from .formats import HIGHEST_STATUS, LARGEST, LONGEST
from .requests import METHODS, Columns
from .times import EARLIEST, LATEST, MINUTES, offset_of

_ZONE = " ?(Z|UTC|[+-](?:0[0-9]|1[0-4]):?[0-5][0-9])$"
"""Of a time in a text. Engines are not asked: some leave it out of account."""
_ASKED = r"^([A-Za-z]+) ([^ ]+)"
"""Of GET /a HTTP/1.1."""
_TEXTS = ("user", "key", "path", "method")


def requests_of(table: Any, columns: Columns, zone: int) -> Any:
    """The rows that are requests, with time, minute and day by the clocks of a zone, and whatever
    else there is of user, key, path, method, status, sent, received and latency.
    """
    names = columns.names
    time = seconds(table, columns)
    minute = (time / 60).floor().cast("int64") + zone
    parts = {"time": time, "minute": minute, "day": (minute / MINUTES).floor().cast("int64")}
    parts |= {part: _text(table[names[part]]) for part in _TEXTS if part in names}
    if "request" in names:
        parts |= _asked(_text(table[names["request"]]), parts)
    if "method" in parts:
        method = parts["method"].upper()
        parts["method"] = method.isin(sorted(METHODS)).ifelse(method, _null("string"))
    if "key" not in parts and "path" in parts:
        parts["key"] = parts["path"]
    if "path" not in parts and "key" in parts:
        parts["path"] = parts["key"]
    valid = time.between(EARLIEST, LATEST - 1)
    bounds = {"status": ("status", HIGHEST_STATUS), "bytes": ("sent", LARGEST)}
    for part, (name, most) in (bounds | {"received": ("received", LARGEST)}).items():
        if part in names:
            parts[name] = _number(table[names[part]], "int64")
            valid &= _is_none(table[names[part]]) | parts[name].between(0, most)
    if "latency" in names and columns.second is not None:
        latency = _number(table[names["latency"]], "float64") * columns.second
        parts["latency"] = latency
        valid &= _is_none(table[names["latency"]]) | ((latency >= 0) & (latency < LONGEST))
    return table.filter(valid.fill_null(False)).select(**parts)


def _text(column: Any) -> Any:
    """What a text says; null for what logs write for nothing."""
    return column.cast("string").nullif("").nullif("-")


def _is_none(column: Any) -> Any:
    return _text(column).isnull() if column.type().is_string() else column.isnull()


def _number(column: Any, kind: str) -> Any:
    """A number; null where it is none."""
    if column.type().is_floating():  # DuckDB 2.0 takes what it makes of NaN for not null
        column = (column.isnan() | column.isinf()).ifelse(_null("float64"), column)
    return (_text(column) if column.type().is_string() else column).try_cast(kind)


def _null(kind: str) -> Any:
    return import_module("ibis").null(kind)


def _asked(line: Any, parts: dict[str, Any]) -> dict[str, Any]:
    """Method and target of a whole line, which go before columns of their own."""
    method, target = (line.re_extract(_ASKED, group).nullif("") for group in (1, 2))
    key = target.coalesce(parts["key"]) if "key" in parts else target
    return {"method": method, "key": key}


def zones(table: Any, columns: Columns) -> dict[int, set[int]]:
    """The hours since 1970 in which times have each zone, in minutes; none where they say none."""
    offset = _offset(table, columns)
    if offset is None:
        return {}
    hour = (seconds(table, columns) / 3600).floor().cast("int64")
    found = table.select(offset=offset, hour=hour).dropna()
    hours: dict[int, set[int]] = {}
    for row in found.distinct().to_pyarrow().to_pylist():
        hours.setdefault(row["offset"], set()).add(row["hour"])
    return hours


def _offset(table: Any, columns: Columns) -> Any:
    """What the zone of each time adds, in minutes; None where times are no texts that name one."""
    time = table[columns.names["time"]]
    if not time.type().is_string():
        return None
    zone = time.re_extract(_ZONE, 1)
    found = table.select(zone=zone).distinct().to_pyarrow().to_pydict()["zone"]
    known = [(text, offset_of(text)) for text in found if text]
    return zone.cases(*known, else_=_null("int64")) if known else None


def seconds(table: Any, columns: Columns) -> Any:
    """Seconds since 1970, of a time, a text or a number with the digits of one; null for others."""
    time = table[columns.names["time"]]
    if time.type().is_string():
        offset = _offset(table, columns)
        read = _since_1970(time.re_replace(_ZONE, "").try_cast("timestamp"))
        local = read if offset is None else read - 60 * offset.fill_null(0)
        return local.coalesce(_by_digits(time.try_cast("float64")))
    if time.type().is_temporal():
        return _since_1970(time.cast("timestamp"))
    return _by_digits(time.cast("float64"))


def _since_1970(time: Any) -> Any:
    """To the thousandth: engines differ in how finely they count."""
    return time.epoch_seconds().cast("float64").floor() + time.millisecond() / 1000.0


def _by_digits(number: Any) -> Any:
    for digits, power in ((17, 9), (14, 6), (11, 3)):
        number = (number >= 10.0**digits).ifelse(number / 10.0**power, number)
    return number
