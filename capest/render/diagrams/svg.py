"""A diagram as a picture, drawn as it is in a page: for what shows neither Mermaid nor DOT."""

from __future__ import annotations

from ..flow import Flow, FlowFigure
from ..page.architecture import drawn
from ..page.arrows import svg
from ..page.markup import Markup, tag

SUFFIXES = (".svg",)

_STYLE = """
svg { background: #fff; font: 12px system-ui, sans-serif; }
text { fill: #1b1e23; }
.node rect { fill: #e3edfb; stroke: #6a727d; stroke-width: .7; }
.node text { text-anchor: middle; }
.node .title { font-weight: 600; }
.node .kind { fill: #565d66; font-size: 10.5px; }
.edge { fill: none; stroke: #6a727d; }
.back { stroke-dasharray: 4 3; }
.rate text { stroke: #fff; stroke-width: 3px; paint-order: stroke; }
@media (prefers-color-scheme: dark) {
  svg { background: #15181d; }
  text { fill: #e7e9ec; }
  .node rect { fill: #213146; }
  .node .kind { fill: #a9b1bb; }
  .rate text { stroke: #15181d; }
}
"""


def render(flow: Flow, title: str) -> str:
    """The picture, which fetches nothing and runs nothing."""
    opened, end, rest = svg(drawn(flow), _write, title).partition(">")
    return f"{opened}{end}{tag('style', Markup(_STYLE))}{tag('title', title)}{rest}\n"


def _write(figure: FlowFigure, x: float, y: float, anchor: str) -> Markup:
    text = f"{figure.text} {figure.heading}".strip()
    return tag("text", text, x=x, y=y, text_anchor="end" if anchor == "end" else None)
