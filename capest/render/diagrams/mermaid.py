"""A diagram in Mermaid, which GitHub draws (mermaid.js.org/syntax/flowchart.html)."""

from __future__ import annotations

from ...safe_text import mermaid
from ..flow import Flow
from . import identifiers, text_of, texts_of

SUFFIXES = (".mmd", ".mermaid")


def render(flow: Flow, title: str) -> str:
    """The diagram; its title is for those who hear it read."""
    called = identifiers(flow)
    lines = ["flowchart LR", f"  accTitle: {mermaid(title)}"]
    for node in flow.nodes:
        label = "<br/>".join(map(mermaid, texts_of(node)))
        opened, closed = ("[", "]") if node.name else ("([", "])")
        lines.append(f'  {called[node.name]}{opened}"{label}"{closed}')
    for edge in flow.edges:
        label = f'|"{mermaid(text)}"|' if (text := text_of(edge)) else ""
        lines.append(f"  {called[edge.source]} -->{label} {called[edge.target]}")
    return "\n".join(lines) + "\n"
