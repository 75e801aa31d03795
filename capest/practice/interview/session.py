"""An interview: eight phases one after the other, a line at a time; nothing is printed.

Time is passed in. What was said before and is said again in another phase does not count: whoever
pastes one text everywhere has answered once.
"""

from __future__ import annotations

from collections.abc import Iterable

from ...engine.estimate import Estimate
from ...records import record
from ..session import Command, command_of, typed
from .conclusions import mark_conclusion
from .design import ServiceDesign
from .hearing import Sentence, statements
from .phases import api, database, deep_dives, diagram, functional, non_functional, scaling
from .phases import estimate as estimating
from .rubric import Item, Marked, Phase, mark, points
from .work import ASSUMPTIONS, CONCLUSION, ESTIMATES, Work

_IN_ORDER = (
    functional, non_functional, estimating, api, database, diagram, deep_dives, scaling,
)  # fmt: skip
_MOST_HINTS = 3


@record(kw_only=True)
class Noted:
    """What became of a line."""

    heard: tuple[str, ...] = ()
    """What was understood of it, in words."""
    answers: tuple[str, ...] = ()
    """What the interviewer answers to a question."""


@record(kw_only=True)
class Hinted:
    """A hint that was asked for."""

    number: int
    text: str


@record(kw_only=True)
class Done:
    """A phase that is over, and its marks."""

    phase: Phase
    marked: tuple[Marked, ...]
    points: int
    hints: int
    seconds: float
    said: tuple[str, ...]


Turn = Command | Noted | Hinted | Done


def phases_of(estimate: Estimate) -> tuple[Phase, ...]:
    """The phases of an interview about a scenario."""
    design = ServiceDesign(estimate)
    return tuple(one.phase(design) for one in _IN_ORDER)


class Interview:
    """The state of one interview: `phase` is asked, `reply` takes its lines."""

    def __init__(self, estimate: Estimate) -> None:
        self.design = ServiceDesign(estimate)
        self.phases = phases_of(estimate)
        self.work = Work(estimate)
        self.done: list[Done] = []
        self.questions = 0
        self._said: list[Sentence] = []
        self._lines: list[str] = []
        self._earlier: set[str] = set()
        self._hints = 0
        self._began = 0.0

    @property
    def phase(self) -> Phase | None:
        """The phase that is asked now; None after the last."""
        return self.phases[len(self.done)] if len(self.done) < len(self.phases) else None

    @property
    def has_said(self) -> bool:
        """Whether anything was said in this phase."""
        return bool(self._lines)

    def begin(self, now: float) -> None:
        """Start the time of a phase."""
        self._began = now

    def reply(self, line: str, now: float) -> Turn:
        """What a line leads to. Raises ValueError after the last phase."""
        said = typed(line)
        match command_of(said) if said else Command.SKIP:
            case Command.HINT:
                return self._hint()
            case Command.SKIP:
                return self.finish(now)
            case Command() as other:
                return other
        return self._hear(said)

    def finish(self, now: float) -> Done:
        """End the phase with its marks. Raises ValueError after the last."""
        phase = self._asked()
        marked = tuple(self._marked(phase))
        found = Done(
            phase=phase,
            marked=marked,
            points=max(points(marked, phase.enough) - self._hints, 0),
            hints=self._hints,
            seconds=max(0.0, now - self._began),
            said=tuple(self._lines),
        )
        self.done.append(found)
        self._said, self._lines, self._hints = [], [], 0
        self._began = now
        return found

    def _asked(self) -> Phase:
        if self.phase is None:
            raise ValueError("the interview is over")
        return self.phase

    def _hint(self) -> Hinted | Noted:
        phase = self._asked()
        left = [one.item for one in self._marked(phase) if one.share < 1]
        if self._hints == _MOST_HINTS or not left:
            return Noted(answers=("no more hints here; an empty line goes on",))
        self._hints += 1
        return Hinted(number=self._hints, text=left[0].what)

    def _hear(self, line: str) -> Noted:
        phase = self._asked()
        self._lines.append(line)
        fresh = [one for one in statements(line) if _key(one) not in self._earlier]
        if not fresh:
            return Noted(heard=("you said so before",))
        self._earlier |= {_key(one) for one in fresh}
        self._said += fresh
        answers = [self.work.matcher.answer(one.text) for one in fresh if one.asks]
        self.questions += len(answers)
        if phase.topic == ESTIMATES:
            heard = [str(one) for statement in fresh for one in self.work.hear(statement)]
        else:
            marked = [self._mark(item, fresh) for item in phase.items]
            heard = [one.item.what for one in marked if one.share == 1]
        return Noted(heard=tuple(heard), answers=tuple(answers))

    def _marked(self, phase: Phase) -> list[Marked]:
        if phase.topic == ESTIMATES:
            return [self._of_estimates(item) for item in phase.items]
        return [self._mark(item, self._said) for item in phase.items]

    def _mark(self, item: Item, said: Iterable[Sentence]) -> Marked:
        return mark(item, said, self.work.value, self.design.estimate.graph.units)

    def _of_estimates(self, item: Item) -> Marked:
        if item.name == CONCLUSION:
            return mark_conclusion(item, self._said, self.design, self.work.value)
        if item.name == ASSUMPTIONS:
            return Marked(item=item, share=self.work.said_aloud)
        return Marked(item=item, share=self.work.share(item.name))


def _key(statement: Sentence) -> str:
    return " ".join(statement.words)
