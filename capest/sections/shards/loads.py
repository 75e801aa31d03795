"""What shards have to take: bytes, writes, reads, units of both, bits, connections."""

from ...bounds import POSITIVE, SHARE
from ...formulas import Choice, Field, Formula, Part, Reference

_UNMERGED = "[* max(behind.store_write_share)]"
"""What a write-behind cache in front does not merge of the writes that pass it."""
_ADDED = f"of.added_by.peak_qps [* of.share] [* of.items_per_request] {_UNMERGED}"
_WRITTEN = ("behind.written_by", "writes")
_ADDED_BY = ("behind.written_by", "of.added_by")
_NOT_CACHED = ("reads", "behind.serves")
_SIZES = (("of.size", "an item"), ("(sum(of.logical) / sum(of.items))", "a mean item"))

_WRITE_UNITS = "ceil({} / write_unit)"
_READ_UNITS = "ceil({} / read_unit)"
_UNITS = (
    Formula(
        "units_per_write", f"{_WRITE_UNITS.format('writes.request')} [* write_cost]", "",
        "whole units of a budget that a write takes", only_with=("write_unit",),
    ),
    Formula(
        name="units_per_write", unit="", only_with=("write_unit",), matching=_WRITTEN,
        text=f"sum(writes.peak_qps * {_WRITE_UNITS.format('writes.request')} {_UNMERGED}) "
        "[* write_cost] / write_qps", because="whole units that a write takes, on average",
    ),
    Formula(
        "units_per_write", f"{_WRITE_UNITS.format('of.size')} [* write_cost]", "",
        "whole units of a budget that an item takes", only_with=("write_unit",),
        without=("writes",),
    ),
    Formula(
        name="units_per_write", unit="", only_with=("write_unit",), without=("writes",),
        text=f"sum({_ADDED} * {_WRITE_UNITS.format('of.size')}) [* write_cost] / write_qps",
        because="whole units that an item takes, on average", matching=_ADDED_BY,
    ),
    Formula(
        "units_per_read", f"{_READ_UNITS.format('reads.response')} [* read_cost]", "",
        "whole units of a budget that a read takes", only_with=("read_unit",), without=("behind",),
    ),
    Formula(
        name="units_per_read", unit="", only_with=("read_unit",), besides=_NOT_CACHED,
        text=f"sum([behind.miss_qps * {_READ_UNITS.format('behind.item_size')}], "
        f"[reads.peak_qps * {_READ_UNITS.format('reads.response')}]) [* read_cost] / read_qps",
        because="whole units that a read takes, on average",
    ),
    *(
        Formula(
            f"units_per_{name}", f"ceil({size} / {name}_unit) [* {name}_cost]", "",
            f"whole units of a budget that {item} takes", only_with=(f"{name}_unit",),
        )
        for name in ("write", "read")
        for size, item in _SIZES
    ),
    *(
        Formula(
            f"units_per_{name}", f"{name}_cost", "", f"units of a budget that a {name} takes",
            without=(f"{name}_unit",), only_with=(f"{name}_cost",),
        )
        for name in ("write", "read")
    ),
)  # fmt: skip

