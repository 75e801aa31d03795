"""Reads an answer as people type it: 30k, 35K qps, 3 x 10^9, 3B/day, 100tb, 20 GiB, 5 Gbps, 80 ms.

A number, perhaps a magnitude, perhaps a unit. The question's dimension settles what a letter alone
means: M, B and T are million, billion and trillion of what is counted, but MB, bytes and TB of
data. A bare number is in the unit that the prompt asks for. Anything else is refused with the
reason; nothing is guessed.
"""

from __future__ import annotations

import re
from fractions import Fraction

from ...nouns import either, plural_of
from ...problems import did_you_mean
from ...prose.read import lookalikes_and_quantities_in
from ...prose.reader import Strictness
from ...prose.words import NUMBER_WORDS
from ...prose.written import Unreadable, Written
from ...quantities import Quantity, cell, humanise, in_unit, rescale
from ...records import record
from ...units import COUNTING, Unit, UnitTable, conversion, dimensions, fill, unit_table
from ..question import LETTERS, Interval, NumberKey, OptionKey, Question, WrongLine, without_counts

_LONGEST = 200  # characters; an answer is one number
_LINE = re.compile(r"(?:line\s*)?(?P<line>\d{1,3})(?P<rest>(?:[\s,;:].*)?)", re.I)
_FACTOR = re.compile(
    r"^(?:(?:it\s+)?is\s+)?(?:off\s+)?(?:by\s+)?(?:(?:a\s+)?factor\s+(?:of\s+)?)?"
    r"(?:[x×]\s*(?=\d)|1\s*/\s*(?=\d))?|\s*-?fold$|\s+times$",
    re.I,
)
_SIDE = re.compile(
    r"\s*\b(?:too\s+)?(?:(?P<high>high(?:er)?|large|big|more)|(?:low(?:er)?|small|less))\b", re.I
)
_MULTIPLES = {
    **NUMBER_WORDS, "double": 2, "doubled": 2, "twice": 2, "half": 2, "halved": 2, "triple": 3,
    "third": 3, "quarter": 4, "fifth": 5, "eighth": 8, "tenth": 10, "hundred": 100,
    "hundredth": 100, "thousand": 1000, "thousandth": 1000,
}  # fmt: skip
"""Words for how many times off a line is; which way it is off is the line's own, or said."""

_FILLING = frozenset({"as", "much", "many"})
_PLAIN_NUMBER = NumberKey(truth=Quantity(1.0))
_BETWEEN = re.compile(r"\b(?:between|from)\s+", re.I)
_ENDS = re.compile(r"\s+(?:to|and)\s+|\s*(?:–|—|\.\.+|…|(?<![eE^*])-)\s*|(?<=\d)to(?=\d)", re.I)


@record(kw_only=True)
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


class Refusal(Exception):
    """Why an answer cannot be read, and what to type instead."""

    def __init__(self, reason: str, hint: str | None = None) -> None:
        super().__init__(f"{reason}; {hint}" if hint else reason)
        self.reason = reason


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
    except Refusal as refusal:
        return refusal


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
            raise Refusal(f"'{written}' is not one of the options", f"type {either(letters)}")
        found = begun[0]
    return Reading(said=f"{letters[found]}) {choice.options[found]}", option=found)


# --- lines and ranges, whose numbers are amounts ---


def _line(written: str, wrong: WrongLine) -> Reading:
    """A line and perhaps how many times off it is: `3, 1000x`, `line 3: 8x low`, `3`."""
    found = _LINE.fullmatch(written)
    if found is None or re.fullmatch(r",\d{3}(?!\d).*", found["rest"]):
        raise Refusal(f"'{written}' does not begin with a line", "write e.g. 3, 1000x")
    line, rest = int(found["line"]), found["rest"].lstrip(" ,;:")
    if not 1 <= line <= wrong.lines:
        raise Refusal(f"there is no line {line}", f"they are 1 to {wrong.lines}")
    if not rest:
        return Reading(said=f"line {line}, without a factor", line=line)
    side = _SIDE.search(rest)
    said = _FACTOR.sub("", _SIDE.sub("", rest, count=1).strip()).strip()
    factor = _amount(_multiple(said) or said, _PLAIN_NUMBER)
    if factor.quantity is None or factor.quantity.unit.powers:
        raise Refusal(f"{factor.said} is no factor", "how many times off is it?")
    is_high = bool(side["high"]) if side else None
    times = f"{factor.said}x{'' if is_high is None else ' high' if is_high else ' low'}"
    return Reading(
        said=f"line {line}, {times}", quantity=factor.quantity, line=line, is_high=is_high
    )


def _multiple(said: str) -> str:
    """The number of `double`, `a tenth`, `ten times` or `half as much`; "" for other words."""
    first, _, rest = said.lower().removeprefix("a ").partition(" ")
    known = first in _MULTIPLES and _FILLING.issuperset(rest.split())
    return str(_MULTIPLES[first]) if known else ""


