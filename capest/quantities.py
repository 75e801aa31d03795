"""Numbers with units, and how they are shown.

Inside, values keep full precision; rounding happens here and only for showing: a prefix on the
numerator (34.7k request/s, 5.6 Gbit/s), three significant digits.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from .nouns import plural_of
from .records import field, record
from .units import (
    COUNTING,
    MACHINES,
    NUMBER,
    PERCENT,
    SIGNS,
    Atom,
    Unit,
    UnitTable,
    conversion,
    fill,
    is_count,
    is_money,
    unit_table,
)

if TYPE_CHECKING:
    import pint

DIGITS = 3
EXACT_DIGITS = 15  # a float holds 15 decimal digits exactly; the 16th and 17th are noise

_NOTHING = 1e-11  # of all: more nines than anybody promises, and what floats may lose
_WHOLE = 1e6  # from here on a whole number is rounded too
_LONGEST = 1e21  # from here on a number is written as a power of ten
_HALF_UP = 1 + 1e-12  # 328.5 is shown as 329, where rounding to even would give 328

MAGNITUDES = ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k"))
_DECIMAL_BYTES = ("YB", "ZB", "EB", "PB", "TB", "GB", "MB", "kB", "B")
_BINARY_BYTES = ("ZiB", "EiB", "PiB", "TiB", "GiB", "MiB", "KiB", "B")
_BITS = ("Ebit", "Pbit", "Tbit", "Gbit", "Mbit", "kbit", "bit")
_WATTS = ("GW", "MW", "kW", "W")
_FLOPS = ("PFLOP", "TFLOP", "GFLOP", "FLOP")
MANY_HOURS = 1000  # from here on a part of a year says more
TIMES = ("h", "min", "s", "ms", "us", "ns")  # no days: their length is a scenario's convention


@record(repr=False)
class Quantity:
    """A value and its unit. The value is a float, or an array of samples during a replay."""

    value: Any
    unit: Unit = NUMBER
    units: UnitTable | None = field(default=None, repr=False, compare=False)
    """The unit words of its scenario, whose day may be 100,000 s; None for the usual ones."""

    def __str__(self) -> str:
        if is_array(self.value):
            samples = samples_of(self.value)
            low, high = humanise(min(samples), self.unit), humanise(max(samples), self.unit)
            return f"{low} to {high} in {len(samples):,} samples"
        return humanise(self.value, self.unit)

    def __repr__(self) -> str:
        return f"<{self}>"

    def to(self, unit: str) -> float:
        """The value in another unit of the same dimension, such as "TB" or "requests/s".

        What is counted may be left out. Raises ValueError for an unknown word or another dimension.
        """
        wanted = (self.units or unit_table()).unit(unit)
        factor = conversion(self.unit, fill(wanted, self.unit) or wanted)
        if factor is None:
            raise ValueError(f"{self.unit} is not a unit of {unit}")
        return rescale(self.value, factor)  # type: ignore[no-any-return]  # a float for a float

    def to_pint(self, registry: pint.UnitRegistry[Any] | None = None) -> Any:
        """This quantity as one of pint's, in `registry` or in one made from capest's own units."""
        registry = registry or pint_registry()
        measured = registry.Quantity(self.value / 100 if self.unit == PERCENT else self.value, "")
        usual = unit_table()
        for atom, power in self.unit.powers if self.unit != PERCENT else ():
            base = "request" if atom.dimension == "count" else atom.name
            if atom.dimension == "time" and usual.atom(atom.name) != atom:
                measured = measured * registry.Quantity(float(atom.scale), "second") ** power
            else:
                measured = measured * registry.Quantity(1, base) ** power
        return measured


@lru_cache(maxsize=1)
def pint_registry() -> pint.UnitRegistry[Any]:
    """A pint registry of units.txt, made when first asked for."""
    from pathlib import Path

    import pint  # 150 ms: only for those who ask for pint's quantities

    return pint.UnitRegistry(str(Path(__file__).with_name("units.txt")))


def is_number(value: object) -> bool:
    """Whether a value is one number, not samples of it."""
    return isinstance(value, (int, float))


def is_array(value: object) -> bool:
    """Whether a value is an array of samples, or a quantity of them."""
    if isinstance(value, Quantity):
        return is_array(value.value)
    return hasattr(value, "__array_namespace__") and not is_number(value)


def samples_of(value: Any) -> list[float]:
    """The numbers of an array of samples, or of a quantity of them."""
    found: list[float] = (value.value if isinstance(value, Quantity) else value).tolist()
    return found


def spelled(value: float, unit: Unit) -> str:
    """A value as the language reads it back, to the last digit, whatever names a scenario has."""
    text = repr(float(value))
    for atom, power in unit.powers:
        word = "%" if atom == PERCENT.powers[0][0] else f" {atom.name}"
        bare = text[-1].isdigit() and power > 0
        text += word if bare else ""
        text += f" * 1{word}" * (power - bare) + f" / (1{word})" * -power
    return text


def rescale(value: Any, factor: Fraction) -> Any:
    """value * factor, rounding once for the usual factors (whole, or one over a whole number)."""
    if factor.denominator == 1:
        return value * factor.numerator
    if factor.numerator == 1:
        return value / factor.denominator
    return value * factor.numerator / factor.denominator


def canonical(unit: Unit) -> Unit:
    """The unit a machine reads: B, bit/s, s and plain counts instead of their multiples."""
    if any(is_money(atom.dimension) for atom, _ in unit.powers):
        return unit  # a price for each byte or second would be no more readable to a program
    rate = any(atom.dimension == "time" and power < 0 for atom, power in unit.powers)
    words = {"information": "bit" if rate else "B", "time": "s"}
    table = unit_table()
    powers: list[tuple[Atom, int]] = []
    for atom, power in unit.powers:
        if atom.dimension:  # a percentage is a plain number
            word = words.get(atom.dimension)
            powers.append((table.atom(word) if word else atom, power))
    return Unit(tuple(powers))


# --- showing ---


def humanise(value: float, unit: Unit = NUMBER, *, exact: bool = False) -> str:
    """The quantity for people: `34.7k request/s`, `54.8 PB`, `2,048 shard`; all digits with
    exact.
    """
    if exact:
        return joined(_grouped(value, EXACT_DIGITS), unit)
    if value < 0:
        return f"-{humanise(-value, unit)}"
    if unit == PERCENT:
        return f"{_near_all(value, 100) or _digits(value, DIGITS)}%"
    if is_count(unit):
        return joined(_counted(value, unit), unit)
    lead, power = leading(unit)
    if lead.dimension in ("information", "power", "computation") and power == 1:
        return _prefixed(value, unit, lead, family(lead))
    if lead.dimension == "time" and power == 1:
        if value < 1 and value * lead.scale >= MANY_HOURS * unit_table().atom("hour").scale:
            return joined(count(value), unit)  # 0.291 years, not 2550 h
        times = TIMES if lead.scale <= 1 else (lead.name, *TIMES)
        return _prefixed(value, unit, lead, times if value else ("s",))
    if is_money(lead.dimension) and power == 1:
        return priced(value, unit, lead)
    return joined(count(value), unit)


def in_unit(value: float, unit: Unit) -> str:
    """The quantity in just this unit, where a person asked for it: 432k GB/day, not 432 TB/day."""
    if unit == PERCENT or any(is_money(atom.dimension) for atom, _ in unit.powers):
        return humanise(value, unit)
    return joined(_counted(value, unit), unit)


def cell(value: float, unit: Unit, *, per: str | None = None, exact: bool = False) -> str:
    """The quantity for a table, whose headings say what is counted: 34.7k/s, 600M, 986 TB."""
    powers = tuple(
        (atom, power)
        for atom, power in unit.powers
        if atom.dimension not in COUNTING and not (atom.name == per and power == -1)
    )
    if is_count(unit) and unit != PERCENT and not exact:
        return _counted(value, unit)
    return humanise(value, Unit(powers), exact=exact) if powers or exact else count(value)


def _counted(value: float, unit: Unit) -> str:
    """A whole number of machines in full, and any that three digits cannot show: 1,024, 34.7k."""
    if abs(value) < _WHOLE and value == int(value):
        machines = any(atom.dimension in MACHINES for atom, _ in unit.powers)
        cut = float(_digits(value, DIGITS)) != value
        return f"{int(value):,}" if machines or cut else count(value)
    return count(value) if unit.powers else _near_all(value, 1) or count(value)


def count(value: float) -> str:
    """A plain number for people: 34.7k, 3B, 0.26, 1.2e+15."""
    if value < 0:
        return f"-{count(-value)}"
    rounded = float(_digits(value, DIGITS))
    for size, letter in MAGNITUDES:
        if rounded >= size:
            return (
                f"{_digits(value / size, DIGITS)}{letter}"
                if rounded < 1e15
                else _power_of_ten(value)
            )
    return _digits(value, DIGITS) if rounded >= 1e-3 or value == 0 else _power_of_ten(value)


def _power_of_ten(value: float) -> str:
    return f"{value:.{DIGITS}g}".replace("e+", "e").replace("e-0", "e-")


def leading(unit: Unit) -> tuple[Atom, int]:
    """The word that takes the prefix: a size or a price if there is one, else the first."""
    above = [(atom, power) for atom, power in unit.powers if power > 0] or [unit.powers[0]]
    sized = (
        item for item in above if item[0].dimension == "information" or is_money(item[0].dimension)
    )
    return next(sized, above[0])


def priced(value: float, unit: Unit, lead: Atom) -> str:
    """An amount of money: $0.02/GB, and 300 CHF where the currency has no sign."""
    table = unit_table()
    signs = (sign for sign, word in SIGNS.items() if table.atom(word).dimension == lead.dimension)
    sign = next(signs, None)
    if sign is None:
        return joined(count(value), unit)
    amount = f"{sign}{count(rescale(value, lead.scale))}"
    rest = str(Unit(tuple(item for item in unit.powers if item[0] != lead)))
    return f"{amount}{rest[1:]}" if rest.startswith("1/") else f"{amount} {rest}".rstrip()


def family(atom: Atom) -> tuple[str, ...]:
    """The units of a size, a power or a computation by which it is shown, the largest first."""
    if atom.dimension in ("power", "computation"):
        return _WATTS if atom.dimension == "power" else _FLOPS
    if "bit" in atom.name:
        return _BITS
    return _BINARY_BYTES if "bi" in atom.name else _DECIMAL_BYTES


def _prefixed(value: float, unit: Unit, lead: Atom, words: tuple[str, ...]) -> str:
    """The value with the largest of a family's units in which it is at least 1 once rounded."""
    shown, atom = value, lead
    for word in words:
        atom = lead if word == lead.name else unit_table().atom(word)
        shown = rescale(value, lead.scale / atom.scale)
        if float(_digits(shown, DIGITS)) >= 1:
            break
    number = count(shown) if shown >= 1e4 or shown < 1 else _digits(shown, DIGITS)
    rest = tuple(item for item in unit.powers if item[0] != lead)
    return joined(number, Unit(((atom, 1), *rest)))


