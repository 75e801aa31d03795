"""How fast something grows, as people say it: 50%/year, 5%/month, 3% to 7%/month."""

from __future__ import annotations

from collections.abc import Iterable

from ...derivations import Derivation, Given
from ...engine.estimate import Estimate
from ...engine.expressions.faults import does_not_fit
from ...engine.expressions.no_value import NO_VALUE, no_value
from ...engine.expressions.scope import Names
from ...engine.expressions.type_check import check, ends
from ...language.parser import parse, problem_of
from ...language.tokens import Fault
from ...language.tree import PlusMinus, Range, Tree
from ...problems import EstimateError, Passage, Problem, suggestion
from ...products import raise_to
from ...records import record
from ...units import Unit

GROWTH = "growth"
"""The assumption that says how fast the users grow."""

_USERS = ("dau", "mau")
_PER_YEAR = "%/year"


@record(kw_only=True)
class Rate:
    """A share that is added in every period, compounding; `high` is the high end of a range."""

    text: str
    share: float
    high: float
    period: float
    """In seconds."""

    def factor(self, time: float, *, high: bool = False) -> float:
        """How many times as much there is then; before now there was less."""
        return float((1 + (self.high if high else self.share)) ** (time / self.period))


def rates_of(estimate: Estimate, asked: Iterable[tuple[Passage, Passage]]) -> dict[str, Rate]:
    """What grows, and how fast: what is asked for, and the users by the scenario's `growth`.

    Raises EstimateError for a name that cannot grow, or that nothing rests on, and for a rate that
    is none.
    """
    rates: dict[str, Rate] = {}
    problems: list[Problem] = []
    for name, text in asked:
        problem = _twice(name) if name.text in rates else _cannot_grow(estimate, name)
        try:
            rate = _read(estimate, name, text)
        except Fault as fault:
            problem = problem or problem_of(fault, text)
        except NO_VALUE as error:
            problem = problem or no_value(f"the growth of '{name.text}'", error, text.span())
        else:
            rates[name.text] = rate
        problems += [problem] if problem else []
    if problems:
        raise EstimateError(*problems)
    growth = estimate.get(GROWTH)
    for users in _USERS if growth else ():
        grown = {below.name for below in estimate[users].walk()} if users in estimate else rates
        if growth and users in estimate and rates.keys().isdisjoint(grown):
            rates[users] = rate_of(growth)
    return rates


def rate_of(growth: Derivation) -> Rate:
    """The rate that a quantity such as `growth` says."""
    origin = growth.origin
    spread = origin.spread if isinstance(origin, Given) else None
    unit = growth.quantity.unit
    text = origin.text if isinstance(origin, Given) else str(growth.quantity)
    high = spread.high if spread else float(growth.quantity.value)
    return _rate(text, float(growth.quantity.value), high, unit)


def is_rate(unit: Unit) -> bool:
    """Whether a unit is a share for each time: %/year, 1/month."""
    return [(atom.dimension, power) for atom, power in raise_to(unit, 1)[0].powers] == [
        ("time", -1)
    ]


def _rate(text: str, share: float, high: float, unit: Unit) -> Rate:
    rest, part = raise_to(unit, 1)
    (period, _), *_ = rest.powers
    return Rate(
        text=text, share=share * float(part), high=high * float(part), period=float(period.scale)
    )


def _read(estimate: Estimate, name: Passage, text: Passage) -> Rate:
    units = estimate.graph.units
    scope = Names(units, {})
    tree = parse(text.text)
    checked = check(tree, scope)
    if not is_rate(checked.unit):
        what = f"the growth of '{name.text}'"
        raise does_not_fit(checked.unit, units.unit(_PER_YEAR), what, tree, "e.g. 50%/year")
    share = checked.compute({})
    rate = _rate(text.text.strip(), share, _high(tree, share, scope), checked.unit)
    if rate.share <= -1:
        raise ValueError("nothing can shrink by 100 % or more")
    return rate


def _high(tree: Tree, share: float, scope: Names) -> float:
    return ends(tree, scope)[1] if isinstance(tree, (Range, PlusMinus)) else share


def _twice(name: Passage) -> Problem:
    return Problem(
        code="duplicate-name",
        message=f"'{name.text}' grows at two rates",
        span=name.span(),
        hint="keep one of the two",
    )


def _cannot_grow(estimate: Estimate, name: Passage) -> Problem | None:
    """Why a name cannot grow by itself, if so."""
    definitions = estimate.graph.definitions.by_name
    found = definitions.get(name.text)
    if found is None or name.text not in estimate:
        given = [item for item, definition in definitions.items() if definition.value]
        return Problem(
            code="unknown-name",
            message=f"'{name.text}' is not a name of this scenario",
            span=name.span(),
            hint=suggestion(name.text, given, "`capest explain SCENARIO` lists the names"),
        )
    if found.value is None:
        return Problem(
            code="unknown-name",
            message=f"'{name.text}' is computed, so it cannot grow by itself",
            span=name.span(),
            hint=f"let grow what it follows from: `capest explain SCENARIO {name.text}` shows it",
        )
    if found.declared and found.declared.unit == _PER_YEAR:
        return Problem(
            code="unused-assumption",
            message=f"'{name.text}' says how fast something grows; nothing follows from its growth",
            span=name.span(),
            hint="let grow what it is about, e.g. --grow dau=50%/year",
        )
    used = {word for definition in definitions.values() for word in definition.words}
    for expectation in estimate.scenario.expectations:
        used.update(expectation.words)
    if name.text in used:
        return None
    return Problem(
        code="unused-assumption",
        message=f"nothing rests on '{name.text}', so nothing would grow with it",
        span=name.span(),
        hint="`capest explain SCENARIO NAME` shows what a quantity rests on",
    )
