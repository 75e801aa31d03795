"""Proposes and writes comments and links for the command line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from ...claims.documents.document import Document
from ...claims.documents.formats import use_of
from ...claims.judging.findings import FileReport
from ...claims.judging.findings_of_claims import Tolerances
from ...claims.marks.library import BoundScenario, Library
from ...claims.proposing.propose import Proposed, propose
from ...nouns import counted
from ...problems import CapestError, Problem
from ...safe_text import log_line
from ..border import Border, border_of
from ..console import reject
from .fix import rewrite
from .run import CheckOptions, new_run
from .targets import documents_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Bindings:
    """What a run of `capest bind` proposes."""

    proposed: tuple[Proposed, ...]
    """The documents with proposals; of all others nothing is kept."""
    documents: int


def proposals(paths: list[str], options: CheckOptions, *, napkin: bool) -> Bindings:
    """The proposals for everything that the paths stand for; raises CapestError."""
    wanted, unseen = documents_of(paths)
    if not wanted:
        reject("no-files", "there is no document here")
    found: list[Proposed] = []
    with_scenario: list[bool] = []

    def examine(
        document: Document, library: Library, tolerances: Tolerances, _: tuple[BoundScenario, ...]
    ) -> FileReport:
        proposed, report = propose(document, library, tolerances)
        with_scenario.append(proposed.has_scenario)
        if proposed.proposals:
            found.append(proposed)
        return replace(report, claims=())  # which hold their document

    border = border_of(paths, is_open=options.allow_outside)
    run = new_run(border, options, None, napkin=napkin, examine=examine)
    checked = run.check(wanted, unseen)
    missing = [item for item in checked.problems if item.code == "missing-scenario"]
    if checked.faults or missing:
        raise CapestError(*checked.faults, *missing)
    if not any(with_scenario):
        name = wanted[0].path
        stem = Path(name).with_suffix("").name
        message = f"{name} has no scenario" if len(wanted) == 1 else "no document has a scenario"
        hint = f"put {stem}.capest.yaml beside it, or write {use_of(name)}"
        reject("no-scenario", message, hint)
    return Bindings(proposed=tuple(found), documents=len(with_scenario))


def write(found: Bindings, border: Border) -> tuple[Bindings, tuple[Problem, ...]]:
    """Write the comments and links into the documents; what was done, and what could not be."""
    problems = rewrite(((item.name, item.was, item.text) for item in found.proposed), border)
    kept = tuple(item for item in found.proposed if item.name not in problems)
    return replace(found, proposed=kept), tuple(problems.values())


def show(found: Bindings, *, written: bool) -> None:
    """Print each number with what it is bound to, and how many there are."""
    items = [item for proposed in found.proposed for item in proposed.proposals]
    for item in items:
        print(log_line(f"{item.span}: {' '.join(item.said.split())}  {item.subject}"))
    changed = len(found.proposed)
    if not items:
        print(f"nothing to propose in {counted(found.documents, 'document')}")
    elif written:
        print(f"bound {counted(len(items), 'number')} in {counted(changed, 'document')}")
    else:
        print(
            f"{counted(len(items), 'proposal')} in {counted(changed, 'document')}; "
            "--write puts them in"
        )
