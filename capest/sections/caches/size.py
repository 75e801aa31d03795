"""What a cache holds: how many of the items, how many bytes."""

from ...bounds import POSITIVE_SHARE
from ...formulas import Field, Formula, Part

SIZE = Part(
    fields=(
        Field(
            name="share",
            unit="%",
            meaning="the part of the items that the cache holds, e.g. 20%",
            bounds=POSITIVE_SHARE,
        ),
        Field(
            name="items_cached",
            unit="item",
            meaning="how many items the cache holds; instead of share",
            how_many=True,
        ),
        Field(
            name="memory",
            unit="B",
            meaning="memory for the items; instead of share or items_cached",
        ),
    ),
    formulas=(
        Formula(
            name="items_cached",
            text="min([items], memory / item_memory)",
            unit="item",
            because="the items that fit, if there are so many",
        ),
        Formula(
            name="items_cached",
            text="items * share",
            unit="item",
            because="a share of the items",
        ),
        Formula(
            name="memory",
            text="items_cached * item_memory",
            unit="B",
            because="the cached items with all that the cache needs for each",
        ),
    ),
    either=(("share", "items_cached", "memory"),),
)
