"""Reports what a check finds: on standard output, in files, and in the summary of a step."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from ...claims.documents.formats import comment_of, is_document
from ...claims.judging.findings import FileReport, Findings
from ...claims.judging.statistics import CodeCounts
from ...claims.reports import FORMATS, format_of, is_for_people, written
from ...problems import Problem
from ...records import field, record, replace
from ..border import followed
from ..console import reason_of, reject, tell
from ..files import write_pieces
from ..options import check_choice
from ..seen import FilesSeen
from .check_options import CheckOptions
from .spool import Spool

_LARGEST_SUMMARY = 1_000_000
"""Bytes of a step's summary: GitHub refuses one of 1 MiB or more (docs.github.com, read 2026)."""


@record(kw_only=True)
class WrittenReport:
    """One text of the findings, which is made as the files are checked."""

    format: str
    path: Path | None = None
    """The file that it goes into."""
    is_beside: bool = False
    """Whether the faults and the advice on scenarios are told beside it, on standard error."""
    parts: Spool = field(default_factory=Spool)

    def add(self, report: FileReport) -> None:
        """Keep what is said of one more file; raises CapestError."""
        said = report.without_advice() if self.is_beside else report
        self.parts.add(format_of(self.format).part(said), is_document=report.is_document)

    def text(self, findings: Findings, *, quiet: bool = False) -> Iterator[str]:
        """The whole text, piece by piece."""
        findings = replace(findings, faults=()) if self.is_beside else findings
        return written(self.format, findings, self.parts, quiet=quiet)


@record(kw_only=True)
class WrittenReports:
    """All that a run reports; what is told of a file is kept as text, and on the disk."""

    shown: WrittenReport
    files: tuple[WrittenReport, ...]
    summary: WrittenReport | None
    """For a GitHub step."""
    statistics: CodeCounts | None
    advice: list[Problem] = field(default_factory=list)
    """On scenarios."""

    def note(self, report: FileReport) -> FileReport:
        """A report, of which is kept what is said of it; raises CapestError."""
        for each in filter(None, (self.shown, *self.files, self.summary)):
            each.add(report)
        if self.statistics:
            self.statistics.add(report)
        self.advice.extend(report.advice)
        return report

    def is_earlier(self, path: str) -> bool:
        """Whether a file is to be written over with findings, and holds those of an earlier run."""
        head = _head_of_report(path).encode()
        if not head or followed(path) not in {followed(str(each.path)) for each in self.files}:
            return False
        try:
            with open(path, "rb") as file:  # noqa: PTH123 - its first bytes
                return file.read(len(head)) == head
        except OSError:
            return False


def outputs_of(options: CheckOptions, words: Iterable[str]) -> WrittenReports:
    """What is to be reported, with the formats and files of --output; raises CapestError."""
    return WrittenReports(
        shown=WrittenReport(format=options.format, is_beside=is_for_people(options.format)),
        files=tuple(_files(words, options.baseline)),
        summary=WrittenReport(format="markdown") if os.environ.get("GITHUB_STEP_SUMMARY") else None,
        statistics=CodeCounts() if options.statistics else None,
    )


def refuse_what_is_read(paths: Iterable[Path], seen: FilesSeen) -> None:
    """Refuse to write over what is checked, and what that rests on; raises CapestError."""
    for path in filter(seen.has_read, paths):
        hint = "name another file; one that git ignores is not checked with its folder"
        reject("same-file", f"{path} is one of the files that are read", hint)


def write_findings(findings: Findings, outputs: WrittenReports) -> None:
    """Write what was found into files, each in its format; raises CapestError."""
    for each in outputs.files:
        if each.path:
            is_read = each.format == "markdown" or is_for_people(each.format)
            head = _head_of_report(each.path.name) if is_read else ""
            write_pieces(each.path, chain((head,), each.text(findings)), replace=True)


def show_findings(
    findings: Findings, outputs: WrittenReports, options: CheckOptions, seen: FilesSeen
) -> None:
    """Print what was found, and add it to the summary of a GitHub step when there is one.

    For a person, what could not be read and the advice on scenarios go to standard error, as they
    do in every command.
    """
    if outputs.shown.is_beside:
        tell([*findings.faults, *outputs.advice])
    for piece in outputs.shown.text(findings, quiet=options.quiet):
        print(piece, end="")
    if outputs.statistics:
        outputs.statistics.add_problems((*findings.faults, *findings.of_run))
        out = sys.stdout if outputs.shown.is_beside else sys.stderr
        print("\n".join(outputs.statistics.lines()), file=out)
    if outputs.summary:
        _add_summary(os.environ["GITHUB_STEP_SUMMARY"], outputs.summary.text(findings), seen)


def _files(words: Iterable[str], baseline: str | None) -> Iterator[WrittenReport]:
    """The formats and files of --output, each another file; raises CapestError."""
    taken = {followed(baseline)} if baseline else set()
    for word in words:
        name, colon, path = word.partition(":")
        if not colon or not path:
            message = f"'{word}' does not say what to write where"
            reject("malformed-output", message, "write --output sarif:capest.sarif")
        check_choice("format", name, FORMATS)
        if followed(path) in taken:
            reject("same-file", f"{path} is to hold two things", "name another file")
        taken.add(followed(path))
        yield WrittenReport(format=name, path=Path(path))


def _head_of_report(name: str) -> str:
    """What findings to read begin with where their file is a document by its name, so that the next
    run does not look for claims in it.
    """
    around = comment_of(name) if is_document(name) else None
    return f"{around[0]} capest: off {around[1]}\n\n" if around else ""


def _add_summary(path: str, pieces: Iterable[str], seen: FilesSeen) -> None:
    reason = "it is one of the files that are read" if seen.has_read(Path(path)) else ""
    try:
        if not reason:
            with open(path, "ab", opener=_unwaiting) as file:
                file.write(_beginning(pieces, _LARGEST_SUMMARY))
    except (OSError, ValueError) as error:
        reason = reason_of(error)
    if reason:
        message = f"$GITHUB_STEP_SUMMARY cannot be written: {reason}"
        tell([Problem(code="unwritable-file", message=message)])


def _beginning(pieces: Iterable[str], most: int) -> bytes:
    """The first characters of a text, in so many bytes."""
    content = bytearray()
    for piece in pieces:
        content += piece.encode()
        if len(content) > most:
            break
    return content[:most].decode("utf-8", "ignore").encode()


def _unwaiting(path: str, flags: int) -> int:
    """Open a file, but for a pipe that nobody reads."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0), 0o666)
