"""Storage: what is kept becomes bytes."""

from ..bounds import AT_LEAST_ONE, GROWTH, POSITIVE, SHARE, UP_TO_TEN
from ..formulas import Column, Field, Formula, Reference, Section, Total

_STOCKS = ("count", "total")
_ADDED = "sum(added_by.bytes) [* share]"


def _kept(name: str, unit: str, *, flow: str, stocks: tuple[str, ...]) -> tuple[Formula, ...]:
    """What there is in the end of a flow that is kept, or of a stock."""
    return (
        Formula(
            name=name,
            text=f"{flow} * time_at_present_rate(keep, growth)",
            unit=unit,
            because="a rate that grows all along, added up until the end of keep",
            ages=("keep",),
        ),
        Formula(
            name=name,
            text=f"{flow} * keep",
            unit=unit,
            because="the steady state once items expire as fast as they come",
            ages=("keep",),
        ),
        *(Formula(name, stock, unit, "a stock", without=("after",)) for stock in stocks),
        *(
            Formula(
                name=name,
                text=f"{stock} * growth_factor(after, growth)",
                unit=unit,
                because="a stock that has grown until then",
            )
            for stock in stocks
        ),
    )


SECTION = Section(
    name="storage",
    follows="traffic",
    meaning="what is kept: bytes a day, and bytes in the end",
    held="logical",
    topic="storage",
    spoken_of={
        "stored": ("stored", "stores", "storage", "disk", "replicated", "copies"),
        "logical": ("logical", "raw"),
        "items": ("items", "rows", "records", "entries", "total"),
        "keep": ("keep", "kept", "retention", "retain", "years", "days"),
        "replicas": ("replicas", "replica", "copies", "replication", "replicated"),
        "size": ("size", "each", "bytes"),
        "storage": ("total", "overall", "storage"),
    },
    fields=(
        Reference("added_by", ("traffic",), "the traffic whose requests add items"),
        Field("share", "%", "the part of those requests that adds one, e.g. 10%", bounds=SHARE),
        Field(
            "items_per_request", "item/request", "how many items one request adds", how_many=True
        ),
        Field(
            name="per_day",
            unit="B/day",
            meaning="bytes that are added, e.g. 100 GB / day; instead of added_by",
            known_as=("bytes", "rate"),
        ),
        Field(
            name="count",
            unit="item",
            meaning="how many items there are; for a stock, instead of added_by",
            how_many=True,
            in_bytes="total",
        ),
        Field(
            "total",
            "B",
            "how many bytes there are, e.g. 10 TB; for a stock, instead of count",
            known_as=("bytes",),
        ),
        Field(
            name="after",
            unit="s",
            meaning="how long a stock has grown by then, e.g. 12 months; left out: as it is now",
            from_now=True,
        ),
        Field(
            name="size",
            unit="B/item",
            meaning="bytes of one item; left out: unknown, where the bytes are given in all",
            bounds=POSITIVE,
            how_many=True,
        ),
        Field(
            "keep", "s", "how long an item is kept", known_as=("retention", "ttl"), bounds=POSITIVE
        ),
        Field(
            name="replicas",
            unit="",
            meaning="copies of every byte (the replication factor)",
            known_as=("replication_factor", "replication", "rf", "copies"),
            bounds=AT_LEAST_ONE,
            how_many=True,
        ),
        Field(
            name="compression",
            unit="",
            meaning="bytes before over bytes after compression, e.g. 3:1",
            bounds=POSITIVE,
        ),
        Field(
            "overhead", "%", "indexes and the like on top of the bytes, e.g. 20%", bounds=UP_TO_TEN
        ),
        Field(
            name="growth",
            unit="%/year",
            meaning="growth of what is added, or of a stock, compounding all along, e.g. 20%/year",
            bounds=GROWTH,
            falls_back_to="growth",
        ),
    ),
    one_of=("added_by", "per_day", "count", "total"),
    excludes=(
        *((stock, flow) for stock in _STOCKS for flow in ("share", "items_per_request", "keep")),
        *(("per_day", of_requests) for of_requests in ("share", "items_per_request")),
        *((flow, "after") for flow in ("added_by", "per_day")),
    ),
    needs=(("growth", "after", "added_by", "per_day"),),
    formulas=(
        Formula(
            name="items_per_day",
            text="sum(added_by.per_day) [* share] [* items_per_request]",
            unit="item/day",
            because="requests that add items",
        ),
        Formula("items_per_day", "per_day / size", "item/day", "the bytes, in items of that size"),
        Formula(
            name="items_per_day",
            text=f"{_ADDED} / size",
            unit="item/day",
            because="the bytes, in items of that size",
            without=("items_per_request",),
        ),
        Formula("per_day", "items_per_day * size", "B/day", "one copy of a day's new items"),
        Formula(
            "per_day", _ADDED, "B/day", "the bytes that come in", without=("items_per_request",)
        ),
        *_kept("items", "item", flow="items_per_day", stocks=("count", "total / size")),
        Formula("logical", "items * size", "B", "one copy, as written"),
        *_kept("logical", "B", flow="per_day", stocks=("total",)),
        Formula(
            name="one_copy",
            text="logical [/ compression] [* (1 + overhead)]",
            unit="B",
            because="one copy, as it lies on disk",
        ),
        Formula("stored", "one_copy [* replicas]", "B", "all copies on disk"),
    ),
    totals=(
        Total("per_day", "per_day", "B/day", "all entries"),
        Total("logical", "logical", "B", "all entries"),
        Total("stored", "stored", "B", "all entries"),
    ),
    concludes=("{stored}",),
    columns=(
        Column("per_day", "per day", per="day"),
        Column("growth", "growth"),
        Column("items", "items"),
        Column("logical", "logical"),
        Column("one_copy", "on disk", only_with=frozenset({"compression", "overhead"})),
        Column("replicas", "copies"),
        Column("stored", "stored"),
    ),
    headline=(Column("storage.stored", "stored"),),
)
