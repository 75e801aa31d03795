"""What a mark's expression comes to, over the quantities of the document's scenarios."""

from __future__ import annotations

from collections.abc import Iterator

from ...derivations import Computed, Derivation
from ...engine.calculate import derive
from ...engine.defining.definitions import MOST_COST, cost, too_costly
from ...problems import MANY, CapestError, Passage, Problem
from ..marks.binding import Claim
from ..marks.library import find
from ..marks.scenarios import DeclaredScenarios
from ..marks.statements import Equal
from .unjudged import in_several, no_value


def derivation_of(
    claim: Claim, statement: Equal, declared: DeclaredScenarios, *, napkin: bool
) -> Derivation:
    """The value of an expression with its derivation, computed once; raises CapestError."""
    text, document = statement.expression, claim.document
    if text in declared.computed:
        return declared.computed[text]
    span = document.span(statement.expression_at)
    verbatim = "\n" not in text and "\r" not in text
    passage = Passage(text, document.source, span.line, span.column, verbatim)
    if declared.cost > MOST_COST:
        declared.refused, declared.gave_up = MANY, True  # said once, it is true of all that follow
        raise CapestError(too_costly(span, "document"))
    declared.spelled += len(text)
    try:
        found = derive(passage, declared.quantities(), declared.units(napkin=napkin))
    except CapestError as error:
        declared.refused += 1
        raise CapestError(*_explained(error.problems, declared)) from None
    if isinstance(found.origin, Computed):
        declared.cost += cost(found.origin.formula)
    declared.computed[text] = found
    return found


def _explained(problems: tuple[Problem, ...], declared: DeclaredScenarios) -> Iterator[Problem]:
    """The problems; for a name that scenarios do have, why it cannot be taken."""
    for problem in problems:
        span = problem.span
        word = span.text if span and problem.code == "unknown-name" else ""
        found = find(word, declared.scenarios)
        if span and len(found) > 1:
            yield in_several(word, span, found[0][0], found[1][0])
        elif span and found:
            scenario, name = found[0]
            yield no_value(word, span, scenario, name)
        else:
            yield problem
