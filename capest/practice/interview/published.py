"""Which assumptions an interviewer takes: anything within what has been published, or near it."""

from __future__ import annotations

from ...derivations import Derivation
from ...records import record
from ...units import dimensions

_NEAR = 20.0
"""How many times more or less than the scenario's own is taken where nothing is published for all
services: so far apart are the designs that are published of one. Alex Xu, vol. 1, chapter 15, has
10M daily users of a drive, DreamOfTheRedChamber/system-design-interviews 200M.
"""


@record(kw_only=True)
class Accepted:
    """The least and the most of an assumption, as programs are told it, and who says so."""

    low: float
    high: float
    source: str


_PEAK = Accepted(
    low=1, high=25,
    source="LinkedIn's Kafka 1.4x, 2015; Twitter's record of August 2013, 25x",
)  # fmt: skip
_USERS = Accepted(
    low=1e5, high=3.07e9,
    source="100k of a contest, aerlokesh/System-Design-Resources; 3.07 billion of Facebook, Meta "
    "for 2023",
)  # fmt: skip
_COPIES = Accepted(low=1, high=6, source="one; six of Amazon Aurora, AWS database blog")


def accepted(item: Derivation) -> Accepted:
    """What is taken for a quantity that the scenario gives, whose own value always is."""
    words = item.name.replace(".", "_").split("_")
    own, is_plain = float(item.value), not dimensions(item.quantity.unit)
    known = None
    if "peak" in words and is_plain:
        known = _PEAK
    elif not {"replicas", "copies"}.isdisjoint(words) and is_plain:
        known = _COPIES
    elif "dau" in words or "mau" in words or item.name == "users":
        known = _USERS
    if known:
        low, high = min(known.low, own), max(known.high, own)
        return Accepted(low=low, high=high, source=known.source)
    near = f"designs of one service are {_NEAR:.0f} times apart, the scenario's is {item.quantity}"
    return Accepted(low=own / _NEAR, high=own * _NEAR, source=near)
