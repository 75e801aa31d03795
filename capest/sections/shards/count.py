"""How many shards there are in the end: the tightest limit, rounded up, and their copies."""

from ...formulas import AT_LEAST_ONE, NOT_NEGATIVE, Choice, Field, Formula, Note, Part
from .limits import LIMITS

_FOR_THE_FULLEST = ("for_hash", "for_ring", "for_hot_key")

_NEEDED = "max({})".format(
    ", ".join(f"[{name}]" for name in (*(f"by_{one.name}" for one in LIMITS), *_FOR_THE_FULLEST))
)

_ROUNDED = (
    ("power_of_two", "next_power_of_two", "; a power of two splits evenly in half when it grows"),
    ("even", "next_even", "; an even number splits over two sites"),
)

COUNT = Part(
    fields=(
        Field(
            name="replicas",
            unit="",
            meaning="copies of every shard, each on a node of its own; left out: as many as the "
            "storage has",
            bounds=AT_LEAST_ONE,
            how_many=True,
        ),
        Choice(
            name="round",
            options=("none", "even", "power_of_two"),
            meaning="how the number is rounded up",
        ),
    ),
    formulas=(
        *(
            Formula(
                name="shards",
                text=f"{function}({_NEEDED})",
                unit="shard",
                because=f"the tightest limit{why}",
                when=("round", option),
            )
            for option, function, why in _ROUNDED
        ),
        Formula(name="shards", text=_NEEDED, unit="shard", because="the tightest limit"),
        Formula(
            name="waste",
            text=f"1 - {_NEEDED} / shards",
            unit="%",
            because="the shards that only the rounding adds",
        ),
        Formula(
            name="replicas",
            text="max(of.replicas)",
            unit="",
            because="as many copies as the storage has",
        ),
        Formula(
            name="standby_copies",
            text="replicas - read_replicas",
            unit="",
            because="copies of a shard that answer no reads",
            bounds=NOT_NEGATIVE,
        ),
        Formula(
            name="nodes",
            text="ceil(shards * replicas as nodes)",
            unit="node",
            because="every copy of a shard on a node of its own",
        ),
    ),
    notes=(Note(text="rounding leaves {waste} of the shards idle", above=("waste", 0)),),
)
