"""What has become of a document that was fixed: its changes, and what is left."""

from __future__ import annotations

from ..problems import Problem, Severity, Source, Span
from ..records import record, replace
from .documents.edits import Edit, splice
from .judging.findings import FileReport


@record(kw_only=True)
class Change:
    """One number or table that is rewritten."""

    span: Span
    """Its place in the document as it was."""
    subject: str
    edit: Edit
    was: str
    table_at: int | None = None
    """Where it is said what a region holds; None for a number."""


@record(kw_only=True)
class Fixed:
    """A document with what could be fixed, and what a check still says of it."""

    name: str
    was: str
    """Its text as it was."""
    changes: tuple[Change, ...]
    report: FileReport

    @property
    def text(self) -> str:
        """Its text as it is to be."""
        return splice(self.was, [change.edit for change in self.changes]).text

    @property
    def left(self) -> tuple[Problem, ...]:
        """The errors that remain."""
        problems = self.report.problems
        return tuple(item for item in problems if item.severity is Severity.ERROR)

    @property
    def stale_workings(self) -> tuple[Problem, ...]:
        """The workings that do not give their results, which a fix leaves as they are."""
        return tuple(item for item in self.report.problems if item.code == "stale-working")

    def in_short(self) -> Fixed:
        """The same with what people are told of it; no text of a document that stays as it is."""
        nowhere = Source(self.name, "")
        spans = (replace(change.span, source=nowhere) for change in self.changes)
        pairs = zip(self.changes, spans, strict=True)
        return replace(
            self,
            was=self.was if self.changes else "",
            changes=tuple(replace(change, span=span) for change, span in pairs),
            report=replace(self.report, claims=(), stale=()),
        )
