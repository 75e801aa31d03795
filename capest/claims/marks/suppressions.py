"""What a document asks not to be told: `ignore`, `off` and `on`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ...codes import FINDINGS
from ...problems import MANY, Extent, Problem, Severity, suggestion
from ...records import record
from ..documents.document import Document
from ..documents.scan import Comment
from .statements import Ignore, Mark, Quiet, quiet_of

_SAYS = re.compile(r"[^ \t>/.]")
_ALL_CODES = "`capest check --explain all` lists them"


@record
class _Suppression:
    """One `ignore` comment and the lines it is for."""

    statement: Ignore
    comment: Comment
    lines: tuple[int, ...]

    def covers(self, code: str) -> bool:
        """Whether findings of a code are suppressed: those it names, all where it names none."""
        return not self.statement.codes or any(code == name for name, _ in self.statement.codes)


@record
class Suppressions:
    """Every request of a document for quiet."""

    document: Document
    ignores: tuple[_Suppression, ...]
    by_line: dict[int, list[_Suppression]]
    quiet: Quiet

    @property
    def asks(self) -> bool:
        """Whether anything is not to be told."""
        return bool(self.ignores or self.quiet.stretches)

    def is_suppressed(self, problem: Problem) -> bool:
        """Whether a problem is not to be reported."""
        ignores = self.by_line.get(self._line(problem), ())
        return self._is_unchecked(problem) or any(item.covers(problem.code) for item in ignores)

    def unused(self, found: Iterable[Problem]) -> Iterator[Problem]:
        """The `ignore` comments, or codes of them, that none of the problems found needs."""
        codes: dict[int, set[str]] = {}
        hints: dict[str, str] = {}
        for problem in found:
            if not self._is_unchecked(problem):
                codes.setdefault(self._line(problem), set()).add(problem.code)
        for item in self.ignores:
            if not self.quiet.holds(item.comment.at[0]):
                suppressed = {code for line in item.lines for code in codes.get(line, ())}
                yield from _unused(item, suppressed, self.document, hints)

    def _line(self, problem: Problem) -> int:
        """The line of the document that a problem is in; 0 where it is elsewhere."""
        span = problem.span
        return span.line if span and span.source is self.document.source else 0

    def _is_unchecked(self, problem: Problem) -> bool:
        line = self._line(problem)
        if not line or problem.span is None:
            return False
        return self.quiet.holds(self.document.lines[line - 1][0] + problem.span.column - 1)


def suppressions_of(document: Document, marks: Sequence[Mark]) -> Suppressions:
    """The requests for quiet among a document's comments."""
    ignores: list[_Suppression] = []
    by_line: dict[int, list[_Suppression]] = {}
    for comment, statement in marks:
        if isinstance(statement, Ignore):
            ignores.append(_Suppression(statement, comment, _lines(document, comment)))
            for line in ignores[-1].lines:
                by_line.setdefault(line, []).append(ignores[-1])
    return Suppressions(document, tuple(ignores), by_line, quiet_of(document, marks))


def _lines(document: Document, comment: Comment) -> tuple[int, ...]:
    """The comment's line, and where it stands alone the next line that says something."""
    line = document.line_of(comment.at[0])
    first, last = document.lines[line - 1]
    before, behind = (first, comment.at[0]), (comment.at[1], last)
    if _SAYS.search(document.text, *before) or _SAYS.search(document.text, *behind):
        return (line,)
    for number in range(document.line_of(comment.at[1]) + 1, len(document.lines) + 1):
        start, end = document.lines[number - 1]
        if document.text[start:end].strip():
            return line, number
    return (line,)


def _unused(
    item: _Suppression, suppressed: set[str], document: Document, hints: dict[str, str]
) -> Iterator[Problem]:
    codes = item.statement.codes
    if not codes and not suppressed - {"unbound"}:  # a note, which nobody has to answer
        message = "there is nothing to ignore here"
        yield _problem(message, document, item.comment.at, "remove the comment")
    for code, at in codes:
        if code not in FINDINGS:
            if code not in hints and len(hints) < MANY:
                hints[code] = suggestion(code, FINDINGS, _ALL_CODES)
            yield _problem(f"'{code}' is not a code", document, at, hints.get(code, _ALL_CODES))
        elif code not in suppressed:
            message = f"there is no '{code}' to ignore here"
            yield _problem(message, document, at, "remove it")


def _problem(message: str, document: Document, at: Extent, hint: str) -> Problem:
    return Problem(
        code="unused-ignore",
        message=message,
        span=document.span(at),
        hint=hint,
        severity=Severity.WARNING,
    )
