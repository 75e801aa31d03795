"""Judges the `expect:` lines of a scenario against its estimate."""

from __future__ import annotations

from collections.abc import Sequence

from ..factors import deviation, off_by, percentage
from ..language.tokens import Fault
from ..language.tree import Name, Number
from ..problems import EstimateError, Problem, in_order
from ..quantities import Quantity, humanise
from ..records import field, record
from ..scenario.model import Expectation
from .defining.definitions import MOST_COST, cost, too_costly
from .estimate import Estimate
from .expressions.no_value import NO_VALUE, is_finite, no_value
from .expressions.scope import Names
from .expressions.typed import Typed, Values
from .odds import Odds, told_besides
from .range_ends import RangeEnds
from .sample import SEED, Sample
from .sides import sides

TOLERANCE = 0.15
"""How far `~` lets a quoted number be from the computed one: 30k for 34.7k, the share by which a
day of 100,000 seconds, the habit of the back of an envelope, differs from one of 86,400 (13.6
%)."""

EQUALITY = 1e-9
"""Relative difference that `=` takes for float noise."""


_TELLING = 0.005  # a difference that three digits show


@record(kw_only=True)
class Verdict:
    """Whether one expectation holds, and both sides as they came out."""

    expectation: Expectation
    computed: Quantity
    expected: Quantity
    holds: bool
    swapped: bool = False
    """Whether the right side is the computed one."""
    ends: tuple[Quantity, ...] | None = None
    """Where it holds with the middle of the ranges, but not at all their ends: what the computed
    side comes to at these, as far as it has a value there.
    """
    odds: float | None = None
    """The share of draws of the ranges in which it holds, where that is known."""
    held: tuple[bool, ...] | None = field(default=None, repr=False)
    """Whether it holds in each of these draws."""

    @property
    def told_odds(self) -> str:
        """In how many draws it holds, in words; nothing where that is not known."""
        return "" if self.odds is None else f"in {percentage(self.odds)} of draws"

    @property
    def ratio(self) -> float:
        """Expected over computed; infinite when only the computed side is zero."""
        value = float(self.computed.value)
        if value == 0:
            return 1.0 if self.expected.value == 0 else float("inf")
        return float(self.expected.value) / value

    @property
    def at_ends(self) -> str:
        """What the computed side comes to at the ends of the ranges, in words."""
        ends = self.ends or ()
        return " to ".join(map(str, ends)) if len(ends) == 2 else "without a value"

    @property
    def message(self) -> str:
        """One sentence that states the fact."""
        sign = self.expectation.sign
        sides = (self.expectation.left, self.expectation.right)
        subject = sides[1] if self.swapped else sides[0]
        side = "right" if self.swapped else "left"
        name = subject.name if isinstance(subject, Name) else f"the {side} side"
        if self.swapped:
            sign = {"<=": ">=", ">=": "<=", "<": ">", ">": "<"}.get(sign, sign)
        if self.expectation.odds and self.odds is not None:
            return f"{name} {sign} {self.expected} {_in_draws(self.odds, self.expectation.odds)}"
        also = f"; it holds {self.told_odds}" if self.told_odds else ""
        return f"{self._deviation(name, sign)}{also}"

    def _deviation(self, name: str, sign: str) -> str:
        if self.ends is not None:
            return (
                f"{name} is {self.computed} at the middle of the ranges and {self.at_ends} at "
                f"their ends; expected {sign} {self.expected}"
            )
        pair = (self.computed, self.expected)
        computed, expected = map(str, pair)
        if computed == expected:
            computed, expected = (humanise(item.value, item.unit, exact=True) for item in pair)
        ratio = self.ratio
        if ratio <= 0 or ratio == float("inf") or abs(ratio - 1) < _TELLING:
            return f"{name} is {computed}; expected {sign} {expected}"
        if sign in ("~", "="):
            about = "~" if sign == "~" else ""
            away = deviation(1 / ratio, "below", "above")
            return f"{name} is {computed}, {away} the {about}{expected} expected"
        away = off_by(ratio, "over", "under")
        return f"{name} is {computed}; expected {sign} {expected} ({away})"


