"""Shards: into how many parts a store must be cut, and which limit says so."""

from ..formulas import (
    AT_LEAST_ONE,
    POSITIVE,
    POSITIVE_SHARE,
    Choice,
    Column,
    Default,
    Field,
    Formula,
    Reference,
    Section,
)

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
            name="round", options=("none", "power_of_two"), meaning="how the number is rounded up"
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
        Formula(
            name="by_size",
            text="ceil(of.one_copy / (max_size * fill))",
            unit="shard",
            because="shards that one copy of the data takes",
        ),
        Formula(
            name="by_writes",
            text="ceil(write_qps / (max_write_qps * fill))",
            unit="shard",
            because="shards that the writes take",
        ),
        Formula(
            name="by_reads",
            text="ceil(read_qps / (max_read_qps * fill [* read_replicas]))",
            unit="shard",
            because="shards that the reads take",
        ),
        Formula(
            name="shards",
            text="next_power_of_two(max([by_size], [by_writes], [by_reads]))",
            unit="shard",
            because="the tightest limit; a power of two splits evenly in half when it grows",
            when=("round", "power_of_two"),
        ),
        Formula(
            name="shards",
            text="max([by_size], [by_writes], [by_reads])",
            unit="shard",
            because="the tightest limit",
        ),
        Formula(
            name="nodes",
            text="ceil(shards * replicas * (1 node / (1 shard)))",
            unit="node",
            because="every copy of a shard on a node of its own",
        ),
    ),
    columns=(
        Column(quantity="by_size", heading="by size"),
        Column(quantity="by_writes", heading="by writes"),
        Column(quantity="by_reads", heading="by reads"),
        Column(quantity="shards", heading="shards"),
        Column(quantity="nodes", heading="nodes"),
    ),
)
