"""How keys find their shard, and how many shards keep the fullest one within its limits."""

from ...formulas import AT_LEAST_ONE, Choice, Field, Formula, Part
from ...well_known import popularity
from .limits import BUDGETS, Limit

_FULLEST = ("plan_for", "fullest")


def _most(limits: list[Limit]) -> str:
    """The load that takes the most shards, in shards, without the rounding up."""
    return f"max({', '.join(f'[{limit.need}]' for limit in limits)})"


FULLEST = Part(
    fields=(
        Choice(
            name="placement",
            options=("even", "hash"),
            meaning="how keys find their shard: split evenly (left out), or by a hash of each",
        ),
        Field(
            name="keys",
            unit="item",
            meaning="how many keys are placed; left out: the items of the storage",
            bounds=AT_LEAST_ONE,
            how_many=True,
        ),
        Field(
            name="virtual_nodes",
            unit="1/shard",
            meaning="points of each shard on the ring of consistent hashing",
            bounds=AT_LEAST_ONE,
            how_many=True,
        ),
        popularity("keys", "how unevenly requests that reach it, after a cache, fall on its keys"),
        Choice(
            name="plan_for",
            options=("mean", "fullest"),
            meaning="which shard must stay within the limits: the mean one (left out), or the "
            "fullest",
        ),
    ),
    formulas=(
        Formula(
            name="keys", text="sum(of.items)", unit="item", when=("placement", "hash"),
            because="each item under a key of its own",
        ),
        Formula(
            name="keys", text="sum(of.items)", unit="item", only_with=("popularity",),
            because="each item under a key of its own",
        ),
        Formula(
            name="hottest_key", text="hottest_key_share(keys, popularity)", unit="%",
            because="what the most popular key gets of all requests",
        ),
        *(
            Formula(
                name="load", text=_most([limit for limit in limits if limit.of_keys]),
                unit="shard", when=_FULLEST, without=without,
                because="shards that an even load would fill",
            )
            for limits, without in BUDGETS[::-1]
        ),
        *(
            Formula(
                name="request_load", text=_most([limit for limit in limits if limit.of_requests]),
                unit="shard", when=_FULLEST, without=without,
                because="shards that even requests would fill",
            )
            for limits, without in BUDGETS[::-1]
        ),
        Formula(
            name="hash_factor", text="hash_factor(load, keys)", unit="",
            when=("placement", "hash"), because="the fullest shard over the mean, by luck",
            blames="keys",
        ),
        Formula(
            name="for_hash", text="ceil(load * hash_factor)", unit="shard",
            because="so that the fullest, by the luck of the hash, stays within its limits",
        ),
        Formula(
            name="ring_factor", text="ring_factor(load, virtual_nodes as number)", unit="",
            because="the largest part of the ring over the mean",
        ),
        Formula(
            name="for_ring", text="ceil(load * ring_factor)", unit="shard",
            because="so that the one with the largest part of the ring stays within its limits",
        ),
        Formula(
            name="hot_key_factor", text="hot_key_factor(request_load, hottest_key)", unit="",
            because="the shard of the hottest key over the mean", blames="popularity",
        ),
        Formula(
            name="for_hot_key", text="ceil(request_load * hot_key_factor)", unit="shard",
            because="so that the one with the hottest key stays within its limits",
        ),
    ),
    needs=(("plan_for", "placement", "virtual_nodes", "popularity"),),
)  # fmt: skip
