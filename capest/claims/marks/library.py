"""The scenarios that documents rest on: each is computed once, however many refer to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ...derivations import Derivation
from ...engine.estimate import Estimate, estimate
from ...engine.whole import whole
from ...problems import CapestError, Extent, Problem, Source, Span, placed
from ...records import field, record
from ...scenario.model import Scenario
from ...scenario.text import is_marked
from ...sections import sections
from ..documents.document import Document

SUFFIXES = (".capest.yaml", ".capest.yml")
"""How the name of a scenario ends that stands beside a document."""

ReadSource = Callable[[str], Source]
"""Gives the text of a file by its path; raises CapestError."""


@record(kw_only=True)
class BoundScenario:
    """One scenario that could be computed."""

    path: str
    estimate: Estimate
    alias: str | None = None

    def is_input(self, derivation: Derivation) -> bool:
        """Whether a quantity is put in: an assumption or a field, not computed and not derived."""
        is_derived = derivation.name in self.estimate.scenario.derived
        return not is_derived and not derivation.is_computed


@record(frozen=False)
class Library:
    """Every scenario of a run by its path."""

    read: ReadSource
    exists: Callable[[str], bool]
    """Whether there is a file of this path, or a reason not to look."""
    region: Callable[[Estimate, str], str]
    """Writes a section of a scenario as a Markdown table, or for none its diagram; raises
    EstimateError where there is nothing to draw.
    """
    nearby: Callable[[str], list[str]] = lambda _: []
    """The files near a path at which there is none, for suggestions."""
    may_quote: Callable[[str], bool] = lambda _: True
    """Whether what is wrong in a file may be shown even where it does not say it is a scenario."""
    change: Callable[[Scenario], Scenario] = lambda scenario: scenario
    """What the command line changes in each scenario."""
    regions: dict[tuple[Estimate, str], str] = field(default_factory=dict)
    """Those that have been written."""
    loaded: dict[str, Estimate | None] = field(default_factory=dict)
    problems: dict[str, tuple[Problem, ...]] = field(default_factory=dict)
    """What is wrong with each scenario that could not be computed."""

    def has(self, path: str) -> bool:
        """Whether there is a scenario of this path, or a reason not to look."""
        return path in self.loaded or self.exists(path)

    def load(self, path: str, named_at: Span | None = None) -> Estimate | None:
        """The estimate of a scenario's file; None, its problems noted, where there is none."""
        if path not in self.loaded:
            try:
                self.loaded[path] = self._estimated(self._scenario(path))
            except CapestError as error:
                self.loaded[path] = None
                self.problems[path] = placed(error.problems, named_at)
        return self.loaded[path]

    def block(self, document: Document, at: Extent) -> Estimate | None:
        """The estimate of a scenario inside a document; its lines keep their numbers."""
        line = document.line_of(at[0])
        text = document.text[at[0] : at[1]]
        try:
            return self._estimated(
                whole(Source(document.name, "\n" * (line - 1) + text), sections())
            )
        except CapestError as error:
            self.problems[f"{document.name}:{line}"] = error.problems
            return None

    def written(self, estimate: Estimate, section: str) -> str:
        """A section of a scenario as a table, or for none its diagram, written once."""
        key = (estimate, section)
        if key not in self.regions:
            self.regions[key] = self.region(estimate, section)
        return self.regions[key]

    def _scenario(self, path: str) -> Scenario:
        """The scenario in a file; of what is none, nothing is quoted."""
        is_told = self.may_quote(path)
        try:
            source = self.read(path)
            is_told = is_told or is_marked(source.text)
            return whole(source, sections())
        except CapestError as error:
            raise CapestError(*(error.problems if is_told else _untold(path, error))) from None

    def _estimated(self, scenario: Scenario) -> Estimate:
        return estimate(self.change(scenario), sections())


def _untold(path: str, error: CapestError) -> Iterator[Problem]:
    """The problems of a file without those that show a part of it."""
    yield from (problem for problem in error.problems if problem.span is None)
    if any(problem.span for problem in error.problems):
        message = f"{path} does not read as a scenario"
        hint = f"`capest check {path}` says why"
        yield Problem(code="not-a-scenario", message=message, hint=hint)


def folder_of(path: str) -> str:
    """The folder of a path, with its slash; "" for a path without one."""
    return path[: path.rfind("/") + 1]


def beside(document: str, path: str) -> str:
    """A path that a document names, from where the document's own path starts."""
    if path.startswith("/") or path[1:3] in (":/", ":\\"):
        return path
    parts: list[str] = []
    for part in (folder_of(document) + path).split("/"):
        if part == ".." and parts and parts[-1] not in ("..", ""):
            parts.pop()
        elif part != "." or not parts:
            parts.append(part)
    return "/".join(parts).removeprefix("./")


def path_from(document: str, target: str) -> str:
    """The path by which a document names a file: `beside` the other way round."""
    if target.startswith("/") or target[1:3] in (":/", ":\\"):
        return target
    folders, parts = folder_of(document).split("/")[:-1], target.split("/")
    while folders and parts[:1] == folders[:1]:
        folders, parts = folders[1:], parts[1:]
    return "/".join([".."] * len(folders) + parts)


def siblings(document: str) -> tuple[str, ...]:
    """Where the scenario of a document is looked for by its name: search.md, search.capest.yaml."""
    stem = document[: document.rfind(".")]
    return tuple(f"{stem}{suffix}" for suffix in SUFFIXES)


def find(name: str, scenarios: Iterable[BoundScenario]) -> list[tuple[BoundScenario, str]]:
    """The scenarios that have a quantity of this name, or `alias.name`, and its name in each."""
    alias, _, rest = name.partition(".")
    aliased, found = [], []
    for item in scenarios:
        if item.alias == alias and has(item.estimate, rest):
            aliased.append((item, rest))
        if has(item.estimate, name):
            found.append((item, name))
    return aliased or found


def has(estimate: Estimate, name: str) -> bool:
    """Whether a scenario has this quantity, with a value or without."""
    return name in estimate.derivations or name in estimate.absent
