"""How many shards there are in the end: the tightest limit, rounded up."""

from ...bounds import AT_LEAST_ONE
from ...formulas import Choice, Field, Formula, Note, Part
from .limits import BUDGETS, Limit

_ROUNDED = (
    ("power_of_two", "next_power_of_two", "; a power of two splits evenly in half when it grows"),
    ("even", "next_even", "; an even number splits over two sites"),
)


def _tightest(limits: tuple[Limit, ...]) -> str:
    """The largest of the numbers of shards that are asked for."""
    names = (*(f"by_{limit.name}" for limit in limits), "by_nodes")
    return f"max({', '.join(f'[{name}]' for name in names)})"


COUNT = Part(
    fields=(
        Field(
            name="replicas",
            unit="",
            meaning="copies of every shard, each on another node; left out: as many as the "
            "storage has",
            bounds=AT_LEAST_ONE,
            how_many=True,
        ),
        Choice("round", ("none", "even", "power_of_two"), "how the number is rounded up"),
        Field(
            "shards_per_node", "shard/node",
            "how many shards, copies included, one node holds; left out: one", bounds=AT_LEAST_ONE,
        ),
        Field(
            "on_nodes", "node",
            "how many nodes there are, to cut it into as many shards as they hold",
            bounds=AT_LEAST_ONE,
        ),
    ),
    formulas=(
        Formula("replicas", "max(of.replicas)", "", "as many copies as the storage has"),
        Formula(
            "by_nodes", "ceil(on_nodes * shards_per_node [/ replicas])", "shard",
            "shards that the nodes hold", only_with=("on_nodes",),
        ),
        *(
            Formula(
                "shards", f"{function}({_tightest(limits)})", "shard", f"the tightest limit{why}",
                when=("round", option), without=without,
            )
            for option, function, why in _ROUNDED
            for limits, without in BUDGETS[::-1]
        ),
        *(
            Formula("shards", _tightest(limits), "shard", "the tightest limit", without=without)
            for limits, without in BUDGETS[::-1]
        ),
        *(
            Formula(
                "waste", f"1 - {_tightest(limits)} / shards", "%",
                "the shards that only the rounding adds", without=without,
            )
            for limits, without in BUDGETS[::-1]
        ),
    ),
    notes=(Note("rounding leaves {waste} of the shards idle", above=("waste", 0)),),
)  # fmt: skip
