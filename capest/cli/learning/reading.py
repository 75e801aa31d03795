"""Reads the files of logs one after the other, and counts them in plain Python."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial

from ...logs.counting import Counting
from ...logs.lines import LogReading, NotALogError
from ...logs.seen import Seen
from ...nouns import counted
from ...safe_text import log_line
from ..console import reject
from ..files import called
from ..streams import BLOCK, ReadProgress, passing, watched
from .options import LearnOptions


def seen_in(logs: Sequence[str], options: LearnOptions) -> Seen:
    """What the logs hold; raises CapestError."""
    counting = Counting(options.routes, options.zone)
    lines = malformed = 0
    for name in logs:
        reading = LogReading(options.columns)
        with watched("reading", name) as report:
            lines += _count(name, reading, counting, report)
        _tell_malformed(name, reading)
        malformed += reading.malformed.lines
    if not lines:
        hint = "is it the right file? combined log, JSON lines and CSV are read"
        names = called(logs[0]) if len(logs) == 1 else f"none of {len(logs)} files"
        reject("empty-log", f"{names} holds no request", hint)
    check_malformed(malformed, lines + malformed, "lines", options)
    return counting.seen()


def check_malformed(malformed: int, every: int, what: str, options: LearnOptions) -> None:
    """Refuse logs of which too much is malformed; raises CapestError."""
    share = malformed / every
    if share > options.fail_over:
        message = f"{100 * share:.3g}% of the {what} are malformed, {malformed:,} of "
        message += f"{every:,}; at most {100 * options.fail_over:.3g}% may be"
        reject("malformed-log", message, "--fail-over says how many may be")


def _count(name: str, reading: LogReading, counting: Counting, report: ReadProgress) -> int:
    """Count the requests of one file, and say how many there are."""
    requests = 0
    with passing(name) as (file, position):
        try:
            for block in reading.requests(iter(partial(file.read, BLOCK), b"")):
                counting.take(block)
                requests += len(block)
                report(requests, position())
        except NotALogError as error:
            message, hint = error.args
            reject("not-a-log", f"{called(name)}: {message}", hint)
    return requests


def _tell_malformed(name: str, reading: LogReading) -> None:
    """Count the malformed lines of a file and name the first, without a word of them."""
    found = reading.malformed
    for number, reason in found.first:
        print(log_line(f"{called(name)}:{number}: {reason}"), file=sys.stderr)
    if found.lines > len(found.first):
        more = counted(found.lines - len(found.first), "malformed line")
        print(log_line(f"{called(name)}: {more} more"), file=sys.stderr)
