"""The picture of what goes where, drawn: boxes, arrows, and the numbers at them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from ..flow import FlowFigure, FlowNode
from .architecture import LINE, WIDTH, Drawing, Way, title_lines
from .markup import Markup, tag

_LEAST_PART = 0.68
"""Of its own size to which a picture may be made smaller: its letters would be lost."""

WriteFigure = Callable[[FlowFigure, float, float, str], Markup]
"""Writes a number at a place: x, y, and which end of it is there."""


def svg(drawing: Drawing, write: WriteFigure, title: str) -> Markup:
    """The picture; `write` writes a number at a place, to be renewed or not."""
    shapes = [*_edges(drawing.ways, returns=False), *_edges(drawing.ways, returns=True)]
    for way in drawing.ways:
        if way.shows and way.edge.label:
            x, y = way.points[0] if way.side == "start" else way.points[-1]
            at = (x + 5, y - 4, "start") if way.side == "start" else (x - 10, y - 4, "end")
            shapes.append(tag("g", write(way.edge.label, *at), class_="rate"))
    shapes += [_box(box, write) for box in drawing.boxes]
    return tag(
        "svg", *shapes, class_="flow", role="group", aria_label=title,
        viewBox=f"-1 0 {drawing.width:.0f} {drawing.height:.0f}", width=round(drawing.width),
        height=round(drawing.height), xmlns="http://www.w3.org/2000/svg",
    )  # fmt: skip


def style(drawing: Drawing) -> str:
    """How small a screen may make the picture; paper, which does not scroll, makes it fit."""
    return f"@media screen {{ .flow {{ min-width: {drawing.width * _LEAST_PART:.0f}px; }} }}\n"


def _box(box: tuple[FlowNode, float, float, float], write: WriteFigure) -> Markup:
    """A box about its middle, with its name in full where that is cut."""
    node, x, top, height = box
    lines, y = title_lines(node.title), 0.0
    texts = [] if "".join(lines) == node.title else [tag("title", node.title)]
    texts.append(tag("rect", x=-WIDTH // 2, width=WIDTH, height=height, rx=6))
    for line in lines:
        y += LINE
        texts.append(tag("text", line, y=y, class_="title"))
    if node.kind:
        y += LINE * 0.9
        texts.append(tag("text", node.kind, y=y, class_="kind"))
    for figure in node.lines:
        y += LINE
        texts.append(write(figure, 0, y, "middle"))
    return tag("g", *texts, class_="node", transform=f"translate({x + WIDTH / 2:.0f},{top:.1f})")


def _edges(ways: Iterable[Way], *, returns: bool) -> Iterator[Markup]:
    """All that go one way, in one path: where some go together, they are drawn once."""
    parts: dict[str, None] = {}
    for way in ways:
        if way.returns is returns:
            parts |= dict.fromkeys(_parts(way))
    if parts:
        yield tag("path", d="".join(parts), class_="edge back" if returns else "edge")


def _parts(way: Way) -> Iterator[str]:
    """Straight where its label is and where it passes a column, curved between columns; its tip."""
    for at, ((x, y), (to_x, to_y)) in enumerate(pairwise(way.points)):
        half = (x + to_x) / 2
        bent = at % 2 and y != to_y
        curve = f"C{half:.0f} {y:.1f} {half:.0f} {to_y:.1f} {to_x:.0f} {to_y:.1f}"
        yield f"M{x:.0f} {y:.1f}{curve if bent else f'H{to_x:.0f}'}"
    (x, y), step = (way.points[0], 7) if way.returns else (way.points[-1], -7)
    yield f"M{x + step:.0f} {y - 3.5:.1f}l{-step} 3.5l{step} 3.5"
