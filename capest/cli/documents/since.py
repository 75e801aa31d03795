"""What has changed in the scenarios of a folder since a revision, and which documents quote it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ...claims.check import check_document
from ...claims.documents.document import Document
from ...claims.judging.findings import CheckedClaim, FileReport, Status
from ...claims.judging.tolerances import Tolerances
from ...claims.marks.library import SUFFIXES, BoundScenario, Library
from ...engine.estimate import estimate
from ...problems import CapestError, Problem, Source
from ...records import field, record, replace
from ...render.studies.quotes import Quote
from ...render.studies.since import ScenarioChange, Since
from ...sections import sections
from ...studies.compare import Difference, difference
from ..border import border_of, followed
from ..options import scenario_in
from ..revisions import commit_of, files_in, text_in
from .check_options import CheckOptions
from .reading import RunFiles
from .run import new_run
from .targets import documents_of, targets


@record
class _Quoting:
    """The claims of the documents of a folder, by the scenario and the names that they rest on."""

    found: list[tuple[str, Path, frozenset[str], bool]] = field(default_factory=list)
    """The document, the scenario, the names, and whether the claim holds."""

    def note(
        self,
        document: Document,
        library: Library,
        tolerances: Tolerances,
        claiming: tuple[BoundScenario, ...],
    ) -> FileReport:
        """Check a document, and note what its claims rest on."""
        report = check_document(document, library, tolerances, claiming, is_counted=False)
        for claim in report.claims:
            if claim.key[0]:
                at = followed(claim.key[0])
                holds = claim.status is not Status.FAILS
                self.found.append((report.name, at, frozenset(_names(claim)), holds))
        return report

    def of(self, scenario: str, names: frozenset[str]) -> tuple[Quote, ...]:
        """The documents that quote some quantities of a scenario."""
        counts: dict[str, list[bool]] = {}
        at = followed(scenario)
        for document, path, used, holds in self.found:
            if path == at and not names.isdisjoint(used):
                counts.setdefault(document, []).append(holds)
        return tuple(
            Quote(document=name, numbers=len(held), wrong=held.count(False))
            for name, held in sorted(counts.items())
        )


def since(folder: str, revision: str) -> tuple[Since, tuple[Problem, ...]]:
    """What has changed in a folder, and what is wrong with its files; raises CapestError where
    there is no such revision.
    """
    commit = commit_of(Path(folder), revision)
    wanted, unseen = targets([folder], input_name=None)
    files = RunFiles(border_of([folder]))
    changes: list[ScenarioChange] = []
    problems = [*unseen]
    same = 0
    for target in wanted:
        if target.is_document:
            continue
        try:
            past = text_in(target.path, revision, commit)
            change = _change(target.path, files.source(target.path), past)
        except CapestError as error:
            problems += error.problems
            change = ScenarioChange(path=target.path, kind="broken")
        same += change is None
        changes += [change] if change else []
    changes += [ScenarioChange(path=path, kind="gone") for path in _gone(folder, commit)]
    quoting = _quoting(folder) if any(change.found for change in changes) else _Quoting()
    quoted = (
        replace(each, quotes=quoting.of(each.path, _changed(each.found))) if each.found else each
        for each in changes
    )
    return Since(revision=revision, changes=tuple(quoted), same=same), tuple(problems)


def quotes_of(found: Difference, scenario: str, paths: list[str]) -> tuple[Quote, ...]:
    """The documents among the paths that quote what has changed in a scenario."""
    return _quoting(*paths).of(scenario, _changed(found))


def _quoting(*paths: str) -> _Quoting:
    options = CheckOptions(paths=paths)
    quoting = _Quoting()
    new_run(border_of(paths), options, examine=quoting.note).check(*documents_of(paths))
    return quoting


def _change(path: str, source: Source, past: Source | None) -> ScenarioChange | None:
    """What has changed in a scenario; None where nothing has."""
    if past is not None and past.text == source.text:
        return None
    after = estimate(scenario_in(source, None, napkin=False), sections())
    if past is None:
        return ScenarioChange(path=path, kind="new")
    try:
        before = estimate(scenario_in(past, None, napkin=False), sections())
    except CapestError:
        return ScenarioChange(path=path, kind="mended")
    found = difference(before, after, sections())
    return ScenarioChange(path=path, kind="changed", found=found) if not found.is_none else None


def _changed(found: Difference) -> frozenset[str]:
    computed = (item.name for item in found.effects if not item.is_same)
    return frozenset((*computed, *(item.name for item in found.changes)))


def _names(claim: CheckedClaim) -> Iterator[str]:
    """The quantities that a claim states, or computes with."""
    yield claim.key[1]
    if claim.expected:
        yield from (item.name for item in claim.expected.derivation.inputs)


def _gone(folder: str, commit: str) -> Iterator[str]:
    for name in files_in(Path(folder), commit):
        if name.endswith(SUFFIXES) and not (Path(folder) / name).exists():
            yield str(Path(folder) / name)
