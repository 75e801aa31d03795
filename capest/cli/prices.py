"""The prices that a run takes: those of a file, and how old all of them are."""

from __future__ import annotations

from datetime import date

from ..engine.graph import Graph
from ..problems import Passage, Problem, ScenarioError, Severity
from ..scenario.model import Scenario
from ..scenario.prices import FOLDER, read_prices, with_prices
from ..scenario.profiles import profile, profile_names
from .clock import today
from .console import tell
from .files import read_source

OLD = 180
"""Days after which a price is told to be old: clouds change theirs about twice a year."""


def take_prices(path: str, *scenarios: Scenario) -> tuple[Scenario, ...]:
    """The scenarios with the prices of a file, of which it is told once if they are old or of no
    use; raises ScenarioError.
    """
    from ..sections import sections

    prices, problems = read_prices(read_source(path), sections())
    if prices is None:
        raise ScenarioError(*problems)
    age = _age(prices.as_of)
    taken, warnings = zip(*(with_prices(it, prices, sections()) for it in scenarios), strict=True)
    of_no_use = [problem for problem in warnings[0] if all(problem in each for each in warnings)]
    tell((*of_no_use, *_old(prices.name, prices.as_of.text, age)))
    return taken


def old_prices(*graphs: Graph) -> tuple[Problem, ...]:
    """A warning for each profile whose old prices something in some graphs rests on."""
    named = {
        default.profile
        for graph in graphs
        for name in graph.compute
        for word in graph.definitions.by_name[name].words
        if word in graph.compute and (default := graph.definitions.by_name[word].default)
    }
    return tuple(
        problem
        for name in profile_names(FOLDER)
        if name in named
        for as_of in [profile(FOLDER, name).as_of]
        for problem in _old(name, as_of, (today() - date.fromisoformat(as_of)).days)
    )


def _age(as_of: Passage) -> int:
    try:
        return (today() - date.fromisoformat(as_of.text)).days
    except ValueError:
        raise ScenarioError.saying(
            "not-a-value", f"'{as_of.text}' is not a day", "write it as 2026-11-30", as_of.span()
        ) from None


def _old(name: str, as_of: str, days: int) -> tuple[Problem, ...]:
    if days < 0:
        message = f"the prices of {name} are of {as_of}, which is {-days:,} days from now"
        hint = "as_of is the day on which they were read"
        problem = Problem(
            code="future-prices", message=message, hint=hint, severity=Severity.WARNING
        )
        return (problem,)
    if days <= OLD:
        return ()
    return (
        Problem(
            code="old-prices",
            message=f"the prices of {name} are {days:,} days old, of {as_of}",
            hint="give newer ones: --prices FILE, in the form of `capest fields prices`",
            severity=Severity.WARNING,
        ),
    )
