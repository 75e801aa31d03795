"""Holds an interview at a terminal or from a pipe, or writes its script."""

from __future__ import annotations

import time
from collections.abc import Callable

from ... import __version__
from ...engine.estimate import Estimate, estimate
from ...practice.interview.records import least_lately, records_of
from ...practice.interview.session import Done, Hinted, Interview, Noted, phases_of
from ...practice.interview.work import ESTIMATES, Work
from ...practice.learner.history import Record
from ...practice.making.walks import slug
from ...practice.session import Command
from ...render.lines import wrapped
from ...render.practice import interview as render
from ...scenario.shipped import shipped_names
from ...sections import sections
from ..console import reject, show, tell
from ..options import read_scenario
from .dialogue import has_person, interruptible, read_line
from .history_file import Past, history_path, read_past
from .session import keeper

_FIRST = "twitter"
"""The first that is asked about where none is named: the one of most courses."""

_MOST_MINUTES = 240


def interview(scenario: str | None, *, minutes: int, prints: bool, no_history: bool) -> None:
    """Hold an interview, or print its script; raises CapestError for what cannot be read."""
    if not 1 <= minutes <= _MOST_MINUTES:
        message = f"{minutes} minutes are no interview"
        reject("number-of-minutes", message, f"1 to {_MOST_MINUTES} minutes")
    path = history_path()
    past = Past() if no_history or prints else read_past(path)
    tell(past.problems)
    name = scenario or least_lately(tuple(shipped_names()), past.records, _FIRST)
    computed = estimate(read_scenario(name, None, napkin=False), sections())
    if not any(entry.section == "traffic" for entry in computed.scenario.entries.values()):
        hint = "add what users do under traffic:, or take a shipped one: `capest list`"
        reject("no-questions", f"{name} has no traffic to ask about", hint)
    if prints:
        about = computed.scenario
        model = Work(computed).model()
        print(render.script(phases_of(computed), about.title, about.summary, model), end="")
        return
    forgets = no_history or not past.is_readable
    _hold(computed, name, minutes, (lambda record: None) if forgets else keeper(path))


def _hold(computed: Estimate, name: str, minutes: int, keep: Callable[[Record], None]) -> None:
    talk, is_person, began = Interview(computed), has_person(), time.monotonic()
    show(render.of_beginning(talk, computed.scenario.title, computed.scenario.summary, minutes))

    def kept(done: Done) -> None:
        show(render.of_done(done))
        if done.phase.topic == ESTIMATES:
            show(render.of_model(talk))
        for record in records_of(
            talk, done, slug(name), at=time.time(), version=__version__, timed=is_person
        ):
            keep(record)

    with interruptible():
        try:
            going = True
            while going:
                going = _phase(talk, minutes, began, kept, is_person=is_person)
        except (KeyboardInterrupt, EOFError):
            if is_person:
                print()  # the cursor stands behind the prompt
        if talk.phase and talk.has_said:
            kept(talk.finish(time.monotonic()))
    show(render.of_summary(talk, name))


def _phase(
    talk: Interview, minutes: int, began: float, kept: Callable[[Done], None], *, is_person: bool
) -> bool:
    """Ask one phase until it is over; False where there is none, or the learner has had enough."""
    phase = talk.phase
    if phase is None:
        return False
    talk.begin(time.monotonic())
    clock = _clock(time.monotonic() - began, minutes) if is_person else ""
    show(render.of_phase(phase, len(talk.done) + 1, len(talk.phases), clock))
    while True:
        line = read_line(is_person=is_person)
        if is_person and not line.strip() and not talk.has_said:
            show(wrapped("nothing is said yet; skip goes on without", "muted"))
            continue
        match talk.reply(line, time.monotonic()):
            case Command.QUIT:
                return False
            case Command.HELP:
                show([line for text in render.HELP for line in wrapped(text, "muted", hanging=7)])
            case Hinted() as hint:
                show(render.of_hint(hint))
            case Done() as done:
                kept(done)
                return True
            case Noted() as noted:
                show(render.of_noted(noted))


def _clock(seconds: float, minutes: int) -> str:
    """The time that has passed, of all that there is."""
    whole, rest = divmod(int(seconds), 60)
    over = ", time is up" if seconds > 60 * minutes else ""
    return f"[{whole:02}:{rest:02} of {minutes}:00{over}]"
