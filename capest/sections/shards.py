"""Shards: how many parts a store is cut into, how evenly they fill, and how long they last."""

from ..formulas import (
    AT_LEAST_ONE,
    GROWTH,
    POSITIVE,
    POSITIVE_SHARE,
    Choice,
    Column,
    Default,
    Field,
    Formula,
    Note,
    Reference,
    Section,
    popularity,
)

_NEEDED = "max([by_size], [by_writes], [by_reads])"

_ROUNDED = (
    ("power_of_two", "next_power_of_two", "; a power of two splits evenly in half when it grows"),
    ("even", "next_even", "; an even number splits over two sites"),
)

_BALANCE = (
    Formula(
        name="keys", text="of.items", unit="item", when=("placement", "hash"),
        because="each item under a key of its own",
    ),
    Formula(
        name="keys", text="of.items", unit="item", only_with="popularity",
        because="each item under a key of its own",
    ),
    Formula(
        name="hottest_key", text="hottest_key_share(keys, popularity)", unit="%",
        because="what the most popular key gets of all requests",
    ),
    Formula(
        name="by_hash", text="hash_imbalance(shards, keys)", unit="", when=("placement", "hash"),
        because="the fullest shard over the mean, by the luck of the hash (Blom 1958)",
    ),
    Formula(
        name="by_ring", text="ring_imbalance(shards, virtual_nodes * 1 shard)", unit="",
        because="the largest part of the ring over the mean (Wilson and Hilferty 1931)",
    ),
    Formula(
        name="by_hot_key", text="max(1, 1 + (shards / (1 shard) - 1) * hottest_key)", unit="",
        because="the shard of the hottest key over the mean: that key, and a part of the rest",
    ),
    Formula(
        name="imbalance", text="max([by_hash], [by_ring], [by_hot_key])", unit="",
        because="the fullest shard over the mean, by what fills it most",
    ),
    Formula(
        name="hottest_share", text="imbalance / (shards / (1 shard))", unit="%",
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
        name="front_cache", text="round(shards * ln(max(1 shard, shards)) * (1 item / (1 shard)))",
        unit="item", only_with="popularity",
        because="n ln n of the hottest keys even out n shards (Fan et al., SoCC 2011)",
    ),
    Formula(
        name="front_cache_leaves", unit="",
        text="front_cache_imbalance(shards, keys, popularity, front_cache)",
        because="the hottest shard over the mean behind such a cache",
    ),
)  # fmt: skip

_RESHARDING = (
    Formula(
        name="moved_by_modulo", unit="%",
        text="1 - min(from_shards, shards) / lcm(from_shards, shards)",
        because="data that changes its shard when a hash is taken modulo their number",
    ),
    Formula(
        name="moved_by_ring", unit="%",
        text="1 - min(from_shards, shards) / max(from_shards, shards)",
        because="the least that can move, as in consistent hashing (Lamping and Veach 2014)",
    ),
)  # fmt: skip

_LIMITS = (
    ("size", "of.one_copy", "max_size * fill", "size", "one copy of the data takes"),
    ("writes", "write_qps", "max_write_qps * fill", "write", "the writes take"),
    ("reads", "read_qps", "max_read_qps * fill [* read_replicas]", "read", "the reads take"),
)
"""For each limit: its name, the load, what a shard may take of it, its kind, and who takes it."""

_RUNWAY = (
    *(
        Formula(
            name=f"{limit}_runway", unit="year",
            text=f"ln(max(1, shards * ({room}) / {load})) / growth_rate(growth)",
            because="until they fill the planned part of every shard",
        )
        for _, load, room, limit, _ in _LIMITS
    ),
    Formula(
        name="runway", text="min([size_runway], [write_runway], [read_runway])", unit="year",
        because="the limit that is reached first",
    ),
    Formula(
        name="doubling", text="ln(2) / growth_rate(growth)", unit="year",
        because="the time in which the load doubles",
    ),
)  # fmt: skip

