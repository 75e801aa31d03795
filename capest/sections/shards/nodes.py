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
            name="node_size",
            unit="B/node",
            meaning="bytes that one node holds, of all copies on it",
            bounds=POSITIVE,
        ),
        Field(
            name="spare_nodes",
            unit="node",
            meaning="nodes beyond those, e.g. 1 in the place of one that fails",
            how_many=True,
        ),
    ),
    formulas=(
        Formula(
            name="standby_copies", text="replicas - read_replicas", unit="",
            because="copies of a shard that answer no reads", bounds=NOT_NEGATIVE,
        ),
        Formula(
            name="nodes_by_shards", text="on_nodes", unit="node", only_with=("on_nodes",),
            because="as many as there are",
        ),
        *(
            Formula(
                name="nodes_by_shards", text=f"ceil({_load(limits)} * replicas as nodes)",
                unit="node", because="all copies, spread over as many nodes as they fill",
                when=_SPREAD, without=("plan_for: fullest", *_PART, *without),
            )
            for limits, without in BUDGETS[::-1]
        ),
        Formula(
            name="nodes_by_shards", text="ceil(shards * replicas / shards_per_node)", unit="node",
            because="all copies of all shards, so many to a node",
        ),
        Formula(
            name="nodes_by_shards", text="ceil(shards * replicas as nodes)", unit="node",
            only_with=("node_size",), because="every copy of a shard on a node of its own",
            without=_PART,
        ),
        Formula(
            name="nodes_by_size", text="ceil(size * replicas / (node_size * fill))", unit="node",
            because="all copies of the data, in nodes of that size",
        ),
        Formula(
            name="nodes_by_copies", text="ceil(replicas as nodes)", unit="node",
            only_with=("shards_per_node", "node_size"),
            because="each copy of a shard on another node",
        ),
        Formula(
            name="nodes", unit="node", only_with=("shards_per_node", "node_size"),
            text="max([nodes_by_shards], [nodes_by_size], [nodes_by_copies]) [+ spare_nodes]",
            because="the tightest of them",
        ),
        Formula(
            name="nodes", text="nodes_by_shards [+ spare_nodes]", unit="node", when=_SPREAD,
            without=_PART,
            because="all copies, spread over as many nodes as they fill",
        ),
        Formula(
            name="nodes", text="ceil(shards * replicas / shards_per_node)", unit="node",
            because="all copies of all shards, so many to a node", chosen=_PART,
        ),
        Formula(
            name="nodes", text="ceil(shards * replicas as nodes) [+ spare_nodes]", unit="node",
            because="every copy of a shard on a node of its own", without=_PART,
        ),
    ),
)  # fmt: skip
