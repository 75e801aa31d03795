"""How many shards a store takes: by its size, its writes and its reads."""

from ...formulas import (
    AT_LEAST_ONE,
    POSITIVE,
    POSITIVE_SHARE,
    Choice,
    Default,
    Field,
    Formula,
    Note,
    Part,
    Profile,
    Reference,
)

_MERGED = "the writes at peak that the write-behind cache in front does not merge"

_NEEDED = "max([by_size], [by_writes], [by_reads])"

_ROUNDED = (
    ("power_of_two", "next_power_of_two", "; a power of two splits evenly in half when it grows"),
    ("even", "next_even", "; an even number splits over two sites"),
)

LIMITS = (
    ("size", "of.one_copy", "max_size * fill", "size", "one copy of the data takes"),
    ("writes", "write_qps", "max_write_qps * fill", "write", "the writes take"),
    ("reads", "read_qps", "max_read_qps * fill [* read_replicas]", "read", "the reads take"),
)
"""For each limit: its name, the load, what a shard may take of it, its kind, and who takes it."""

COUNT = Part(
    fields=(
        Reference(name="of", section="storage", meaning="the storage entry it cuts", required=True),
        Profile(
            name="limits",
            folder="limits",
            meaning="a vendor's limits for a shard, where max_size and the like are left out",
        ),
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
    ),
    formulas=(
        Formula(
            name="write_qps",
            text="writes.peak_qps * behind.store_write_share",
            unit="request/s",
            because=_MERGED,
            same=("writes", "behind.written_by"),
        ),
        Formula(
            name="write_qps",
            text="writes.peak_qps",
            unit="request/s",
            because="the writes that reach it at peak",
        ),
        Formula(
            name="write_qps",
            text="of.added_by.peak_qps [* of.share] [* of.items_per_request] "
            "* behind.store_write_share",
            unit="request/s",
            because=_MERGED,
            same=("of.added_by", "behind.written_by"),
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
            for kind, load, room, _, taker in LIMITS
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
    ),
    notes=(Note(text="rounding leaves {waste} of the shards idle", above=("waste", 0)),),
)
