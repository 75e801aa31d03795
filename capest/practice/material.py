"""What questions are made from: scenarios, loaded when one is needed, and chance."""

from __future__ import annotations

from collections.abc import Callable, MutableSequence, Sequence
from typing import Protocol, TypeVar

from ..engine.estimate import Estimate, estimate
from ..engine.whole import whole
from ..problems import Source
from ..records import record
from ..sections import sections

T = TypeVar("T")


class Chance(Protocol):
    """What questions ask of chance; a `random.Random` of the standard library is one."""

    def choice(self, seq: Sequence[T], /) -> T:
        """One of the elements."""

    def randrange(self, stop: int, /) -> int:
        """A whole number from 0, below `stop`."""

    def shuffle(self, x: MutableSequence[T], /) -> None:
        """Puts a list into another order."""


@record(kw_only=True)
class Material:
    """The scenarios that questions may be about, and where chance comes from."""

    names: tuple[str, ...]
    """Names of scenarios, or paths, in the order in which they are offered."""
    load: Callable[[str], Estimate]
    """The estimate of one of them; called only when a question needs it."""
    chance: Callable[[str], Chance]
    """A fresh source of chance for a seed, such as the class `random.Random`."""


@record(kw_only=True)
class Wanted:
    """What a session asks for; None leaves it open."""

    topic: str | None = None
    level: int | None = None

    def fits(self, topic: str, level: int) -> bool:
        """Whether a question of this topic and level is asked for."""
        return self.topic in (None, topic) and self.level in (None, level)


ANYTHING = Wanted()


def estimate_of(text: str) -> Estimate:
    """The estimate of a small scenario of our own; raises ScenarioError where it is not one."""
    return estimate(whole(Source("practice", text), sections()), sections())
