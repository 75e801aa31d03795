"""Runs a check for the command line: reads the files, changes the scenarios, shows the findings."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from ... import __version__
from ...claims.documents.document import Document
from ...claims.documents.formats import comment_of, is_document
from ...claims.judging.findings import FileReport, Findings
from ...claims.judging.statistics import statistics
from ...claims.judging.tolerances import Tolerances
from ...claims.marks.library import BoundScenario, Library
from ...claims.reports import FORMATS, is_for_people, renderer, shows_each_claim
from ...claims.run import CheckRun, Examine
from ...engine.estimate import Estimate
from ...problems import CapestError, Passage, Problem, in_order
from ...scenario.changes import with_changes
from ...scenario.model import Scenario
from ...scenario.shipped import scenarios_near
from ...sections import sections
from ..border import Border, border_of, followed
from ..console import reason_of, reject, tell
from ..files import write_file
from ..options import change_pair, changed_names, check_choice, refuse_twice
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
    in_full = any(map(shows_each_claim, formats)) or bool(os.environ.get("GITHUB_STEP_SUMMARY"))
    words = [*options.paths, *([stdin_name] if stdin_name else [])]
    border = border_of(words, is_open=options.allow_outside)
    run = new_run(border, options, examine=partial(_examined, options, in_full))
    wanted, unseen = targets(options.paths, input_name=stdin_name)
    wanted = [
        target
        for target in wanted
        if not (outputs and target.is_found and _is_report(target.path, outputs))
    ]
    found = run.check(wanted, unseen)
    if not options.tells_all_codes:
        found = found.of_codes(options.is_selected)
    of_run = [*_of_coverage(found, options), *_of_settings(found, options)]
    return replace(found, version=__version__, of_run=tuple(of_run))


def _examined(
    options: CheckOptions,
    in_full: bool,
    document: Document,
    library: Library,
    tolerances: Tolerances,
    claiming: tuple[BoundScenario, ...],
) -> FileReport:
    """The check of a document, as far as anybody is told of it: a folder has many."""
    from ...claims.check import examine
    from ...claims.judging.unbound import unbound_problem

    examined = examine(document, library, tolerances, claiming)
    report = examined.report
    if options.unbound:
        unbound = (unbound_problem(document, item) for item in examined.left)
        report = replace(report, problems=in_order((*report.problems, *unbound)))
    return report if in_full else report.in_short()


def _of_coverage(found: Findings, options: CheckOptions) -> Iterator[Problem]:
    """Whether enough numbers are bound."""
    if options.min_bound is not None and found.coverage.share < share_of(options.min_bound):
        message = f"{found.coverage}, less than {options.min_bound.strip()}"
        hint = "`capest bind --ask` goes through those that are not"
        yield Problem(code="too-few-bound", message=message, hint=hint)


def _of_settings(found: Findings, options: CheckOptions) -> Iterator[Problem]:
    """What the settings say for paths that there are none of, where they say what is checked."""
    if "paths" not in options.asked and options.is_selected("unused-setting", ""):
        yield from options.settings.unmatched(report.name for report in found.reports)


def faults_of_settings(options: CheckOptions) -> Iterator[Problem]:
    """What a check would say of the settings themselves; raises CapestError for paths with nothing
    in them.
    """
    from ...claims.check import check_document

    wanted, _ = targets(options.paths, input_name=None)
    run = new_run(border_of(options.paths, is_open=False), options, examine=check_document)
    for target in wanted:
        if not target.is_document:
            run.library.load(target.path)
    told = dict.fromkeys(item for found in run.library.problems.values() for item in found)
    yield from (item for item in told if item.span and item.span.source is options.settings.source)
    yield from options.settings.unmatched(target.path for target in wanted)


def new_run(border: Border, options: CheckOptions, *, examine: Examine) -> CheckRun:
    """A run that reads files inside a border, and examines each document as it is told, with what
    the settings say for its path.
    """
    files = RunFiles(border)
    library = Library(
        read=files.source,
        exists=files.exists,
        region=_region_of,
        nearby=scenarios_near,
        may_quote=files.may_quote,
        change=partial(_changed, options, list(_changes(options))),
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


def _region_of(estimate: Estimate, section: str) -> str:
    from ...render.formats.markdown import region_of

    return region_of(estimate, section)


def show_findings(findings: Findings, options: CheckOptions, seen: FilesSeen) -> None:
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
        _add_summary(summary, renderer("markdown")(whole), seen)


def refuse_what_is_read(paths: Iterable[Path], seen: FilesSeen) -> None:
    """Refuse to write over what is checked, and what that rests on; raises CapestError."""
    for path in filter(seen.has_read, paths):
        hint = "name another file; one that git ignores is not checked with its folder"
        reject("same-file", f"{path} is one of the files that are read", hint)


def write_findings(findings: Findings, outputs: Iterable[tuple[str, Path]]) -> None:
    """Write what was found into files, each in its format; raises CapestError."""
    for format_name, path in outputs:
        is_read = format_name == "markdown" or is_for_people(format_name)
        head = _head_of_report(path.name) if is_read else ""
        write_file(path, f"{head}{renderer(format_name)(findings)}", replace=True)


def _head_of_report(name: str) -> str:
    """What findings to read begin with where their file is a document by its name, so that the next
    run does not look for claims in it.
    """
    around = comment_of(name) if is_document(name) else None
    return f"{around[0]} capest: off {around[1]}\n\n" if around else ""


def _is_report(path: str, outputs: Iterable[tuple[str, Path]]) -> bool:
    """Whether a file is to be written over with findings, and holds those of an earlier run."""
    head = _head_of_report(path).encode()
    if not head or followed(path) not in {followed(str(output)) for _, output in outputs}:
        return False
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - its first bytes
            return file.read(len(head)) == head
    except OSError:
        return False


def _add_summary(path: str, text: str, seen: FilesSeen) -> None:
    content = text.encode()[:_LARGEST_SUMMARY].decode("utf-8", "ignore")
    reason = "it is one of the files that are read" if seen.has_read(Path(path)) else ""
    try:
        if not reason:
            with open(path, "ab", opener=_unwaiting) as file:
                file.write(content.encode())
    except (OSError, ValueError) as error:
        reason = reason_of(error)
    if reason:
        message = f"$GITHUB_STEP_SUMMARY cannot be written: {reason}"
        tell([Problem(code="unwritable-file", message=message)])


def _unwaiting(path: str, flags: int) -> int:
    """Open a file, but for a pipe that nobody reads."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0), 0o666)


def _changes(options: CheckOptions) -> Iterator[tuple[Passage, Passage]]:
    """What is set to what, at its place in the settings where it stands there."""
    refuse_twice(options.set)
    for index, text in enumerate(options.set):
        is_asked = "set" in options.asked
        yield change_pair(text, at=None if is_asked else options.settings.place("set", index))


def _changed(
    options: CheckOptions, changes: list[tuple[Passage, Passage]], scenario: Scenario
) -> Scenario:
    changed, problems = with_changes(scenario, changes, sections())
    if problems:
        raise CapestError(*problems)
    return replace(changed, napkin=changed.napkin or options.napkin)
