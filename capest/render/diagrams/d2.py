"""A diagram in D2 (d2lang.com/tour/strings)."""

from __future__ import annotations

from ...safe_text import d2, log_line
from ..flow import Flow
from . import identifiers, text_of, texts_of

SUFFIXES = (".d2",)


def render(flow: Flow, title: str) -> str:
    """The diagram, its title in a comment."""
    called = identifiers(flow)
    lines = [f"# {log_line(title)}", "direction: right"]
    for node in flow.nodes:
        label = r"\n".join(map(d2, texts_of(node)))
        shape = "" if node.name else " {shape: person}"
        lines.append(f'{called[node.name]}: "{label}"{shape}')
    for edge in flow.edges:
        label = f': "{d2(text)}"' if (text := text_of(edge)) else ""
        lines.append(f"{called[edge.source]} -> {called[edge.target]}{label}")
    return "\n".join(lines) + "\n"
