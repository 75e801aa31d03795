"""Options that several commands share, and what they mean."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Annotated

import typer

from ..nouns import with_article
from ..problems import CapestError, Passage, Problem, ScenarioError, Source, Span, suggestion
from ..records import record, replace
from ..render import SHOWN
from ..scenario.model import Scenario
from .console import reject
from .files import read_source

ScenarioName = Annotated[
    str,
    typer.Argument(
        metavar="SCENARIO", help="A shipped scenario's name, a path, or - for standard input."
    ),
]
Changes = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar="NAME=VALUE", help="Change one assumption or field; may be repeated."
    ),
]
Napkin = Annotated[
    bool, typer.Option("--napkin", help="Count a day as 100,000 seconds, as on a napkin.")
]
Prices = Annotated[
    str | None,
    typer.Option("--prices", metavar="FILE", help="Prices of one's own, where a profile is named."),
]
Documents = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATH...",
        help="Documents, folders, or patterns in quotes.",
        show_default=False,
    ),
]
Within = Annotated[
    str | None,
    typer.Option("--tolerance", metavar="PERCENT", help="How far numbers may differ, e.g. 10%."),
]
Family = Annotated[
    str | None,
    typer.Option("--prefixes", metavar="si|iec|either", help="What MB means in documents."),
]
AllowOutside = Annotated[
    bool,
    typer.Option(
        "--allow-outside", help="Let documents, scenarios and links lead out of the repository."
    ),
]
NapkinOr = Annotated[
    bool | None,
    typer.Option("--napkin/--no-napkin", help="Count a day as 100,000 seconds, as on a napkin."),
]
Config = Annotated[
    str | None,
    typer.Option("--config", metavar="FILE", help="Take the settings of this file alone."),
]
NoConfig = Annotated[
    bool, typer.Option("--no-config", help="Take no settings from capest.toml or pyproject.toml.")
]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file.")
]
Force = Annotated[bool, typer.Option("--force", help="Replace a file that is there.")]
STUDY_FORMATS = ("csv", "json", "markdown", SHOWN)
"""Those that `write` knows, for what is no report of an estimate."""

FormatName = Annotated[
    str, typer.Option("--format", "-f", metavar="|".join(STUDY_FORMATS), help="How to write it.")
]
TextOrJson = Annotated[
    str, typer.Option("--format", "-f", metavar=f"json|{SHOWN}", help="How to write it.")
]


def _whole_number(text: str) -> int:
    """A number of things as people write one: 4096, 10k, 1e6."""
    from ..language.parser import parse
    from ..language.tokens import Fault
    from ..language.tree import Number

    try:
        tree = parse(text.removeprefix("-"))
    except Fault:
        tree = None
    if isinstance(tree, Number) and tree.unit is None and tree.value == tree.value // 1:
        return int(-tree.value if text.startswith("-") else tree.value)
    raise typer.BadParameter(f"'{text}' is not a whole number, such as 4096 or 10k")


Draws = Annotated[
    int | None,
    typer.Option(
        "--draws",
        metavar="N",
        parser=_whole_number,
        help="How many draws; usually 2048, or 256 of slow models.",
    ),
]
Seed = Annotated[
    int | None, typer.Option("--seed", metavar="N", help="Other draws: usually those of seed 1.")
]
ColumnNames = Annotated[
    str,
    typer.Option("--columns", metavar="PART=NAME,...", help="Which column of a log is what."),
]
EngineName = Annotated[
    str,
    typer.Option(
        "--engine",
        metavar="auto|plain|duckdb|spark",
        help="What counts: duckdb for parquet and folders.",
    ),
]
Exact = Annotated[bool, typer.Option("--exact", help="Show all digits.")]


@record(kw_only=True)
class Drawn:
    """What the options say of draws."""

    draws: int | None
    seed: int

    @classmethod
    def asked(cls, draws: int | None, seed: int | None) -> Drawn:
        """With the usual seed where none is said."""
        from ..engine.sample import SEED

        return cls(draws=draws, seed=SEED if seed is None else seed)


def read_scenario(
    name: str, changes: list[str] | None, *, napkin: bool, prices: str | None = None
) -> Scenario:
    """The scenario as the options change it; raises ScenarioError."""
    return scenario_in(read_source(name), changes, napkin=napkin, prices=prices)


def scenario_in(
    source: Source, changes: list[str] | None, *, napkin: bool, prices: str | None = None
) -> Scenario:
    """The scenario in a text as the options change it; raises ScenarioError."""
    from ..engine.whole import whole
    from ..sections import sections

    refuse_twice(changes)
    pairs = [change_pair(text) for text in changes or ()]
    scenario = whole(source, sections(), pairs)
    if prices is not None:
        from .prices import take_prices

        (scenario,) = take_prices(prices, scenario)
    return replace(scenario, napkin=scenario.napkin or napkin)


def changed_names(changes: list[str] | None) -> set[str] | None:
    """What --set changes, None without it: a change may leave an assumption unused on purpose."""
    return {text.partition("=")[0].strip() for text in changes} if changes else None


def refuse_twice(changes: Iterable[str] | None) -> None:
    """Refuse two values of --set for one name, of which one would be lost; raises CapestError."""
    names = [text.partition("=")[0].strip() for text in changes or ()]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        reject("excluded-option", f"'{twice}' is set twice", "leave out one of them")


def check_choice(kind: str, word: str, known: Collection[str], meaning: str | None = None) -> None:
    """Check that an option's word is one of those that are known; raises CapestError."""
    if word not in known:
        raise CapestError(unknown_word(kind, word, known, meaning))


def unknown_word(
    kind: str, word: str, known: Collection[str], meaning: str | None = None
) -> Problem:
    """The problem of a word that is none of a kind; `meaning` says of which, "a code" or so."""
    return Problem(
        code=f"unknown-{kind}",
        message=f"'{word}' is not {meaning or with_article(kind)}",
        hint=suggestion(word, known),
    )


def change_pair(
    text: str, example: str = "--set dau=500M", at: Span | None = None
) -> tuple[Passage, Passage]:
    """The name and the value of one --set, or of what is written as in the example, or in quotes at
    a place of a file; raises ScenarioError.
    """
    source, line, first = Source("set" if at else example.partition(" ")[0], text), 1, 1
    if at and at.text[1:-1] == text:
        source, line, first = at.source, at.line, at.column + 1
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        whole = Passage(text, source, line, first)
        message = f"'{text}' does not say what to set to what"
        meant = re.fullmatch(r"\s*([\w.]+)\s*:\s*(\S.*)", text)
        written = f"{example.rpartition(' ')[0]} {meant[1]}={meant[2]}" if meant else example
        raise ScenarioError.saying("not-a-change", message, f"write {written}", whole.span())
    return (
        Passage(name.strip(), source, line, first),
        Passage(value, source, line, first + len(name) + 1),
    )
