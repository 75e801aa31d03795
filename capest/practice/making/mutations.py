"""The slips of real estimates, each as what it would make of a line of a derivation.

They are those found in 61 wrong results among 703 published estimates: prefixes, bits for bytes,
counts labelled as bytes, dropped times, copies and peaks, lost digits, assumptions that change half
way, and averages quoted as peaks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from ...derivations import Derivation
from ...engine.estimate import Estimate
from ...language.tree import Binary, Call, Convert, Name, Number, Tree
from ...records import field, record
from ...slips import BITS, SLIPS, power_of_ten
from ...units import COUNTING, MACHINES, PERCENT, Unit, UnitTable, dimensions, scale
from .explanation import original
from .worked_lines import WorkedLine, shown

LEAST = 1.5
"""Times that a slip must be off, well above the 1.25 within which an answer is good."""

MOST = 1e6
"""Times beyond which a slip is seen at a glance: 10 MB where 100 TB are kept."""

_SIZE = "information"
_BYTE = 8  # bits, in which sizes are measured here
_FEW = 100  # below it a whole number is a count of things, which has no half
_TIMES = {slip.factor: slip for slip in SLIPS if slip.derivations and slip.kind == "time"}
_PREFIX = power_of_ten(3)


@record(kw_only=True)
class Mutation:
    """What a slip makes of a line."""

    factor: float
    """The wrong result over the right one."""
    because: str
    """What was done wrong."""
    look_at: str
    """Where to look for it, as a first hint."""
    instead: Mapping[str, float] = field(default_factory=dict)
    """Inputs that stand on the line with another value than they have, by name."""

    @property
    def off(self) -> float:
        """How many times off the line is, at least 1."""
        return max(self.factor, 1 / self.factor)


def mutations(estimate: Estimate, line: WorkedLine, *, is_first: bool) -> tuple[Mutation, ...]:
    """All slips that make a line so wrong that it can be found."""
    if any(name in MACHINES for name, _ in dimensions(line.item.quantity.unit)):
        return ()  # a thousandth of a shard is no slip that anybody makes
    found = [one for slip in _OF_RESULTS for one in slip(line)]
    factors = _factors_of(line.item.formula, line.item, estimate.graph.units)
    if factors is not None:
        product = _Product(line=line, factors=tuple(factors), estimate=estimate)
        found += [one for slip in _OF_PRODUCTS for one in slip(product)]
        found += () if is_first else _assumption(product)
    return tuple(one for one in found if LEAST <= one.off <= MOST)


# --- slips of any result ---


def _prefix(line: WorkedLine) -> Iterator[Mutation]:
    look_at = "the prefixes: k, M, G and T are a thousand apart"
    for factor in (1000.0, 1 / 1000)[: 2 if line.result >= 1000 else 1]:
        yield Mutation(factor=factor, because=_PREFIX.words(factor), look_at=look_at)


def _lost_digit(line: WorkedLine) -> Iterator[Mutation]:
    if line.result >= _FEW:
        yield Mutation(factor=0.1, because="a digit was lost", look_at="the number of digits")


_OF_RESULTS: tuple[Callable[[WorkedLine], Iterator[Mutation]], ...] = (_prefix, _lost_digit)


# --- slips of products ---


@record(kw_only=True)
class _Factor:
    """A factor of a product: its unit, its power, and the quantity it stands for."""

    unit: Unit
    power: int
    item: Derivation | None = None


@record(kw_only=True)
class _Product:
    """A line that only multiplies and divides, taken apart."""

    line: WorkedLine
    factors: tuple[_Factor, ...]
    estimate: Estimate

    def ratio(self, dimension: str) -> Fraction:
        """What the sizes of one dimension's units multiply the bare numbers by."""
        inside = Fraction(1)
        for factor in self.factors:
            inside *= _size(factor.unit, dimension) ** factor.power
        return inside / _size(self.line.item.quantity.unit, dimension)

    def quantities(self) -> Iterator[tuple[Derivation, int]]:
        """The quantities multiplied and divided by, as the formula names them."""
        for factor in self.factors:
            if factor.item is not None:
                yield factor.item, factor.power