def judge(
    estimate: Estimate,
    sample: Sample | None = None,
    *,
    draws: int | None = None,
    seed: int = SEED,
    at_ends: bool = True,
    only: Sequence[Expectation] | None = None,
) -> tuple[Verdict, ...]:
    """A verdict on every expectation, or `only` on some, with its odds in a sample or in so many
    draws; raises EstimateError where one cannot be computed. Unless told `at_ends`, it goes by the
    middle of the ranges, but for the lines that ask for odds.
    """
    verdicts: list[Verdict] = []
    problems: list[Problem] = []
    expectations = estimate.scenario.expectations if only is None else only
    ranges = RangeEnds(estimate.graph) if expectations and at_ends else None
    drawn = [item for item in expectations if item.odds]
    drawn += told_besides(estimate) if at_ends else []
    odds = Odds(estimate, drawn, sample, draws=draws, seed=seed)
    scope = _scope(estimate)
    taken = estimate.graph.definitions.cost
    for expectation in expectations:
        taken += cost(expectation.left, expectation.right)
        if taken > MOST_COST:
            raise EstimateError(too_costly(expectation.passage.span()))
        try:
            verdicts.append(_judge(expectation, scope, odds, ranges))
        except Fault as fault:
            missing = estimate.graph.missing
            problems += missing.told(fault, expectation.passage, estimate.absent)
        except NO_VALUE as error:
            problems.append(no_value("this expectation", error, expectation.passage.span()))
    if problems:
        raise EstimateError(*in_order(problems))
    return tuple(verdicts)


def verdict_on(expectation: Expectation, estimate: Estimate) -> Verdict | None:
    """The verdict on one comparison, at the middle of the ranges unless it asks for odds; None
    where a side has no value, or no such name is there.
    """
    drawn = [expectation] if expectation.odds else []
    try:
        return _judge(expectation, _scope(estimate), Odds(estimate, drawn), None)
    except (Fault, KeyError, *NO_VALUE):
        return None


def _scope(estimate: Estimate) -> Names:
    """What has a value."""
    units = estimate.graph.unit.items()
    return Names(estimate.graph.units, {n: unit for n, unit in units if n in estimate.derivations})


def _judge(expectation: Expectation, scope: Names, odds: Odds, ranges: RangeEnds | None) -> Verdict:
    left, right = sides(expectation, scope)
    computed, expected = left.compute(odds.values), right.compute(odds.values)
    if not (is_finite(computed) and is_finite(expected)):
        raise OverflowError
    one = Quantity(computed, left.unit, scope.units)
    other = Quantity(expected, right.unit, scope.units)
    is_held = holds(expectation, computed, expected, swapped=left.constant)
    held = odds.held(
        expectation,
        lambda row: holds(
            expectation, left.compute(row), right.compute(row), swapped=left.constant
        ),
    )
    found = sum(held) / len(held) if held else None
    if expectation.odds:
        is_held = (float(is_held) if found is None else found) >= expectation.odds.value / 100
        ranges = None
    return Verdict(
        expectation=expectation,
        computed=other if left.constant else one,
        expected=one if left.constant else other,
        holds=is_held,
        swapped=left.constant,
        ends=_where_it_fails(expectation, left, right, ranges) if is_held and ranges else None,
        odds=found,
        held=held,
    )


def _where_it_fails(
    expectation: Expectation, left: Typed, right: Typed, ranges: RangeEnds
) -> tuple[Quantity, ...] | None:
    """The computed side at the ends of the ranges; None where the expectation holds there too."""

    def both(values: Values) -> tuple[float, float]:
        return left.compute(values), right.compute(values)

    found, held = [], True
    swapped = left.constant
    for values in ranges.of(lambda values: both(values)[0] - both(values)[1]) or ():
        try:
            one, other = both(values)
        except (KeyError, *NO_VALUE):
            held = False
            continue
        held &= holds(expectation, one, other, swapped=swapped)
        found.append(other if swapped else one)
    unit = right.unit if swapped else left.unit
    return None if held else tuple(Quantity(value, unit) for value in sorted(found))


def _in_draws(odds: float, asked: Number) -> str:
    found, wanted = percentage(odds), f"{asked.text}%"
    if found == wanted:
        found = f"{100 * odds:.4g}%"
    return f"holds in {found} of draws; expected in {wanted}"


def holds(expectation: Expectation, left: float, right: float, *, swapped: bool = False) -> bool:
    """Whether an expectation holds with these sides; `swapped` where the right one is computed."""
    scale = max(abs(left), abs(right))
    equal = abs(left - right) <= EQUALITY * scale
    match expectation.sign:
        case "~":
            tolerance = expectation.tolerance.value / 100 if expectation.tolerance else TOLERANCE
            computed = right if swapped else left
            return abs(left - right) <= tolerance * abs(computed) * (1 + EQUALITY)
        case "=":
            return equal
        case "<=":
            return left < right or equal
        case ">=":
            return left > right or equal
        case "<":
            return left < right and not equal
        case _:
            return left > right and not equal
