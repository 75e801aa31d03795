"""Which scenarios a document rests on: what it declares, else the one beside it by its name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ..problems import Problem, Span, did_you_mean
from .document import Document
from .marks import Extent
from .models import Library, Model, beside, find, siblings
from .statements import Bind, Statement, Use


@dataclass(slots=True)
class Declared:
    """The scenarios of one document."""

    document: Document
    library: Library
    models: list[Model] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    place: Span | None = None
    """Where the first scenario is declared; None where none is."""
    sibling: str | None = None
    """The path of the scenario that was found by the document's name."""
    broken: bool = False
    """Whether a scenario cannot be read or computed, so that names may be missing."""

    def add(self, path: str, at: Extent, alias: str | None = None) -> None:
        """Take the scenario of a path that the document names."""
        span = self.document.span(at)
        self.place = self.place or span
        target = beside(self.document.name, path)
        if not self.library.exists(target):
            self.problems.append(self._missing(path, target, span))
            self.broken = True
            return
        estimate = self.library.load(target)
        if estimate is None:
            self.broken = True
        elif not any(model.path == target and model.alias == alias for model in self.models):
            self.models.append(Model(path=target, estimate=estimate, alias=alias))

    def add_block(self, at: Extent) -> None:
        """Take a scenario that stands in the document itself."""
        self.place = self.place or self.document.span(at)
        estimate = self.library.block(self.document, at)
        if estimate is None:
            self.broken = True
        else:
            self.models.append(Model(path=self.document.name, estimate=estimate))

    def add_sibling(self) -> None:
        """Take the scenario beside the document, if there is one."""
        for path in siblings(self.document.name):
            if self.library.exists(path):
                self.sibling = path
                estimate = self.library.load(path)
                if estimate is None:
                    self.broken = True
                else:
                    self.models.append(Model(path=path, estimate=estimate))
                return

    def resolve(self, statement: Bind) -> list[tuple[Model, str]]:
        """The models in which a claim's name means something, and what it is called there."""
        models: Iterable[Model] = self.models
        if statement.path:
            target = beside(self.document.name, statement.path)
            if not any(model.path == target for model in self.models):
                self.add(statement.path, statement.path_at)
            models = [model for model in self.models if model.path == target]
        return find(statement.name, models)

    def names(self) -> Iterator[str]:
        """Every name that a claim may bind to, with the aliases that are in use."""
        for model in self.models:
            yield from (*model.estimate.derivations, *model.estimate.absent)
            if model.alias:
                yield from (f"{model.alias}.{name}" for name in model.estimate.derivations)

    def _missing(self, path: str, target: str, span: Span) -> Problem:
        close = did_you_mean(target, self.library.nearby(target))
        return Problem(
            code="missing-scenario",
            message=f"there is no scenario {target}",
            span=span,
            hint=f"did you mean {close}?"
            if close
            else f"a path starts from {_start(target, path)}",
        )


def declared_by(document: Document, statements: Iterable[Statement], library: Library) -> Declared:
    """The scenarios of a document."""
    found = Declared(document, library)
    if document.scan.declared:
        start, end = document.scan.declared
        found.add(document.text[start:end], (start, end))
    for statement in statements:
        if isinstance(statement, Use):
            found.add(statement.path, statement.path_at, statement.alias)
    for block in document.scan.blocks:
        found.add_block(block)
    if found.place is None:
        found.add_sibling()
    return found


def _start(target: str, path: str) -> str:
    return "the root" if path == target and path.startswith("/") else "the document's folder"
