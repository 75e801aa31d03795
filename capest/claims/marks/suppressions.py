"""What a document asks not to be told: `ignore`, `off` and `on`."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from ...problems import Problem, Severity, suggestion
from ..codes import CODES
from ..documents.document import Document
from ..documents.scan import Comment
from .statements import Ignore, Statement, Switch


@dataclass(slots=True)
class _Ignoring:
    """One `ignore` comment: the lines it is for, and which of its codes were needed."""

    statement: Ignore
    comment: Comment
    lines: tuple[int, ...]
    used: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Suppressions:
    """Every request of a document for quiet."""

    document: Document
    ignoring: list[_Ignoring]
    by_line: dict[int, list[_Ignoring]]
    off: tuple[tuple[int, int], ...]
    """Stretches of the text that are not checked."""

    def is_off(self, offset: int) -> bool:
        """Whether an offset lies where nothing is checked."""
        index = bisect_right(self.off, offset, key=lambda stretch: stretch[0]) - 1
        return index >= 0 and offset < self.off[index][1]

    def hears(self, problem: Problem) -> bool:
        """Whether a problem is told; one that is not has used the comment that asks for it."""
        if problem.span is None or problem.span.source is not self.document.source:
            return True
        told = True
        for ignoring in self.by_line.get(problem.span.line, ()):
            codes = [code for code, _ in ignoring.statement.codes]
            if not codes or problem.code in codes:  # more than one may ask for the same
                ignoring.used.add(problem.code)
                told = False
        return told

    def unused(self) -> list[Problem]:
        """The `ignore` comments, or codes of them, that nothing needed."""
        return [
            problem
            for ignoring in self.ignoring
            if not self.is_off(ignoring.comment.at[0])
            for problem in _unused(ignoring, self.document)
        ]


def suppressions_of(document: Document, marks: Iterable[tuple[Comment, Statement]]) -> Suppressions:
    """The requests for quiet among a document's comments."""
    ignoring, off, start = [], [], None
    for comment, statement in marks:
        match statement:
            case Ignore():
                ignoring.append(_Ignoring(statement, comment, _lines(document, comment)))
            case Switch(on=False) if start is None:
                start = comment.at[0]
            case Switch(on=True) if start is not None:
                off.append((start, comment.at[1]))
                start = None
    if start is not None:
        off.append((start, len(document.text)))
    by_line: dict[int, list[_Ignoring]] = {}
    for item in ignoring:
        for line in item.lines:
            by_line.setdefault(line, []).append(item)
    return Suppressions(document, ignoring, by_line, tuple(off))


def _lines(document: Document, comment: Comment) -> tuple[int, ...]:
    """The comment's line, and where it stands alone the next line that says something."""
    line = document.line_of(comment.at[0])
    first, last = document.lines[line - 1]
    rest = document.text[first : comment.at[0]] + document.text[comment.at[1] : last]
    if rest.strip(" \t>/."):
        return (line,)
    for number in range(document.line_of(comment.at[1]) + 1, len(document.lines) + 1):
        start, end = document.lines[number - 1]
        if document.text[start:end].strip():
            return line, number
    return (line,)


def _unused(ignoring: _Ignoring, document: Document) -> list[Problem]:
    codes = ignoring.statement.codes
    if not codes:
        if ignoring.used:
            return []
        message, hint = "there is nothing to ignore here", "remove the comment"
        return [_problem(message, document, ignoring.comment.at, hint)]
    problems = []
    for code, at in codes:
        if code not in CODES:
            hint = suggestion(code, CODES, "`capest check --explain all` lists them")
            problems.append(_problem(f"'{code}' is not a code", document, at, hint))
        elif code not in ignoring.used:
            message = f"there is no '{code}' to ignore here"
            problems.append(_problem(message, document, at, "remove it"))
    return problems


def _problem(message: str, document: Document, at: tuple[int, int], hint: str) -> Problem:
    return Problem(
        code="unused-ignore",
        message=message,
        span=document.span(at),
        hint=hint,
        severity=Severity.WARNING,
    )
