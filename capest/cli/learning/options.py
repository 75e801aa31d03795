"""What the options of `capest learn` ask for, once they are understood."""

from __future__ import annotations

import math
from collections.abc import Mapping

from ...logs.requests import columns_said
from ...logs.routes import NamedRoute, routes_said
from ...logs.times import offset_of
from ...records import record
from ..console import reject


@record(kw_only=True)
class LearnOptions:
    """How logs are to be read."""

    columns: Mapping[str, str]
    """Which of their columns is which part of a request, where a person says so."""
    routes: tuple[NamedRoute, ...]
    zone: int | None
    """The zone by which days are counted; None: that of the log."""
    fail_over: float
    """The share of malformed lines above which nothing is learnt."""

    @classmethod
    def understood(cls, columns: str, routes: str, zone: str, fail_over: str) -> LearnOptions:
        """What the options say; raises CapestError."""
        said = columns_named(columns)
        try:
            named = routes_said(routes) if routes else ()
        except ValueError as error:
            reject("routes", str(error), "as in --routes 'home=GET /home,search:read=POST /search'")
        try:
            minutes = offset_of(zone) if zone else None
        except ValueError:
            reject("zone", f"'{zone}' is no zone", "write it as logs do: +0200 or Z")
        return cls(columns=said, routes=named, zone=minutes, fail_over=_share(fail_over))


def columns_named(text: str) -> Mapping[str, str]:
    """Which columns --columns says are what; raises CapestError."""
    try:
        return columns_said(text) if text else {}
    except ValueError as error:
        reject("columns", str(error), "as in --columns user=uid,key=path,bytes=sent,time=ts")


def _share(text: str) -> float:
    number = text.strip().removesuffix("%")
    try:
        share = float(number) / (100 if number != text.strip() else 1)
    except ValueError:
        share = math.nan
    if not 0 <= share <= 1:
        reject("fail-over", f"'{text}' is no share of the lines", "as in --fail-over 1%")
    return share
