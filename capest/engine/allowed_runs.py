"""How many times a graph may be computed, by what its models may take."""

from __future__ import annotations

from collections.abc import Iterable

from .defining.definitions import MOST_COST, cost
from .graph import Graph

AT_ONCE = MOST_COST
"""Milliseconds of models, each call at its worst, beside an estimate: as many as it may take."""
IN_A_STUDY = 60_000
"""Of all runs of a sweep, a comparison or a growth together. A call usually takes a fraction of its
worst: a person waits 20 seconds."""
IN_DRAWS = 800_000
"""Of the draws that somebody asks for by number: enough for 2,048 of the largest shipped scenario
with a range of users, and for the usual 256 of any."""


def allowed_runs(graph: Graph, names: Iterable[str], work: int) -> int:
    """How many runs of some quantities are done with so much work."""
    trees = (graph.definitions.by_name[name].tree for name in names)
    return work // max(1, cost(*trees))
