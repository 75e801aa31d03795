"""What a cache holds where the popular items are smaller, or larger, than the rest."""

from ...bounds import POSITIVE
from ...formulas import Field, Formula, Note, Part
from .limits import EXPIRES, ITEMS, WRITES

SERVED_MEMORY = (
    f"room_for_items({ITEMS}, cached=items_cached, served_size=size_ratio, {WRITES}) * item_memory",
    "the cached items at their own sizes, a power of their popularity",
)
"""The memory of items whose sizes go with their popularity, and why."""

OBJECT_SIZES = Part(
    fields=(
        Field(
            name="served_size",
            unit="B/item",
            meaning="bytes of one item as requests see it, a popular one counted each time (bytes "
            "answered over requests); left out: item_size, so popularity says nothing of size",
            bounds=POSITIVE,
            how_many=True,
        ),
    ),
    formulas=(
        Formula(
            name="size_ratio",
            text="(served_size + item_memory - item_size) / item_memory",
            unit="",
            because="an item as requests see it over the mean item",
        ),
        Formula(
            name="items_cached",
            text=f"items_in_room({ITEMS}, room=room / item_memory, served_size=size_ratio, "
            f"{WRITES})",
            unit="item",
            because="the items whose sizes, a power of their popularity, fill the memory",
            blames="served_size",
        ),
        Formula(
            name="mean_size_hit_ratio",
            text=f"hit_ratio(lru, {ITEMS}, cached=min(items, room / item_memory), {WRITES})",
            unit="%",
            because="what the memory would seem to answer if sizes had nothing to do with it",
            only_with=("served_size",),
        ),
    ),
    notes=(
        Note(
            text="hit ratio {hit_ratio}, as sizes go with popularity; by the mean size alone it "
            "would seem to be {mean_size_hit_ratio}"
        ),
    ),
    needs=(("served_size", "popularity"), ("served_size", "item_size")),
    excludes=tuple(
        ("served_size", other)
        for other in (*EXPIRES, *(f"policy: {name}" for name in ("fifo", "random", "lfu", "q_lru")))
    ),
)
