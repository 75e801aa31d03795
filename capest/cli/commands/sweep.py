"""capest sweep: a scenario over ranges of its values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from ...problems import Passage, Source
from ...render import SHOWN
from ..console import reject, tell, telling, write
from ..options import (
    STUDY_FORMATS,
    Changes,
    Exact,
    Napkin,
    Prices,
    ScenarioName,
    change_pair,
    check_choice,
    read_scenario,
)

if TYPE_CHECKING:
    from ...studies.axes import Axis
    from ...studies.sweep import Map

_LINES = "jsonl"
_FORMATS = tuple(sorted((*STUDY_FORMATS, _LINES)))
_PART = re.compile(r"\s*(\d{1,9})\s*/\s*(\d{1,9})\s*")


def sweep_command(  # noqa: PLR0913, PLR0917  # an argument for each option
    scenario: ScenarioName,
    ranges: Annotated[
        list[str],
        typer.Argument(metavar="NAME=VALUES...", help="dau=100M..1B*10, or dau=10M,20M,40M."),
    ],
    show: Annotated[
        str | None,
        typer.Option("--show", metavar="NAMES", help="Quantities, between commas."),
    ] = None,
    set_: Changes = None,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", "-j", metavar="N", min=1, max=256, help="In so many processes."),
    ] = None,
    shard: Annotated[
        str | None,
        typer.Option(
            "--shard",
            metavar="I/N",
            help="Part I of N alone, as JSON lines: those of all parts, in order, are the whole.",
        ),
    ] = None,
    format_: Annotated[
        str | None,
        typer.Option("--format", "-f", metavar="|".join(_FORMATS), help="How to write it."),
    ] = None,
    exact: Exact = False,
    napkin: Napkin = False,
    prices: Prices = None,
) -> None:
    """Sweep values over ranges and see what follows.

    A range such as 100M..1B takes *10 behind it for ten values at equal factors, /10 for ten at
    equal steps. Several names give every combination.
    """
    from ...render.studies import sweep as view
    from ...render.studies.sweep_lines import as_jsonl
    from ...sections import sections
    from ...studies.sweep import sweep
    from ..prices import old_prices

    with telling():
        part = _part(shard) if shard else None
        format_name = format_ or (_LINES if part else SHOWN)
        check_choice("format", format_name, (_LINES,) if part else _FORMATS)
        part = part or ((1, 1) if format_name == _LINES else None)
        axes = [_axis(text) for text in ranges]
        read = read_scenario(scenario, set_, napkin=napkin, prices=prices)
        with _spread_over(jobs) as run:
            found = sweep(read, axes, sections(), _names(show or ""), part=part, run=run)
        tell(old_prices(found.graph))
        if format_name == _LINES:
            print(as_jsonl(found), end="")
        else:
            write(view, found, format_name, exact=exact)


def _part(text: str) -> tuple[int, int]:
    found = _PART.fullmatch(text)
    at, of = map(int, found.groups()) if found else (0, 0)
    if not 1 <= at <= of:
        message = f"'{text}' is not one part of several"
        reject("not-a-part", message, "write --shard 2/8 for the second of eight")
    return at, of


@contextmanager
def _spread_over(jobs: int | None) -> Iterator[Map | None]:
    """What computes parts in other processes, where there are to be some."""
    if jobs is None:
        yield None
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(jobs) as executor:
        yield executor.map


def _axis(text: str) -> Axis:
    from ...studies.axes import axis_of

    return axis_of(*change_pair(text, "sweep dau=100M..1B"))


def _names(text: str) -> list[Passage]:
    """The names of a list, each at its place."""
    source, found, start = Source("--show", text), [], 0
    for word in text.split(","):
        column = start + len(word) - len(word.lstrip()) + 1
        start += len(word) + 1
        if word.strip():
            found.append(Passage(word.strip(), source, 1, column))
    return found
