"""How evenly shards fill: by the luck of a hash, by a ring, by the hottest key."""

from ...formulas import Formula, Note, Part

_FORMULAS = (
    Formula(
        name="by_hash", text="hash_imbalance(shards, keys)", unit="", when=("placement", "hash"),
        because="the fullest shard over the mean, by the luck of the hash (Blom 1958)",
    ),
    Formula(
        name="by_ring", text="ring_imbalance(shards, virtual_nodes as number)", unit="",
        because="the largest part of the ring over the mean (Wilson and Hilferty 1931)",
    ),
    Formula(
        name="by_hot_key", text="max(1, 1 + (shards - 1 shard as number) * hottest_key)", unit="",
        because="the shard of the hottest key over the mean: that key, and a part of the rest",
    ),
    Formula(
        name="imbalance", text="max([by_hash], [by_ring], [by_hot_key])", unit="",
        because="the fullest shard over the mean, by what fills it most",
    ),
    Formula(
        name="hottest_share", text="imbalance / shards as %", unit="%",
        because="what the fullest shard gets of all requests",
    ),
    Formula(
        name="hottest_qps", text="sum([write_qps], [read_qps]) * hottest_share", unit="request/s",
        because="writes and reads that the fullest shard gets at peak",
    ),
    Formula(
        name="key_splits", text="ceil(write_qps * hottest_key / (max_write_qps * fill))",
        unit="shard", because="shards that the writes of the hottest key take alone",
    ),
    Formula(
        name="key_copies",
        text="ceil(read_qps * hottest_key / (max_read_qps * fill [* read_replicas]))",
        unit="shard", because="shards that the reads of the hottest key take alone",
    ),
    Formula(
        name="front_cache", text="round(shards * ln(max(1 shard, shards)) as items)",
        unit="item", only_with=("popularity",),
        because="n ln n of the hottest keys even out n shards (Fan et al., SoCC 2011)",
    ),
    Formula(
        name="front_cache_leaves", unit="",
        text="front_cache_imbalance(shards, keys, popularity, front_cache)",
        because="the hottest shard over the mean behind such a cache",
    ),
)  # fmt: skip

BALANCE = Part(
    formulas=_FORMULAS,
    notes=(
        Note(text="the fullest shard carries {imbalance} times the mean", unless="hottest_qps"),
        Note(text="the fullest shard carries {imbalance} times the mean, {hottest_qps} at peak"),
        Note(
            text="the hottest key alone ({hottest_key} of the writes) is too much for a shard: "
            "split it over {key_splits}",
            above=("key_splits", 1),
        ),
        Note(
            text="the hottest key alone ({hottest_key} of the reads) is too much for a shard: "
            "spread copies over {key_copies}, or answer the hottest {front_cache} in front, which "
            "leaves {front_cache_leaves} times the mean",
            above=("key_copies", 1),
        ),
    ),
)
