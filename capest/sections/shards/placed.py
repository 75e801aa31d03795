"""How keys find their shard, and how unevenly requests fall on them."""

from ...bounds import AT_LEAST_ONE
from ...formulas import Choice, Field, Formula, Part
from ...well_known import popularity

PLACED = Part(
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
        popularity(
            "keys", "how unevenly reads that reach it, after a cache, fall on its keys, and writes "
            "unless write_popularity says"
        ),
        popularity(
            "keys", "how unevenly writes fall on its keys; left out: as popularity",
            name="write_popularity",
        ),
        Choice(
            name="plan_for",
            options=("mean", "fullest"),
            meaning="which shard must stay within the limits: the mean one (left out), or the "
            "fullest, in 95 of 100 placements of the keys",
        ),
    ),
    formulas=(
        Formula(
            name="keys", text="sum(of.items)", unit="item", because="each item under its own key",
            only_with=("placement: hash", "virtual_nodes", "popularity", "write_popularity"),
        ),
        Formula(name="read_skew", text="popularity", unit="", because="as reads fall on the keys"),
        Formula(
            name="read_skew", text="0", unit="",
            because="nothing says that some keys are read more than others",
        ),
        Formula(
            name="write_skew", text="write_popularity", unit="",
            because="as writes fall on the keys",
        ),
        Formula(name="write_skew", text="read_skew", unit="", because="as unevenly as reads"),
        Formula(
            name="hottest_key", text="hottest_key_share(keys, read_skew)", unit="%",
            only_with=("popularity", "write_popularity"),
            because="what the most popular key gets of the reads",
        ),
        Formula(
            name="hottest_written_key", text="hottest_key_share(keys, write_skew)", unit="%",
            only_with=("popularity", "write_popularity"),
            because="what the most popular key gets of the writes",
        ),
    ),
    needs=(("plan_for", "placement", "virtual_nodes", "popularity", "write_popularity"),),
)  # fmt: skip
