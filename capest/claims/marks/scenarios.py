"""Which scenarios a document rests on: what it declares, else the one beside it by its name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ...derivations import Derivation
from ...engine.calculate import units_alone
from ...problems import MANY, Extent, Problem, Span, did_you_mean
from ...records import field, record
from ...units import UnitTable
from ..documents.document import Document
from .library import SUFFIXES, BoundScenario, Library, beside, siblings
from .statements import Bind, Mark, Use, quiet_of

MOST_SCENARIOS = 100
"""Scenarios of a document that are read: each may take a second, and names are looked up in all."""

_LINE_OF_FILE = re.compile(r"L\d+(?:-L?\d+)?")


@record(frozen=False)
class DeclaredScenarios:
    """The scenarios of one document."""

    document: Document
    library: Library
    scenarios: list[BoundScenario] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    place: Span | None = None
    """Where the first scenario is declared; None where none is."""
    sibling: str | None = None
    """The path of the scenario that was found by the document's name."""
    suggestions: dict[str, tuple[str | None, list[str]]] = field(default_factory=dict)
    by_name: dict[str, Derivation] = field(default_factory=dict)
    taken: set[tuple[str | int, str | None]] = field(default_factory=set)
    """The paths of scenarios, or their places in the document, and what each is called here."""
    computed: dict[str, Derivation] = field(default_factory=dict)
    """What expressions come to, by their texts."""
    linked: dict[str, DeclaredScenarios] = field(default_factory=dict)
    """The scenarios that links name, by their paths."""
    cost: int = 0
    """What the expressions of marks so far may take, in milliseconds."""
    spelled: int = 0
    """How many characters they have."""
    refused: int = 0
    """How many expressions of marks cannot be computed."""
    gave_up: bool = False
    """Whether it was said that no more of them are."""
    broken: bool = False
    """Whether a scenario cannot be read or computed, so that names may be missing."""

    def add(self, path: str, at: Extent, alias: str | None = None) -> None:
        """Take the scenario of a path that the document names."""
        span = self.document.span(at)
        self.place = self.place or span
        target = beside(self.document.name, path)
        is_new = (target, alias) not in self.taken
        if is_new and not self._is_taken(target, at, alias):
            return
        if not self.library.has(target):
            self.problems.append(self._missing(path, target, span))
            self.broken = True
            return
        estimate = self.library.load(target, span)
        if estimate is None:
            self.broken = True
        elif is_new:
            self.scenarios.append(BoundScenario(path=target, estimate=estimate, alias=alias))

    def add_block(self, at: Extent) -> None:
        """Take a scenario that stands in the document itself."""
        self.place = self.place or self.document.span(at)
        if not self._is_taken(at[0], at):
            return
        estimate = self.library.block(self.document, at)
        if estimate is None:
            self.broken = True
        else:
            self.scenarios.append(BoundScenario(path=self.document.name, estimate=estimate))

    def _is_taken(self, key: str | int, at: Extent, alias: str | None = None) -> bool:
        """Whether one scenario more is read; where the first is not, that is said."""
        if len(self.taken) == MOST_SCENARIOS:
            self.broken = True
            self.problems.append(
                Problem(
                    code="too-many-claims",
                    message=f"{MOST_SCENARIOS} scenarios of this document are read, and none from "
                    "here on",
                    span=self.document.span(at),
                    hint="part the document",
                )
            )
        is_taken = len(self.taken) < MOST_SCENARIOS
        self.taken.add((key, alias) if is_taken else ("", None))
        return is_taken

    def add_sibling(self) -> None:
        """Take the scenario beside the document, if there is one."""
        for path in siblings(self.document.name):
            if self.library.has(path):
                self.sibling = path
                estimate = self.library.load(path)
                if estimate is None:
                    self.broken = True
                else:
                    self.scenarios.append(BoundScenario(path=path, estimate=estimate))
                return

    def scope_of(self, statement: Bind) -> DeclaredScenarios:
        """The scenarios in which a claim's name is looked up: these, or the one that it links."""
        if not statement.path:
            return self
        target = beside(self.document.name, statement.path)
        if target not in self.linked:
            linked = DeclaredScenarios(self.document, self.library, problems=self.problems)
            linked.add(statement.path, statement.path_at)
            self.linked[target] = linked
        return self.linked[target]

    def quantities(self) -> Mapping[str, Derivation]:
        """Every quantity by each name that means it alone: what an expression may be over."""
        if not self.by_name:
            found: dict[str, list[Derivation]] = {}
            for scenario in self.scenarios:
                for name, derivation in scenario.estimate.derivations.items():
                    for known in (name, *([f"{scenario.alias}.{name}"] if scenario.alias else ())):
                        found.setdefault(known, []).append(derivation)
            self.by_name = {name: one for name, (one, *more) in found.items() if not more}
        return self.by_name

    def units(self, *, napkin: bool) -> UnitTable:
        """The unit words of the document: those of its scenario, where it has one."""
        tables = {scenario.path: scenario.estimate.graph.units for scenario in self.scenarios}
        return next(iter(tables.values())) if len(tables) == 1 else units_alone(napkin=napkin)

    def is_claim(self, link: Bind) -> bool:
        """Whether a link to a name in a YAML file is a claim: most such files are somebody else's.

        A scenario of capest's is known by its suffix, or because the document declares it; #L20 is
        a line of it.
        """
        path = link.path or ""
        if "://" in path or _LINE_OF_FILE.fullmatch(link.name):
            return False
        target = beside(self.document.name, path)
        return path.endswith(SUFFIXES) or any(
            scenario.path == target for scenario in self.scenarios
        )

    def near(self, name: str) -> tuple[str | None, list[str]]:
        """The name nearest to an unknown one, and the names below it; for the first few."""
        if name not in self.suggestions:
            if len(self.suggestions) >= MANY:
                return None, []
            names = tuple(self._names())
            inside = [known for known in names if known.startswith(f"{name}.")]
            self.suggestions[name] = (did_you_mean(name, names), inside)
        return self.suggestions[name]

    def _names(self) -> Iterator[str]:
        for scenario in self.scenarios:
            yield from (*scenario.estimate.derivations, *scenario.estimate.absent)
            if scenario.alias:
                yield from (f"{scenario.alias}.{name}" for name in scenario.estimate.derivations)

    def _missing(self, path: str, target: str, span: Span) -> Problem:
        is_asked = len(self.problems) < MANY  # each looks through folders
        close = did_you_mean(target, self.library.nearby(target)) if is_asked else None
        return Problem(
            code="missing-scenario",
            message=f"there is no scenario {target}",
            span=span,
            hint=f"did you mean {close}?"
            if close
            else f"a path starts from {_start(target, path)}",
        )


def scenarios_of(document: Document, marks: Sequence[Mark], library: Library) -> DeclaredScenarios:
    """The scenarios of a document."""
    found = DeclaredScenarios(document, library)
    if document.scan.declared:
        start, end = document.scan.declared
        found.add(document.text[start:end], (start, end))
    for _, statement in marks:
        if isinstance(statement, Use):
            found.add(statement.path, statement.path_at, statement.alias)
    quiet = quiet_of(document, marks)
    for block in document.scan.blocks:
        if not quiet.holds(block[0]):
            found.add_block(block)
    if found.place is None:
        found.add_sibling()
    return found


def _start(target: str, path: str) -> str:
    return "the root" if path == target and path.startswith("/") else "the document's folder"
