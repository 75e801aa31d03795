"""What a server really needs for an item: key and value, its own bytes for each, and waste."""

from ...bounds import POSITIVE
from ...formulas import Field, Formula, Part, Profile

MEMORY = Part(
    fields=(
        Profile(
            name="system",
            folder="systems",
            meaning="a server whose own needs are known, where item_overhead and the like are "
            "left out",
        ),
        Field(
            name="item_size",
            unit="B/item",
            meaning="bytes of one cached item, key and value",
            bounds=POSITIVE,
            how_many=True,
        ),
        Field(
            name="item_overhead",
            unit="B/item",
            meaning="bytes the cache itself needs for an item",
            how_many=True,
        ),
        Field(
            name="item_alignment",
            unit="B/item",
            meaning="bytes of which an item takes whole multiples",
            bounds=POSITIVE,
            how_many=True,
        ),
        Field(
            name="fragmentation",
            unit="%",
            meaning="memory that is lost between items, on top of what they take",
        ),
    ),
    formulas=(
        Formula(
            name="item_memory",
            text="ceil((item_size [+ item_overhead]) / item_alignment) * item_alignment "
            "[* (1 + fragmentation)]",
            unit="B/item",
            because="key, value and the cache's own bytes, in whole steps",
        ),
        Formula(
            name="item_memory",
            text="(item_size [+ item_overhead]) [* (1 + fragmentation)]",
            unit="B/item",
            because="key, value and the cache's own bytes",
        ),
    ),
)