def _factors_of(
    tree: Tree, item: Derivation, units: UnitTable, power: int = 1
) -> list[_Factor] | None:
    """The factors of a product; None for a formula that is more than one."""
    match tree:
        case Binary(operator="*" | "/" as sign, left=left, right=right):
            first = _factors_of(left, item, units, power)
            second = _factors_of(right, item, units, power if sign == "*" else -power)
            return None if first is None or second is None else first + second
        case Call(function="sum" | "max" | "min", arguments=(only,)) | Convert(value=only):
            return _factors_of(only, item, units, power)
        case Name(name=name):
            below = next((one for one in item.inputs if one.name == name), None)
            unit = below.quantity.unit if below else units.find(name)
            return None if unit is None else [_Factor(unit=unit, power=power, item=below)]
        case Number(unit=word):
            unit = Unit(()) if word is None else PERCENT if word == "%" else units.find(word)
            return None if unit is None else [_Factor(unit=unit, power=power)]
        case _:
            return None


def _size(unit: Unit, dimension: str) -> Fraction:
    size = Fraction(1)
    for atom, power in unit.powers:
        if atom.dimension == dimension:
            size *= atom.scale**power
    return size


def _time(product: _Product) -> Iterator[Mutation]:
    ratio = product.ratio("time")
    known = _TIMES.get(float(max(ratio, 1 / ratio))) if ratio > 0 else None
    if known:
        factor = float(1 / ratio)
        yield Mutation(factor=factor, because=known.words(factor), look_at="the units of time")


def _bits(product: _Product) -> Iterator[Mutation]:
    held = {_is_bit(factor.unit) for factor in product.factors} - {None}
    wanted = _is_bit(product.line.item.quantity.unit)
    if wanted is None or held != {not wanted}:
        return
    factor = 1 / BITS.factor if wanted else BITS.factor
    yield Mutation(factor=factor, because=BITS.words(factor), look_at="bits and bytes")


def _is_bit(unit: Unit) -> bool | None:
    """Whether a unit's size is in bits; None for one without a size."""
    return next(("bit" in atom.name for atom, _ in unit.powers if atom.dimension == _SIZE), None)


def _count_as_bytes(product: _Product) -> Iterator[Mutation]:
    if dict(dimensions(product.line.item.quantity.unit)) != {_SIZE: 1} or _is_bit(
        product.line.item.quantity.unit
    ):
        return
    for item, power in product.quantities():
        found = dict(dimensions(item.quantity.unit))
        per_thing = found.pop(_SIZE, 0) == 1 and all(
            name in COUNTING and power == -1 for name, power in found.items()
        )
        if per_thing and found and power == 1:
            size = float(item.quantity.value) * float(scale(item.quantity.unit)) / _BYTE
            because = f"a count labelled as bytes: {original(item).name} left out"
            yield Mutation(
                factor=1 / size, because=because, look_at="what is counted, and what is bytes"
            )


def _left_out(product: _Product) -> Iterator[Mutation]:
    for item, power in product.quantities():
        word = item.name.rpartition(".")[2]
        if word in _DROPPED and power == 1 and not dimensions(item.quantity.unit):
            yield Mutation(
                factor=1 / (float(item.quantity.value) * float(scale(item.quantity.unit))),
                because=f"{original(item).name} left out",
                look_at=_DROPPED[word],
            )


_PEAKS = "what is an average, and what is a peak"
_DROPPED = {"replicas": "how many copies there are", "peak": _PEAKS, "peak_factor": _PEAKS}


def _average_as_peak(product: _Product) -> Iterator[Mutation]:
    for item, power in product.quantities():
        entry, _, name = item.name.rpartition(".")
        average = product.estimate.get(f"{entry}.{name.removeprefix('peak_')}")
        if (
            not name.startswith("peak_")
            or average is None
            or average.quantity.unit != item.quantity.unit
        ):
            continue
        ratio = float(average.quantity.value) / float(item.quantity.value)
        yield Mutation(
            factor=ratio**power,
            because=f"the average, {average.name}, quoted as {original(item).name}",
            look_at=_PEAKS,
            instead={item.name: float(average.quantity.value)},
        )


_ABOVE = "the numbers that a line starts from, beside those above it"


def _assumption(product: _Product) -> Iterator[Mutation]:
    for item, power in product.quantities():
        first = original(item)
        if first.is_computed:
            continue
        for times in (2.0, 0.5, 5.0):
            value = float(item.quantity.value) * times
            halves = float(item.quantity.value) < _FEW and value != int(value)
            if halves or (first.quantity.unit == PERCENT and value > 100):
                continue
            because = f"{first.name} changed half way, to {shown(value, first)}"
            yield Mutation(
                factor=times**power, because=because, look_at=_ABOVE, instead={item.name: value}
            )


_OF_PRODUCTS: tuple[Callable[[_Product], Iterator[Mutation]], ...] = (
    _time, _bits, _count_as_bytes, _left_out, _average_as_peak,
)  # fmt: skip
