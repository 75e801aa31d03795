"""The languages that a diagram is written in, one file each; the folder is the registry.

A language's file has `SUFFIXES`, how the names of files end that hold it, and
`render(flow, title)`, the whole text.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from ...problems import EstimateError

if TYPE_CHECKING:
    from ...engine.estimate import Estimate
    from ..flow import Flow, FlowEdge, FlowNode

_USERS = "users"

DIAGRAMS = tuple(sorted(path.stem for path in Path(__file__).parent.glob("[!_]*.py")))
"""The names of the languages."""

USUAL = "mermaid"
"""The one that GitHub draws."""


def language_of(suffix: str) -> str:
    """The language that a file's suffix stands for; where there is none, the suffix's own word."""
    found = (name for name in DIAGRAMS if suffix in _module(name).SUFFIXES)
    return next(found, suffix.removeprefix("."))


def diagram(estimate: Estimate, language: str = USUAL) -> str:
    """What goes where in an estimate, in a language; raises EstimateError where nothing does, and
    KeyError for an unknown language.
    """
    from ..flow import flow

    found = flow(estimate)
    if not found.edges:
        message = "nothing in this scenario leads anywhere"
        hint = "write what users do under traffic:, or what serves it under caches:"
        raise EstimateError.saying("nothing-to-draw", message, hint)
    text: str = _module(language).render(found, estimate.scenario.title)
    return text


def identifiers(flow: Flow) -> dict[str, str]:
    """A word for each node that no language has a meaning for; the same after nodes are added,
    so that two versions of a diagram differ where the designs do.
    """
    called = {
        node.name: f"n_{node.name}" if node.name.isascii() else f"n{place}"
        for place, node in enumerate(flow.nodes)
    }
    return {**called, "": _USERS}


def texts_of(node: FlowNode) -> list[str]:
    """The lines that stand in a node: its name, what it is, its numbers."""
    kind = [node.kind] if node.kind else []
    return [node.title, *kind, *(f"{line.text} {line.heading}".strip() for line in node.lines)]


def text_of(edge: FlowEdge) -> str:
    """What stands on an edge."""
    return edge.label.text if edge.label else ""


def _module(name: str) -> ModuleType:
    if name not in DIAGRAMS:
        raise KeyError(name)
    return import_module(f"{__name__}.{name}")
