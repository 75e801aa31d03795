"""Runs a check for the command line: reads the files, changes the scenarios, shows the findings."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from ... import __version__
from ...claims.check import check_document
from ...claims.documents.document import Document
from ...claims.judging.findings import FileReport, Findings
from ...claims.judging.findings_of_claims import Tolerances
from ...claims.judging.statistics import statistics
from ...claims.marks.library import BoundScenario, Library
from ...claims.reports import FORMATS, is_for_people, renderer
from ...claims.run import CheckRun, Examine
from ...problems import CapestError, Problem, in_order
from ...render.formats.markdown import region_of
from ...scenario.changes import with_changes
from ...scenario.model import Scenario
from ...scenario.shipped import scenarios_near
from ...sections import sections
from ..border import Border, border_of, followed
from ..console import reason_of, reject, tell
from ..files import write_file
from ..options import change_pair, changed_names, check_choice
from ..seen import FilesSeen
from .check_options import CheckOptions, share_of
from .reading import RunFiles
from .targets import targets

_LARGEST_SUMMARY = 1_000_000
"""Bytes of a step's summary: GitHub refuses one of 1 MiB or more (docs.github.com, read 2026)."""


def outputs_of(words: Iterable[str], baseline: str | None) -> tuple[tuple[str, Path], ...]:
    """The formats and files of --output, each another file; raises CapestError."""
    outputs = []
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
        outputs.append((name, Path(path)))
    return tuple(outputs)


def checked(
    options: CheckOptions,
    outputs: Iterable[tuple[str, Path]] = (),
    *,
    stdin_name: str | None = None,
) -> Findings:
    """The findings in everything that the paths stand for; raises CapestError."""
    formats = [options.format, *(name for name, _ in outputs)]
    in_full = not all(map(is_for_people, formats)) or bool(os.environ.get("GITHUB_STEP_SUMMARY"))
    words = [*options.paths, *([stdin_name] if stdin_name else [])]
    border = border_of(words, is_open=options.allow_outside)
    run = new_run(border, options, examine=partial(_examined, options, in_full))
    found = run.check(*targets(options.paths, input_name=stdin_name))
    if not options.tells_all_codes:
        found = found.of_codes(options.is_selected)
    found = replace(found, version=__version__)
    return replace(found, of_run=tuple(_of_coverage(found, options)))


def _examined(
    options: CheckOptions,
    in_full: bool,
    document: Document,
    library: Library,
    tolerances: Tolerances,
    claiming: tuple[BoundScenario, ...],
) -> FileReport:
    """The check of a document, as far as anybody is told of it: a folder has many."""
    report = check_document(document, library, tolerances, claiming)
    if options.unbound:
        report = replace(report, problems=in_order((*report.problems, *report.unbound)))
    return replace(report, unbound=()) if in_full else report.in_short()


def _of_coverage(found: Findings, options: CheckOptions) -> Iterator[Problem]:
    """Whether enough numbers are bound."""
    if options.min_bound is not None and found.coverage.share < share_of(options.min_bound):
        message = f"{found.coverage}, less than {options.min_bound.strip()}"
        hint = "`capest bind --ask` goes through those that are not"
        yield Problem(code="too-few-bound", message=message, hint=hint)


def new_run(border: Border, options: CheckOptions, *, examine: Examine) -> CheckRun:
    """A run that reads files inside a border, and examines each document as it is told, with what
    the settings say for its path.
    """
    files = RunFiles(border)
    library = Library(
        read=files.source,
        exists=files.exists,
        region=region_of,
        nearby=scenarios_near,
        may_quote=files.may_quote,
        change=partial(_changed, options),
    )

    def examined(
        document: Document, library: Library, _: Tolerances, claiming: tuple[BoundScenario, ...]
    ) -> FileReport:
        return examine(document, library, options.tolerances(document.name), claiming)

    return CheckRun(
        library=library,
        content=files.content,
        tolerances=options.tolerances(),
        changed=changed_names(list(options.set)),
        examine=examined,
    )


def show_findings(findings: Findings, options: CheckOptions) -> None:
    """Print what was found, and add it to the summary of a GitHub step when there is one.

    For a person, what could not be read and the advice on scenarios go to standard error, as they
    do in every command.
    """
    whole = findings
    if is_for_people(options.format):
        tell([*findings.faults, *findings.advice()])
        findings = findings.for_standard_output()
    text = renderer(options.format)(findings)
    if options.quiet and is_for_people(options.format):
        text = text.removesuffix(f"{findings.summary()}\n")
    print(text, end="")
    if options.statistics:
        out = sys.stdout if is_for_people(options.format) else sys.stderr
        print("\n".join(statistics(whole)), file=out)
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary:
        _add_summary(summary, renderer("markdown")(whole))


def refuse_what_is_read(paths: Iterable[Path], seen: FilesSeen) -> None:
    """Refuse to write over what is checked, and what that rests on; raises CapestError."""
    for path in filter(seen.has_read, paths):
        hint = "name another file; one that git ignores is not checked with its folder"
        reject("same-file", f"{path} is one of the files that are read", hint)


def write_findings(findings: Findings, outputs: Iterable[tuple[str, Path]]) -> None:
    """Write what was found into files, each in its format; raises CapestError."""
    for format_name, path in outputs:
        write_file(path, renderer(format_name)(findings), replace=True)


def _add_summary(path: str, text: str) -> None:
    content = text.encode()[:_LARGEST_SUMMARY].decode("utf-8", "ignore")
    try:
        with open(path, "a", encoding="utf-8") as file:  # noqa: PTH123 - GitHub's, added to
            file.write(content)
    except (OSError, ValueError) as error:
        message = f"$GITHUB_STEP_SUMMARY cannot be written: {reason_of(error)}"
        tell([Problem(code="unwritable-file", message=message)])


def _changed(options: CheckOptions, scenario: Scenario) -> Scenario:
    try:
        pairs = [change_pair(text) for text in options.set]
        changed, problems = with_changes(scenario, pairs, sections())
    except CapestError as error:
        problems = error.problems
    if problems:
        raise CapestError(*(_of_change(problem, options) for problem in problems))
    return replace(changed, napkin=changed.napkin or options.napkin)


def _of_change(problem: Problem, options: CheckOptions) -> Problem:
    """What is wrong with a change, at its place in the settings where it stands there."""
    span = problem.span
    if "set" in options.asked or span is None or span.source.text not in options.set:
        return problem
    return replace(problem, span=options.settings.place("set", options.set.index(span.source.text)))
