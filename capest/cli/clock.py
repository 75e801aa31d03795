"""What day it is: the clock's, or that of SOURCE_DATE_EPOCH, by which builds are made again."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

_EPOCH = "SOURCE_DATE_EPOCH"
"""Seconds since 1970; reproducible-builds.org/specs/source-date-epoch."""


def today() -> date:
    """The day from which dates are counted."""
    written = os.environ.get(_EPOCH, "")
    try:
        return datetime.fromtimestamp(int(written), UTC).date()
    except (ValueError, OverflowError, OSError):  # it is not set, or no time
        return datetime.now().astimezone().date()
