"""What a shard can take, and how many shards that makes: by size, by requests, by bits, ..."""

from __future__ import annotations

from ...bounds import AT_LEAST_ONE, POSITIVE, POSITIVE_SHARE
from ...formulas import Default, Field, Formula, Part, Profile, Reference
from ...records import record, replace


@record(kw_only=True)
class Limit:
    """One thing that a shard can take only so much of."""

    name: str
    load: str
    """All there is of it."""
    taker: str
    runway: str
    room: str = ""
    """What is planned for one shard; none where the load is in shards already."""
    skew: str | None = "0"
    """How unevenly it falls on the keys; None where it does not go where the keys go."""
    optional: tuple[str, ...] = ()
    """The fields without any of which most stores are fine, so that no report asks for them."""

    @property
    def need(self) -> str:
        """The shards that an even load fills, not rounded."""
        return f"{self.load} / ({self.room})" if self.room else self.load

    @property
    def times_full(self) -> str:
        """How many times the load the shards have room for."""
        return f"shards * ({self.room}) / ({self.load})" if self.room else f"shards / {self.load}"


_WRITES = Limit(
    name="writes", load="write_qps [* units_per_write]", room="max_write_qps * utilisation",
    taker="the writes take", runway="write",
    skew="write_skew",
)  # fmt: skip
_READS = Limit(
    name="reads", load="read_qps [* units_per_read]",
    room="max_read_qps * utilisation [* read_replicas]", taker="the reads take", runway="read",
    skew="read_skew",
)  # fmt: skip
_REQUESTS = Limit(
    name="requests", load=f"sum([{_WRITES.need}], [{_READS.need}])",
    taker="writes and reads of one budget take", runway="request",
    optional=("by_requests",),
)  # fmt: skip

LIMITS = (
    Limit(
        name="size", load="size", room="max_size * fill",
        taker="one copy of the data takes", runway="size",
    ),
    Limit(
        name="items", load="items", room="max_items * fill", taker="the items take", runway="item",
        optional=("max_items",),
    ),
    _WRITES,
    _READS,
    _REQUESTS,
    Limit(
        name="ingress", load="write_ingress", room="max_ingress * utilisation",
        taker="the bits that come in take", runway="ingress", skew="write_skew",
        optional=("max_ingress",),
    ),
    Limit(
        name="egress", load="read_egress", room="max_egress * utilisation [* read_replicas]",
        taker="the bits that go out take", runway="egress", skew="read_skew",
        optional=("max_egress",),
    ),
    Limit(
        name="memory", load="working_set", room="max_memory * fill",
        taker="what must be in memory takes", runway="memory",
        optional=("max_memory", "working_set", "hot_share"),
    ),
    Limit(
        name="connections", load="connections", room="max_connections * utilisation",
        taker="the connections take", runway="connection", skew=None,
        optional=("max_connections", "clients", "pool", "request_time"),
    ),
)  # fmt: skip

BUDGETS = (
    (tuple(one for one in LIMITS if one not in (_WRITES, _READS)), ()),
    (tuple(one for one in LIMITS if one is not _REQUESTS), ("budget: shared",)),
)
"""The limits that bind, and what must not be chosen: those of a budget that writes and reads share,
then those of separate ones.
"""

PROFILE = Profile(
    "limits", "limits", "a vendor's limits for a shard, where max_size and the like are left out"
)

_FIELDS = (
    Reference("of", ("storage",), "the storage that it cuts", required=True),
    PROFILE,
    Field("max_size", "B/shard", "bytes one shard may hold", bounds=POSITIVE),
    Field(
        name="max_items",
        unit="item/shard",
        meaning="items one shard may hold: rows, documents, series",
        bounds=AT_LEAST_ONE,
        how_many=True,
    ),
    Field(
        "max_write_qps",
        "request/s/shard",
        "writes one shard can take",
        bounds=POSITIVE,
        known_as=("qps", "max_qps", "max_iops"),
    ),
    Field(
        "max_read_qps",
        "request/s/shard",
        "reads one copy of a shard can answer",
        bounds=POSITIVE,
        known_as=("qps", "max_qps", "max_iops"),
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
    Field("max_memory", "B/shard", "memory one shard has for data", bounds=POSITIVE),
    Field(
        name="max_connections",
        unit="connection/shard",
        meaning="connections one shard can hold",
        bounds=AT_LEAST_ONE,
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
        no_headroom=1,
        default=Default(
            value="70%",
            source="disks 70 % full are what ScyllaDB's system requirements and arika.dev's "
            "Kafka sizing plan for, read 2026",
        ),
    ),
    Field(
        name="utilisation",
        unit="%",
        meaning="the part of a limit of requests, bits or connections that is planned for; left "
        "out: fill, where that is given",
        known_as=("utilization",),
        bounds=POSITIVE_SHARE,
        no_headroom=1,
        default=Default(
            value="70%",
            source="what DynamoDB's auto scaling aims at unless told otherwise; AWS, DynamoDB "
            "Developer Guide, read 2026",
        ),
    ),
)

_FULLEST = "plan_for: fullest"
_HASHED = ("placement: hash", "virtual_nodes")
_ENDLESS_KEYS = "1e15"
"""So many that only the parts of the ring count: where nothing says how many there are."""


def _shards_by(limit: Limit) -> tuple[Formula, ...]:
    """The shards that a limit asks for, so that the fullest or the mean one stays within it."""
    shared = ("budget: shared",) if limit is _REQUESTS else ()
    even = Formula(
        f"by_{limit.name}", f"ceil({limit.need})", "shard", f"shards that {limit.taker}",
        chosen=shared, without=(_FULLEST,) if limit.skew else (),
    )  # fmt: skip
    fullest = replace(
        even, chosen=(_FULLEST, *shared), without=(),
        blames="keys" if limit.skew == "0" else "popularity",
        because=f"so that the fullest of them has room: shards that {limit.taker}",
    )  # fmt: skip
    spared = _spared(limit)
    return (
        *(
            replace(fullest, text=f"hashed_{text}, [virtual_nodes as number])", only_with=_HASHED)
            for text in spared
        ),
        replace(
            fullest, only_with=_HASHED,
            text=f"hashed_shards({limit.need}, {_ENDLESS_KEYS}, 0, virtual_nodes as number)",
        ),
        *(replace(fullest, text=f"split_{text})", without=_HASHED) for text in spared),
        even,
    )  # fmt: skip


def _spared(limit: Limit) -> tuple[str, ...]:
    """The calls that spare the fullest shard, but for how keys find it, in the order to try."""
    if limit is not _REQUESTS:
        return (f"shards({limit.need}, keys, {limit.skew}",) if limit.skew else ()
    return (
        f"shared_shards({_WRITES.need}, write_skew, {_READS.need}, read_skew, keys",
        *(f"shards({one.need}, keys, {one.skew}" for one in (_WRITES, _READS)),
    )


LIMITED = Part(
    fields=_FIELDS,
    formulas=(
        Formula(
            "utilisation", "fill", "%", "the part of every limit that is planned for",
            only_with=("fill",),
        ),
        *(formula for limit in LIMITS for formula in _shards_by(limit)),
    ),
)  # fmt: skip
