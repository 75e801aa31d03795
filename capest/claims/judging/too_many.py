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


def given_up(claim: Claim, declared: DeclaredScenarios) -> Iterator[Problem]:
    """That so many expressions are faulty that no more are computed, said once."""
    if declared.refused == MANY:
        declared.refused += 1
        yield Problem(
            code="too-many-claims",
            message=f"{MANY} expressions of this document cannot be computed; from here on none "
            "is, but for those met before",
            span=claim.document.span(claim.mark),
            hint="mend these first",
        )
