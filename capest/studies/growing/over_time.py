"""All quantities of a scenario at any time: what grows has grown, and what is kept is what has come
in until then, while it grew.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

from ...engine.defining.definitions import Definition
from ...engine.estimate import Estimate
from ...language.tree import Binary, Call, Name, walk
from ...products import multiply
from ...records import record
from ...units import Unit, conversion, scale
from .rates import Rate, rate_of

_GAUSS = (
    (0.1488743389816312, 0.2955242247147529), (0.4333953941292472, 0.2692667193099963),
    (0.6794095682990244, 0.2190863625159821), (0.8650633666889845, 0.1494513491505806),
    (0.9739065285171717, 0.0666713443086881),
)  # fmt: skip
"""Half of the abscissas and their weights of Gauss-Legendre integration with ten of them, exact to
a float for what grows some thousandfold in between (Abramowitz and Stegun, 1964, table 25.4)."""

_MOST_PARTS = 100
"""Parts of the time of keeping, a year each, that are added up apart."""

_YEAR = 365 * 86_400.0


@record(kw_only=True)
class _Stock:
    """What is kept of a flow: the flow, between two ages; and the rate by which it grows where
    nothing that it rests on does.
    """

    flow: str
    oldest: str
    youngest: str | None
    to_stock: float
    """What a second of the flow, in its own unit, is in the stock's."""


class OverTime:
    """A scenario whose assumptions grow."""

    def __init__(
        self, estimate: Estimate, rates: Mapping[str, Rate], *, starts_empty: bool = False
    ) -> None:
        self.estimate = estimate
        self.graph = estimate.graph
        self.rates = dict(rates)
        self.starts_empty = starts_empty
        self.known: dict[frozenset[str], tuple[str, ...]] = {}
        self.today = {name: item.quantity.value for name, item in estimate.derivations.items()}
        definitions = self.graph.definitions.by_name
        self.stocks = {
            name: self._stock(definition)
            for name, definition in definitions.items()
            if definition.ages and name in self.today
        }
        self._let_flows_grow()
        self.ahead = self._looked_ahead()
        self.moving = self.graph.resting_on({*self.rates, *self.ahead, *self._uneven_stocks()})

    # --- what grows ---

    def _let_flows_grow(self) -> None:
        """Let a flow grow by the growth that its storage has of its own, or by that of the users
        where it rests on none; never by both.
        """
        moving = self.graph.resting_on(self.rates)
        for name, stock in self.stocks.items():
            growth = _growth_in(self.graph.definitions.by_name[name])
            if growth in self.today and ("." in growth or stock.flow not in moving):
                self.rates.setdefault(stock.flow, rate_of(self.estimate[growth]))

    def _looked_ahead(self) -> dict[str, bool]:
        """The fields that say how far ahead a stock is looked at, and whether time goes on for it:
        not where what it grows from follows what grows.
        """
        definitions = self.graph.definitions.by_name
        moving = self.graph.resting_on(self.rates)
        found = {}
        for name, definition in definitions.items():
            if name in self.today and definition.declared and definition.declared.from_now:
                users = [item for item in definitions.values() if name in item.words]
                beside = {word for item in users for word in item.words} - {name}
                found[name] = beside.isdisjoint(moving)
        return found

    def _uneven_stocks(self) -> set[str]:
        """The stocks of flows that have grown, or that start empty."""
        moving = self.graph.resting_on(self.rates)
        return {
            name for name, stock in self.stocks.items() if self.starts_empty or stock.flow in moving
        }

    def _stock(self, definition: Definition) -> _Stock:
        flow = _flow_of(definition)
        oldest, youngest = (*definition.ages, None)[:2]
        second = Unit(((self.graph.units.atom("second"), 1),))
        unit, factor = multiply(self.graph.unit[flow], second)
        to_stock = conversion(unit, self.graph.unit[definition.name])
        if to_stock is None:
            raise TypeError(f"{definition.name} does not add up {flow}")
        return _Stock(
            flow=flow,
            oldest=str(oldest),
            youngest=youngest if youngest in self.today else None,
            to_stock=float(factor * to_stock),
        )

    # --- at a time ---

    def changes(self, time: float) -> dict[str, Any]:
        """Every value that must be put in, so that the graph computes what there is then."""
        return {**self._still(), **self._grown(time, self.moving, high=False)}

    def values(self, time: float, names: Iterable[str], *, high: bool = False) -> dict[str, Any]:
        """Some quantities then, with what they rest on; `high` where everything grows as fast as
        the high ends of the ranges of growth say. Raises what computing a float raises.
        """
        behind = self._behind(frozenset(names))
        values, grown = self._still(), self._grown(time, behind, high=high)
        for name in behind:
            values[name] = grown[name] if name in grown else self.graph.compute[name](values)
        return values

    def _still(self) -> dict[str, Any]:
        return {name: value for name, value in self.today.items() if name not in self.moving}

    def _behind(self, names: frozenset[str]) -> tuple[str, ...]:
        """Some quantities and what they rest on, as far as it moves, in the order of computing."""
        if names not in self.known:
            found = self.graph.behind(names) & self.moving & self.today.keys()
            self.known[names] = tuple(name for name in self.graph.compute if name in found)
        return self.known[names]

    def _grown(self, time: float, names: Iterable[str], *, high: bool) -> dict[str, Any]:
        """What is not computed from the rest as it is today, of some quantities."""
        grown: dict[str, Any] = {}
        for name in names:
            if name in self.rates:
                grown[name] = self.today[name] * self.rates[name].factor(time, high=high)
            elif name in self.ahead:
                elapsed = time if self.ahead[name] else 0.0
                grown[name] = elapsed / float(scale(self.graph.unit[name]))
            elif name in self.stocks:
                grown[name] = self._kept(self.stocks[name], time, high=high)
        return grown

    def _kept(self, stock: _Stock, time: float, *, high: bool) -> float:
        """What has come in between the ages that are kept, and is still there."""
        first = time - self._age(stock.oldest, time, high=high)
        last = time - (self._age(stock.youngest, time, high=high) if stock.youngest else 0.0)
        if self.starts_empty:
            first, last = max(first, 0.0), max(last, 0.0)
        parts = min(_MOST_PARTS, math.ceil((last - first) / _YEAR)) or 1
        edges = [first + (last - first) * part / parts for part in range(parts + 1)]
        return stock.to_stock * math.fsum(
            self._come_in(stock.flow, *part, high=high) for part in pairwise(edges)
        )

    def _come_in(self, flow: str, first: float, last: float, *, high: bool) -> float:
        half, middle = (last - first) / 2, (last + first) / 2
        return half * math.fsum(
            weight * self.values(middle + side * half * at, (flow,), high=high)[flow]
            for at, weight in _GAUSS
            for side in (-1, 1)
        )

    def _age(self, name: str, time: float, *, high: bool) -> float:
        return float(self.values(time, (name,), high=high)[name] * scale(self.graph.unit[name]))


def _flow_of(definition: Definition) -> str:
    """The flow that a stock's expression begins with."""
    match definition.tree:
        case Binary(operator="*", left=Name(name=flow)):
            return flow
        case _:
            raise TypeError(f"{definition.name} begins with no flow")


def _growth_in(definition: Definition) -> str:
    """The growth that a stock's own formula names; "" where it names none."""
    for node in walk(definition.tree):
        match node:
            case Call(function="time_at_present_rate", arguments=(_, Name(name=growth))):
                return growth
    return ""
