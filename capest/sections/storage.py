"""Storage: what is kept becomes bytes."""

from ..formulas import (
    AT_LEAST_ONE,
    GROWTH,
    POSITIVE,
    SHARE,
    UP_TO_TEN,
    Column,
    Field,
    Formula,
    Reference,
    Section,
    Total,
)

SECTION = Section(
    name="storage",
    order=2,
    meaning="what is kept: bytes a day, and bytes in the end",
    fields=(
        Reference(
            name="added_by",
            sections=("traffic",),
            meaning="the traffic whose requests add items",
        ),
        Field(
            name="share",
            unit="%",
            meaning="the part of those requests that adds one, e.g. 10%",
            bounds=SHARE,
        ),
        Field(
            name="items_per_request",
            unit="item/request",
            meaning="how many items one request adds",
            how_many=True,
        ),
        Field(
            name="count",
            unit="item",
            meaning="how many items there are; for a stock, instead of added_by",
            how_many=True,
        ),
        Field(
            name="size", unit="B/item", meaning="bytes of one item", bounds=POSITIVE, how_many=True
        ),
        Field(
            name="keep",
            unit="s",
            meaning="how long an item is kept",
            known_as=("retention", "ttl"),
            bounds=POSITIVE,
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
            name="overhead",
            unit="%",
            meaning="indexes and the like on top of the bytes, e.g. 20%",
            bounds=UP_TO_TEN,
        ),
        Field(
            name="growth",
            unit="1/year",
            meaning="growth of what is added, compounding all along, e.g. 20%/year",
            bounds=GROWTH,
            falls_back_to="growth",
        ),
    ),
    one_of=("added_by", "count"),
    excludes=(
        ("count", "share"),
        ("count", "items_per_request"),
        ("count", "keep"),
        ("count", "growth"),
    ),
    formulas=(
        Formula(
            name="items_per_day",
            text="sum(added_by.per_day) [* share] [* items_per_request]",
            unit="item/day",
            because="requests that add items",
        ),
        Formula(
            name="per_day",
            text="items_per_day * size",
            unit="B/day",
            because="one copy of a day's new items",
        ),
        Formula(
            name="items",
            text="items_per_day * time_at_present_rate(keep, growth)",
            unit="item",
            because="a rate that grows all along, added up until the end of keep",
        ),
        Formula(
            name="items",
            text="items_per_day * keep",
            unit="item",
            because="the steady state once items expire as fast as they come",
        ),
        Formula(name="items", text="count", unit="item", because="a stock"),
        Formula(name="logical", text="items * size", unit="B", because="one copy, as written"),
        Formula(
            name="one_copy",
            text="logical [/ compression] [* (1 + overhead)]",
            unit="B",
            because="one copy, as it lies on disk",
        ),
        Formula(
            name="stored", text="one_copy [* replicas]", unit="B", because="all copies on disk"
        ),
    ),
    totals=(
        Total(name="per_day", of="per_day", unit="B/day", because="all entries"),
        Total(name="logical", of="logical", unit="B", because="all entries"),
        Total(name="stored", of="stored", unit="B", because="all entries"),
    ),
    columns=(
        Column(quantity="per_day", heading="per day", per="day"),
        Column(quantity="growth", heading="growth"),
        Column(quantity="items", heading="items"),
        Column(quantity="logical", heading="logical"),
        Column(
            quantity="one_copy",
            heading="on disk",
            only_with=frozenset({"compression", "overhead"}),
        ),
        Column(quantity="replicas", heading="copies"),
        Column(quantity="stored", heading="stored"),
    ),
    headline=(Column(quantity="storage.stored", heading="stored"),),
)
