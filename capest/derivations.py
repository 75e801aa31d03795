"""How a number came to be: its value, its origin, and the numbers it was made from.

Only the engine makes derivations; reports, checks and practice are views of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .in_notebooks import InNotebooks
from .language.tree import Call, Name, Tree
from .problems import Span
from .quantities import Quantity, is_number
from .records import record
from .units import MACHINES, Unit, dimensions


@record(kw_only=True)
class Spread:
    """The 90 % interval of a value that was given as a range, in the value's unit."""

    low: float
    high: float


@record(kw_only=True)
class Given:
    """The scenario says so."""

    text: str
    span: Span
    source: str | None = None
    note: str | None = None
    spread: Spread | None = None

    @property
    def attribution(self) -> str | None:
        """Its source; of a range, whose middle is nobody's number, with what the source said."""
        return f"{self.source}: {self.text}" if self.source and self.spread else self.source


@record(kw_only=True)
class Assumed:
    """capest says so, because the scenario is silent; or a profile that the scenario names."""

    text: str
    source: str
    profile: str | None = None
    as_of: str = ""
    """The day that a profile's value is of, where that matters."""
    neutral: bool = False
    """Whether it changes nothing, such as one copy."""

    @property
    def by(self) -> str:
        """Who says so, in words."""
        of = f" of {self.as_of}" if self.as_of else ""
        return f"from {self.profile}{of}" if self.profile else "assumed by capest"


@record(kw_only=True)
class Computed:
    """An expression over other quantities says so."""

    formula: Tree
    because: str | None = None
    span: Span | None = None
    """Where the scenario wrote the expression; None for a formula of capest's own."""
    source: str | None = None
    before_rounding: float | None = None
    """The exact value where the result was rounded up to a whole thing."""


Origin = Given | Assumed | Computed


@record(kw_only=True, repr=False, eq=False)
class Derivation(InNotebooks):
    """One named number and how it came to be."""

    name: str
    quantity: Quantity
    """In the unit in which it was written or worked out, for people."""
    standard: Quantity
    """In the unit that programs are told: its field's or formula's, else B, bit/s, s."""
    origin: Origin
    inputs: tuple[Derivation, ...] = ()

    def __str__(self) -> str:
        return f"{self.name} = {self.quantity}"

    def __repr__(self) -> str:
        return f"<{self}, {type(self.origin).__name__.lower()}>"

    @property
    def value(self) -> Any:
        """The number, in `unit`: the one of JSON and of `Estimate.replay`."""
        return self.standard.value

    @property
    def unit(self) -> Unit:
        """What `value` is a number of; `quantity.to("TB")` gives it in another unit."""
        return self.standard.unit

    @property
    def is_computed(self) -> bool:
        """Whether an expression says so, and nobody gave or assumed it."""
        return isinstance(self.origin, Computed)

    @property
    def formula(self) -> Tree:
        """The expression that it comes to by; its own name where it is not computed."""
        return self.origin.formula if isinstance(self.origin, Computed) else Name(self.name)

    @property
    def because(self) -> str:
        """Why its formula is as it is, where that is said."""
        return (isinstance(self.origin, Computed) and self.origin.because) or ""

    def binding(self) -> Binding | None:
        """Which argument of the max() behind it decides; None where there is no max(), and of
        samples, where now one decides, now another.
        """
        if not is_number(self.value):
            return None
        inputs = {item.name: item for item in self.inputs}
        call = _maximum(self.formula)
        if call is None:
            only = _only_limit(self)
            if only is None or only.binding():  # it is told of that one already
                return None
            return Binding(winner=only, runner_up=None, slack=only.quantity.value)
        rivals = [inputs[item.name] for item in call.arguments if isinstance(item, Name)]
        if len(rivals) < 2 or len(rivals) != len(call.arguments):
            return None
        first, *others = sorted(rivals, key=lambda rival: -rival.quantity.value)
        slack = first.quantity.value - others[0].quantity.value
        return Binding(winner=first, runner_up=others[0], others=tuple(others), slack=slack)

    def walk(self) -> Iterator[Derivation]:
        """This derivation and all that it rests on, each once, before what it was made from."""
        seen: set[str] = set()
        waiting = [self]
        while waiting:
            derivation = waiting.pop()
            if derivation.name not in seen:
                seen.add(derivation.name)
                yield derivation
                waiting.extend(reversed(derivation.inputs))


@record(kw_only=True)
class Absent:
    """A quantity without a value, and the fields that would give it one."""

    name: str
    wants: tuple[str, ...]


@record(kw_only=True)
class Binding:
    """Which of the arguments of a max() decides, and by how much."""

    winner: Derivation
    runner_up: Derivation | None
    others: tuple[Derivation, ...] = ()
    """Those that do not decide, the runner-up first."""
    slack: float
    """What the winner exceeds the runner-up by, in the quantity's unit; its whole value alone."""


def _maximum(tree: Tree) -> Call | None:
    match tree:
        case Call(function="max"):
            return tree
        case Call(arguments=(only,)):
            return _maximum(only)
        case _:
            return None


def _only_limit(derivation: Derivation) -> Derivation | None:
    """The one limit of a number of machines that has just one: the others were not given."""
    machines = any(name in MACHINES for name, _ in dimensions(derivation.quantity.unit))
    rounded = [item for item in derivation.inputs if item.quantity.unit == derivation.quantity.unit]
    return rounded[0] if machines and len(rounded) == len(derivation.inputs) == 1 else None
