"""Runs a check for the command line: reads the files and changes the scenarios."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial, reduce

from ... import __version__
from ...claims.documents.document import Document
from ...claims.judging.findings import FileReport, Findings
from ...claims.judging.tolerances import Tolerances
from ...claims.marks.library import BoundScenario, Library
from ...claims.run import CheckRun, Examine
from ...engine.estimate import Estimate
from ...problems import CapestError, Passage, Problem, in_order
from ...scenario.changes import with_changes
from ...scenario.model import Scenario
from ...scenario.shipped import scenarios_near
from ...sections import sections
from ..border import Border, border_of
from ..options import change_pair, changed_names, refuse_twice
from .check_options import CheckOptions, share_of
from .reading import RunFiles
from .targets import targets


def checked(
    options: CheckOptions,
    *,
    stdin_name: str | None = None,
    notes: Iterable[Callable[[FileReport], FileReport]] = (),
    is_left_out: Callable[[str], bool] = lambda _: False,
) -> Findings:
    """The findings in everything that the paths stand for but what is left out of folders; raises
    CapestError. The report of each file goes from note to note, and is counted as it leaves them.
    """
    words = [*options.paths, *([stdin_name] if stdin_name else [])]
    border = border_of(words, is_open=options.allow_outside)
    run = new_run(border, options, examine=partial(_examined, options))
    wanted, unseen = targets(options.paths, input_name=stdin_name)
    wanted = [item for item in wanted if not (item.is_found and is_left_out(item.path))]

    def selected(report: FileReport) -> FileReport:
        report = report if options.tells_all_codes else report.of_codes(options.is_selected)
        return reduce(lambda noted, note: note(noted), notes, report)

    found = run.check(wanted, unseen, selected)
    of_run = [*_of_coverage(found, options), *_of_settings(found, options)]
    return replace(found, version=__version__, of_run=tuple(of_run))


def _examined(
    options: CheckOptions,
    document: Document,
    library: Library,
    tolerances: Tolerances,
    claiming: tuple[BoundScenario, ...],
) -> FileReport:
    """The check of a document, with its unbound numbers where they are asked for."""
    from ...claims.check import examine
    from ...claims.judging.unbound import unbound_problem

    examined = examine(document, library, tolerances, claiming)
    report = examined.report
    if options.unbound:
        unbound = (unbound_problem(document, item) for item in examined.left)
        report = replace(report, problems=in_order((*report.problems, *unbound)))
    return report


def _of_coverage(found: Findings, options: CheckOptions) -> Iterator[Problem]:
    """Whether enough numbers are bound."""
    if options.min_bound is not None and found.coverage.share < share_of(options.min_bound):
        message = f"{found.coverage}, less than {options.min_bound.strip()}"
        hint = "`capest bind --ask` goes through those that are not"
        yield Problem(code="too-few-bound", message=message, hint=hint)


def _of_settings(found: Findings, options: CheckOptions) -> Iterator[Problem]:
    """What the settings say for paths that there are none of, where they say what is checked."""
    if "paths" not in options.asked and options.is_selected("unused-setting", ""):
        yield from options.settings.unmatched(found.names)


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
