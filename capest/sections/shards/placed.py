"""How keys find their shard, and how unevenly requests fall on them."""

from ...bounds import AT_LEAST_ONE
from ...formulas import Choice, Field, Formula, Part
from ...well_known import popularity

PLACED = Part(
    fields=(
        Choice(
            "placement", ("even", "hash"),
            "how keys find their shard: split evenly (left out), or by a hash of each",
        ),
        Field(
            "keys", "item", "how many keys are placed; left out: the items of the storage",
            bounds=AT_LEAST_ONE, how_many=True,
        ),
        Field(
            "virtual_nodes", "1/shard", "points of each shard on the ring of consistent hashing",
            bounds=AT_LEAST_ONE, how_many=True,
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
            "keys", "sum(of.items)", "item", "each item under its own key",
            only_with=("placement: hash", "virtual_nodes", "popularity", "write_popularity"),
        ),
        Formula("read_skew", "popularity", "", "as reads fall on the keys"),
        Formula("read_skew", "0", "", "nothing says that some keys are read more than others"),
        Formula("write_skew", "write_popularity", "", "as writes fall on the keys"),
        Formula("write_skew", "read_skew", "", "as unevenly as reads"),
        Formula(
            "hottest_key", "hottest_key_share(keys, read_skew)", "%",
            "what the most popular key gets of the reads",
            only_with=("popularity", "write_popularity"),
        ),
        Formula(
            "hottest_written_key", "hottest_key_share(keys, write_skew)", "%",
            "what the most popular key gets of the writes",
            only_with=("popularity", "write_popularity"),
        ),
    ),
    needs=(("plan_for", "placement", "virtual_nodes", "popularity", "write_popularity"),),
)  # fmt: skip
