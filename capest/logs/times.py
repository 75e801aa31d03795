"""Reads the times of logs, and says of a minute which day it is; all of it arithmetic.

Days since 1970 by Howard Hinnant, chrono-Compatible Low-Level Date Algorithms, 2013.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from itertools import pairwise

from ..records import record

DAY = 86_400
MINUTES = DAY // 60
"""Of a day."""

EARLIEST, LATEST = 631_152_000, 4_102_444_800
"""The years 1990 to 2100: a time outside is no request's, but a clock that was never set."""
_CLOCK_CHANGES = (30, 60)
"""Minutes by which summer time differs: half an hour on Lord Howe Island (IANA, tz database)."""
_REMEMBERED = 100_000
"""Times as they are written that are kept: lines of one second write it alike."""
_MONTHS = {name: number for number, name in enumerate(
    ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"), 1
)}  # fmt: skip
_COMMON = re.compile(
    r"(\d\d)/([A-Z][a-z]{2})/(\d{4}):(\d\d):(\d\d):(\d\d)([.,]\d{1,9})? ?([+-]\d{4})?"
)
_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)([.,]\d{1,9})?)? ?(Z|UTC|[+-]\d\d:?\d\d)?"
)
_NUMBER = re.compile(r"\d{9,19}(?:\.\d*)?")


@record
class LoggedTime:
    """A time: seconds since 1970 in UTC, and what the clocks of its place add, in minutes."""

    seconds: float
    offset: int | None
    """None where the log does not say."""


class Times:
    """Reads times as logs write them, and remembers the last."""

    def __init__(self) -> None:
        self._known: dict[str, LoggedTime] = {}

    def read(self, text: str) -> LoggedTime:
        """The time that is written so; raises ValueError, without a word of the text."""
        found = self._known.get(text)
        if found is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            found = self._known[text] = _moment(text)
        return found


def _moment(text: str) -> LoggedTime:
    if found := _COMMON.fullmatch(text):
        day, name, year, *clock, part, zone = found.groups()
        month = _MONTHS.get(name, 0)
    elif found := _ISO.fullmatch(text):
        year, numeral, day, *clock, part, zone = found.groups()
        month = int(numeral)
    elif _NUMBER.fullmatch(text):
        return LoggedTime(_checked(_since_1970(text)), None)
    else:
        raise ValueError("a time in no form that is known")
    hour, minute, second = (int(each or 0) for each in clock)
    if not (1 <= month <= 12 and 1 <= int(day) <= 31 and hour < 24 and minute < 60 and second < 61):
        raise ValueError("a time that no clock shows")
    offset = offset_of(zone) if zone else None
    days = days_since_1970(int(year), month, int(day))
    # A leap second, :60, is the first of the next minute, as it is to the clocks of computers.
    seconds = days * DAY + hour * 3600 + minute * 60 + second - 60 * (offset or 0)
    fraction = float(f"0.{part[1:]}") if part else 0.0
    return LoggedTime(_checked(seconds + fraction), offset)


def _since_1970(text: str) -> float:
    """Seconds, from seconds, milliseconds, microseconds or nanoseconds, by the number of digits."""
    digits = len(text.partition(".")[0])
    power = 0 if digits <= 11 else 3 if digits <= 14 else 6 if digits <= 17 else 9
    return float(text) / 10.0**power


def _checked(seconds: float) -> float:
    if not EARLIEST <= seconds < LATEST:
        raise ValueError("a time outside of the years 1990 to 2100")
    return seconds


def offset_of(zone: str) -> int:
    """What a zone adds to UTC, in minutes; raises ValueError.

    >>> offset_of("+0530"), offset_of("-03:00"), offset_of("Z")
    (330, -180, 0)
    """
    if zone in ("Z", "UTC"):
        return 0
    found = re.fullmatch(r"([+-])(\d\d):?([0-5]\d)", zone)
    if not found or int(found[2]) > 14:
        raise ValueError("a zone that no place has")
    minutes = 60 * int(found[2]) + int(found[3])
    return -minutes if found[1] == "-" else minutes


def of_one_place(hours: Mapping[int, Collection[int]]) -> bool:
    """Whether zones are those of one place whose clocks go forward and back, by the hours since
    1970 in which times have each: half an hour or a whole one apart, and changed twice a year.
    """
    zones = sorted(hours)
    if len(zones) != 2 or zones[1] - zones[0] not in _CLOCK_CHANGES:
        return len(zones) < 2
    of_hour = sorted((hour, zone) for zone, every in hours.items() for hour in every)
    changes = sum(before[1] != after[1] for before, after in pairwise(of_hour))
    years = (of_hour[-1][0] - of_hour[0][0]) // (365 * 24) + 1
    return changes <= 3 * years  # two, and the lines of a busy hour that came late


def zone_text(offset: int) -> str:
    """A zone as logs write it.

    >>> zone_text(-210)
    '-0330'
    """
    hours, minutes = divmod(abs(offset), 60)
    return f"{'-' if offset < 0 else '+'}{hours:02d}{minutes:02d}"


def days_since_1970(year: int, month: int, day: int) -> int:
    """The days from the first of January 1970.

    >>> days_since_1970(2000, 3, 1)
    11017
    """
    year -= month <= 2
    era, of_era = divmod(year, 400)
    of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    return era * 146_097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719_468


def date(days: int) -> str:
    """The date so many days after the first of January 1970.

    >>> date(11017)
    '2000-03-01'
    """
    era, of_era = divmod(days + 719_468, 146_097)
    year = (of_era - of_era // 1460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    month = (5 * of_year + 2) // 153
    day = of_year - (153 * month + 2) // 5 + 1
    month += 3 if month < 10 else -9
    return f"{era * 400 + year + (month <= 2):04d}-{month:02d}-{day:02d}"
