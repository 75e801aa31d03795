"""Reads an answer as people type it: 30k, 35K qps, 3 x 10^9, 3B/day, 100tb, 20 GiB, 5 Gbps, 80 ms.

A number, perhaps a magnitude, perhaps a unit. The question's dimension settles what a letter alone
means: M, B and T are million, billion and trillion of what is counted, but MB, bytes and TB of
data. A bare number is in the unit that the prompt asks for. Anything else is refused with the
reason; nothing is guessed.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from fractions import Fraction

from ...language.numbers import MAGNITUDE_WORDS
from ...nouns import plural_of
from ...quantities import Quantity, cell, humanise, in_unit, rescale
from ...units import Atom, Unit, UnitTable, conversion, dimensions, fill, unit_table
from ..question import LETTERS, Interval, NumberKey, OptionKey, Question, WrongLine, without_counts
from .spellings import Refused, unit_of_word

_LONGEST = 200  # characters; an answer is one number
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_PLAIN = r"(?:\d{1,3}(?:[,_ ]\d{3})+(?!\d)|\d+)(?:\.\d+)?|\.\d+"
_POWER = r"(?P<base>\d+)\s*(?:\^|\*\*)\s*(?P<exponent>-?\d+)"
_NUMBERS = (
    re.compile(rf"(?P<mantissa>{_PLAIN})\s*[x×*·]\s*{_POWER}"),
    re.compile(_POWER),
    re.compile(rf"(?P<mantissa>{_PLAIN})(?:[eE](?P<tens>[+-]?\d+))?"),
)
_PER = re.compile(r"\s*(?:/|\bper\b|\ban?\b|\beach\b)\s*")
_ABOUT = re.compile(r"^(?:~|≈|=|about|around|roughly|approximately|approx\.?|ca\.?)\s*", re.I)
_WORDS = {
    **MAGNITUDE_WORDS, "mn": 1e6, "tn": 1e12, "quadrillion": 1e15, "quintillion": 1e18,
    "lakh": 1e5, "crore": 1e7,
}  # fmt: skip
_LINE = re.compile(r"(?:line\s*)?(?P<line>\d{1,3})(?P<rest>(?:[\s,;:].*)?)", re.I)
_FACTOR = re.compile(r"^(?:by\s+)?(?:a\s+)?(?:factor\s+(?:of\s+)?)?(?:[x×]\s*(?=\d))?", re.I)
_SIDE = re.compile(r"\s*\b(?:too\s+)?(?P<side>high|large|big|low|small)$", re.I)
_HIGH = ("high", "large", "big")
_PLAIN_NUMBER = NumberKey(truth=Quantity(1.0))
_BETWEEN = re.compile(r"^(?:between|from)\s+", re.I)
_ENDS = re.compile(r"\s+(?:to|and)\s+|\s*(?:–|—|\.\.+|…|(?<![eE^*])-)\s*|(?<=\d)to(?=\d)", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What an answer says: a quantity, an option by its index, a line, or a range."""

    said: str
    """To show before the verdict: "30,000 /s"."""
    quantity: Quantity | None = None
    """The number; of a line, how many times off it is, where that is said."""
    option: int | None = None
    line: int | None = None
    is_high: bool | None = None
    """Whether a line is said to be too high; None where nothing is said."""
    ends: tuple[Quantity, Quantity] | None = None
    """The ends of a range, the lower one first."""

    def __str__(self) -> str:
        return f"read as {self.said}"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an answer cannot be read, and what to type instead."""

    reason: str
    hint: str | None = None

    def __str__(self) -> str:
        return f"{self.reason}; {self.hint}" if self.hint else self.reason


def read_answer(text: str, question: Question) -> Reading | Refusal:
    """The reading of an answer, or the reason why there is none."""
    written = text.strip()
    if not written:
        return Refusal("nothing is written")
    if len(written) > _LONGEST:
        return Refusal("this is too long for an answer")
    try:
        match question.key:
            case OptionKey() as choice:
                return _option(written, choice)
            case NumberKey() as amount:
                return _amount(written, amount)
            case WrongLine() as wrong:
                return _line(written, wrong)
            case Interval() as interval:
                return _range(written, interval)
    except Refused as refused:
        return Refusal(refused.reason, refused.hint)


# --- options ---


def _option(written: str, choice: OptionKey) -> Reading:
    word = written.lower().strip(".)( ")
    texts = [option.lower() for option in choice.options]
    letters = LETTERS[: len(texts)]
    if len(word) == 1 and word in letters:
        found = letters.index(word)
    elif word in texts:
        found = texts.index(word)
    else:
        begun = [index for index, text in enumerate(texts) if text.startswith(word)]
        if len(begun) != 1 or not word:
            raise Refused(f"'{written}' is not one of the options", f"type {_or(letters)}")
        found = begun[0]
    return Reading(said=f"{letters[found]}) {choice.options[found]}", option=found)


def _or(letters: str) -> str:
    return f"{', '.join(letters[:-1])} or {letters[-1]}"


# --- lines and ranges, whose numbers are amounts ---


def _line(written: str, wrong: WrongLine) -> Reading:
    """A line and perhaps how many times off it is: `3, 1000x`, `line 3: 8x low`, `3`."""
    found = _LINE.fullmatch(written)
    if found is None or re.fullmatch(r",\d{3}(?!\d).*", found["rest"]):
        raise Refused(f"'{written}' does not begin with a line", "write e.g. 3, 1000x")
    line, rest = int(found["line"]), found["rest"].lstrip(" ,;:")
    if not 1 <= line <= wrong.lines:
        raise Refused(f"there is no line {line}", f"they are 1 to {wrong.lines}")
    if not rest:
        return Reading(said=f"line {line}, without a factor", line=line)
    side = _SIDE.search(rest)
    factor = _amount(_FACTOR.sub("", rest[: side.start()] if side else rest), _PLAIN_NUMBER)
    if factor.quantity is None or factor.quantity.unit.powers:
        raise Refused(f"{factor.said} is no factor", "how many times off is it?")
    is_high = side["side"].lower() in _HIGH if side else None
    times = f"{factor.said}x"
    if side:
        times += " high" if is_high else " low"
    return Reading(
        said=f"line {line}, {times}", quantity=factor.quantity, line=line, is_high=is_high
    )


def _range(written: str, interval: Interval) -> Reading:
    """Two numbers: `20 to 90`, `20M - 90M`, `between 1 and 3 PB a day`."""
    texts = _ENDS.split(_BETWEEN.sub("", _ABOUT.sub("", written)))
    if len(texts) != 2 or not all(text.strip() for text in texts):
        raise Refused(f"'{written}' is not a range", "write its two ends, e.g. 20 to 90")
    low, high = (_amount(text.strip(), NumberKey(truth=interval.truth)) for text in texts)
    if low.quantity is None or high.quantity is None:
        raise TypeError("an amount without a quantity")
    if _is_bare(texts[0]) and not _is_bare(texts[1]) and not _as_asked(texts[1], interval):
        raise Refused(
            f"'{texts[0].strip()}' has no unit or magnitude, '{texts[1].strip()}' has",
            "write it at both ends, as in 20M to 90M or 2 PB to 3 PB",
        )
    factor = conversion(low.quantity.unit, high.quantity.unit)
    if factor is None:
        raise Refused("the two ends are not of one kind", f"{low.said} and {high.said}")
    if float(rescale(low.quantity.value, factor)) >= high.quantity.value:
        raise Refused("the lower end comes first, and is below the other")
    return Reading(said=f"{low.said} to {high.said}", ends=(low.quantity, high.quantity))


def _is_bare(text: str) -> bool:
    _, rest = _number(_ABOUT.sub("", text.strip()).removeprefix("$").lstrip())
    return not rest


def _as_asked(text: str, interval: Interval) -> bool:
    """Whether the unit written behind a number is the one that a bare number is read in."""
    number, rest = _number(_ABOUT.sub("", text.strip()).removeprefix("$").lstrip())
    read = _amount(text.strip(), NumberKey(truth=interval.truth)).quantity
    if read is None or not rest:
        return False
    return read.value == number and conversion(read.unit, interval.unit) == 1


# --- amounts ---


def _amount(written: str, amount: NumberKey) -> Reading:
    units = amount.truth.units or unit_table()
    bare = _ABOUT.sub("", written)
    number, rest = _number(bare.removeprefix("$").lstrip())
    factor, unit = _rest(rest, amount.unit, units)
    if bare.startswith("$") and "dollar" not in dict(dimensions(unit)):
        unit = Unit((*units.words["USD"].powers, *_below(rest, units)))
    value = number * factor
    if not math.isfinite(value):
        raise Refused("this number is too large to compute with")
    if value <= 0:
        raise Refused("an estimate is above zero", "what matters is how many times off it is")
    filled = fill(unit, amount.unit) or unit
    if amount.only_in_unit and conversion(filled, amount.unit) not in (None, 1):
        raise Refused(f"the question is how many {_several(amount.unit)}", "answer in that unit")
    return Reading(
        said=_said(value, filled, amount.unit), quantity=Quantity(value, filled, amount.truth.units)
    )


def _several(unit: Unit) -> str:
    """A unit as a question counts it: seconds, requests/month."""
    (first, _), *rest = unit.powers
    below = "".join(f" a {atom.name}" for atom, _ in rest)
    return f"{plural_of(first.name)}{below}"


def _said(value: float, unit: Unit, asked: Unit) -> str:
    """The reading as written and, where that is more than another prefix, as asked for."""
    factor = conversion(unit, asked)
    if factor is None:
        return humanise(value, unit, exact=True)
    if _is_power_of_ten(factor):
        return without_counts(value, unit)
    value_asked = rescale(value, factor)
    is_time = [atom.dimension for atom, _ in asked.powers] == ["time"]
    shown = in_unit(value_asked, asked) if is_time else cell(value_asked, asked)
    return f"{without_counts(value, unit)} = {shown}"


def _is_power_of_ten(factor: Fraction) -> bool:
    parts = (factor.numerator, factor.denominator)
    return 1 in parts and str(max(parts)).rstrip("0") == "1"


def _number(text: str) -> tuple[float, str]:
    """The number at the start of a text, and what is left of it."""
    text = re.sub(r"([⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)", lambda found: f"^{found[0]}", text).translate(_SUPERSCRIPTS)
    if text.startswith(("-", "−")):  # a minus sign, as editors put it
        raise Refused("an estimate is above zero")
    found = next((found for form in _NUMBERS if (found := form.match(text))), None)
    if found is None:
        raise Refused(f"'{text}' does not begin with a number", "e.g. 30k, 3e9 or 20 GB")
    rest = text[found.end() :].strip().rstrip("?!").removesuffix(".")
    _refuse_more_numbers(text, rest)
    return _value(found), rest.strip()


def _value(found: re.Match[str]) -> float:
    parts = found.groupdict()
    digits = parts.get("mantissa") or "1"
    value = float(re.sub("[,_ ]", "", digits))
    try:
        if parts.get("base"):
            value *= float(parts["base"]) ** int(parts["exponent"])
        elif parts.get("tens"):
            value *= 10.0 ** int(parts["tens"])
    except (OverflowError, ZeroDivisionError):
        raise Refused("this number is too large to compute with") from None
    return value


def _refuse_more_numbers(text: str, rest: str) -> None:
    if re.match(r"[,.]\d", rest):
        raise Refused(
            f"the comma or point in '{text}' can be read two ways",
            "write 1,500 for thousands or 1.5 for a fraction",
        )
    if re.match(r"(?:[a-zA-Z]{0,2}\s*)(?:-|–|to\b|\.\.)\s*\d", rest):
        raise Refused("this is a range", "answer with one number")
    if re.search(r"\d", rest):
        raise Refused(f"'{rest}' after the number is not a unit", "answer with one number")


def _rest(rest: str, asked: Unit, units: UnitTable) -> tuple[float, Unit]:
    """The magnitude and the unit behind a number."""
    if not rest:
        return 1.0, asked
    head, *below = _PER.split(rest)
    words = head.split()
    factor = 1.0
    while words and (size := _WORDS.get(words[0].lower().removesuffix("s"))):
        factor *= size
        words.pop(0)
    size, unit = unit_of_word(words, asked, units, has_per=bool(below))
    bottom = Unit(_below(rest, units))
    if unit is not None:
        return factor * size, Unit((*unit.powers, *bottom.powers))
    if not below or _same_below(bottom, asked):
        return factor * size, asked
    if "information" in dict(dimensions(asked)):
        raise Refused("this has no size", f"write e.g. {_example(asked)}")
    return factor * size, bottom


def _below(rest: str, units: UnitTable) -> tuple[tuple[Atom, int], ...]:
    """What an answer is per, as powers below zero."""
    _, *words = _PER.split(rest)
    return tuple((atom, -power) for word in words for atom, power in _per(word, units))


def _per(word: str, units: UnitTable) -> tuple[tuple[Atom, int], ...]:
    found = units.find(word) or units.find(word.lower())
    if found is None:
        raise Refused(f"'{word}' is not a unit" if word else "nothing follows 'per'")
    return found.powers


def _same_below(bottom: Unit, asked: Unit) -> bool:
    """Whether an answer without a size is per the same time as the question asks."""
    below = Unit(tuple((atom, power) for atom, power in asked.powers if power < 0))
    return bottom == below


def _example(asked: Unit) -> str:
    return "5 Gbit/s" if dict(dimensions(asked)).get("time") else "5 GB"
