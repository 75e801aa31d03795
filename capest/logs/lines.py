"""From the bytes of a file to its requests, a block at a time; what is malformed is counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ..records import field, record
from .formats import LogFormat, detect, heading_fault
from .requests import LoggedRequest

LONGEST_LINE = 2**16
"""Bytes: no server logs a longer one, as none takes a request with so long a head."""
MOST_WITHOUT_END = 2**24
"""Bytes without a line's end, which no log has: a file of another kind, perhaps a bomb."""
FIRST_LINES = 100
"""In which a line must be of a known form."""
NAMED = 5
"""MalformedLines lines that are told one by one."""


class NotALogError(ValueError):
    """A file that is of no known form; the arguments are a message and a hint."""


@record(frozen=False)
class MalformedLines:
    """The lines that say no request."""

    lines: int = 0
    first: list[tuple[int, str]] = field(default_factory=list)
    """The numbers of the first few, and what is wrong with each, without a word of it."""

    def add(self, number: int, reason: str) -> None:
        """Count one."""
        self.lines += 1
        if len(self.first) < NAMED:
            self.first.append((number, reason))


class LogReading:
    """Reads one file."""

    def __init__(self, said: Mapping[str, str]) -> None:
        self._said = said
        self._format: LogFormat | None = None
        self._lines = 0
        self._unread: list[tuple[int, str]] = []
        self.malformed = MalformedLines()

    @property
    def form(self) -> str | None:
        """The name of its form; None where none was found."""
        return self._format.name if self._format else None

    def requests(self, chunks: Iterable[bytes]) -> Iterator[list[LoggedRequest]]:
        """The requests of the file, in its order; raises NotALogError."""
        for lines in self._blocks(chunks):
            yield self._take(lines)
        if self._format is None and self._unread:
            self._give_up()

    def _blocks(self, chunks: Iterable[bytes]) -> Iterator[list[bytes]]:
        """Whole lines; of a line that is too long, its beginning."""
        rest, passed = b"", 0
        for chunk in chunks:
            whole, newline, after = chunk.rpartition(b"\n")
            if newline:
                yield (rest + whole).split(b"\n")
                rest, passed = after[: LONGEST_LINE + 1], len(after)
                continue
            passed += len(after)
            if passed > MOST_WITHOUT_END:
                told = f"{MOST_WITHOUT_END // 2**20} MiB without the end of a line"
                raise NotALogError(told, "a log has a request on each line")
            if len(rest) <= LONGEST_LINE:
                rest += after
        if rest:
            yield [rest]

    def _take(self, lines: list[bytes]) -> list[LoggedRequest]:
        found = []
        for raw in lines:
            self._lines += 1
            if len(raw) > LONGEST_LINE:
                self.malformed.add(self._lines, f"a line of over {LONGEST_LINE:,} bytes")
                continue
            line = raw.decode("utf-8", "replace").rstrip("\r")
            if "\r" in line:
                self.malformed.add(self._lines, "lines that end in a carriage return alone")
                continue
            if self._lines == 1:
                line = line.removeprefix("\ufeff")
            if self._format is None:
                self._format = detect(line, self._said) if line.strip() else None
            if self._format is None:
                self._put_by(line)
                continue
            try:
                request = self._format.request(line)
            except ValueError as error:
                if line.strip() and not line.startswith("#"):
                    self.malformed.add(self._lines, str(error))
                continue
            if request is not None:
                found.append(request)
        return found

    def _put_by(self, line: str) -> None:
        """Note a line before the first that has a form."""
        if line.strip() and not line.startswith("#"):
            self._unread.append((self._lines, line))
            self.malformed.add(self._lines, "before the first line of a known form")
        if len(self._unread) >= FIRST_LINES or self._lines > 100 * FIRST_LINES:
            self._give_up()

    def _give_up(self) -> None:
        """Say what the file lacks."""
        reason = heading_fault(self._unread[0][1], self._said) if self._unread else None
        raise NotALogError(
            reason or "no line is of a form that is known",
            "combined log, JSON lines, or CSV with a line of names; --columns time=NAME,user=NAME "
            "says which columns are what",
        )
