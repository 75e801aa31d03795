"""Proposes and writes comments and links for the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ...claims.check import check_document
from ...claims.documents.document import Document
from ...claims.documents.formats import use_of
from ...claims.judging.findings import FileReport
from ...claims.judging.tolerances import Tolerances
from ...claims.marks.library import BoundScenario, Library
from ...claims.proposing.propose import Proposal, Proposed, propose
from ...nouns import counted
from ...problems import CapestError, Problem
from ...records import record, replace
from ...render.lines import Line, plain, wrapped
from ...safe_text import cut
from ..border import Border, border_of
from ..console import reject
from .check_options import CheckOptions
from .fix import rewrite
from .run import new_run
from .targets import documents_of

_LONGEST = 24  # characters of a number that are shown
_PLACE = 7  # characters of a line and a column
_NUMBER = 10  # of most numbers


@record(kw_only=True)
class Bindings:
    """What a run of `capest bind` proposes."""

    proposed: tuple[Proposed, ...]
    """The documents in which something is to be said; of all others nothing is kept."""
    documents: int
    unread: tuple[Problem, ...]
    """Where documents of too many numbers are read no further."""
    check: Callable[[Document], FileReport]
    """The check of a document of this run."""


def proposals(options: CheckOptions, *, is_asking: bool = False) -> Bindings:
    """The proposals for everything that the paths stand for, with their documents where a person
    is asked about them; raises CapestError.
    """
    wanted, unseen = documents_of(options.paths)
    if not wanted:
        reject("no-files", "there is no document here")
    found: list[Proposed] = []
    with_scenario: list[bool] = []
    told: list[Problem] = []

    def examine(
        document: Document, library: Library, tolerances: Tolerances, _: tuple[BoundScenario, ...]
    ) -> FileReport:
        proposed, report = propose(document, library, tolerances)
        proposed = proposed if is_asking else proposed.in_short()
        with_scenario.append(proposed.has_scenario)
        if proposed.asked or proposed.unmatched:
            found.append(proposed)
        told.extend(
            item for item in report.problems if item.code in {"missing-scenario", "unbound"}
        )
        return report

    border = border_of(options.paths, is_open=options.allow_outside)
    run = new_run(border, options, examine=examine)
    checked = run.check(wanted, unseen)
    missing = [item for item in told if item.code == "missing-scenario"]
    if checked.faults or missing:
        raise CapestError(*checked.faults, *missing)
    if not any(with_scenario):
        name = wanted[0].path
        stem = Path(name).with_suffix("").name
        message = f"{name} has no scenario" if len(wanted) == 1 else "no document has a scenario"
        hint = f"put {stem}.capest.yaml beside it, or write {use_of(name)}"
        reject("no-scenario", message, hint)
    return Bindings(
        proposed=tuple(found),
        documents=len(with_scenario),
        unread=tuple(item for item in told if item.code == "unbound"),
        check=lambda document: check_document(
            document, run.library, options.tolerances(document.name)
        ),
    )


def write(found: Bindings, border: Border) -> tuple[Bindings, tuple[Problem, ...]]:
    """Write the comments and links into the documents; what was done, and what could not be."""
    changed = [item for item in found.proposed if item.proposals]
    problems = rewrite(((item.name, item.document.text, item.text) for item in changed), border)
    kept = tuple(item for item in changed if item.name not in problems)
    return replace(found, proposed=kept), tuple(problems.values())


def show(found: Bindings) -> None:
    """Print each document's numbers with what they may state, and how many there are of each."""
    lines: list[Line] = []
    for proposed in found.proposed:
        lines += wrapped(f"{proposed.name}  {_counts(proposed)}", indent=0)
        for item in proposed.asked:
            lines += _lines(item)
    if not any(item.asked for item in found.proposed):
        print(_nothing(found))
        return
    sure = sum(len(item.proposals) for item in found.proposed)
    every = sum(len(item.asked) for item in found.proposed)
    steps = [f"--write binds the {sure:,}"] if sure else []
    if every > sure:
        steps.append(f"--ask goes through {'all ' if every > 1 else 'the '}{every:,}")
    documents = counted(found.documents, "document")
    text = f"{_counts(*found.proposed)} in {documents}; {', '.join(steps)}"
    print(plain((*lines, *wrapped(text, indent=0))), end="")


def show_bound(found: Bindings) -> None:
    """Print how many numbers were bound."""
    numbers = sum(len(item.proposals) for item in found.proposed)
    documents = len(found.proposed)
    print(f"bound {counted(numbers, 'number')} in {counted(documents, 'document')}")


def told(item: Proposal) -> str:
    """What a number may state, in a line."""
    first = item.options[0]
    because = f", {item.because}" if item.because else ""
    if item.is_suspicious:
        return f"{first.subject} is {first.value}: {item.because}"
    if item.is_sure:
        return f"{first.subject} ({first.value}){because}"
    values = ", ".join(dict.fromkeys(option.value for option in item.options))
    return f"{' or '.join(option.subject for option in item.options)} ({values})?"


def _nothing(found: Bindings) -> str:
    left = sum(item.unmatched for item in found.proposed)
    more = f" · {left:,} without a match" if left else ""
    return f"nothing to propose in {counted(found.documents, 'document')}{more}"


def _counts(*documents: Proposed) -> str:
    numbers = (
        (sum(len(item.proposals) for item in documents), "to bind"),
        (sum(len(item.choices) for item in documents), "to choose"),
        (sum(len(item.suspicious) for item in documents), "suspicious"),
        (sum(item.unmatched for item in documents), "without a match"),
    )
    return " · ".join(f"{number:,} {kind}" for number, kind in numbers if number)


def _lines(item: Proposal) -> list[Line]:
    place = f"{item.span.line}:{item.span.column}".ljust(_PLACE)
    said = cut(" ".join(item.said.split()), _LONGEST).ljust(_NUMBER)
    return wrapped(f"{place} {said}  {told(item)}", hanging=_PLACE + 1)
