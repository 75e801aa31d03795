"""capest practice: drills in estimating, marked by how many times off an answer is."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from ...nouns import counted, either
from ...practice import KINDS
from ...safe_text import log_line
from ..console import reject, show, tell, telling
from ..options import Force

practice_group = typer.Typer(rich_markup_mode=None)


@practice_group.callback(invoke_without_command=True)
def practice_command(  # noqa: PLR0913, PLR0917  # an argument for each option
    context: typer.Context,
    number: Annotated[
        int | None, typer.Option("--n", "-n", metavar="N", help="How many questions; usually 10.")
    ] = None,
    topic: Annotated[
        str | None, typer.Option(metavar="TOPIC", help="One topic: qps, storage, bandwidth, ...")
    ] = None,
    scenario: Annotated[
        str | None, typer.Option(metavar="NAME|FILE", help="Questions about this scenario.")
    ] = None,
    kind: Annotated[
        str | None, typer.Option(metavar="KIND", help=f"One kind of question: {either(KINDS)}.")
    ] = None,
    level: Annotated[
        int | None, typer.Option(metavar="1-3", help="1: one operation, 2: a few, 3: a chain.")
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option(metavar="N", help="The same questions again, whatever was practised before."),
    ] = None,
    timed: Annotated[
        bool, typer.Option("--timed", help="Against the clock: no second try, par is told.")
    ] = False,
    no_history: Annotated[
        bool, typer.Option("--no-history", help="Neither read nor write what was practised.")
    ] = False,
    non_interactive: Annotated[
        bool, typer.Option("--non-interactive", help="Refuse to wait for answers (exit code 2).")
    ] = False,
    fail_under: Annotated[
        float | None,
        typer.Option(
            metavar="PERCENT", min=0, max=100, help="Exit with 1 below this share of the points."
        ),
    ] = None,
    print_: Annotated[
        bool, typer.Option("--print", help="Write a sheet to fill in, and ask nothing.")
    ] = False,
    key: Annotated[bool, typer.Option("--key", help="With --print: the answers too.")] = False,
    json: Annotated[
        bool, typer.Option("--json", help="With --print or --answers: for a program.")
    ] = False,
    answers: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="Mark a sheet, - for standard input: lines `id: answer` with # before remarks, as "
            'in `step.qps.7: 30k`; or JSON, {"step.qps.7": "30k"}. It goes into no history.',
        ),
    ] = None,
) -> None:
    """Practise estimating, marked by how many times off you are.

    What is weak or due comes up most. At a question: ? hint, n skip, help, q quit; Ctrl-C and the
    end of input end it with a summary. Answers may be piped in, one on each line; a line without an
    answer scores none. Exits with 0 whatever the score, unless --fail-under is given.
    """
    if context.invoked_subcommand:
        return
    from ..practice.options import PracticeOptions
    from ..practice.session import PracticeMode, practise

    options = PracticeOptions(
        number=number, topic=topic, scenario=scenario, kind=kind, level=level, seed=seed
    )
    mode = PracticeMode(
        timed=timed,
        no_history=no_history,
        non_interactive=non_interactive,
        fail_under=fail_under,
        prints=print_,
        key=key,
        json=json,
        answers=answers,
    )
    with telling():
        practise(options, mode)


@practice_group.command("interview")
def interview_command(
    scenario: Annotated[
        str | None,
        typer.Argument(metavar="[SCENARIO]", help="A shipped scenario's name, or a path."),
    ] = None,
    minutes: Annotated[
        int, typer.Option("--minutes", metavar="N", help="How long it takes, as the clock tells.")
    ] = 40,
    print_: Annotated[
        bool, typer.Option("--print", help="Write the interviewer's script, with model answers.")
    ] = False,
    no_history: Annotated[
        bool, typer.Option("--no-history", help="Neither read nor write what was practised.")
    ] = False,
) -> None:
    """Hold a mock interview: design a service in eight phases, marked by a rubric.

    Requirements, estimates, API, database, diagram, trade-offs, scaling. The rubric and the model
    answers follow from the scenario, the numbers at what you assume.
    """
    from ..practice.interview import interview

    with telling():
        interview(scenario, minutes=minutes, prints=print_, no_history=no_history)


@practice_group.command("stats")
def stats_command(
    json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """Show how each topic went, and when it comes back."""
    from ... import __version__
    from ...render.practice import stats as practice_stats
    from ..practice.history_file import history_path, read_past

    past = read_past(history_path())
    tell(past.problems)
    if json:
        print(practice_stats.as_json(past.records, time.time(), version=__version__), end="")
    else:
        show(practice_stats.of_history(past.records, time.time()))


@practice_group.command("reset")
def reset_command(
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Forget all that was practised."""
    from ..practice.dialogue import has_person
    from ..practice.history_file import forget, history_path, read_past

    path = history_path()
    with telling():
        if path is None or not path.exists():
            print("nothing was practised yet")
            return
        if not yes and not has_person():
            reject("would-prompt", "this forgets all that was practised", "pass --yes to do it")
        past = read_past(path)
        answers = counted(len(past.records), "answer")
        if not past.is_whole:
            answers = f"more than {answers}"
        if not yes and not _agrees(log_line(f"Forget {answers} in {path}? [y/N]")):
            print("nothing is forgotten")
            return
        forget(path)
        print(f"{answers} forgotten")


def _agrees(question: str) -> bool:
    try:
        return input(f"{question} ").strip().lower() in ("y", "yes")
    except EOFError:
        print()
        return False


@practice_group.command("export")
def export_command(
    anki: Annotated[
        Path,
        typer.Option("--anki", metavar="FILE", help="The file to write; - is standard output."),
    ],
    force: Force = False,
) -> None:
    """Write the facts as cards for Anki."""
    from ...render.practice.sheet import as_cards
    from ..files import write_file
    from ..practice.options import every_fact

    with telling():
        questions = every_fact()
        text = as_cards(questions)
        if anki == Path("-"):
            print(text, end="")
            return
        write_file(anki, text, replace=force)
    print(log_line(f"wrote {len(questions)} cards to {anki}; in Anki: File, Import"))
