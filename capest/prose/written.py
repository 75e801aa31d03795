"""A quantity as a document writes it, and how it is written, so that it can be rewritten alike."""

from __future__ import annotations

import re
from typing import Literal

from ..records import record
from ..units import Unit

_OPEN_DOT = re.compile(r"[1-9]\d{0,2}\.\d{3}(?![\d.,eE])")

Stance = Literal["", "need", "given", "promise"]
"""What the words around say that a number is for: so much is needed, there is no less to be had
("the smallest", "a quota"), or it is promised.
"""


@record(kw_only=True)
class Notation:
    """The style of a number: all that `restyled` keeps."""

    group: str = ""
    """What parts the thousands: "," "_" "." a space, or LaTeX's "{,}"; "" for nothing."""
    point: str = "."
    scale: str = ""
    """The magnitude as written, with the space before it: "K", " million"; "" for none."""
    scale_value: float = 1.0
    unit: str = ""
    """The unit word inside the rewritten text, with the space before it: "GB", " TB"."""
    power: str = ""
    """What stands between the digits and a power of ten's exponent: " × 10^", "^" after 10, "e"."""
    braces: bool = False
    """Whether LaTeX's braces hold the exponent."""
    kind: str = "plain"
    """plain, power (3 × 10^8), bare-power (10^6), exponent (3e8), other-power (62^7), ratio
    (100:1) or words (a million).
    """
    factor: float = 1.0
    """What the number with its magnitude is multiplied by to be in the unit: 1/12 for per 12 s."""


@record(kw_only=True)
class RangeEnd:
    """One end of a range: where its number stands, counted from the quantity's `number_start`, and
    what a step of 1 in it is worth.
    """

    start: int
    end: int
    step: float


@record
class Written:
    """A quantity read in a text; offsets count characters of that text."""

    start: int
    end: int
    """The whole phrase: hedge, number, unit words."""
    number_start: int
    number_end: int
    """The digits, magnitude and adjoining unit: what a fix replaces."""
    text: str
    value: float
    """In `unit`; the middle of a range."""
    low: float
    high: float
    """The ends of a range; both the value where there is none."""
    unit: Unit
    bare: bool
    """Whether neither unit nor noun is written."""
    digits: int
    """Significant digits; trailing zeros of a whole number are not counted."""
    quantum: float
    """What one step of the last written digit is worth, in `unit`; 0 where the number is exact."""
    hedged: bool
    bound: str = ""
    """"", "<", "<=", ">" or ">="."""
    stance: Stance = ""
    notation: Notation = Notation()
    ends: tuple[RangeEnd, RangeEnd] | None = None
    """The two numbers of a range."""
    unknown: str = ""
    """The word right behind a number without magnitude, where it is not known."""

    is_second: bool = False
    """Whether another number leads to it that may be as good: a change "from" it, "3k or 4k"."""

    @property
    def has_open_dot(self) -> bool:
        """Whether its dot may part thousands as well as decimals: 3.500."""
        number = self.text[self.number_start - self.start : self.number_end - self.start]
        return not self.notation.scale and bool(_OPEN_DOT.match(number))

    @property
    def has_two_readings(self) -> bool:
        """Whether it may be another number, or one of two."""
        return self.has_open_dot or self.is_second

    def __hash__(self) -> int:
        return hash((self.text, self.value, self.start))  # of a sentence, most of what differs

    @property
    def is_promise(self) -> bool:
        """Whether it is bounded, promised, or what there is: a quota, the smallest."""
        return bool(self.bound) or self.stance in ("promise", "given")

    @property
    def is_range(self) -> bool:
        """Whether two ends are written."""
        return self.low != self.high


@record(kw_only=True)
class Unreadable:
    """What looks like a quantity and cannot be read as one."""

    start: int
    end: int
    text: str
    reason: str
    """Why, as a clause: "'m' may be million, minutes or metres"."""
    is_lookalike: bool = False
    """Whether it only looks like a quantity (1440p, S3), which is told where a mark binds it."""
    is_name: bool = False
    """Whether it is part of a name or date rather than a number that letters follow."""
