"""Which assumptions an interviewer takes: anything within what has been published, or near it."""

from __future__ import annotations

from collections.abc import Mapping
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


_BY_WORD: Mapping[str, Accepted] = {
    "peak": Accepted(
        low=1, high=25,
        source="LinkedIn's Kafka 1.4x, 2015 to 2019; Twitter's record of August 2013, 25x",
    ),
    "replicas": Accepted(low=1, high=9, source="3 is usual; Chubby keeps 5, Aurora 6"),
    "copies": Accepted(low=1, high=9, source="3 is usual; Chubby keeps 5, Aurora 6"),
}  # fmt: skip

_USERS = Accepted(low=1000, high=5.5e9, source="5.5 billion people were online (ITU, 2024)")


def accepted(item: Derivation) -> Accepted:
    """What is taken for a quantity that the scenario gives."""
    words = item.name.replace(".", "_").split("_")
    for word, found in _BY_WORD.items():
        if word in words and not dimensions(item.quantity.unit):
            return found
    if "dau" in words or "mau" in words or item.name == "users":
        return _USERS
    own = float(item.value)
    near = f"the scenario's {item.quantity}, {_NEAR:.0f} times more or less"
    return Accepted(low=own / _NEAR, high=own * _NEAR, source=near)
