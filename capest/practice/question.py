"""A question: what is asked, what is right, and what is said before and after an answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from ..factors import off_by, times
from ..nouns import plural_of
from ..quantities import Quantity, cell, humanise, in_unit
from ..records import field, record
from ..slips import Slip
from ..units import Unit

LETTERS = "abcdefg"
"""The letters of the options of a choice; h, s and q stay free for a dialogue's own commands."""


@record(kw_only=True)
class AlsoRight:
    """Another value that is as right as the key, in the key's unit, and what it rests on."""

    value: float
    because: str


@record(kw_only=True)
class NumberKey:
    """The key of a question that asks for a number."""

    truth: Quantity
    """In the unit that the prompt asks for; a bare number as an answer is read in it."""
    alternatives: tuple[AlsoRight, ...] = ()
    only_in_unit: bool = False
    """Whether the unit is what the question is about: a day is not 24 h where it asks for s."""
    is_exact: bool = False
    """Whether an answer is right or wrong, as for a definition; else it is graded by its factor."""
    slips: tuple[Slip, ...] = ()
    """Those that its derivation has room for, by its factors, its units and its numbers."""
    carried: Callable[[Mapping[str, float]], float | None] | None = field(
        default=None, compare=False, repr=False
    )
    """The key with a learner's own values of earlier steps, by name and in those steps' units."""

    def __str__(self) -> str:
        return shown(self.truth)

    @property
    def typed(self) -> str:
        """The key as an answer to type; a time in the unit that is asked for."""
        return _plain(self.truth) or humanise(self.truth.value, self.truth.unit)

    @property
    def unit(self) -> Unit:
        """The unit that the prompt asks for."""
        return self.truth.unit


@record(kw_only=True)
class OptionKey:
    """The key of a question that asks for one of a few options."""

    options: tuple[str, ...]
    right: int

    def __str__(self) -> str:
        return f"{LETTERS[self.right]}) {self.options[self.right]}"

    @property
    def typed(self) -> str:
        """The key as an answer to type."""
        return LETTERS[self.right]


@record(kw_only=True)
class WrongLine:
    """The key of a question that asks which of a few numbered lines is off, and how many times."""

    line: int
    lines: int
    """How many there are to choose from, numbered from 1."""
    factor: float
    """The line's value over what it should be: above 1 for one that is too high."""

    def __str__(self) -> str:
        return f"line {self.line}, {off_by(self.factor)}"

    @property
    def typed(self) -> str:
        """The key as an answer to type."""
        return f"{self.line}, {float(f'{max(self.factor, 1 / self.factor):.3g}'):.10g}x"


@record(kw_only=True)
class Interval:
    """The key of a question that asks for the two ends of an 80 % range."""

    truth: Quantity
    """In the unit that the prompt asks for; a bare number as an end is read in it."""

    def __str__(self) -> str:
        return shown(self.truth)

    @property
    def typed(self) -> str:
        """A range that holds the key, for full marks."""
        ends = (self.truth.value * share for share in _AROUND)
        return " to ".join(humanise(end, self.truth.unit) for end in ends)

    @property
    def unit(self) -> Unit:
        """The unit that the prompt asks for."""
        return self.truth.unit


_LONG = 1e15  # from which nobody reads the digits
_AROUND = (0.8, 1.25)  # the ends of a narrow range, as shares of the truth

Key = NumberKey | OptionKey | WrongLine | Interval


@record(kw_only=True)
class RealFact:
    """A published figure to compare an answer with."""

    text: str
    source: str
    date: str
    second_hand: str
    """How far the source is from whoever counted, such as "press"; "" for their own words."""
    label: str = "real"
    """The word before it: what systems and tables say is real, a definition is exact."""

    def __str__(self) -> str:
        distance = f"second-hand: {self.second_hand}, " if self.second_hand else ""
        return f"{self.text} ({self.date}; {distance}{self.source})"


@record(kw_only=True)
class Step:
    """The place of a question in a walk."""

    walk: str
    """The walk's name, such as "twitter storage.stored"."""
    name: str
    """The quantity asked for; a session keeps the answer under it, for the steps that follow."""
    number: int
    """From 1."""
    many: int


@record(kw_only=True)
class Question:
    """One question with its key and everything that is told about it."""

    id: str
    """Stable: its kind, its template and its seed, such as `step.qps.7`."""
    kind: str
    topic: str
    level: int
    """1 is one operation, 2 a few, 3 a chain."""
    prompt: tuple[str, ...]
    """Its lines, which are broken where they are shown."""
    """Lines, the options of a choice included; the unit of the answer stands in them."""
    key: Key
    hints: tuple[str, str, str]
    """The units that meet; the formula with names; the numbers with one operation left."""
    derivation: tuple[str, ...]
    """Lines from what is given to the key, with units."""
    mental_path: tuple[str, ...]
    """The same in powers of ten, as it is done without paper."""
    par_seconds: int
    fact: RealFact | None = None
    step: Step | None = None

    @property
    def answer(self) -> str:
        """The right answer, for people."""
        return str(self.key)


def options(texts: tuple[str, ...]) -> tuple[str, ...]:
    """The prompt's lines for the options of a choice."""
    return tuple(f"  {letter}) {text}" for letter, text in zip(LETTERS, texts, strict=False))


def shown(quantity: Quantity) -> str:
    """A quantity for people; a time in its own unit first, which may be the one that is asked for:
    `2.59M s (720 h)`.
    """
    text, plain = humanise(quantity.value, quantity.unit), _plain(quantity)
    if not plain or plain.partition(" ")[2] == text.partition(" ")[2]:
        return plain or text
    return f"{plain} ({text})"


def _plain(quantity: Quantity) -> str:
    """A time in just its own unit; empty for anything else."""
    if [atom.dimension for atom, _ in quantity.unit.powers] != ["time"]:
        return ""
    return in_unit(quantity.value, quantity.unit)


def asked(unit: Unit) -> str:
    """A unit as a prompt asks for it: `per second`, `in shards`, `a plain number`."""
    if not unit.powers:
        return "a plain number"
    (first, power), *rest = unit.powers
    text = str(unit)
    if first.dimension == "count" and [power for _, power in rest] == [-1]:
        return f"per {rest[0][0].name}"  # the question says of what
    counted = first.symbol == first.name and first.dimension != "information" and power == 1
    return f"in {text.replace(first.symbol, plural_of(first.name), 1) if counted else text}"


def without_counts(value: float, unit: Unit) -> str:
    """An exact value in its unit, without the word for what is counted: `30,000 /s`; as `1e20 B`
    where it is too long for its digits.
    """
    text = cell(value, unit, exact=True)
    if value >= _LONG:
        text = re.sub(r"^[\d,.]+", times(value).removesuffix("x"), text)
    number, slash, rest = text.partition("/")
    return f"{number} /{rest}" if slash and number[-1:].isdigit() else text
