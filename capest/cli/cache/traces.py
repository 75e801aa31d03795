"""Reads traces, a block at a time: one key on each line, or CSV with key and size; gzip or not; or
a table that an engine reads.

A trace is a stream: ten million requests pass through, and only one block is held.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from ...problems import CapestError, Problem, Source, Span
from ...records import field, record
from ..console import reject
from ..files import called
from ..learning.engines import engine_for, requests_in
from ..learning.options import columns_named
from ..streams import BLOCK, ReadProgress, passing

LONGEST_LINE = 2**20
"""Bytes: a longer one is no key but a file of another kind."""

_NOT_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
_UNUSUAL = re.compile(r'^\n|\n\n|[^\S\n]|[,"]')  # what a line with one key in it does not have
_UNUSUAL_IN_CSV = re.compile(r'[^\S\n]|"')
_HEADERS = ("key", "key,size")
_MOST_DIGITS = 18  # of a size: an exabyte is no object


@record
class Requests:
    """Some requests of a trace in their order."""

    keys: list[str]
    sizes: list[str] | list[int]
    """The bytes of each as they stand in the file, empty where it has none; no list without CSV."""


@record(kw_only=True)
class TraceFile:
    """A file of a trace, or a table, and what reads it."""

    name: str
    engine: str = "plain"
    columns: Mapping[str, str] = field(default_factory=dict)
    """Which of a table's columns are what, where a person says so."""

    @classmethod
    def of(cls, name: str, engine: str, columns: str) -> TraceFile:
        """What the options say; raises CapestError."""
        chosen, said = engine_for(engine, (name,)), columns_named(columns)
        if said and chosen == "plain":
            hint = "leave --columns out, or name a table of parquet"
            reject("columns", "a trace in text has no columns but key,size", hint)
        return cls(name=name, engine=chosen, columns=said)


class _MalformedLineError(ValueError):
    """A line is not a request; the arguments are a message and a hint."""


@record
class _OneLine(Source):
    """A line of a file that is not held, so that a message can still show it."""

    def line(self, number: int) -> str:
        """The text of the line, whatever its number."""
        del number
        return self.text


def read_trace(
    trace: TraceFile, report: ReadProgress = lambda requests, position: None
) -> Iterator[list[str]]:
    """The keys of a trace, a block at a time; raises CapestError."""
    for block in read_requests(trace, report):
        yield block.keys


def read_requests(trace: TraceFile, report: ReadProgress) -> Iterator[Requests]:
    """The keys and the sizes of a trace, a block at a time; raises CapestError."""
    requests = 0
    rows = ((Requests(*block), 0) for block in requests_in(trace.name, trace.engine, trace.columns))
    read = _lines_of(trace.name) if trace.engine == "plain" else rows
    for block, position in read:
        requests += len(block.keys)
        report(requests, position)
        yield block
    if not requests:
        message = f"{called(trace.name)} holds no request"
        reject("empty-trace", message, "write one key on each line")


def _lines_of(name: str) -> Iterator[tuple[Requests, int]]:
    shown = called(name)
    with passing(name) as (file, position):
        lines = _Lines(shown)
        for block in _blocks(file, shown):
            yield lines.requests(block), position()


def _blocks(file: BinaryIO, shown: str) -> Iterator[bytes]:
    """Runs of whole lines, without the last line's end."""
    rest, number = b"", 1
    while chunk := file.read(BLOCK):
        whole, newline, after = chunk.rpartition(b"\n")
        if newline:
            block = rest + whole
            yield block
            number += block.count(b"\n") + 1
            rest = after
        else:
            rest += after
        if len(rest) > LONGEST_LINE:
            text = rest[:72].decode("utf-8", "replace")
            raise CapestError(_problem(shown, number, text, f"a line of over {LONGEST_LINE:,} B"))
    if rest:
        yield rest


