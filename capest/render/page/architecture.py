"""The picture of what goes where: nodes in columns, edges between them that pass by all others.

Columns follow the direction of the flow, and edges that span several pass through places of their
own in those between, as Sugiyama, Tagawa and Toda do (1981); those that go to the same node share
them, and arrive as one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import fmean

from ...records import field, record
from ...safe_text import cut
from ..flow import Flow, FlowEdge, FlowNode

WIDTH, LINE, GAP = 132, 15, 14
"""Of a node; of a line of text in it; between two, one above the other."""
_BEND = 38
"""Of what is between two columns, in which edges go up and down."""
_STRAIGHT = 58
"""How far all edges go straight where one of them has its label."""
_SHORT = (6, 12)
"""How far they do where none has: where they leave, and where they arrive."""
_BARE = 8
"""The height of a place at which an edge passes a column."""
_ROUNDS = 24
"""Times that the order of each column is looked at anew: it settles before."""

_LETTERS = 15
"""Of a title that a line of a node has room for; it has two."""

_Point = tuple[float, float]


@record(frozen=False)
class NodePlace:
    """Where a node lies, or an edge that passes a column."""

    column: int
    height: float
    node: FlowNode | None = None
    y: float = 0.0
    """Its middle."""
    x: float = 0.0
    """Its left side."""
    before: list[NodePlace] = field(default_factory=list)
    after: list[NodePlace] = field(default_factory=list)


@record(kw_only=True)
class Way:
    """An edge as it is drawn."""

    edge: FlowEdge
    points: tuple[_Point, ...]
    """The ends of what is straight of it, from where it leaves to where it arrives."""
    side: str
    """Where its label is: at its "start", its "end", or "" nowhere."""
    shows: bool
    """Whether it is the one to show the label."""
    returns: bool
    """Whether it goes against the flow."""


@record(kw_only=True)
class Drawing:
    """The places of nodes and edges."""

    width: float
    height: float
    boxes: tuple[tuple[FlowNode, float, float, float], ...]
    """Each with its left side, its top and its height."""
    ways: tuple[Way, ...]


def drawn(flow: Flow) -> Drawing:
    """A flow with a place for everything."""
    forward, back = _directed(flow)
    columns = _columns(flow, forward)
    told = Counter(edge.target for edge in flow.edges if _label_side(edge) == "end")
    places = {
        node.name: NodePlace(columns[node.name], _height(node, told[node.name]), node)
        for node in flow.nodes
    }
    passages: dict[tuple[object, int], NodePlace] = {}
    chains = {edge: _chain(edge, places, passages, turned=edge in back) for edge in flow.edges}
    layers: list[list[NodePlace]] = [[] for _ in range(max(columns.values(), default=0) + 1)]
    for place in [*places.values(), *passages.values()]:
        layers[place.column].append(place)
    _order(layers)
    _settle(layers)
    gaps = _gaps(chains, len(layers))
    every = [place for layer in layers for place in layer]
    top = min((place.y - place.height / 2 for place in every), default=0) - 6
    for place in every:
        place.y -= top
        place.x = place.column * (WIDTH + _BEND) + sum(map(sum, gaps[: place.column]))
    return Drawing(
        width=max((place.x + WIDTH for place in every), default=0) + 2,
        height=max((place.y + place.height / 2 for place in every), default=0) + 6,
        boxes=tuple(
            (place.node, place.x, place.y - place.height / 2, place.height)
            for place in places.values()
            if place.node
        ),
        ways=tuple(_ways(chains, back, gaps)),
    )


def _height(node: FlowNode, labels: int) -> float:
    """Room for the lines of a node, and for the labels of the edges that arrive."""
    words = (1.4 if node.kind else 0.5) + len(title_lines(node.title))
    return LINE * max(words + len(node.lines), labels + 1.0)


def title_lines(text: str) -> list[str]:
    """A title in one line, or in two, parted where it has a _."""
    if len(text) <= _LETTERS:
        return [text]
    at = text.rfind("_", 1, _LETTERS) + 1 or _LETTERS
    return [text[:at], cut(text[at:], _LETTERS)]


def _directed(flow: Flow) -> tuple[list[FlowEdge], set[FlowEdge]]:
    """The edges that go forward, and those that would close a circle."""
    following: dict[str, list[str]] = {}
    forward, back = [], set()
    for edge in flow.edges:
        if edge.source == edge.target or _reaches(following, edge.target, edge.source):
            back.add(edge)
        else:
            following.setdefault(edge.source, []).append(edge.target)
            forward.append(edge)
    return forward, back


def _reaches(following: dict[str, list[str]], start: str, end: str) -> bool:
    waiting, seen = [start], set()
    while waiting:
        name = waiting.pop()
        if name == end:
            return True
        if name not in seen:
            seen.add(name)
            waiting += following.get(name, ())
    return False


def _columns(flow: Flow, forward: Sequence[FlowEdge]) -> dict[str, int]:
    """The column of each node: one behind the last of those that it is behind."""
    columns = {node.name: 0 for node in flow.nodes}
    for _ in flow.nodes:
        for edge in forward:
            columns[edge.target] = max(columns[edge.target], columns[edge.source] + 1)
    return columns


def _chain(
    edge: FlowEdge, places: dict[str, NodePlace], passages: dict[tuple[object, int], NodePlace],
    *, turned: bool,
) -> list[NodePlace]:  # fmt: skip
    """The places that an edge goes through, from left to right."""
    ends = [places[edge.source], places[edge.target]]
    if turned:
        ends.reverse()
    alone = turned or _label_side(edge) == "end"
    shared: object = edge if alone else edge.target
    between = [
        passages.setdefault((shared, column), NodePlace(column, _BARE))
        for column in range(ends[0].column + 1, ends[1].column)
    ]
    chain = [ends[0], *between, ends[1]]
    for one, other in pairwise(chain):
        one.after.append(other)
        other.before.append(one)
    return chain


def _order(layers: list[list[NodePlace]]) -> None:
    """Order each column by the middle of its neighbours, so that few edges cross."""
    rank = {id(place): float(at) for layer in layers for at, place in enumerate(layer)}
    for turn in range(_ROUNDS):
        for layer in layers if turn % 2 == 0 else reversed(layers):
            beside = {
                id(place): [rank[id(item)] for item in (place.after if turn % 2 else place.before)]
                for place in layer
            }
            layer.sort(key=lambda place: fmean(beside[id(place)] or [rank[id(place)]]))
            for at, place in enumerate(layer):
                rank[id(place)] = (at + 0.5) / len(layer)


def _settle(layers: list[list[NodePlace]]) -> None:
    """Move each place towards its neighbours, as far as the others of its column leave room."""
    for layer in layers:
        y = 0.0
        for place in layer:
            place.y = y + place.height / 2
            y += place.height + GAP
    for turn in range(_ROUNDS):
        for layer in layers if turn % 2 == 0 else reversed(layers):
            for place in layer:
                near = (place.before if turn % 2 == 0 else place.after) or [place]
                place.y = fmean(item.y for item in near)
            _part(layer)


def _part(layer: list[NodePlace]) -> None:
    """Move the places of a column apart, where they lie upon each other, by as little as may be."""
    groups: list[tuple[float, float, list[NodePlace]]] = []  # the wish for its top, height, places
    for place in layer:
        height = place.height + GAP
        group = (place.y - place.height / 2, height, [place])
        while groups and groups[-1][0] + groups[-1][1] > group[0]:
            top, tall, held = groups.pop()
            share = len(held) / (len(held) + len(group[2]))
            wish = share * top + (1 - share) * (group[0] - tall)
            group = (wish, tall + group[1], [*held, *group[2]])
        groups.append(group)
    for top, _, held in groups:
        y = top
        for place in held:
            place.y = y + place.height / 2
            y += place.height + GAP


def _gaps(chains: dict[FlowEdge, list[NodePlace]], columns: int) -> list[tuple[int, int]]:
    """How far edges go straight behind each column, and before the next."""
    gaps = [_SHORT] * columns
    for edge, chain in chains.items():
        side, (leaves, arrives) = _label_side(edge), _SHORT
        leaves = max(gaps[chain[0].column][0], _STRAIGHT if side == "start" else leaves)
        gaps[chain[0].column] = (leaves, gaps[chain[0].column][1])
        arrives = max(gaps[chain[-2].column][1], _STRAIGHT if side == "end" else arrives)
        gaps[chain[-2].column] = (gaps[chain[-2].column][0], arrives)
    return gaps


def _ways(
    chains: dict[FlowEdge, list[NodePlace]], back: Iterable[FlowEdge],
    gaps: Sequence[tuple[int, int]],
) -> Iterator[Way]:  # fmt: skip
    """The edges, each from the middle of one side to a place of its own on the other."""
    arrivals = _arrivals(chains)
    told: set[str] = set()
    for edge, chain in chains.items():
        points: list[_Point] = []
        for one, other in pairwise(chain):
            leaves, arrives = gaps[one.column]
            y = arrivals[edge] if other is chain[-1] else other.y
            points += [(one.x + WIDTH + leaves, one.y), (other.x - arrives, y)]
        side = _label_side(edge) if edge not in back else ""
        shows = side == "end" or (side == "start" and edge.source not in told)
        if side == "start":
            told.add(edge.source)
        yield Way(
            edge=edge,
            points=((chain[0].x + WIDTH, chain[0].y), *points, (chain[-1].x, arrivals[edge])),
            side=side,
            shows=shows,
            returns=edge in back,
        )


def _label_side(edge: FlowEdge) -> str:
    """Where the rate of an edge stands: that of all which leaves a node where it leaves, once."""
    if edge.label is None:
        return ""
    return "start" if edge.label.quantity.partition(".")[0] == edge.source else "end"


def _arrivals(chains: dict[FlowEdge, list[NodePlace]]) -> dict[FlowEdge, float]:
    """The height at which each edge arrives: in the order in which they come, apart evenly; once
    for all that come from the same place.
    """
    coming: dict[int, dict[int, NodePlace]] = {}
    for chain in chains.values():
        coming.setdefault(id(chain[-1]), {})[id(chain[-2])] = chain[-2]
    found: dict[FlowEdge, float] = {}
    for edge, (*_, before, last) in chains.items():
        order = sorted(coming[id(last)].values(), key=lambda place: place.y)
        step = last.height / (len(order) + 1)
        found[edge] = last.y - last.height / 2 + step * (order.index(before) + 1)
    return found
