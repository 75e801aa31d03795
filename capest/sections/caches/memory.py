"""What a server really needs for an item: key and value, its own bytes for each, and waste."""

from ...bounds import AT_LEAST_ONE, POSITIVE
from ...formulas import Field, Formula, Part, Profile
from .limits import EXPIRES

_REDIS, _MEMCACHED = (("system", name) for name in ("redis", "memcached"))
_OWN = ("item_overhead", "item_alignment")
"""Fields by which a scenario says itself what its server needs."""

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
            "key_size", "B/item", "bytes of its key, where the server keeps it apart", how_many=True
        ),
        Field(
            name="list_entries",
            unit="item",
            meaning="entries of an item that is a list",
            bounds=AT_LEAST_ONE,
            how_many=True,
        ),
        Field(
            name="dictionary_entry",
            unit="B/item",
            meaning="bytes of an entry in a server's table of keys, or of expiries",
            how_many=True,
        ),
        Field(
            name="allocator_step",
            unit="B/item",
            meaning="bytes between the smallest sizes that a server's allocator gives",
            bounds=POSITIVE,
            how_many=True,
        ),
        Field("item_overhead", "B/item", "bytes the cache itself needs for an item", how_many=True),
        Field(
            name="item_alignment",
            unit="B/item",
            meaning="bytes of which an item takes whole multiples",
            bounds=POSITIVE,
            how_many=True,
        ),
        Field(
            name="hash_slot",
            unit="B/item",
            meaning="bytes of one slot of a node's hash table, which has a power of two of them",
            how_many=True,
        ),
        Field(
            name="hash_load",
            unit="",
            meaning="items for each slot before the table doubles; left out: one",
            bounds=POSITIVE,
        ),
        Field("fragmentation", "%", "memory that is lost between items, on top of what they take"),
    ),
    formulas=(
        Formula(
            name="value_size",
            text="item_size - min(key_size, item_size)",
            unit="B/item",
            because="what an item has besides its key",
            when=_REDIS,
            without=_OWN,
        ),
        Formula(
            name="key_memory",
            text="redis_key(min(key_size, item_size), allocator_step)",
            unit="B/item",
            because="a string with its header and end",
            when=_REDIS,
            without=_OWN,
        ),
        Formula(
            name="value_memory",
            text="redis_list(value_size, list_entries, allocator_step)",
            unit="B/item",
            because="a list in nodes of up to 8 KiB",
            when=_REDIS,
            without=_OWN,
        ),
        Formula(
            name="value_memory",
            text="redis_value(value_size, allocator_step)",
            unit="B/item",
            because="a string and its object, in one piece up to 44 B",
            when=_REDIS,
            without=_OWN,
        ),
        Formula(
            name="expiry_memory",
            text="size_class(dictionary_entry, allocator_step)",
            unit="B/item",
            because="an entry in the table of expiries",
            when=_REDIS,
            only_with=EXPIRES,
            without=_OWN,
        ),
        Formula(
            name="item_memory",
            text="(size_class(dictionary_entry, allocator_step) + key_memory + value_memory "
            "[+ expiry_memory]) [* (1 + fragmentation)]",
            unit="B/item",
            because="an entry, the key and the value, each as large as the allocator makes it",
            when=_REDIS,
            without=_OWN,
        ),
        Formula(
            name="item_memory",
            text="memcached_item(item_size) [* (1 + fragmentation)]",
            unit="B/item",
            because="the chunk that key, value and header take; chunks grow by the factor 1.25",
            when=_MEMCACHED,
            without=_OWN,
        ),
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
        Formula(
            name="slot_memory",
            text="2 * hash_slot",
            unit="B/item",
            because="a slot in the table of keys, and one in that of expiries",
            when=_REDIS,
            only_with=EXPIRES,
        ),
        Formula("slot_memory", "hash_slot", "B/item", "a slot in the table of keys"),
        *(
            Formula(
                "room", text, "B", "what the hash table leaves for items", only_with=("memory",)
            )
            for text in (
                "ceil(memory / node_memory) * besides_table(memory / ceil(memory / node_memory), "
                "item_memory, slot_memory, [hash_load])",
                "besides_table(memory, item_memory, slot_memory, [hash_load])",
                "memory",
            )
        ),
    ),
)
