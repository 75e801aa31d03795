"""Why a claim cannot be judged: its mark has no number, or its name no value."""

from __future__ import annotations

from ...derivations import Derivation
from ...engine.expressions.no_value import wanted
from ...problems import Problem, Span
from ...prose.written import Unreadable
from ...safe_text import cut
from ..documents.formats import use_of
from ..marks.binding import Bound, Claim
from ..marks.library import BoundScenario
from ..marks.scenarios import DeclaredScenarios
from ..marks.statements import Bind

_PUT_BEHIND = "put it right behind its number, in the same paragraph or cell"
_MARKUP = str.maketrans("", "", "*_`[]")


def unbound(claim: Claim, bound: Bound | None) -> Problem:
    """Why a mark has no number: there is none, or none that can be read."""
    if bound is None:
        where, hint = "before this comment", _PUT_BEHIND
        if claim.takes_first:
            where, hint = "behind these words", "the words are those of a claim in the scenario"
        elif claim.inside:
            where, hint = "in this link", "leave #... out for a link that claims nothing"
        return Problem(
            code="no-quantity",
            message=f"there is no number {where} for {claim.subject}",
            span=claim.document.span(claim.mark),
            hint=hint,
        )
    reason = bound.written.reason if isinstance(bound.written, Unreadable) else ""
    return Problem(
        code="unreadable-quantity",
        message=f"'{said(bound)}' cannot be read: {reason}",
        span=claim.document.span(bound.phrase_at),
        hint="write the number so that it can mean one thing only",
    )


def in_several(name: str, at: Span, first: BoundScenario, second: BoundScenario) -> Problem:
    """That two scenarios of the document have the quantity."""
    return Problem(
        code="several-scenarios",
        message=f"{name} is in {first.path} and in {second.path}",
        span=at,
        hint="give the two different names behind `as`"
        if first.alias and first.alias == second.alias
        else "`use path.yaml as NAME` gives a scenario a name to write before the dot",
    )


def no_value(said: str, at: Span, scenario: BoundScenario, name: str) -> Problem:
    """That the scenario leaves out what the quantity needs, by the name that the document says."""
    return Problem(
        code="no-value",
        message=f"'{said}' has no value in {scenario.path}",
        span=at,
        hint=wanted(scenario.estimate.absent[name]),
    )


def not_an_input(claim: Claim, statement: Bind, derivation: Derivation) -> Problem:
    """That a mark says input of what is computed."""
    return Problem(
        code="not-an-input",
        message=f"{derivation.name} is computed, not put in",
        span=claim.document.span(statement.name_at),
        hint=f"write <!-- capest: {statement.name} -->",
    )


def said(bound: Bound) -> str:
    """The number as the text has it, for a message."""
    return cut(" ".join(bound.written.text.translate(_MARKUP).split()), 60)


def unknown_name(claim: Claim, statement: Bind, declared: DeclaredScenarios) -> Problem:
    """The problem of a name that means nothing."""
    span = claim.document.span(statement.name_at)
    if not declared.scenarios:
        stem = claim.document.name.replace("\\", "/").rpartition("/")[2].rpartition(".")[0]
        return Problem(
            code="no-scenario",
            message=f"this document has no scenario to look '{statement.name}' up in",
            span=span,
            hint=f"put {stem}.capest.yaml beside it, or write {use_of(claim.document.name)}",
        )
    close, inside = declared.near(statement.name)
    hint = f"did you mean '{close}'?" if close else "`capest explain SCENARIO` lists every name"
    if inside:
        hint = f"it has {', '.join(inside[:6])}{', ...' if len(inside) > 6 else ''}"
    return Problem(
        code="unknown-name",
        message=f"nothing is named '{statement.name}' in {declared.scenarios[0].path}",
        span=span,
        hint=hint,
    )
