"""Turns the judgement on a claim into what a person is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from ...derivations import Derivation
from ...problems import CapestError, Problem, Severity, Span
from ...prose.comparable import is_machines
from ...prose.compare import TOLERANCE, Judgement, judge_again
from ...prose.written import Unreadable, Written
from ...quantities import Quantity
from ...units import NUMBER, SIGNS, Unit, UnitTable, unit_table
from ..marks.binding import Bound, Claim, bind
from ..marks.library import BoundScenario
from ..marks.scenarios import DeclaredScenarios
from ..marks.stated_promises import with_promise
from ..marks.statements import Bind, Equal
from .derivation_line import provenance
from .expressions import derivation_of
from .findings import CheckedClaim, Expected, Status
from .hints import hint_of, shown
from .tolerances import INPUT_TOLERANCE, Tolerances
from .unjudged import no_value, not_an_input, said, unbound

_SMALLEST_MAGNITUDE = 1 / 10
"""What share of the value a number is at most, where a word that multiplies it is left out."""

_WIDEST_RANGE = 10
_LARGEST_MULTIPLE = 10_000
"""From here on numbers are written with the next magnitude: 5,000 crore, 9999万."""


BindingRead = Callable[[Claim, UnitTable, Unit | None], Bound | None]
"""Gives the number of a claim."""

_SYMBOLS = frozenset(("~", "≈", "≃", "<", ">", "≤", "≥", *SIGNS))


def judge_quantity(
    claim: Claim,
    statement: Bind,
    scenario: BoundScenario,
    name: str,
    tolerances: Tolerances,
    *,
    is_advised: bool = True,
    reading: BindingRead = bind,
) -> CheckedClaim:
    """What becomes of a claim about a quantity of a scenario; a slip is named where advice is asked
    for, which costs more than all the rest.
    """
    key = (scenario.path, name)
    derivation = scenario.estimate.get(name)
    if derivation is None:
        at = claim.document.span(statement.name_at)
        return _failed(claim, no_value(name, at, scenario, name), key)
    if statement.is_input and derivation.is_computed:
        return _failed(claim, not_an_input(claim, statement, derivation), key)
    others = scenario.estimate.derivations if is_advised else None
    is_input = scenario.is_input(derivation)
    return _held_against(
        claim, derivation, others, tolerances, key, reading=reading, is_input=is_input
    )


def judge_equal(
    claim: Claim,
    statement: Equal,
    declared: DeclaredScenarios,
    tolerances: Tolerances,
    *,
    is_advised: bool = True,
) -> CheckedClaim:
    """What becomes of a claim about the value of an expression over the document's scenarios."""
    try:
        derivation = derivation_of(claim, statement, declared, napkin=tolerances.napkin)
    except CapestError as error:
        return _failed(claim, error.problems, ("", claim.subject))
    key = (declared.scenarios[0].path if derivation.inputs else "", claim.subject)
    others = declared.quantities() if derivation.inputs else {}
    return _held_against(claim, derivation, others if is_advised else None, tolerances, key)


def _held_against(
    claim: Claim,
    derivation: Derivation,
    others: Mapping[str, Derivation] | None,
    tolerances: Tolerances,
    key: tuple[str, str],
    *,
    reading: BindingRead = bind,
    is_input: bool = False,
) -> CheckedClaim:
    """A claim against its value; the quantities it may be mistaken for where a slip is named."""
    statement, quantity = claim.statement, derivation.quantity
    bound = reading(claim, quantity.units or unit_table(), quantity.unit)
    if bound is None or isinstance(bound.written, Unreadable):
        return _failed(claim, unbound(claim, bound), key)
    written = bound.written
    if not (isinstance(statement, Bind) and statement.is_input):
        written = with_promise(claim, written, bound.phrase_at[0], is_input=is_input)
        bound = bound if written is bound.written else bound._replace(written=written)
    expected = _expected(derivation, statement, tolerances)
    judgement = _judged(written, statement, expected)
    if not judgement.holds and (doubt := _doubt(written, judgement)):
        return _failed(claim, unbound(claim, _doubted(bound, doubt)), key)
    span, rival = _place(claim, bound, written), None
    is_derived = others is not None or isinstance(statement, Bind)  # each expression anew
    problem = None
    if judgement.code or judgement.why:
        problem = _problem(claim, bound, judgement, derivation, span, is_derived=is_derived)
    if problem and others is not None and not judgement.holds:
        hint, rival = hint_of(claim, bound, judgement, derivation, others)
        problem = replace(problem, hint=hint)
    return CheckedClaim(
        subject=claim.subject,
        span=span,
        status=Status.HOLDS if judgement.holds else Status.FAILS,
        problems=(problem,) if problem else (),
        bound=bound,
        judgement=judgement,
        expected=expected,
        key=key,
        rival=rival,
    )


