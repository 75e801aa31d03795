"""Which assumptions an interviewer takes: anything within what has been published, or near it."""

from __future__ import annotations

from dataclasses import dataclass

from ...derivations import Derivation
from ...units import dimensions

_NEAR = 30.0
"""How many times more or less than the scenario's own is taken where nothing is published: sizes
and counts of one service differ by so much between two published designs of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """The least and the most of an assumption, as programs are told it, and who says so."""

    low: float
    high: float
    source: str


_PEAK = Accepted(
    low=1, high=25,
    source="LinkedIn's Kafka 1.4x, 2015 to 2019; Twitter's record of August 2013, 25x",
)  # fmt: skip
_USERS = Accepted(low=1000, high=4e9, source="a thousand, to twice WhatsApp's 2 billion of 2020")
_MORE_COPIES = 3.0
"""Times the scenario's own copies, beyond which a number is a slip; there is at least one."""


def accepted(item: Derivation) -> Accepted:
    """What is taken for a quantity that the scenario gives."""
    words = item.name.replace(".", "_").split("_")
    own, is_plain = float(item.value), not dimensions(item.quantity.unit)
    if "peak" in words and is_plain:
        return _PEAK
    if not {"replicas", "copies"}.isdisjoint(words) and is_plain:
        most = f"one, to {_MORE_COPIES:.0f} times the scenario's {item.quantity}"
        return Accepted(low=1, high=own * _MORE_COPIES, source=most)
    if "dau" in words or "mau" in words or item.name == "users":
        return _USERS
    near = f"the scenario's {item.quantity}, {_NEAR:.0f} times more or less"
    return Accepted(low=own / _NEAR, high=own * _NEAR, source=near)
