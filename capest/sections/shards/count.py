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
        Choice(
            name="round",
            options=("none", "even", "power_of_two"),
            meaning="how the number is rounded up",
        ),
        Field(
            name="shards_per_node",
            unit="shard/node",
            meaning="how many shards, copies included, one node holds; left out: one",
            bounds=AT_LEAST_ONE,
        ),
        Field(
            name="on_nodes",
            unit="node",
            meaning="how many nodes there are, to cut it into as many shards as they hold",
            bounds=AT_LEAST_ONE,
        ),
    ),
    formulas=(
        Formula(
            name="replicas", text="max(of.replicas)", unit="",
            because="as many copies as the storage has",
        ),
        Formula(
            name="by_nodes", text="ceil(on_nodes * shards_per_node [/ replicas])", unit="shard",
            only_with=("on_nodes",), because="shards that the nodes hold",
        ),
        *(
            Formula(
                name="shards", text=f"{function}({_tightest(limits)})", unit="shard",
                because=f"the tightest limit{why}", when=("round", option), without=without,
            )
            for option, function, why in _ROUNDED
            for limits, without in BUDGETS[::-1]
        ),
        *(
            Formula(
                name="shards", text=_tightest(limits), unit="shard",
                because="the tightest limit", without=without,
            )
            for limits, without in BUDGETS[::-1]
        ),
        *(
            Formula(
                name="waste", text=f"1 - {_tightest(limits)} / shards", unit="%",
                because="the shards that only the rounding adds", without=without,
            )
            for limits, without in BUDGETS[::-1]
        ),
    ),
    notes=(Note(text="rounding leaves {waste} of the shards idle", above=("waste", 0)),),
)  # fmt: skip
