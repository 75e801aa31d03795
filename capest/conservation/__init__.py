"""Conservation: what two sections of a scenario say of the same thing agrees, or is questioned.

What is stored arrives with some traffic, what a cache misses is read from something, copies agree,
what is delivered is kept. Each rule is a file in `rules`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib import import_module
from pathlib import Path

from ..engine.estimate import Estimate
from ..problems import Label, Problem, Severity, did_you_mean, in_order
from ..records import record
from ..scenario.model import Acceptance
from .design import Conserving, Contradiction, Design


@record(kw_only=True)
class Conservation:
    """What the rules found in one scenario."""

    problems: tuple[Problem, ...] = ()
    """A warning for each contradiction that nobody accepted, and each acceptance of nothing."""
    accepted: tuple[Acceptance, ...] = ()
    """The contradictions that are meant, with the reasons that the scenario gives."""


AGREED = Conservation()
"""Of what nobody asked the rules."""


def conservation(estimate: Estimate, *, is_changed: bool = False) -> Conservation:
    """What contradicts itself in a scenario; a changed one may accept more than it needs to."""
    design = Design(estimate)
    found = [item for rule in every_rule() for item in rule(design)]
    accepted = {item.quantity.text: item for item in estimate.scenario.accepted}
    told = [_problem(item) for item in found if item.about not in accepted]
    needed = dict.fromkeys(item.about for item in found if item.about in accepted)
    if not is_changed:
        about = [item.about for item in found]
        told += [_unused(item, about) for name, item in accepted.items() if name not in needed]
    return Conservation(problems=in_order(told), accepted=tuple(accepted[name] for name in needed))


@lru_cache(maxsize=1)
def every_rule() -> tuple[Conserving, ...]:
    """Every rule, by the names of their files."""
    return tuple(_rules())


def _rules() -> Iterator[Conserving]:
    for path in sorted((Path(__file__).parent / "rules").glob("[!_]*.py")):
        yield import_module(f"{__name__}.rules.{path.stem}").contradictions


def _problem(found: Contradiction) -> Problem:
    (_, here), *others = found.places
    return Problem(
        code=found.code,
        message=found.message,
        span=here,
        hint=f"{found.hint}; meant? `accepted: {{{found.about}: why}}`",
        severity=Severity.WARNING,
        labels=tuple(Label(span, words) for words, span in others if span.line != here.line),
        notes=tuple(f"{words}: {span}" for words, span in found.places),
    )


def _unused(item: Acceptance, about: list[str]) -> Problem:
    name = item.quantity.text
    close = did_you_mean(name, about)
    return Problem(
        code="unused-acceptance",
        message=f"nothing contradicts '{name}', so there is nothing to accept",
        span=item.quantity.span(),
        hint=f"did you mean '{close}'?" if close else "remove the line",
        severity=Severity.WARNING,
    )
