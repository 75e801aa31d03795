"""Holds a practice: with a person at a terminal, or with lines from a pipe."""

from __future__ import annotations

import contextlib
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ... import __version__
from ...practice.learner.history import Record, record_of
from ...practice.session import Again, Answered, Command, Hint, Pace, Session
from ...records import record
from ...render.lines import lay_out_on
from ...render.practice import question as render
from ..console import show, terminal_page

if TYPE_CHECKING:
    from ...practice.question import Question

_PROMPT = "> "


def has_person() -> bool:
    """Whether somebody types the answers."""
    return sys.stdin is not None and sys.stdin.isatty()


@record(kw_only=True)
class Dialogue:
    """Where lines come from, and what is done with each answer."""

    many: int
    """How many questions are planned."""
    is_person: bool
    timed: bool
    keep: Callable[[Record], None]
    """Called with every answer as it is given, so that none is lost."""

    def hold(self, questions: Iterator[Question]) -> tuple[list[Record], int]:
        """Ask, mark and explain until the last question, q, Ctrl-C or the end of input.

        Gives the records, and how many questions there were.
        """
        records: list[Record] = []
        many = self.many
        session = Session(questions, self._pace())
        with interruptible():
            try:
                while question := session.ask(time.monotonic()):
                    answered = self._answered(session, question)
                    if answered is None:
                        break
                    records.append(self._kept(answered))
                else:
                    many = len(records)
            except (KeyboardInterrupt, EOFError):
                if self.is_person:
                    print()  # the cursor stands behind the prompt
            left = session.finish()
            if left:
                records.append(self._kept(left))
        return records, many

    def _pace(self) -> Pace:
        if not self.is_person:
            return Pace.ONE_LINE
        return Pace.TIMED if self.timed else Pace.RELAXED

    def _answered(self, session: Session, question: Question) -> Answered | None:
        """What becomes of a question; None when the learner has had enough."""
        show(render.of_question(question, session.number, self.many, keys=self.is_person))
        while True:
            line = read_line(is_person=self.is_person)
            match session.reply(line, time.monotonic()):
                case Hint() as hint:
                    show(render.of_hint(hint))
                case Again() as again:
                    show(render.of_again(again))
                case Answered() as answered:
                    return answered
                case Command.HELP:
                    show(render.of_help())
                case Command.QUIT:
                    return None

    def _kept(self, answered: Answered) -> Record:
        show(render.of_answered(answered, timed=self.timed))
        record = record_of(answered, at=time.time(), version=__version__)
        self.keep(record)
        return record


def read_line(*, is_person: bool) -> str:
    """The next line; raises EOFError at the end of input."""
    if is_person:
        line = input(_PROMPT)
        lay_out_on(terminal_page())  # which may have been resized
        return line
    line = sys.stdin.readline() if sys.stdin is not None else ""
    if not line:
        raise EOFError
    show(render.of_answer(line))
    return line


@contextmanager
def interruptible() -> Iterator[None]:
    """Let Ctrl-C end the questions rather than the program, and a person edit a line."""
    if sys.stdin is not None:
        sys.stdin.reconfigure(errors="replace")  # type: ignore[union-attr]  # a text stream
    if has_person():
        with contextlib.suppress(ImportError):  # Windows has none
            import readline  # noqa: F401  # input() uses it once it is imported
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
