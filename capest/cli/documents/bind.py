"""Proposes and writes comments for the command line."""

from __future__ import annotations

from pathlib import Path

from ...claims.documents.document import Document
from ...claims.documents.formats import comment_of
from ...claims.judging.findings import FileReport
from ...claims.judging.findings_of_claims import Tolerances
from ...claims.marks.library import BoundScenario, Library
from ...claims.proposing.propose import Proposed, propose
from ...nouns import counted
from ...problems import CapestError, Problem
from ...safe_text import log_line
from ..border import Border, border_of
from .fix import rewrite
from .run import CheckOptions, new_run
from .targets import targets


def proposals(paths: list[str], options: CheckOptions, *, napkin: bool) -> list[Proposed]:
    """The proposals for everything that the paths stand for; raises CapestError."""
    everything, unseen = targets(paths, input_name=None)
    asked = [target for target in everything if target.is_document]
    wanted = [target for target in asked if comment_of(target.path)]
    if not wanted:
        message = "bind writes comments into Markdown, and there is none here"
        hint = "elsewhere a link binds a number, to search.capest.yaml#search.qps"
        raise CapestError(Problem(code="no-files", message=message, hint=hint if asked else None))
    found: list[Proposed] = []

    def examine(
        document: Document, library: Library, tolerances: Tolerances, _: tuple[BoundScenario, ...]
    ) -> FileReport:
        proposed, report = propose(document, library, tolerances)
        found.append(proposed)
        return report

    border = border_of(paths, is_open=options.allow_outside)
    run = new_run(border, options, None, napkin=napkin, examine=examine)
    faults = run.check(wanted, unseen).faults
    if faults:
        raise CapestError(*faults)
    if not any(proposed.has_scenario for proposed in found):
        name = found[0].document.name
        stem = Path(name).with_suffix("").name
        message = f"{name} has no scenario" if len(found) == 1 else "no document has a scenario"
        hint = f"put {stem}.capest.yaml beside it, or write <!-- capest: use path.yaml -->"
        raise CapestError(Problem(code="no-scenario", message=message, hint=hint))
    return found


def write(found: list[Proposed], border: Border) -> tuple[list[Proposed], tuple[Problem, ...]]:
    """Write the comments into the documents; what was done, and what could not be."""
    problems = rewrite(((item.document, item.text) for item in found if item.proposals), border)
    kept = [item for item in found if item.document.name not in problems]
    return kept, tuple(problems.values())


def show(found: list[Proposed], *, written: bool) -> None:
    """Print each number with what it is bound to, and how many there are."""
    items = [item for proposed in found for item in proposed.proposals]
    for item in items:
        print(log_line(f"{item.span}: {' '.join(item.said.split())}  {item.subject}"))
    changed = sum(bool(proposed.proposals) for proposed in found)
    if not items:
        print(f"nothing to propose in {counted(len(found), 'document')}")
    elif written:
        print(f"bound {counted(len(items), 'number')} in {counted(changed, 'document')}")
    else:
        print(
            f"{counted(len(items), 'proposal')} in {counted(changed, 'document')}; "
            "--write puts them in"
        )
