"""What a cache holds: how many of the items, how many bytes."""

from ...bounds import POSITIVE_SHARE
from ...formulas import Field, Formula, Part
from .object_sizes import SERVED_MEMORY

TABLE = ("hash_slot", "hash_load")
"""Fields of a server that keeps its items in a hash table."""
_NEEDED = "the cached items with all that the cache needs for each"

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
            meaning="memory of the cache, hash table included; instead of share or items_cached",
        ),
    ),
    formulas=(
        Formula(
            name="items_cached",
            text="min([items], room / item_memory)",
            unit="item",
            because="the items that fit, if there are so many",
        ),
        Formula("items_cached", "items * share", "item", "a share of the items"),
        *(
            Formula("items_memory", text, "B", because, only_with=TABLE, blames=blames)
            for text, because, blames in (
                (*SERVED_MEMORY, "served_size"),
                ("room", "room for items", None),
                ("items_cached * item_memory", _NEEDED, None),
            )
        ),
        Formula(
            name="hash_table",
            text="slot_memory * next_power_of_two(items_cached / ceil(items_memory / node_memory) "
            "[/ hash_load] as items) as B/node",
            unit="B/node",
            because="a slot for each item of a node, were it full of items alone",
        ),
        Formula(
            name="hash_tables",
            text="hash_table * ceil(items_memory / node_memory)",
            unit="B",
            because="those of all nodes",
        ),
        Formula(
            name="hash_tables",
            text="slot_memory * next_power_of_two(items_cached [/ hash_load])",
            unit="B",
            because="a slot for each item, in a table of a power of two",
        ),
        *(
            Formula("memory", text, "B", because, blames=blames)
            for text, because, blames in (
                ("items_memory + hash_tables", f"{_NEEDED}, and their table", None),
                (*SERVED_MEMORY, "served_size"),
                ("items_cached * item_memory", _NEEDED, None),
            )
        ),
    ),
    either=(("share", "items_cached", "memory"),),
)
