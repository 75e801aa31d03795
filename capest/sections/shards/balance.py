"""How evenly shards fill: by the luck of a hash, by a ring, by the hottest keys."""

from dataclasses import replace

from ...formulas import Formula, Note, Part

_HASHED = ("placement: hash", "virtual_nodes")
_ENDLESS_KEYS = "1e15"
"""So many that only the parts of the ring count: where nothing says how many there are."""


def _imbalance(name: str, skew: str, because: str) -> tuple[Formula, ...]:
    """The fullest shard over the mean, by how keys find their shard."""
    even = Formula(
        name=name,
        text=f"split_imbalance(shards, keys, {skew})",
        unit="",
        because=because,
        only_with=("popularity", "write_popularity"),
    )
    return (
        replace(
            even, only_with=_HASHED,
            text=f"hashed_imbalance(shards, keys, {skew}, [virtual_nodes as number])",
        ),
        replace(
            even, only_with=_HASHED,
            text=f"hashed_imbalance(shards, {_ENDLESS_KEYS}, 0, virtual_nodes as number)",
        ),
        replace(even, without=_HASHED),
    )  # fmt: skip


_FORMULAS = (
    *_imbalance("imbalance", "read_skew", "what the fullest shard gets over the mean"),
    *_imbalance(
        "write_imbalance", "write_skew", "what the fullest shard gets of the writes over the mean"
    ),
    Formula(
        "hottest_share", "imbalance / shards as %", "%",
        "what the fullest shard gets of all requests, or of the reads",
    ),
    Formula(
        name="hottest_qps", unit="request/s", only_with=("write_popularity",),
        text="sum([write_qps * write_imbalance], [read_qps * imbalance]) / (shards as number)",
        because="the writes of the shard that gets most, and the reads of that which gets most",
    ),
    Formula(
        "hottest_qps", "sum([write_qps], [read_qps]) * hottest_share", "request/s",
        "writes and reads that the fullest shard gets at peak", without=("write_popularity",),
    ),
    Formula(
        "key_splits", "ceil(write_qps * hottest_written_key / (max_write_qps * utilisation))",
        "shard", "shards that the writes of the hottest key take alone",
    ),
    Formula(
        "key_copies",
        "ceil(read_qps * hottest_key / (max_read_qps * utilisation [* read_replicas]))", "shard",
        "shards that the reads of the hottest key take alone",
    ),
    Formula(
        "front_cache", "round(shards * ln(max(1 shard, shards)) as items)", "item",
        "n ln n of the hottest keys even out n shards (Fan et al., SoCC 2011)",
        only_with=("popularity",),
    ),
    Formula(
        "front_cache_leaves", "front_cache_imbalance(shards, keys, popularity, front_cache)", "",
        "the hottest shard over the mean behind such a cache",
    ),
)  # fmt: skip

BALANCE = Part(
    formulas=_FORMULAS,
    notes=(
        Note("the fullest shard carries {imbalance} times the mean", unless="hottest_qps"),
        Note("the fullest shard carries {imbalance} times the mean, {hottest_qps} at peak"),
        Note(
            text="the hottest key alone ({hottest_written_key} of the writes) is too much for a "
            "shard: split it over {key_splits}",
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
