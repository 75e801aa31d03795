"""Which values of a field or of a result make sense."""

from __future__ import annotations

from .records import record


@record(kw_only=True)
class Bounds:
    """The values that make sense, in the field's own unit; `above` excludes its end."""

    least: float | None = None
    most: float | None = None
    above: float | None = None
    whole: bool = False
    """Whether it is a number of things that come whole."""
    said: str = ""
    """What is wrong with a {value} outside of the entry {name}; left out: what the value may be."""
    hint: str = ""
    """What to do about it; left out: the value's own derivation."""


ANY = Bounds()
POSITIVE = Bounds(above=0)
NOT_NEGATIVE = Bounds(least=0)
SHARE = Bounds(least=0, most=1)
POSITIVE_SHARE = Bounds(above=0, most=1)
AT_LEAST_ONE = Bounds(least=1)
WHOLE = Bounds(least=0, whole=True)
ONE_OR_MORE = Bounds(least=1, whole=True)
GROWTH = Bounds(above=-1)
ZIPF = Bounds(least=0, most=3)  # 2.7 is the highest of Twitter's 54 clusters (cache-trace, 2020)
UP_TO_TEN = Bounds(least=0, most=10)