def _range(written: str, interval: Interval) -> Reading:
    """Two numbers: `20 to 90`, `20M - 90M`, `between 1 and 3 PB a day`."""
    texts = _ENDS.split(_BETWEEN.sub("", written, count=1))
    if len(texts) != 2 or not all(text.strip() for text in texts):
        raise Refusal(f"'{written}' is not a range", "write its two ends, e.g. 20 to 90")
    key = NumberKey(truth=interval.truth)
    low, high = (_amount(text.strip(), key) for text in texts)
    if low.quantity is None or high.quantity is None:
        raise TypeError("an amount without a quantity")
    if _says_more(texts[1], texts[0], key):
        raise Refusal(
            f"'{texts[0].strip()}' has no unit or magnitude, '{texts[1].strip()}' has",
            "write it at both ends, as in 20M to 90M or 2 PB to 3 PB",
        )
    factor = conversion(low.quantity.unit, high.quantity.unit)
    if factor is None:
        raise Refusal("the two ends are not of one kind", f"{low.said} and {high.said}")
    if float(rescale(low.quantity.value, factor)) >= high.quantity.value:
        raise Refusal("the lower end comes first, and is below the other")
    return Reading(said=f"{low.said} to {high.said}", ends=(low.quantity, high.quantity))


def _says_more(end: str, other: str, key: NumberKey) -> bool:
    """Whether one end has a magnitude or a unit, not the one asked for, and the other is bare."""
    units = key.truth.units or unit_table()
    read, bare = _read(end.strip(), key.unit, units), _read(other.strip(), key.unit, units)
    if bare.notation.scale or not bare.bare:
        return False
    return bool(read.notation.scale) or conversion(_as_asked(read, key.unit), key.unit) != 1


# --- amounts ---


def _amount(written: str, key: NumberKey) -> Reading:
    units = key.truth.units or unit_table()
    read = _read(written, key.unit, units)
    unit = _as_asked(read, key.unit)
    if read.notation.point == "," or read.notation.group == ".":
        raise Refusal(
            f"the comma or point in '{written}' can be read two ways",
            "write 1,500 for thousands or 1.5 for a fraction",
        )
    if read.value <= 0:
        raise Refusal("an estimate is above zero", "what matters is how many times off it is")
    if key.only_in_unit and conversion(unit, key.unit) not in (None, 1):
        raise Refusal(f"the question is how many {_several(key.unit)}", "answer in that unit")
    return Reading(
        said=_said(read.value, unit, key.unit),
        quantity=Quantity(read.value, unit, key.truth.units),
    )


def _read(written: str, asked: Unit, units: UnitTable) -> Written:
    """The one quantity that an answer is."""
    text = written.rstrip("?!").removesuffix(".").rstrip()
    found = lookalikes_and_quantities_in(text, units, asked, level=Strictness.ANSWER)
    if not found or text[: found[0].start].strip("= "):
        raise Refusal(f"'{written}' does not begin with a number", "e.g. 30k, 3e9 or 20 GB")
    first, rest = found[0], text[found[0].end :].strip()
    if isinstance(first, Unreadable):
        raise Refusal(f"'{first.text}': {first.reason}")
    if first.is_range:
        raise Refusal("this is a range", "answer with one number")
    if first.bound:
        raise Refusal("this is a bound", "answer with one number")
    is_counted = any(power > 0 for _, power in first.unit.powers)
    unknown = ("" if is_counted else first.unknown) or rest or _unknown_below(first.unit, units)
    if rest in ("/", "per"):
        raise Refusal("nothing follows 'per'")
    if unknown:
        close = did_you_mean(unknown, [word for word in units.words if not units.is_noun(word)])
        raise Refusal(f"'{unknown}' is not a unit", f"did you mean {close}?" if close else None)
    return first


def _unknown_below(unit: Unit, units: UnitTable) -> str:
    """The word after a slash that prose counts as a thing of its own, or ""."""
    counted = [atom.name for atom, _ in unit.powers if atom.dimension == "count"]
    return next((name for name in counted if name not in units.words), "")


def _as_asked(read: Written, asked: Unit) -> Unit:
    """The unit of an answer with what it left out taken from the question: what is counted, what it
    is per, and all of it for a bare number.
    """
    own, below = read.unit.powers, tuple(item for item in asked.powers if item[1] < 0)
    if (read.bare and not own) or own == below:
        return asked
    measured = {name for name, power in dimensions(asked) if power > 0} - COUNTING
    if "information" in measured and all(power < 0 for _, power in own):
        raise Refusal("this has no size", f"write e.g. {'5 Gbit/s' if below else '5 GB'}")
    filled = fill(read.unit, asked)
    if filled is None and measured and _in_bits(read.unit) == _in_bits(asked):
        filled = fill(Unit((*own, *below)), asked)
    return filled or read.unit


def _in_bits(unit: Unit) -> bool:
    """Whether a size is in bits: 200 GB for bytes a day is 200 GB a day, for bit/s a mistake."""
    return any("bit" in atom.name for atom, _ in unit.powers)


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
