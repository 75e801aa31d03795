"""One request of a log, the words that logs have for its parts, and what a person says of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ..problems import did_you_mean
from ..records import record
from .times import LoggedTime


class LoggedRequest(NamedTuple):
    """What a line says; None for what it does not."""

    moment: LoggedTime
    user: str | None
    """Who asked: held until it is hashed, and no longer."""
    key: str | None
    """What was asked for, with its query."""
    path: str | None
    method: str | None
    status: int | None
    sent: int | None
    """Bytes of the response."""
    received: int | None
    """Bytes of the request."""
    latency: float | None
    """Seconds."""


WORDS: Mapping[str, tuple[str, ...]] = {
    "time": (
        "time", "timestamp", "ts", "@timestamp", "datetime", "time_local", "time_iso8601",
        "event_time", "request_datetime", "date",
    ),
    "user": (
        "user", "user_id", "userid", "uid", "remote_user", "client_id", "client_ip", "clientip",
        "remote_addr", "remote_ip", "ip", "c-ip", "client", "host",
    ),
    "key": ("key", "uri", "url", "request_uri", "target", "object_key", "request_url"),
    "path": ("path", "uri_path", "cs-uri-stem", "route", "endpoint"),
    "method": ("method", "request_method", "http_method", "verb", "cs-method"),
    "status": ("status", "status_code", "response_code", "http_status", "sc-status", "code"),
    "bytes": (
        "bytes", "bytes_sent", "body_bytes_sent", "response_bytes", "response_size", "sent",
        "size", "sc-bytes",
    ),
    "received": ("received", "request_length", "request_bytes", "bytes_received", "cs-bytes"),
    "latency": (
        "latency", "request_time", "latency_ms", "duration_ms", "response_time_ms", "duration",
        "latency_us", "duration_us", "response_time", "latency_s", "duration_s", "elapsed",
    ),
    "request": ("request", "request_line"),
}  # fmt: skip
"""Each part of a request, with the names of columns that are taken for it, the first that is there.
`request` is a whole line such as GET /a HTTP/1.1."""

METHODS = frozenset(
    (
        "GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH", "CONNECT", "TRACE", "QUERY",
        "PROPFIND", "PROPPATCH", "MKCOL", "COPY", "MOVE", "LOCK", "UNLOCK", "SEARCH", "REPORT",
        "PURGE",
    )
)  # fmt: skip
"""Of HTTP (RFC 9110, 5789) and WebDAV (RFC 4918, 3253, 5323), and what caches add. Any other word
in their place may be anything, such as a name, and is neither taken nor written."""

_SECONDS = {"request_time": 1.0, "s": 1.0, "ms": 1e-3, "us": 1e-6}


@record
class Columns:
    """Which column of a log holds which part of a request."""

    names: Mapping[str, str]
    second: float | None
    """The seconds that one of its latency stands for; None where nothing says so."""

    @property
    def key(self) -> str | None:
        """The one that says what was asked for."""
        return self.names.get("key", self.names.get("path"))

    @classmethod
    def among(cls, there: Iterable[str], said: Mapping[str, str]) -> Columns:
        """Those of a log with these columns, where a person has said so of some; raises ValueError
        where there is no time, or not what the person named.
        """
        known = _by_word(there)
        for name in (_bare(name) for name in said.values()):
            if name.lower() not in known:
                near = did_you_mean(name, known)
                raise ValueError(f"no column {name}" + (f"; did you mean {near}?" if near else ""))
        found = {part: known[_bare(name).lower()] for part, name in said.items()}
        for part, words in WORDS.items():
            word = next((word for word in words if word in known), None)
            if part not in said and word and known[word] not in found.values():
                found[part] = known[word]
        if "time" not in found:
            raise ValueError("no column of times is known; --columns time=NAME names it")
        written = said.get("latency", found.get("latency", ""))
        unit = written.lower().replace(":", "_")
        return cls(found, _SECONDS.get(unit) or _SECONDS.get(unit.rpartition("_")[2]))


def _by_word(there: Iterable[str]) -> dict[str, str]:
    """Columns by their names in small letters; one of an inner object also by the last part of its
    name, where no other ends so.
    """
    known = {name.lower(): name for name in there}
    ends = Counter(word.rpartition(".")[2] for word in known)
    deeper = {word.rpartition(".")[2]: name for word, name in known.items()}
    return {word: name for word, name in deeper.items() if ends[word] == 1} | known


def method_of(word: str) -> str | None:
    """The method that is written so, None for none."""
    method = word.upper()
    return method if method in METHODS else None


def _bare(name: str) -> str:
    """A column without the unit that is said behind it, as in took:ms."""
    return name.partition(":")[0]


def columns_said(text: str) -> dict[str, str]:
    """What --columns says, as in user=uid,bytes=sent; raises ValueError."""
    said = {}
    for pair in text.split(","):
        part, equals, name = (each.strip() for each in pair.partition("="))
        if not equals or not name:
            raise ValueError(f"'{pair}' does not say which column is what")
        if part not in WORDS:
            near = did_you_mean(part, WORDS)
            hint = f"did you mean {near}?" if near else f"known: {', '.join(WORDS)}"
            raise ValueError(f"'{part}' is no part of a request; {hint}")
        said[part] = name
    return said
