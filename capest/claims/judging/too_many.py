"""What a document has too many of, where each that is passed over may be wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...problems import MANY, Problem
from ..documents.document import Document
from ..documents.scan import Comment, Link
from ..marks.binding import Claim
from ..marks.scenarios import DeclaredScenarios
from ..marks.statements import Bind, Equal

MOST_CLAIMS = 10_000
"""Claims of a document that are checked: as many take a second or two, and no text that people read
has more.
"""

MOST_EXPRESSIONS = 3_000
"""Different expressions of a document's marks that are computed; more belong in a scenario."""

MOST_SPELLED = 100_000
"""Characters of all these together."""

BindingMark = tuple[Comment | Link, Bind | Equal]
"""A mark that makes a claim."""


def too_many(document: Document, binding: Sequence[BindingMark]) -> Iterator[Problem]:
    """That there are claims which are not checked."""
    if len(binding) > MOST_CLAIMS:
        yield Problem(
            code="too-many-claims",
            message=f"{len(binding):,} numbers of this document are bound; {MOST_CLAIMS:,} are "
            "checked, and none from here on",
            span=document.span(binding[MOST_CLAIMS][0].at),
            hint="part the document, or leave a table of data to a file of its own",
        )


def is_given_up(expression: str, declared: DeclaredScenarios) -> bool:
    """Whether so many expressions were faulty, or computed, that a new one is not."""
    many = len(declared.computed) >= MOST_EXPRESSIONS or declared.spelled > MOST_SPELLED
    over = declared.refused >= MANY or many
    return over and expression not in declared.computed


def given_up(claim: Claim, declared: DeclaredScenarios) -> Iterator[Problem]:
    """That no more expressions are computed, said once."""
    if not declared.gave_up:
        declared.gave_up = True
        several = f"{MOST_EXPRESSIONS:,} different expressions of this document are computed"
        if declared.spelled > MOST_SPELLED:
            several = f"{MOST_SPELLED:,} characters of expressions of this document are computed"
        if declared.refused >= MANY:
            several = f"{MANY} expressions of this document cannot be computed"
        yield Problem(
            code="too-many-claims",
            message=f"{several}; from here on none is, but for those met before",
            span=claim.document.span(claim.mark),
            hint="mend the first, or compute in the scenario and bind its names",
        )
