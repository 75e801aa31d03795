"""A session: asks questions, takes lines, marks answers. Time is passed in; nothing is printed."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, StrEnum

from ..quantities import rescale
from ..records import record, replace
from ..safe_text import visible
from ..units import conversion, fill
from .marking.answers import Reading, Refusal, read_answer
from .marking.grading import Grade, grade
from .question import NumberKey, Question

_LONGEST = 300  # characters of a line; an answer of more than 200 is refused


class Command(Enum):
    """A line that is no answer, by what may be typed for it."""

    HINT = ("h", "hint", "?")
    SKIP = ("s", "show", "skip", "n", "next")
    HELP = ("help",)
    QUIT = ("q", "quit", "exit")


def command_of(line: str) -> Command | None:
    """The command that a line is, if it is one."""
    return next((each for each in Command if line.strip().lower() in each.value), None)


class Pace(StrEnum):
    """How much patience there is with a line that is no answer."""

    RELAXED = "relaxed"
    """It is asked for again, and once more after a wrong dimension."""
    TIMED = "timed"
    """It is asked for again, but a wrong dimension counts."""
    ONE_LINE = "one line"
    """Every line but a hint is the answer to one question, so that a list of them stays in step."""


@record(kw_only=True)
class Hint:
    """A rung of the ladder that was asked for."""

    number: int
    many: int
    text: str


@record(kw_only=True)
class Again:
    """A line that did not count, with the reason."""

    said: str
    """What was understood, where anything was: "3 B"; else empty."""
    reason: str


@record(kw_only=True)
class Answered:
    """A question that is done with."""

    number: int
    question: Question
    answer: str
    """What was typed; empty where the answer was asked for."""
    said: str
    """How it was read; empty where it was not."""
    grade: Grade
    hints: int
    seconds: float | None
    """None where nobody waited for the answer."""


Reply = Hint | Again | Answered | Command
"""A command where it is for whoever holds the session: `help`, and `quit`, which `finish` ends."""


class Session:
    """The state of one practice: `ask`, then `reply` until an Answered, and so on to the end."""

    def __init__(self, questions: Iterator[Question], pace: Pace = Pace.RELAXED) -> None:
        self.answers: list[Answered] = []
        self._questions = questions
        self._pace = pace
        self._question: Question | None = None
        self._asked_at = 0.0
        self._hints = 0
        self._wrong_dimension: Answered | None = None
        self._earlier: dict[str, dict[str, float]] = {}

    @property
    def number(self) -> int:
        """The number of the question that is asked now, from 1."""
        return len(self.answers) + 1

    def ask(self, now: float) -> Question | None:
        """The next question, whose time starts now; None after the last."""
        self._question = next(self._questions, None)
        self._asked_at = now
        self._hints = 0
        self._wrong_dimension = None
        return self._question

    def reply(self, line: str, now: float) -> Reply:
        """What a line leads to. Raises ValueError where no question is asked."""
        question = self._now_asked()
        match command_of(line):
            case Command.HINT:
                return self._hint(question)
            case Command.SKIP:
                return self._done(question, Grade(points=0, words="shown"), now)
            case Command() as other:
                return other
        return self.answer(line, now)

    def answer(self, line: str, now: float) -> Again | Answered:
        """What an answer leads to: `reply` without commands. Raises ValueError as it does."""
        question, answer = self._now_asked(), typed(line)
        if self._pace is Pace.ONE_LINE and not answer:
            return self._done(question, Grade(points=0, words="no answer"), now)
        return self._judged(question, answer, now)

    def finish(self) -> Answered | None:
        """End the session; an answer of a wrong dimension that was not mended counts."""
        left = self._wrong_dimension
        if left:
            self.answers.append(left)
        self._question, self._wrong_dimension = None, None
        return left

    def _now_asked(self) -> Question:
        if self._question is None:
            raise ValueError("no question is asked")
        return self._question

    def _hint(self, question: Question) -> Hint | Again:
        if self._hints == len(question.hints):
            return Again(said="", reason="that was the last hint; s shows the answer")
        self._hints += 1
        text = question.hints[self._hints - 1]
        return Hint(number=self._hints, many=len(question.hints), text=text)

    def _judged(self, question: Question, answer: str, now: float) -> Again | Answered:
        reading = read_answer(answer, question)
        if isinstance(reading, Refusal):
            if self._pace is not Pace.ONE_LINE:
                return Again(said="", reason=str(reading))
            return self._done(question, Grade(points=0, words=reading.reason), now, answer)
        step = question.step
        earlier = self._earlier.setdefault(step.walk, {}) if step else {}
        mark = grade(reading, question, self._hints, earlier)
        if mark.may_retry and self._pace is Pace.RELAXED and self._wrong_dimension is None:
            self._wrong_dimension = self._answered(question, mark, now, answer, reading.said)
            return Again(said=reading.said, reason=mark.words)
        own = _in_asked_unit(reading, question)
        if step and own is not None:
            earlier[step.name] = own
        return self._done(question, mark, now, answer, reading.said)

    def _done(
        self, question: Question, mark: Grade, now: float, answer: str = "", said: str = ""
    ) -> Answered:
        answered = self._answered(question, mark, now, answer, said)
        self.answers.append(answered)
        self._question, self._wrong_dimension = None, None
        return answered

    def _answered(
        self, question: Question, mark: Grade, now: float, answer: str, said: str
    ) -> Answered:
        return Answered(
            number=self.number,
            question=question,
            answer=answer,
            said=said,
            grade=replace(mark, may_retry=False),
            hints=self._hints,
            seconds=None if self._pace is Pace.ONE_LINE else max(0.0, now - self._asked_at),
        )


def typed(line: str) -> str:
    """A line without what a terminal would take for a command, and no longer than anyone reads."""
    return visible(line[:_LONGEST]).strip()


def _in_asked_unit(reading: Reading, question: Question) -> float | None:
    """The answer's value in the unit asked for; None for an option or another dimension."""
    given = reading.quantity
    if given is None or not isinstance(question.key, NumberKey):
        return None
    asked = question.key.unit
    factor = conversion(given.unit, fill(asked, given.unit) or asked)
    return None if factor is None else float(rescale(given.value, factor))
