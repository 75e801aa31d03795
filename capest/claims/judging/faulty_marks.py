"""What is wrong with the marks of a document themselves, and with where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...problems import Extent, Problem, Severity
from ..documents.document import Document
from ..documents.formats import comment_of
from ..marks.scenarios import DeclaredScenarios
from ..marks.statements import Bind, Equal, Malformed, Mark, read_link


def faulty_marks(
    document: Document, marks: Sequence[Mark], of_claims: Sequence[Problem]
) -> Iterator[Problem]:
    """What is wrong with the comments themselves."""
    lost = {problem.span for problem in of_claims if problem.code == "no-quantity"}
    for comment, statement in marks:
        if isinstance(statement, Malformed):
            yield _malformed(statement.message, document, statement.at, statement.hint)
        opens = isinstance(statement, (Bind, Equal)) and comment.opens_line
        if opens and document.span(comment.at) not in lost:
            yield Problem(
                code="prefix-comment",
                message="a comment that opens a line makes Markdown show the rest of it "
                "as raw HTML",
                span=document.span(comment.at),
                hint="keep it on the line of its number",
                severity=Severity.WARNING,
            )
    for at in document.scan.unclosed:
        yield _malformed("this comment never ends", document, at, "close it with -->")


def _malformed(message: str, document: Document, at: Extent, hint: str) -> Problem:
    return Problem(code="malformed-mark", message=message, span=document.span(at), hint=hint)


def misplaced_marks(document: Document, declared: DeclaredScenarios) -> Iterator[Problem]:
    """The marks that stand where they bind nothing."""
    message = "a mark cannot stand here, and binds nothing"
    hint = "put it right behind its number: in a paragraph, a cell or a line of code"
    comment = comment_of(document.name)
    if comment is None:
        message = "this format has no comments inside a line, so this binds nothing"
        hint = "bind by a link, to search.capest.yaml#search.qps"
    for at in document.scan.unreadable:
        if comment is None or document.text[at[0]] in "<{":
            yield _unreadable(message, document, at, hint)
        else:
            said = f"write {comment[0]} capest: NAME {comment[1]}"
            yield _unreadable("this is text, for it stands in no code", document, at, said)
    for at in document.scan.unknown_in_code:
        message, hint = "no comment that is known begins so", "a mark follows #, //, --, ;, % or /*"
        yield _unreadable(message, document, at, hint)
    for at in document.scan.links_in_code:
        message, hint = "code shows a link as it is, so this binds nothing", "# capest: NAME does"
        yield _unreadable(message, document, at, hint)
    for link in document.scan.links:
        if link.is_image and declared.is_claim(read_link(document.text, link)):
            yield _unreadable("an image states no number", document, link.at, "leave the ! out")


def _unreadable(message: str, document: Document, at: Extent, hint: str) -> Problem:
    return Problem(code="unreadable-mark", message=message, span=document.span(at), hint=hint)
