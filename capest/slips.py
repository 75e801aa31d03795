"""The mistakes that people make in estimates, each by the factor that it leaves behind.

One table for all who look for a slip: in a number of a document, in an answer, or to put one into a
derivation. What they know beside the factor differs, and with it which slips they look for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from functools import lru_cache
from typing import Literal

from .factors import times
from .records import record
from .units import DAY, NAPKIN_DAY, UnitTable

NEAR = 0.06
"""How far a ratio may be from a power of ten to be named so; two written digits are 5 % coarse."""

CLOSE = 0.02
"""How far from factors that many a ratio comes near to by chance."""

EXACT = 0.006
"""How far from those that lie close to 1 or to each other."""

_MONTH = 0.035  # 31 days are 3.3 % more than 30
_BITS = 0.03

SlipKind = Literal["napkin-day", "time", "bits", "binary", "thousands", "tens", "own"]


@record(kw_only=True)
class Slip:
    """One known mistake."""

    kind: SlipKind = "own"
    """`own` is one of a single question, such as its replicas left out."""
    factor: float
    too_high: str
    """What was done where a result is too high by the factor: "bits taken for bytes"."""
    too_low: str
    units: tuple[str, str] | None = None
    """The two units that are confused, the larger one first."""
    of: str = ""
    """The dimension without which nobody makes it; "" for any."""
    documents: float = 0.0
    """How near the ratio of a number in a document must be to ask its author; 0 for not at all."""
    needs_time: bool = False
    """Whether that number must be a rate or a time, or be computed with one."""
    answers: bool = False
    """Whether a learner's answer is asked about it, where the question has its units."""
    derivations: bool = False
    """Whether it is put into a derivation for a learner to find."""

    def words(self, ratio: float) -> str:
        """What was done where a ratio of wrong to right is on one side of 1."""
        return self.too_high if ratio > 1 else self.too_low

    def question(self, ratio: float) -> str:
        """The same as asked of an author: "days taken for seconds (86,400x)"."""
        return f"{self.words(ratio)} ({times(self.factor)})"


@lru_cache(maxsize=32)
def power_of_ten(power: int) -> Slip:
    """A prefix or zeros, for 1 or more."""
    factor = 10.0**power
    if power % 3 == 0:
        high, low = "a prefix too large", "a prefix too small"
        return Slip(kind="thousands", factor=factor, too_high=high, too_low=low)
    zeros = "a zero" if power == 1 else f"{power} zeros"
    return Slip(
        kind="tens", factor=factor, too_high=f"{zeros} too many", too_low=f"{zeros} missing"
    )


def slips_between(names: Set[str], table: UnitTable) -> Iterator[Slip]:
    """Those of answers whose two units are among some, and are as far apart in this table."""
    for slip in SLIPS:
        if slip.answers and slip.units and names >= set(slip.units):
            larger, smaller = (table.atom(name).scale for name in slip.units)
            if larger / smaller == slip.factor:
                yield slip


def _time(
    factor: float,
    longer: str,
    shorter: str,
    documents: float = 0.0,
    users: Iterable[str] = (),
    *,
    needs_time: bool = False,
) -> Slip:
    return Slip(
        kind="time",
        factor=factor,
        too_high=f"{longer} taken for {shorter}",
        too_low=f"{shorter} taken for {longer}",
        units=(_one_of(longer), _one_of(shorter)),
        documents=documents,
        needs_time=needs_time,
        answers="answers" in users,
        derivations="derivations" in users,
    )


def _one_of(several: str) -> str:
    return several.partition(" ")[0].removesuffix("s")  # days of 100,000 s


_DAY_WORDS = "a day of 100,000 s rather than 86,400 s"
_BINARY_WORDS = "a decimal prefix taken for a binary one"
_LEARNER = ("answers", "derivations")

BITS = Slip(
    kind="bits",
    factor=8.0,
    too_high="bits taken for bytes",
    too_low="bytes taken for bits",
    units=("byte", "bit"),
    of="information",
    documents=_BITS,
    answers=True,
    derivations=True,
)

SLIPS = (
    Slip(
        kind="napkin-day",
        factor=NAPKIN_DAY / DAY,
        too_high=_DAY_WORDS,
        too_low=_DAY_WORDS,
        documents=EXACT,
        needs_time=True,
    ),
    _time(30 * DAY / NAPKIN_DAY, "months", "days of 100,000 s", EXACT),
    _time(DAY, "days", "seconds", NEAR, _LEARNER),
    _time(NAPKIN_DAY, "days of 100,000 s", "seconds", CLOSE, _LEARNER, needs_time=True),
    _time(3600, "hours", "seconds", CLOSE, _LEARNER),
    _time(365, "years", "days", CLOSE, _LEARNER),
    _time(60, "minutes", "seconds", CLOSE, _LEARNER, needs_time=True),
    _time(30, "months", "days", _MONTH, _LEARNER, needs_time=True),
    _time(52, "years", "weeks", EXACT),
    _time(24, "days", "hours", CLOSE, _LEARNER, needs_time=True),
    _time(12, "years", "months", CLOSE, ("answers",), needs_time=True),
    _time(30 * DAY, "months", "seconds", CLOSE, ("answers",)),
    _time(365 * DAY, "years", "seconds", CLOSE, ("answers",)),
    BITS,
    *(
        Slip(
            kind="binary",
            factor=1.024**power,
            too_high=_BINARY_WORDS,
            too_low=_BINARY_WORDS,
            of="information",
            documents=EXACT / 2,
        )
        for power in range(1, 7)
    ),
)
"""In the order in which a document is asked about them."""