def _expected(derivation: Derivation, statement: Bind | Equal, tolerances: Tolerances) -> Expected:
    tolerance = statement.tolerance if statement.tolerance is not None else tolerances.tolerance
    return Expected(derivation=derivation, tolerance=tolerance, prefixes=tolerances.prefixes)


def _judged(written: Written, statement: Bind | Equal, expected: Expected) -> Judgement:
    is_input = isinstance(statement, Bind) and statement.is_input
    exact = is_input and expected.tolerance is None and not written.hedged
    judgement = judge_again(
        written,
        expected.quantity,
        tolerance=INPUT_TOLERANCE if exact else expected.tolerance,
        prefixes=expected.prefixes,
    )
    if not exact or judgement.code or not judgement.holds or written.digits != 1:
        return judgement
    far = abs(judgement.ratio - 1) > INPUT_TOLERANCE
    if far and not (written.bound or written.is_range):
        return replace(
            judgement, holds=False, code="value", severity=Severity.ERROR, message="not equal"
        )
    return judgement


def _doubt(written: Written, judgement: Judgement) -> str:
    """Why a number that does not hold may be another one, "" for none: an unknown word behind one
    that is too low may multiply it (20 ngàn, where 20,000 are meant), or its dot part thousands
    (3.500); what is too high may be the second of two.
    """
    if written.is_second and 1 < judgement.ratio < _WIDEST_RANGE:
        return "it may end a range or a change, or another number is meant"
    if not 0 < judgement.ratio <= _SMALLEST_MAGNITUDE:
        return ""
    if written.has_open_dot and abs(judgement.ratio * 1000 - 1) <= TOLERANCE:
        return "it may have thousands or decimals after its dot"
    if written.unknown and written.value < _LARGEST_MULTIPLE:
        return f"'{written.unknown}' is not known and may be a power of ten"
    return ""


def _doubted(bound: Bound, reason: str) -> Bound:
    """The number as one that cannot be read."""
    written = bound.written
    word = written.unknown if isinstance(written, Written) and written.unknown in reason else ""
    text = written.text if word in written.text else f"{written.text} {word}"
    unread = Unreadable(start=written.start, end=written.end, text=text, reason=reason)
    return bound._replace(written=unread)


def _problem(
    claim: Claim,
    bound: Bound,
    judgement: Judgement,
    derivation: Derivation,
    span: Span,
    *,
    is_derived: bool,
) -> Problem:
    is_input = isinstance(claim.statement, Bind) and claim.statement.is_input
    line, places = provenance(derivation) if is_derived else ("", ())
    if judgement.holds:
        return Problem(
            code=judgement.code or "napkin",
            message=_message(claim, bound, judgement, derivation.quantity),
            span=span,
            severity=judgement.severity,
            labels=places,
        )
    return Problem(
        code="input" if is_input and judgement.code == "value" else judgement.code,
        message=_message(claim, bound, judgement, derivation.quantity),
        span=span,
        labels=places,
        notes=(line,) if line else (),
    )


def _message(claim: Claim, bound: Bound, judgement: Judgement, quantity: Quantity) -> str:
    """One sentence: what the number is, what the text says, and how far that is off."""
    text, right = said(bound), shown(quantity, bound)
    match judgement.code:
        case "dimension":
            unit = bound.written.unit if isinstance(bound.written, Written) else NUMBER
            return (
                f"{claim.subject} is {_in_words(quantity.unit)}; the text says {text}, "
                f"which is {_in_words(unit)}"
            )
        case "insufficient":
            short = "too few" if is_machines(quantity.unit) else "too little"
            return f"{claim.subject} is {right}; the text says {text}, which is {short}"
        case "bound" if _is_promised(bound):
            return f"{claim.subject} is {right}; what is promised is {text} ({judgement.message})"
        case _:
            aside = judgement.message or f"right for {judgement.why}"
            return f"{claim.subject} is {right}; the text says {text} ({aside})"


def _is_promised(bound: Bound) -> bool:
    return isinstance(bound.written, Written) and bound.written.stance == "promise"


def _failed(
    claim: Claim, problems: Problem | tuple[Problem, ...], key: tuple[str, str]
) -> CheckedClaim:
    return CheckedClaim(
        subject=claim.subject,
        span=claim.document.span(claim.mark),
        status=Status.FAILS,
        problems=problems if isinstance(problems, tuple) else (problems,),
        key=key,
    )


def _in_words(unit: Unit) -> str:
    return f"in {unit}" if unit.powers else "a plain number"


def _place(claim: Claim, bound: Bound, written: Written) -> Span:
    """The number with the sign that hedges it: where the caret goes."""
    document = claim.document
    start, end = bound.number_at
    if document.text[start - 1] in _SYMBOLS:
        first = claim.before[0]
        place = first + written.number_start
        is_seen = place > first and claim.joined.back(place - 1, place) == (start - 1, start)
        start -= is_seen
    return document.span((start, max(end, start + 1)))
