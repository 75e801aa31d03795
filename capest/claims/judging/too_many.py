"""What a document has too many of, where each that is passed over may be wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...problems import MANY, Problem
from ..documents.document import Document
from ..documents.scan import Comment, Link
from ..marks.binding import Claim, claims_of
from ..marks.scenarios import DeclaredScenarios
from ..marks.statements import Bind, Equal

MOST_READ = 10_000
"""Numbers that are read for the claims of a document, with those in front of each: as many take a
second, and no text that people read has more.
"""

_NUMBER = re.compile(r"\d[\d.,]*")
_REACH = 200  # characters before a mark: all in front of its number that may belong to it

MOST_EXPRESSIONS = 3_000
"""Different expressions of a document's marks that are computed; more belong in a scenario."""

MOST_SPELLED = 100_000
"""Characters of all these together."""

BindingMark = tuple[Comment | Link, Bind | Equal]
"""A mark that makes a claim."""


def checked(document: Document, binding: list[BindingMark]) -> Iterator[Claim]:
    """Those of a document's claims that are checked: the first, until enough numbers are read."""
    text, claims = document.text, claims_of(document, binding)
    if len(binding) + len(_NUMBER.findall(text)) <= MOST_READ:
        yield from claims
        return
    left, behind = MOST_READ, 0
    for claim in claims:
        end = claim.inside[1] if claim.inside else claim.mark[0]
        start = max(behind, end - _REACH)
        start = max(start, text.rfind("\n\n", start, end))
        left -= max(len(_NUMBER.findall(text, start, end)), 1)
        if left < 0:
            return
        yield claim
        behind = claim.mark[1]


def too_many(document: Document, binding: Sequence[BindingMark], checked: int) -> Iterator[Problem]:
    """That only so many claims are checked."""
    if checked < len(binding):
        yield Problem(
            code="too-many-claims",
            message=f"{len(binding):,} numbers of this document are bound; {checked:,} are "
            "checked, and none from here on",
            span=document.span(binding[checked][0].at),
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
