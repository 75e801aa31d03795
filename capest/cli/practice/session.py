"""What `capest practice` does: asks a person or a pipe, writes a sheet, marks a sheet."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from ... import __version__
from ...practice import KINDS
from ...practice.kinds import meaning
from ...practice.learner.choosing import choose
from ...practice.learner.history import Progress, Record, progress_of, record_of
from ...practice.marking.grading import FULL
from ...practice.session import Answered, Pace, Session
from ...problems import CapestError, Source
from ...records import record, replace
from ...render.practice import question as render
from ..console import FAILED, reject, show, tell
from ..files import called, read_bytes
from .dialogue import Dialogue, has_person
from .history_file import Past, add_records, history_path, read_past
from .options import PracticeOptions, chance, criteria_of, material_of, without_walks

if TYPE_CHECKING:
    from ...practice.learner.choosing import QuestionFilter
    from ...practice.material import Material
    from ...practice.question import Question

_LONGEST_SHEET = 1_000_000  # bytes, a thousand for each answer
_SEEDS = 100_000  # of sheets and sessions that were not given one


@record(kw_only=True)
class PracticeMode:
    """How practice is held: the options that say nothing about the questions."""

    timed: bool
    no_history: bool
    non_interactive: bool
    fail_under: float | None
    prints: bool
    key: bool
    json: bool
    answers: str | None


def practise(options: PracticeOptions, mode: PracticeMode) -> None:
    """Do what the options ask for; raises CapestError for what cannot be, and typer.Exit."""
    _refuse_what_does_not_go_together(mode)
    criteria = criteria_of(options)
    material = material_of(options.scenario)
    if mode.prints:
        if options.kind is None and options.scenario is None:
            criteria = without_walks(criteria)
        _print_sheet(criteria, material, options.seed, mode)
    elif mode.answers is not None:
        _mark_sheet(mode.answers, material, mode)
    elif mode.non_interactive:
        hint = "pass --answers FILE to mark a sheet, or --print to write one"
        reject("would-prompt", "practice asks questions and waits for answers", hint)
    else:
        _hold(criteria, material, options.seed, mode)


def _refuse_what_does_not_go_together(mode: PracticeMode) -> None:
    if mode.prints and mode.answers is not None:
        reject("which-sheet", "--print writes a sheet and --answers marks one", "leave one out")
    if mode.key and not mode.prints:
        reject("which-sheet", "--key is the key of a sheet", "write --print --key")
    if mode.json and not mode.prints and mode.answers is None:
        reject("which-sheet", "--json writes a sheet or its marks", "add --print or --answers FILE")


# --- a person or a pipe ---


def _hold(
    criteria: QuestionFilter, material: Material, seed: int | None, mode: PracticeMode
) -> None:
    path = None if mode.no_history else history_path()
    past = Past() if mode.no_history else read_past(path)
    tell(past.problems)
    known = progress_of(past.records) if seed is None else {}  # a seed asks the same of everyone
    forgets = mode.no_history or not past.is_readable
    questions = _chosen(criteria, material, seed, known)
    usual = criteria_of(PracticeOptions())
    is_new = not (past.records or mode.no_history or seed is not None)
    if is_new and has_person() and criteria == usual:
        show(render.of_welcome([(name, meaning(name)) for name in KINDS]))
        singles = (replace(criteria, number=1, kinds=(name,)) for name in KINDS)
        first = (_chosen(single, material, None, {}) for single in singles)
        questions = chain(chain.from_iterable(first), questions)
    dialogue = Dialogue(
        many=criteria.number,
        is_person=has_person(),
        timed=mode.timed,
        keep=(lambda record: None) if forgets else keeper(path),
    )
    new, many = dialogue.hold(islice(questions, criteria.number))
    show(render.of_summary(new, many))
    _judge(new, many, mode.fail_under)


def _chosen(
    criteria: QuestionFilter, material: Material, seed: int | None, known: Mapping[str, Progress]
) -> Iterator[Question]:
    found = choose(criteria, material, chance(seed), known, time.time())
    first = next(found, None)
    if first is None:
        is_narrow = criteria.topic or criteria.level or len(criteria.kinds) == 1
        hint = (
            "leave --topic, --level or --kind out"
            if is_narrow
            else "they ask how a number comes about: give traffic a `per_user`, storage a `size`"
        )
        reject("no-questions", "no question fits", hint)
    return chain((first,), found)


def keeper(path: Path | None) -> Callable[[Record], None]:
    """Keeps each record; after a first warning it gives up."""
    given_up = False

    def keep(record: Record) -> None:
        nonlocal given_up
        if not given_up:
            problems = add_records(path, [record])
            tell(problems)
            given_up = bool(problems)

    return keep


def _judge(records: Sequence[Record], many: int, fail_under: float | None) -> None:
    """Exit with 1 where --fail-under asks for more; a question without an answer has no points."""
    if fail_under is None:
        return
    share = 100 * sum(record.points for record in records) / (FULL * many)
    if share < fail_under:
        print(f"{share:.3g}% of the points; --fail-under asks for {fail_under:g}%", file=sys.stderr)
        raise typer.Exit(FAILED)


# --- sheets ---


def _print_sheet(
    criteria: QuestionFilter, material: Material, seed: int | None, mode: PracticeMode
) -> None:
    from ...render.practice import sheet as practice_sheet

    seed = chance(None).randrange(_SEEDS) if seed is None else seed
    questions = list(_chosen(criteria, material, seed, {}))
    if mode.json:
        text = practice_sheet.as_json(questions, seed=seed, key=mode.key, version=__version__)
    else:
        text = practice_sheet.as_text(questions, seed=seed, key=mode.key)
    print(text, end="")


def _mark_sheet(name: str, material: Material, mode: PracticeMode) -> None:
    from ...practice.answer_sheet import read_answers
    from ...render.practice import sheet as practice_sheet

    sheet, problems = read_answers(_sheet(name), material)
    if problems:
        raise CapestError(*problems)
    session = Session((one.question for one in sheet), Pace.ONE_LINE)
    for one in sheet:
        question = session.ask(0.0)
        if question is None:
            break
        if not mode.json:
            show(render.of_question(question, session.number, len(sheet), keys=False))
            show(render.of_answer(one.answer))
        answered = session.answer(one.answer, 0.0)
        if isinstance(answered, Answered) and not mode.json:
            show(render.of_answered(answered, timed=False))
    records = [record_of(answered, at=0.0, version=__version__) for answered in session.answers]
    if mode.json:
        print(practice_sheet.results_as_json(session.answers, version=__version__), end="")
    else:
        show(render.of_summary(records, len(sheet)))
    _judge(records, len(sheet), mode.fail_under)


def _sheet(name: str) -> Source:
    """The text of a file of answers, or of standard input for -; raises CapestError."""
    content = read_bytes(name, _LONGEST_SHEET)
    if len(content) > _LONGEST_SHEET:
        message = f"{name} is larger than {_LONGEST_SHEET // 1_000_000} MB; a sheet is not"
        reject("file-too-large", message, "is this the file you meant?")
    return Source(called(name), content.decode("utf-8-sig", "replace"))
