"""What an uncertain value may be, and draws of it that cover all of that evenly."""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ..records import record

if TYPE_CHECKING:
    from random import Random
    from statistics import NormalDist

Z_OF_ENDS = 1.6448536269514722
"""Standard deviations from the middle of a normal law to its 5 % and its 95 % point."""

_SMALLEST = 2.0**-53  # a normal law has no value at 0 and at 1
_LARGEST = 709.0  # e to the power of more is beyond the floats
_BLOCK = 8192  # draws at a time, whose numbers stay in a core's cache


@record(kw_only=True)
class Distribution:
    """A law that has 5 % of its values below `low` and 5 % above `high`, of the part that lies
    within its bounds.

    What a guess errs by is a factor, so a range of what is above 0 is lognormal: normal in its
    logarithm. A share of something is normal in its logit, so that none is above all; a range that
    touches 0, or all, is normal, as is one with a spread (`±`). Bounds part the law off at its
    quantiles; no draw is moved to them, where it would pile up.

    >>> Distribution.of(1e6, 4e6).middle, round(Distribution.of(92, 98, all_=100).middle, 4)
    (2000000.0, 95.9577)
    >>> [round(Distribution.of(0.6, 1.8, spread=True, least=1).at(u), 4) for u in (0.05, 0.5, 0.95)]
    [1.0367, 1.3365, 1.859]
    """

    low: float
    high: float
    shape: str
    """`lognormal`, `logit-normal` or `normal`."""
    least: float = -math.inf
    most: float = math.inf
    all_: float = 1.0
    """Of a share, what all is: 100 of a percentage."""

    @classmethod
    def of(
        cls,
        low: float,
        high: float,
        *,
        spread: bool = False,
        all_: float | None = None,
        least: float = -math.inf,
        most: float = math.inf,
    ) -> Distribution:
        """The law of a range; `all_` says what all is where the value is a share of it."""
        shape = "normal"
        if low > 0 and not spread:
            shape = "lognormal" if all_ is None else "logit-normal" if high < all_ else "normal"
        return cls(
            low=low,
            high=high,
            shape=shape,
            least=least,
            most=most,
            all_=1.0 if all_ is None else all_,
        )

    @property
    def middle(self) -> float:
        """The value that half of the law lies below, bounds apart."""
        if self.shape == "lognormal":
            return math.sqrt(self.low * self.high)
        if self.shape == "normal":
            return (self.low + self.high) / 2
        return self._value((self._normal(self.low) + self._normal(self.high)) / 2)

    def at(self, part: float) -> float:
        """The value that a part, from 0 to 1, of the law lies below."""
        return self.quantiles()(part)

    def quantiles(self) -> Callable[[float], float]:
        """The same as a function, for many parts."""
        law, low = self._law(), self.low
        if law is None:
            return lambda _: low
        below, above = law.cdf(self._normal(self.least)), law.cdf(self._normal(self.most))
        least, most, value, deviations = self.least, self.most, self._value, law.inv_cdf

        def at(part: float) -> float:
            inside = min(max(below + part * (above - below), _SMALLEST), 1 - _SMALLEST)
            found = value(deviations(inside))
            return min(max(found, least), most)  # what rounding moves across a bound

        return at

    def at_each(self, numpy: Any, parts: Any) -> Any:
        """The same for an array of parts."""
        from .normal import deviations_at

        law = self._law()
        if law is None:
            return numpy.full_like(parts, self.low)
        below, above = law.cdf(self._normal(self.least)), law.cdf(self._normal(self.most))
        inside = numpy.clip(below + parts * (above - below), _SMALLEST, 1 - _SMALLEST)
        value = law.mean + deviations_at(numpy, inside) * law.stdev
        if self.shape == "lognormal":
            value = numpy.exp(value)
        if self.shape == "logit-normal":
            value = self.all_ / (1 + numpy.exp(-value))
        return numpy.clip(value, self.least, self.most)

    def _law(self) -> NormalDist | None:
        """The normal law on its scale; None where both ends are one."""
        from statistics import NormalDist  # with fractions and decimals: not for a mere middle

        low, high = self._normal(self.low), self._normal(self.high)
        width = (high - low) / (2 * Z_OF_ENDS)
        return NormalDist((low + high) / 2, width) if width else None

    def _normal(self, value: float) -> float:
        """The value on the scale on which the law is normal."""
        if self.shape == "normal":
            return value
        if value <= 0:
            return -math.inf
        if self.shape == "lognormal":
            return math.log(value)
        if value >= self.all_:
            return math.inf
        odds = value / (self.all_ - value)
        return math.log(odds) if odds else -math.inf  # of the least float above 0

    def _value(self, normal: float) -> float:
        if self.shape == "normal":
            return normal
        if self.shape == "lognormal":
            return math.exp(normal) if normal < _LARGEST else math.inf
        return self.all_ / (1 + math.exp(-normal)) if normal > -_LARGEST else 0.0


def evenly_drawn(law: Distribution, draws: int, seed: int, name: str) -> list[float]:
    """Draws of a law, one from each of as many equally likely parts, in the order of chance.

    Of several laws together this is a Latin hypercube (McKay, Beckman and Conover, 1979). The order
    follows from the seed and the name, so that a range keeps its draws whatever others there are.
    """
    chance = chance_of(seed, name)
    order = sorted(range(draws), key=[chance.random() for _ in range(draws)].__getitem__)
    at = law.quantiles()
    return [at((place + chance.random()) / draws) for place in order]


def evenly_drawn_at_once(
    numpy: Any, law: Distribution, draws: int, seed: int, name: str
) -> array[float]:
    """The same draws by numpy, which has the generator of Python's `random`."""
    _, (*key, place), _ = chance_of(seed, name).getstate()
    chance = numpy.random.RandomState()
    chance.set_state(("MT19937", key, place))
    order = numpy.argsort(chance.random_sample(draws))
    parts = chance.random_sample(draws)
    parts += order
    parts /= draws
    kept = array("d", (0.0,)) * draws
    found = numpy.frombuffer(kept)
    with numpy.errstate(all="ignore"):
        for start in range(0, draws, _BLOCK):
            block = slice(start, start + _BLOCK)
            found[block] = law.at_each(numpy, parts[block])
    return kept


def chance_of(seed: int, name: str) -> Random:
    """The random numbers of a range."""
    from random import Random

    return Random(f"{seed} {name}")  # noqa: S311 - draws, not secrets
