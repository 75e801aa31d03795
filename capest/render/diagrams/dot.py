"""A diagram in DOT, for Graphviz (graphviz.org/doc/info/lang.html)."""

from __future__ import annotations

from ...safe_text import dot
from ..flow import Flow
from . import identifiers, text_of, texts_of

SUFFIXES = (".dot", ".gv")


def render(flow: Flow, title: str) -> str:
    """The diagram, from the left to the right."""
    called = identifiers(flow)
    lines = ["digraph {", f'  label="{dot(title)}"', "  rankdir=LR", "  node [shape=box]"]
    for node in flow.nodes:
        label = r"\n".join(map(dot, texts_of(node)))
        style = "" if node.name else ", shape=ellipse"
        lines.append(f'  {called[node.name]} [label="{label}"{style}]')
    for edge in flow.edges:
        label = f' [label="{dot(text)}"]' if (text := text_of(edge)) else ""
        lines.append(f"  {called[edge.source]} -> {called[edge.target]}{label}")
    return "\n".join([*lines, "}"]) + "\n"
