"""The nodes that one would order for all copies of all shards, rounded up once."""

from ...bounds import NOT_NEGATIVE, POSITIVE
from ...formulas import Choice, Field, Formula, Part
from .limits import BUDGETS, Limit

_SPREAD = ("copies", "spread")
_PART = ("shard_is: part",)


def _load(limits: tuple[Limit, ...]) -> str:
    """The load that takes the most shards, in shards, without the rounding up."""
    return f"max({', '.join(f'[{limit.need}]' for limit in limits)})"


NODES = Part(
    fields=(
        Choice(
            name="copies",
            options=("whole", "spread"),
            meaning="whether a copy of a shard stays together (left out), or the copies of all are "
            "spread over the nodes, which are then as many as all of them fill",
        ),
        Choice(
            name="shard_is",
            options=("node", "part"),
            meaning="whether a copy of a shard is a node of its own (left out), or a part of one, "
            "as of a service or a core, so that only shards_per_node or node_size tell of nodes",
        ),
        Field(
            "node_size", "B/node", "bytes that one node holds, of all copies on it",
            bounds=POSITIVE,
        ),
        Field(
            "spare_nodes", "node", "nodes beyond those, e.g. 1 in the place of one that fails",
            how_many=True,
        ),
    ),
    formulas=(
        Formula(
            "standby_copies", "replicas - read_replicas", "",
            "copies of a shard that answer no reads", bounds=NOT_NEGATIVE,
        ),
        Formula(
            "nodes_by_shards", "on_nodes", "node", "as many as there are", only_with=("on_nodes",),
        ),
        *(
            Formula(
                "nodes_by_shards", f"ceil({_load(limits)} * replicas as nodes)", "node",
                "all copies, spread over as many nodes as they fill", when=_SPREAD,
                without=("plan_for: fullest", *_PART, *without),
            )
            for limits, without in BUDGETS[::-1]
        ),
        Formula(
            "nodes_by_shards", "ceil(shards * replicas / shards_per_node)", "node",
            "all copies of all shards, so many to a node",
        ),
        Formula(
            "nodes_by_shards", "ceil(shards * replicas as nodes)", "node",
            "every copy of a shard on a node of its own", only_with=("node_size",), without=_PART,
        ),
        Formula(
            "nodes_by_size", "ceil(size * replicas / (node_size * fill))", "node",
            "all copies of the data, in nodes of that size",
        ),
        Formula(
            "nodes_by_copies", "ceil(replicas as nodes)", "node",
            "each copy of a shard on another node", only_with=("shards_per_node", "node_size"),
        ),
        Formula(
            "nodes", "max([nodes_by_shards], [nodes_by_size], [nodes_by_copies]) [+ spare_nodes]",
            "node", "the tightest of them", only_with=("shards_per_node", "node_size"),
        ),
        Formula(
            "nodes", "nodes_by_shards [+ spare_nodes]", "node",
            "all copies, spread over as many nodes as they fill", when=_SPREAD, without=_PART,
        ),
        Formula(
            "nodes", "ceil(shards * replicas / shards_per_node)", "node",
            "all copies of all shards, so many to a node", chosen=_PART,
        ),
        Formula(
            "nodes", "ceil(shards * replicas as nodes) [+ spare_nodes]", "node",
            "every copy of a shard on a node of its own", without=_PART,
        ),
    ),
)  # fmt: skip