_LOADS = (
    Formula("size", "sum(of.one_copy)", "B", "one copy of the data"),
    Formula("items", "sum(of.items)", "item", "what is kept", only_with=("max_items",)),
    Formula(
        "write_qps", f"sum(writes.peak_qps {_UNMERGED})", "request/s",
        "the writes that reach it at peak", matching=_WRITTEN,
    ),
    Formula(
        "write_qps", f"sum({_ADDED})", "request/s", "the items added at peak", without=("writes",),
        matching=_ADDED_BY,
    ),
    Formula(
        "read_qps", "sum([behind.miss_qps], [reads.peak_qps])", "request/s",
        "the reads that reach it at peak, after the cache", besides=_NOT_CACHED,
    ),
    *_UNITS,
    *(
        Formula(
            f"{name}_units", f"{name}_qps * units_per_{name}", "request/s",
            f"units of the budget that all {name}s take at peak",
        )
        for name in ("write", "read")
    ),
    Formula(
        "write_ingress", f"sum(writes.peak_ingress {_UNMERGED})", "bit/s",
        "bits that are written at peak", only_with=("max_ingress",), matching=_WRITTEN,
    ),
    Formula(
        "write_ingress", f"sum({_ADDED} * of.size)", "bit/s", "bits of the items added at peak",
        only_with=("max_ingress",), without=("writes",), matching=_ADDED_BY,
    ),
    Formula(
        "write_ingress", f"sum(of.added_by.peak_ingress [* of.share] {_UNMERGED})", "bit/s",
        "bits that are added at peak", only_with=("max_ingress",), without=("writes",),
        matching=_ADDED_BY,
    ),
    *(
        Formula(
            "write_ingress", f"write_qps * {size}", "bit/s",
            f"bits that are written at peak, {item} a write", only_with=("max_ingress",),
        )
        for size, item in _SIZES
    ),
    Formula(
        "read_egress", "sum([behind.miss_qps * behind.item_size], [reads.peak_egress])", "bit/s",
        "bits that are read at peak, after the cache", only_with=("max_egress",),
        besides=_NOT_CACHED,
    ),
    *(
        Formula(
            "read_egress", f"read_qps * {size}", "bit/s",
            f"bits that are read at peak, {item} a read", only_with=("max_egress",),
        )
        for size, item in _SIZES
    ),
    Formula("working_set", "size * hot_share", "B", "the part of the data that must be in memory"),
    Formula("connections", "clients * pool", "connection", "connections that all clients hold"),
    Formula(
        "connections", "sum([write_qps], [read_qps]) * request_time as connections", "connection",
        "requests under way at once, each with one of its own (Little's law)",
    ),
)  # fmt: skip

LOADS = Part(
    fields=(
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
        Reference("behind", ("caches",), "the caches whose misses read it"),
        Choice(
            name="budget",
            options=("separate", "shared"),
            meaning="whether max_write_qps and max_read_qps may both be used up (left out), or "
            "writes and reads take from one budget, of which each limit is the whole",
        ),
        Field(
            name="write_unit",
            unit="B/request",
            meaning="bytes of a write that one unit of max_write_qps is for, larger ones take "
            "several, e.g. 1 KiB",
            bounds=POSITIVE,
        ),
        Field(
            name="read_unit",
            unit="B/request",
            meaning="bytes of a read that one unit of max_read_qps is for, larger ones take "
            "several, e.g. 4 KiB",
            bounds=POSITIVE,
        ),
        Field(
            name="write_cost",
            unit="",
            meaning="units that such a write takes, e.g. 2 in a transaction; left out: one",
            bounds=POSITIVE,
        ),
        Field(
            name="read_cost",
            unit="",
            meaning="units that such a read takes, e.g. 0.5 if eventually consistent; left out: "
            "one",
            bounds=POSITIVE,
        ),
        Field("working_set", "B", "bytes of one copy that must be in memory, indexes included"),
        Field(
            name="hot_share",
            unit="%",
            meaning="the part of the data that must be in memory; instead of working_set",
            bounds=SHARE,
        ),
        Field("clients", "server", "how many clients connect to it", how_many=True),
        Field(
            name="pool",
            unit="connection/server",
            meaning="connections that one client holds, to all shards together",
            how_many=True,
        ),
        Field(
            name="request_time",
            unit="s/request",
            meaning="how long a request holds a connection or a worker, e.g. 50 ms; instead of "
            "clients and pool",
            known_as=("latency", "duration"),
            how_many=True,
        ),
    ),
    formulas=_LOADS,
    either=(("working_set", "hot_share"), ("clients", "request_time"), ("pool", "request_time")),
    needs=(
        ("budget: shared", "max_write_qps"),
        ("budget: shared", "max_read_qps"),
        ("write_unit", "max_write_qps"),
        ("read_unit", "max_read_qps"),
        ("write_cost", "max_write_qps"),
        ("read_cost", "max_read_qps"),
    ),
)