class _Lines:
    """Turns runs of lines into requests, and remembers where in the file it is."""

    def __init__(self, shown: str) -> None:
        self._shown = shown
        self._read = 0
        self._blank = 0  # the number of a blank line, which only the end may follow
        self._csv: bool | None = None  # None before the first line

    def requests(self, block: bytes) -> Requests:
        """The requests of a block; raises CapestError with every malformed line of the block."""
        text = self._decoded(block).replace("\r\n", "\n").removesuffix("\r")
        if self._csv is None:
            text = text.removeprefix("\ufeff")
        if self._csv is None and text.strip():
            first = text.lstrip("\n").partition("\n")[0]
            self._csv = "," in first or ".csv" in Path(self._shown).suffixes
        lines = text.split("\n")
        found = None if self._blank else self._quickly(text, lines)
        if found is None:
            found = self._carefully(lines)
        self._read += len(lines)
        return found

    def _decoded(self, block: bytes) -> str:
        found = _NOT_TEXT.search(block)
        try:
            if not found:
                return block.decode("utf-8")
            at = found.start()
        except UnicodeDecodeError as error:
            at = error.start
        number = self._read + block.count(b"\n", 0, at) + 1
        message = f"{self._shown} is not text: byte 0x{block[at]:02x} in line {number:,}"
        hint = "gzip is unpacked; turn anything else into one key on each line (UTF-8)"
        raise CapestError(Problem(code="binary-trace", message=message, hint=hint))

    def _quickly(self, text: str, lines: list[str]) -> Requests | None:
        """The requests where every line is usual, None where one needs a closer look."""
        if not self._csv:
            usual = text and not _UNUSUAL.search(text) and lines[-1]
            return Requests(lines, []) if usual else None
        if not self._read or _UNUSUAL_IN_CSV.search(text):
            return None
        keys, sizes = [], []
        for line in lines:
            key, comma, size = line.partition(",")
            if not key or (comma and not _is_size(size)):
                return None
            keys.append(key)
            sizes.append(size)
        return Requests(keys, sizes)

    def _carefully(self, lines: list[str]) -> Requests:
        keys, sizes, problems = [], [], []
        one = _csv_request if self._csv else _plain_request
        for number, line in enumerate(lines, self._read + 1):
            if not line.strip():
                self._blank = self._blank or number
                continue
            if self._blank:
                problems.append(_problem(self._shown, self._blank, "", "the line is blank"))
                self._blank = 0
            if number == 1 and self._csv and line.lower().replace(" ", "") in _HEADERS:
                continue
            try:
                key, size = one(line)
            except _MalformedLineError as error:
                problems.append(_problem(self._shown, number, line, *error.args))
                continue
            keys.append(key)
            sizes.append(size)
        if problems:
            raise CapestError(*problems)
        return Requests(keys, sizes if self._csv else [])


def _plain_request(line: str) -> tuple[str, str]:
    words = line.split()
    if len(words) > 1:
        raise _MalformedLineError("one line holds one key", "break it into lines, or write CSV")
    if "," in line or '"' in line:
        raise _MalformedLineError(
            "a comma or a quote in a file of plain keys",
            "CSV begins with a comma in its first line",
        )
    return words[0], ""


def _csv_request(line: str) -> tuple[str, str]:
    try:
        fields = [field.strip() for field in next(csv.reader([line], strict=True))]
    except csv.Error as error:
        raise _MalformedLineError(f"not CSV: {error}", "") from None
    match fields:
        case [key] if key:
            return key, ""
        case [key, size] if key and _is_size(size):
            return key, size
        case ["", *_]:
            raise _MalformedLineError("the key is missing", "write key or key,size")
        case [_, size]:
            raise _MalformedLineError(f"'{size}' is not a size", "a whole number of bytes")
    raise _MalformedLineError(f"a request has a key and a size, not {len(fields)} fields", "")


def _is_size(text: str) -> bool:
    return text.isdecimal() and len(text) <= _MOST_DIGITS


def _problem(shown: str, number: int, line: str, message: str, hint: str = "") -> Problem:
    source = _OneLine(shown, line)
    return Problem(
        code="malformed-line",
        message=message,
        span=Span(source, number, 1, max(2, len(line) + 1)),
        hint=hint or None,
    )