SECTION = Section(
    name="shards",
    order=4,
    meaning="how many parts a store is cut into: by size, by writes, by reads",
    fields=(
        Reference(name="of", section="storage", meaning="the storage entry it cuts", required=True),
        Field(name="max_size", unit="B/shard", meaning="bytes one shard may hold", bounds=POSITIVE),
        Field(
            name="max_write_qps",
            unit="request/s/shard",
            meaning="writes one shard can take",
            bounds=POSITIVE,
        ),
        Field(
            name="max_read_qps",
            unit="request/s/shard",
            meaning="reads one copy of a shard can answer",
            bounds=POSITIVE,
        ),
        Reference(
            name="writes",
            section="traffic",
            meaning="the traffic entry whose requests it takes; left out: what adds to the storage",
        ),
        Reference(
            name="reads",
            section="traffic",
            meaning="a traffic entry whose requests read it directly",
        ),
        Reference(name="behind", section="caches", meaning="the cache whose misses read it"),
        Field(
            name="read_replicas",
            unit="",
            meaning="copies of a shard that share its reads; left out: one",
            bounds=AT_LEAST_ONE,
            how_many=True,
        ),
        Field(
            name="replicas",
            unit="",
            meaning="copies of every shard, each on a node of its own",
            bounds=AT_LEAST_ONE,
            falls_back_to="of.replicas",
            how_many=True,
        ),
        Field(
            name="fill",
            unit="%",
            meaning="the part of a limit that is planned for; the rest is headroom",
            bounds=POSITIVE_SHARE,
            default=Default(
                value="70%",
                source="disks 70 % full are what ScyllaDB's system requirements and arika.dev's "
                "Kafka sizing plan for, read 2026",
            ),
        ),
        Choice(
            name="round",
            options=("none", "even", "power_of_two"),
            meaning="how the number is rounded up",
        ),
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
        Field(
            name="from_shards",
            unit="shard",
            meaning="how many shards there are today, to see what a new number moves",
            bounds=AT_LEAST_ONE,
        ),
        Field(
            name="growth",
            unit="1/year",
            meaning="growth of bytes and requests from here on, compounding, e.g. 20%/year",
            bounds=GROWTH,
            falls_back_to="growth",
        ),
    ),
    formulas=(
        Formula(
            name="write_qps",
            text="writes.peak_qps",
            unit="request/s",
            because="the writes that reach it at peak",
        ),
        Formula(
            name="write_qps",
            text="of.added_by.peak_qps [* of.share] [* of.items_per_request]",
            unit="request/s",
            because="the items added at peak",
        ),
        Formula(
            name="read_qps",
            text="sum([behind.miss_qps], [reads.peak_qps])",
            unit="request/s",
            because="the reads that reach it at peak, after the cache",
        ),
        *(
            Formula(
                name=f"by_{kind}",
                text=f"ceil({load} / ({room}))",
                unit="shard",
                because=f"shards that {taker}",
            )
            for kind, load, room, _, taker in _LIMITS
        ),
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
            name="nodes",
            text="ceil(shards * replicas * (1 node / (1 shard)))",
            unit="node",
            because="every copy of a shard on a node of its own",
        ),
        *_BALANCE,
        *_RESHARDING,
        *_RUNWAY,
    ),
    columns=(
        Column(quantity="by_size", heading="by size"),
        Column(quantity="by_writes", heading="by writes"),
        Column(quantity="by_reads", heading="by reads"),
        Column(quantity="shards", heading="shards"),
        Column(quantity="nodes", heading="nodes"),
    ),
    notes=(
        Note(text="rounding leaves {waste} of the shards idle", above=("waste", 0)),
        Note(text="the fullest shard carries {imbalance} times the mean"),
        Note(text="the fullest shard gets {hottest_share} of the requests, {hottest_qps} at peak"),
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
        Note(
            text="from {from_shards}, {moved_by_modulo} of the data moves by modulo, "
            "{moved_by_ring} by consistent hashing"
        ),
        Note(text="full in {runway}; the load doubles in {doubling}"),
    ),
)