def joined(number: str, unit: Unit) -> str:
    """A number as it is shown, with its unit."""
    if not unit.powers or unit.powers[0] == PERCENT.powers[0]:
        return f"{number}{unit}"
    if number != "1" and len(unit.powers) == 1 and unit.powers[0][1] == 1:
        return f"{number} {several(unit.powers[0][0])}"
    text = str(unit)
    return f"{number}{text[1:]}" if text.startswith("1/") else f"{number} {text}"


def several(atom: Atom) -> str:
    """A unit's word for more than one: nodes, GPUs, MB."""
    spelled_out = atom.symbol.lower() == atom.name
    return plural_of(atom.symbol) if spelled_out and len(atom.symbol) > 1 else atom.symbol


def _digits(value: float, digits: int) -> str:
    """The value rounded to so many significant digits, without an exponent or trailing zeros."""
    if value == 0:
        return "0"
    text = f"{value * _HALF_UP:.{digits}g}"
    if "e" in text:
        text = f"{float(text):.15f}" if abs(value) < 1 else f"{float(text):.0f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _near_all(value: float, whole: int) -> str:
    """Just below all it is what lacks that counts: 99.95, where three digits would be 100."""
    if not 0.99 < value / whole < 1 - _NOTHING:
        return ""
    lacking = Decimal(_digits(whole - value, DIGITS - 1))
    return f"{whole - lacking:f}"


def _grouped(value: float, digits: int) -> str:
    text = f"{value:.{digits}g}"
    if abs(value) < _LONGEST and value == int(value) and float(text) != value:
        return f"{int(value):,}"  # more digits than most floats have, but these are its own
    if "e" in text:
        text = f"{float(text):.0f}" if 1 <= abs(value) < _LONGEST else text
    whole, point, fraction = text.partition(".")
    sign, whole = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    return f"{sign}{int(whole):,}{point}{fraction}" if whole.isdigit() else text
