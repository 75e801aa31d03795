"""What is heard of a learner's numbers: what is assumed, and what is estimated from it."""

from __future__ import annotations

from collections.abc import Mapping

from ...derivations import Derivation
from ...factors import off_by
from ...quantities import Quantity, humanise
from ...records import record
from ..marking.grading import Grade


@record(kw_only=True)
class Class:
    """A kind of estimate, and what it weighs."""

    what: str
    weight: int


CLASSES: Mapping[str, Class] = {
    "qps": Class(what="requests a second", weight=2),
    "peak": Class(what="and at peak", weight=1),
    "storage": Class(what="storage", weight=2),
    "bandwidth": Class(what="bandwidth", weight=1),
    "memory": Class(what="memory of the cache", weight=1),
    "machines": Class(what="machines, shards or nodes", weight=1),
}


@record(kw_only=True)
class Assumption:
    """Something that the learner assumes, in the place of what the scenario gives."""

    item: Derivation
    value: float
    """In the unit that programs are told."""
    shown: Quantity
    """In the unit of the scenario's."""
    refused: str = ""
    """Why it is not carried on."""

    def __str__(self) -> str:
        shown = f"{self.item.name} = {self.shown}"
        if self.refused:
            kept = f"{self.item.quantity} is kept"
            return f"{shown} is out of what is published ({self.refused}); {kept}"
        same = off_by(self.value / self.item.value).startswith("1x")
        return f"assumed: {shown}" + ("" if same else f", for the scenario's {self.item.quantity}")


@record(kw_only=True)
class Figure:
    """Something that the learner estimates, and how far off it is."""

    name: str
    topic: str
    kind: str
    value: Quantity
    truth: Quantity
    grade: Grade

    def __str__(self) -> str:
        shown = humanise(self.value.value, self.value.unit)
        right = humanise(self.truth.value, self.truth.unit)
        slip = f"; {self.grade.slip}" if self.grade.slip else ""
        return f"{self.name} {shown}: {right} at your assumptions, {self.grade.direction}{slip}"


Heard = Assumption | Figure
