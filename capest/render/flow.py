"""What goes where in a design: its entries, and the requests and bytes between them, at peak.

All of it follows from the sections' declarations, so that a new section is in every picture.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..derivations import Derivation
from ..engine.estimate import Estimate
from ..formulas import Reference, Section
from ..quantities import cell
from ..records import record
from ..scenario.model import Entry
from ..sections import sections
from ..units import MACHINES, dimensions

USERS = "users"
"""The title of the one node that is no entry: who makes the requests."""

_MOST_LINES = 2


@record(kw_only=True)
class FlowFigure:
    """A number of a node or an edge, as it is shown, and the quantity that it is."""

    text: str
    quantity: str
    heading: str = ""
    """What it is, in the words of the section's columns; "" where its unit says so."""
    counts: bool = False
    """Whether its unit says so: 1 node, 12 shards."""


@record(kw_only=True)
class FlowNode:
    """An entry of a section, or the users."""

    name: str
    """Unique among the nodes; no entry is called as that of the users is."""
    kind: str
    """The section that it is an entry of; "" for the users."""
    title: str
    lines: tuple[FlowFigure, ...]


@record(kw_only=True)
class FlowEdge:
    """What goes from one node to another, with its rate at peak where that is known."""

    source: str
    target: str
    label: FlowFigure | None


@record(kw_only=True)
class Flow:
    """The nodes in the order of the chain of sections, and the edges between them."""

    nodes: tuple[FlowNode, ...] = ()
    edges: tuple[FlowEdge, ...] = ()


def flow(estimate: Estimate) -> Flow:
    """What goes where in an estimate; what nothing goes to or from is left out."""
    declared = {section.name: section for section in sections()}
    entries = estimate.scenario.entries
    edges: dict[tuple[str, str], FlowEdge] = {}
    for entry in entries.values():
        for edge in _edges(estimate, entry, declared):
            edges.setdefault((edge.source, edge.target), edge)
    touched = {end for pair in edges for end in pair}
    order = list(declared)
    nodes = [
        FlowNode(name=entry.name, kind=entry.section, title=entry.name, lines=tuple(lines))
        for entry in sorted(entries.values(), key=lambda entry: order.index(entry.section))
        if entry.name in touched
        for lines in [_lines(estimate, entry, declared[entry.section])]
    ]
    if "" in touched:
        nodes.insert(0, _users(estimate))
    return Flow(nodes=tuple(nodes), edges=tuple(edges.values()))


def _edges(estimate: Estimate, entry: Entry, declared: dict[str, Section]) -> Iterator[FlowEdge]:
    section = declared[entry.section]
    for field in section.fields:
        if isinstance(field, Reference) and field.flows:
            for name in entry.named_by(field.name):
                ends = (name, entry.name) if field.flows == "in" else (entry.name, name)
                yield _edge(estimate, *ends, declared)
    if entry.references:
        return
    behind = list(dict.fromkeys(_rates_behind(estimate, entry)))
    for name in behind:
        yield _edge(estimate, name, entry.name, declared)
    if not behind and section.sends and section.counts(entry.choices):
        yield _edge(estimate, "", entry.name, declared)


def _rates_behind(estimate: Estimate, entry: Entry) -> Iterator[str]:
    """The entries that a rate in what the scenario wrote of an entry is a multiple of."""
    waiting = [
        below
        for field in entry.values
        if (derivation := estimate.get(f"{entry.name}.{field}"))
        for below in derivation.inputs
    ]
    while waiting:
        derivation = waiting.pop(0)
        owner, dot, _ = derivation.name.partition(".")
        if not dot:
            waiting += derivation.inputs
        elif owner in estimate.scenario.entries and owner != entry.name and _is_rate(derivation):
            yield owner


def _is_rate(derivation: Derivation) -> bool:
    """Whether a quantity is so many in a time, for all users together."""
    powers = dict(dimensions(derivation.quantity.unit))
    return powers.get("time") == -1 and "user" not in powers


def _edge(estimate: Estimate, source: str, target: str, declared: dict[str, Section]) -> FlowEdge:
    """An edge with the rate of what is sent: of the requests that it makes, or that pass on."""
    entries = estimate.scenario.entries
    sends = {name: declared[entries[name].section].sends for name in (source, target) if name}
    rated = target if sends[target] and _makes(estimate, source, target) else source
    sent = sends.get(rated, "")
    found = estimate.get(f"{rated}.{sent}") if sent else None
    return FlowEdge(source=source, target=target, label=_label(found) if found else None)


def _makes(estimate: Estimate, source: str, target: str) -> bool:
    """Whether one entry makes the requests of another, rather than being named by it."""
    named = estimate.scenario.entries[target].references.values()
    return all(source != passage.text for passages in named for passage in passages)


def _label(derivation: Derivation, heading: str = "") -> FlowFigure:
    quantity = derivation.quantity
    if any(atom.dimension in MACHINES for atom, _ in quantity.unit.powers):
        return FlowFigure(text=str(quantity), quantity=derivation.name, counts=True)
    return FlowFigure(
        text=cell(quantity.value, quantity.unit), quantity=derivation.name, heading=heading
    )


def _lines(estimate: Estimate, entry: Entry, section: Section) -> Iterator[FlowFigure]:
    """The first few numbers that an entry is for: machines, rates, bytes."""
    headings = {column.quantity: column.heading for column in section.columns}
    shared = (column.quantity.removeprefix(f"{section.name}.") for column in section.headline)
    names = dict.fromkeys((*section.leads_to, section.machines, *shared, section.held))
    found = [(name, item) for name in names if (item := estimate.get(f"{entry.name}.{name}"))]
    for name, item in found[:_MOST_LINES]:
        yield _label(item, headings.get(name, name.replace("_", " ")))


def _users(estimate: Estimate) -> FlowNode:
    daily = estimate.get("dau")
    lines = (_label(daily, "a day"),) if daily else ()
    return FlowNode(name="", kind="", title=USERS, lines=lines)
