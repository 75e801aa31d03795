"""Runs a check for the command line: reads the files, changes the scenarios, shows the findings."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from ... import __version__
from ...claims.check import check_document
from ...claims.documents.document import Document
from ...claims.judging.findings import FileReport, Findings
from ...claims.judging.findings_of_claims import Tolerances
from ...claims.marks.library import BoundScenario, Library
from ...claims.marks.statements import FAMILIES
from ...claims.reports import FORMATS, is_for_people, renderer
from ...claims.run import CheckRun, Examine
from ...codes import FINDINGS
from ...problems import CapestError, Problem
from ...render.formats.markdown import section_of
from ...scenario.changes import with_changes
from ...scenario.model import Scenario
from ...scenario.shipped import scenarios_near
from ...sections import sections
from ..border import Border, border_of
from ..console import reason_of, reject, tell
from ..options import change_pair, changed_names, unknown_word
from .reading import RunFiles
from .targets import targets

_FAIL_ON = ("error", "warning")
_PERCENT = re.compile(r"\s*(\d{1,9}(?:\.\d{1,9})?)\s*%?\s*")
_LARGEST_SUMMARY = 1_000_000
"""Bytes of a step's summary: GitHub refuses one of 1 MiB or more (docs.github.com, read 2026)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckOptions:
    """What the options of `capest check` say."""

    format: str = "text"
    fail_on: str = "error"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    tolerance: str | None
    prefixes: str | None
    allow_outside: bool = False


def options_problem(options: CheckOptions, has_paths: bool) -> Problem | None:
    """What is wrong with the options, if anything is."""
    if not has_paths:
        hint = "name files, folders or patterns, e.g. docs"
        return Problem(code="no-files", message="there is nothing to check", hint=hint)
    if options.format not in FORMATS:
        return unknown_word("format", options.format, FORMATS)
    if options.fail_on not in _FAIL_ON:
        return unknown_word("option", options.fail_on, _FAIL_ON)
    if options.prefixes is not None and options.prefixes not in FAMILIES:
        return unknown_word("option", options.prefixes, FAMILIES)
    for code in (*options.select, *options.ignore):
        if code not in FINDINGS:
            return unknown_word("code", code, FINDINGS)
    if options.tolerance is not None and not _PERCENT.fullmatch(options.tolerance):
        message = f"'{options.tolerance}' is not a percentage"
        return Problem(code="unknown-option", message=message, hint="write --tolerance 10%")
    return None


def rewriting_options(
    paths: list[str] | None,
    tolerance: str | None,
    prefixes: str | None,
    *,
    allow_outside: bool = False,
) -> CheckOptions:
    """The options of a command that rewrites documents; raises CapestError for wrong ones."""
    options = CheckOptions(tolerance=tolerance, prefixes=prefixes, allow_outside=allow_outside)
    problem = options_problem(options, bool(paths))
    if problem:
        raise CapestError(problem)
    if "-" in (paths or ()):
        reject("no-files", "files are rewritten, and standard input is none")
    return options


def checked(
    paths: list[str],
    options: CheckOptions,
    changes: list[str] | None,
    *,
    napkin: bool,
    stdin_name: str | None,
) -> Findings:
    """The findings in everything that the paths stand for; raises CapestError."""
    words = [*paths, *([stdin_name] if stdin_name else [])]
    border = border_of(words, is_open=options.allow_outside)
    examine = _in_short if is_for_people(options.format) else check_document
    run = new_run(border, options, changes, napkin=napkin, examine=examine)
    found = run.check(*targets(paths, input_name=stdin_name))
    if options.select or options.ignore:
        found = found.of_codes(lambda code: _is_selected(code, options))
    return replace(found, version=__version__)


def _in_short(
    document: Document,
    library: Library,
    tolerances: Tolerances,
    claiming: tuple[BoundScenario, ...],
) -> FileReport:
    """The check of a document, as far as people are told of it: a folder has many."""
    return check_document(document, library, tolerances, claiming).in_short()


def new_run(
    border: Border,
    options: CheckOptions,
    changes: list[str] | None,
    *,
    napkin: bool,
    examine: Examine,
) -> CheckRun:
    """A run that reads files inside a border, and examines each document as it is told."""
    files = RunFiles(border)
    library = Library(
        read=files.source,
        exists=files.exists,
        table=section_of,
        nearby=scenarios_near,
        may_quote=files.may_quote,
        change=_change(changes, napkin=napkin),
    )
    return CheckRun(
        library=library,
        content=files.content,
        tolerances=_tolerances(options, napkin=napkin),
        changed=changed_names(changes),
        examine=examine,
    )


def show_findings(findings: Findings, format_name: str) -> None:
    """Print what was found, and add it to the summary of a GitHub step when there is one.

    For a person, what could not be read and the advice on scenarios go to standard error, as they
    do in every command.
    """
    if is_for_people(format_name):
        tell([*findings.faults, *findings.advice()])
        findings = findings.for_standard_output()
    print(renderer(format_name)(findings), end="")
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary:
        _add_summary(summary, renderer("markdown")(findings))


def _add_summary(path: str, text: str) -> None:
    content = text.encode()[:_LARGEST_SUMMARY].decode("utf-8", "ignore")
    try:
        with open(path, "a", encoding="utf-8") as file:  # noqa: PTH123 - GitHub's, added to
            file.write(content)
    except (OSError, ValueError) as error:
        message = f"$GITHUB_STEP_SUMMARY cannot be written: {reason_of(error)}"
        tell([Problem(code="unwritable-file", message=message)])


def _is_selected(code: str, options: CheckOptions) -> bool:
    return code not in options.ignore and (not options.select or code in options.select)


def _tolerances(options: CheckOptions, *, napkin: bool) -> Tolerances:
    tolerances = Tolerances(
        prefixes=FAMILIES[options.prefixes or "either"],
        fixed_prefixes=options.prefixes is not None,
        napkin=napkin,
    )
    found = _PERCENT.fullmatch(options.tolerance or "")
    return replace(tolerances, tolerance=float(found[1]) / 100) if found else tolerances


def _change(changes: list[str] | None, *, napkin: bool) -> Callable[[Scenario], Scenario]:
    def change(scenario: Scenario) -> Scenario:
        pairs = [change_pair(text) for text in changes or ()]
        changed, problems = with_changes(scenario, pairs, sections())
        if problems:
            raise CapestError(*problems)
        return replace(changed, napkin=changed.napkin or napkin)

    return change
