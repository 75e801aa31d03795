"""What a shard can take, and how many shards that makes: by size, by requests, by bits, ..."""

from __future__ import annotations

from dataclasses import dataclass

from ...formulas import (
    AT_LEAST_ONE,
    POSITIVE,
    POSITIVE_SHARE,
    SHARE,
    Default,
    Field,
    Formula,
    Part,
    Profile,
    Reference,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """One thing that a shard can take only so much of."""

    name: str
    load: str
    """All there is of it."""
    room: str
    """What is planned for one shard."""
    taker: str
    runway: str
    of_keys: bool = True
    """Whether it goes where the keys go, so that uneven keys make it uneven."""
    of_requests: bool = False
    """Whether a popular key makes it uneven."""
    optional: tuple[str, ...] = ()
    """The fields without any of which most stores are fine, so that no report asks for them."""


LIMITS = (
    Limit(
        name="size", load="size", room="max_size * fill",
        taker="one copy of the data takes", runway="size",
    ),
    Limit(
        name="writes", load="write_qps", room="max_write_qps * fill",
        taker="the writes take", runway="write", of_requests=True,
    ),
    Limit(
        name="reads", load="read_qps", room="max_read_qps * fill [* read_replicas]",
        taker="the reads take", runway="read", of_requests=True,
    ),
    Limit(
        name="ingress", load="write_ingress", room="max_ingress * fill",
        taker="the bits that come in take", runway="ingress", of_requests=True,
        optional=("max_ingress",),
    ),
    Limit(
        name="egress", load="read_egress", room="max_egress * fill [* read_replicas]",
        taker="the bits that go out take", runway="egress", of_requests=True,
        optional=("max_egress",),
    ),
    Limit(
        name="memory", load="working_set", room="max_memory * fill",
        taker="what must be in memory takes", runway="memory",
        optional=("max_memory", "working_set", "hot_share"),
    ),
    Limit(
        name="connections", load="connections", room="max_connections * fill",
        taker="the clients' connections take", runway="connection", of_keys=False,
        optional=("max_connections", "clients", "pool"),
    ),
)  # fmt: skip

_UNMERGED = "[* max(behind.store_write_share)]"
"""What a write-behind cache in front does not merge of the writes that pass it."""
_ADDED = f"of.added_by.peak_qps [* of.share] [* of.items_per_request] {_UNMERGED}"
_WRITTEN = ("behind.written_by", "writes")
_ADDED_BY = ("behind.written_by", "of.added_by")
_NOT_CACHED = ("reads", "behind.serves")
_SIZES = (("of.size", "an item"), ("(sum(of.logical) / sum(of.items))", "a mean item"))

_LOADS = (
    Formula(name="size", text="sum(of.one_copy)", unit="B", because="one copy of the data"),
    Formula(
        name="write_qps", text=f"sum(writes.peak_qps {_UNMERGED})", unit="request/s",
        because="the writes that reach it at peak", matching=_WRITTEN,
    ),
    Formula(
        name="write_qps", text=f"sum({_ADDED})", unit="request/s", without=("writes",),
        because="the items added at peak", matching=_ADDED_BY,
    ),
    Formula(
        name="read_qps", text="sum([behind.miss_qps], [reads.peak_qps])", unit="request/s",
        because="the reads that reach it at peak, after the cache", besides=_NOT_CACHED,
    ),
    Formula(
        name="write_ingress", text=f"sum(writes.peak_ingress {_UNMERGED})", unit="bit/s",
        only_with=("max_ingress",), because="bits that are written at peak", matching=_WRITTEN,
    ),
    Formula(
        name="write_ingress", text=f"sum({_ADDED} * of.size)", unit="bit/s",
        only_with=("max_ingress",), without=("writes",),
        because="bits of the items added at peak", matching=_ADDED_BY,
    ),
    Formula(
        name="write_ingress", unit="bit/s", only_with=("max_ingress",), without=("writes",),
        text=f"sum(of.added_by.bytes * of.added_by.peak [* of.share] {_UNMERGED})",
        because="bits that are added at peak", matching=_ADDED_BY,
    ),
    *(
        Formula(
            name="write_ingress", text=f"write_qps * {size}", unit="bit/s",
            only_with=("max_ingress",), because=f"bits that are written at peak, {item} a write",
        )
        for size, item in _SIZES
    ),
    Formula(
        name="read_egress", text="sum([behind.miss_qps * behind.item_size], [reads.peak_egress])",
        unit="bit/s", only_with=("max_egress",), besides=_NOT_CACHED,
        because="bits that are read at peak, after the cache",
    ),
    *(
        Formula(
            name="read_egress", text=f"read_qps * {size}", unit="bit/s",
            only_with=("max_egress",), because=f"bits that are read at peak, {item} a read",
        )
        for size, item in _SIZES
    ),
    Formula(
        name="working_set", text="size * hot_share", unit="B",
        because="the part of the data that must be in memory",
    ),
    Formula(
        name="connections", text="clients * pool", unit="connection",
        because="connections that all clients hold",
    ),
)  # fmt: skip

_FIELDS = (
    Reference(name="of", sections=("storage",), meaning="the storage that it cuts", required=True),
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
    Field(
        name="max_ingress",
        unit="bit/s/shard",
        meaning="bits or bytes that one shard can take in, e.g. 1 MB/s",
        bounds=POSITIVE,
    ),
    Field(
        name="max_egress",
        unit="bit/s/shard",
        meaning="bits or bytes that one copy of a shard can give out, e.g. 2 MB/s",
        bounds=POSITIVE,
    ),
    Field(
        name="max_memory", unit="B/shard", meaning="memory one shard has for data", bounds=POSITIVE
    ),
    Field(
        name="max_connections",
        unit="connection/shard",
        meaning="connections one shard can hold",
        bounds=AT_LEAST_ONE,
        how_many=True,
    ),
    Reference(
        name="writes",
        sections=("traffic",),
        meaning="the traffic whose requests it takes; left out: what adds to the storage",
    ),
    Reference(
        name="reads",
        sections=("traffic",),
        meaning="the traffic whose requests read it, but for what a cache in front serves",
    ),
    Reference(name="behind", sections=("caches",), meaning="the caches whose misses read it"),
    Field(
        name="working_set",
        unit="B",
        meaning="bytes of one copy that must be in memory, indexes included",
    ),
    Field(
        name="hot_share",
        unit="%",
        meaning="the part of the data that must be in memory; instead of working_set",
        bounds=SHARE,
    ),
    Field(name="clients", unit="server", meaning="how many clients connect to it", how_many=True),
    Field(
        name="pool",
        unit="connection/server",
        meaning="connections that one client holds, to all shards together",
        how_many=True,
    ),
    Field(
        name="read_replicas",
        unit="",
        meaning="copies of a shard that share its reads; left out: one",
        bounds=AT_LEAST_ONE,
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
)

NEEDED = Part(
    fields=_FIELDS,
    formulas=(
        *_LOADS,
        *(
            Formula(
                name=f"by_{limit.name}",
                text=f"ceil({limit.load} / ({limit.room}))",
                unit="shard",
                because=f"shards that {limit.taker}",
            )
            for limit in LIMITS
        ),
    ),
    either=(("working_set", "hot_share"),),
)
