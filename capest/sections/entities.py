"""Entities: the rows of a design, of named fields; how large one is, in a message and on disk."""

from ..bounds import NOT_NEGATIVE, POSITIVE, POSITIVE_SHARE
from ..formulas import (
    Choice,
    Column,
    Default,
    Field,
    Formula,
    Members,
    Profile,
    Reference,
    Section,
)

_KEPT = ("database", "row_header")
"""What says how a database keeps a row; without it no report asks for the parts."""
_KEY = ("index: primary", "index: both")
_INDEX = ("index: secondary", "index: both")
_KEYS, _INDEXES = (tuple(f"fields.{option}" for option in options) for options in (_KEY, _INDEX))
_SQL = (
    ("boolean", "bool"), ("smallint", "int16"), ("short", "int16"), ("int", "int32"),
    ("integer", "int32"), ("bigint", "int64"), ("long", "int64"), ("serial", "int32"),
    ("bigserial", "int64"), ("float", "float32"), ("real", "float32"), ("double", "float64"),
    ("datetime", "timestamp"), ("timestamptz", "timestamp"), ("guid", "uuid"),
    *((text, "280 chars utf8") for text in ("text", "string", "varchar", "char")),
)  # fmt: skip

_FIELDS = Section(
    name="entities.fields",
    follows="",
    meaning="what a field of an entity may say: id: int64, or {type: int64, index: primary}",
    fields=(
        Profile(
            name="type", folder="types", known_as=_SQL,
            meaning="what it holds, of a size that is known",
        ),
        Field(
            name="chars", unit="char", how_many=True, known_as=("length", "characters"),
            meaning="the characters of a text, e.g. 280 chars, on average where they vary",
        ),
        Profile(
            name="encoding", folder="encodings",
            meaning="how they are kept, which says the bytes of each",
        ),
        Field(
            name="char_size", unit="B/char", bounds=POSITIVE, how_many=True,
            meaning="bytes of one character, e.g. 3 B for Chinese in UTF-8",
            default=Default(
                value="1 B/char",
                source="UTF-8 for English text; RFC 3629, 2003: 2 B for Greek or Cyrillic, 3 B "
                "for Chinese or Japanese, 4 B for emoji",
            ),
        ),
        Field(
            name="size", unit="B/row", how_many=True, bounds=NOT_NEGATIVE,
            known_as=("bytes",), meaning="bytes of one value, e.g. 200 B, or 3 * 8 B",
        ),
        Field(
            name="filled", unit="%", bounds=POSITIVE_SHARE,
            known_as=("not_null", "present"),
            meaning="the part of the rows that has a value, others have null; left out: all",
        ),
        Choice(
            name="index", options=("primary", "secondary", "both"),
            meaning="whether it is the primary key or a part of it, has an index of its own, or "
            "both",
        ),
        Field(
            name="alignment", unit="B/row", bounds=POSITIVE, how_many=True,
            meaning="the step at whose multiples a database puts it",
        ),
    ),
    any_of=("type", "chars", "size"),
    needs=(("encoding", "chars"), ("char_size", "chars")),
    either=(("type", "chars"), ("chars", "size")),
    formulas=(
        Formula(
            name="size", text="chars * char_size", unit="B/row",
            because="every character, in so many bytes",
        ),
        Formula(
            name="bytes", text="size [* filled]", unit="B/row",
            because="its values in a row, on average",
        ),
        Formula(
            name="length", unit="B/row", only_with=("chars",),
            text="of.short_length + (of.long_length - of.short_length) "
            "* min(1, floor(size / of.long_from))",
            because="what the database keeps in front of a text for its length",
        ),
        Formula(
            name="alignment", text="length", unit="B/row", only_with=("chars",), neutral=True,
            because="a text begins where its length may",
        ),
        Formula(
            name="alignment", text="1 B", unit="B/row", without=("chars",), neutral=True,
            because="it may begin anywhere",
        ),
        Formula(
            name="stored", text="(size + length) [* filled]", unit="B/row", only_with=("chars",),
            because="its values in a row of the database, on average, with their length",
        ),
        Formula(
            name="stored", text="size [* filled]", unit="B/row", without=("chars",),
            because="its values in a row of the database, on average",
        ),
        Formula(name="column", text="1", unit="", because="one field", neutral=True),
        Formula(
            name="may_be_null", text="1", unit="", only_with=("filled",), neutral=True,
            because="some rows lack it",
        ),
        Formula(
            name="index_size", unit="B/row", only_with=_INDEX,
            text="ceil((of.index_header + size [+ length]) / of.row_alignment) * of.row_alignment "
            "+ of.row_pointer", because="its entry in an index, and the place of that on the page",
        ),
        Formula(
            name="index_size", text="of.index_header + size [+ length]", unit="B/row",
            only_with=_INDEX, without=_KEY, because="its entry in an index",
        ),
        Formula(
            name="index_size", text="of.index_header", unit="B/row", only_with=("index: both",),
            because="its entry in an index, where the primary key that is there too has it",
        ),
        Formula(
            name="key_size", text="size [+ length]", unit="B/row", only_with=_KEY,
            because="the primary key, or its part of it",
        ),
        Formula(
            name="indexes", text="1", unit="", only_with=_INDEX, neutral=True,
            because="one index",
        ),
    ),
    columns=(Column(quantity="size", heading="size"),),
)  # fmt: skip

SECTION = Section(
    name="entities",
    follows="storage",
    meaning="how large a row is: its fields, and what a database needs for it",
    leads_to=("size",),
    topic="storage",
    spoken_of={"size": ("size", "each", "bytes"), "rows": ("rows", "records", "items")},
    fields=(
        Members(
            name="fields", section=_FIELDS, owner="of", required=True,
            meaning="the fields of a row by name, each with its type or size, e.g. "
            "{id: int64, text: 280 chars utf8, picture: 200 B}",
            short=(
                r"(?i)(?:n?var)?char\((?P<chars>\d+)\)",
                r"(?i)(?P<chars>.*\d.*\bcha(?:r|racter)s?)(?:\s+(?P<encoding>[\w-]+))?",
                r"(?P<type>[^\W\d]\w*)",
                r"(?P<size>.+)",
            ),
        ),
        Profile(
            name="database", folder="databases",
            meaning="a database whose own bytes for a row are known, where row_header and the like "
            "are left out",
        ),
        Reference(
            name="kept_in", sections=("storage",), flows="",
            meaning="the storage whose items it is",
        ),
        *(
            Field(name=name, unit="B/row", how_many=True, meaning=meaning)
            for name, meaning in (
                ("row_header", "bytes that a database has in front of each row"),
                ("row_pointer", "bytes for the place of a row on its page"),
                ("long_from", "the size from which on the length of a text is a longer word"),
                ("short_length", "bytes of the length of a text"),
                ("long_length", "bytes of the length of a long text"),
                ("row_id", "bytes of a key of the database's own, where there is no primary one"),
                ("index_header", "bytes in front of each entry of an index"),
            )
        ),
        Field(
            name="row_alignment", unit="B/row", bounds=POSITIVE, how_many=True,
            meaning="bytes of which a row, and its header, take whole multiples",
        ),
        Field(
            name="page_fill", unit="%", bounds=POSITIVE_SHARE,
            meaning="the part of a page that rows take",
        ),
        Field(
            name="index_fill", unit="%", bounds=POSITIVE_SHARE,
            meaning="the part of an index's page that its entries take",
        ),
        Choice(
            name="null_bitmap", options=("nullable", "all"),
            meaning="whether a row has a bit for each field that may be null, or for every one",
        ),
        Choice(
            name="index_holds", options=("place", "key"),
            meaning="whether an entry of an index holds the place of its row, or its primary key",
        ),
    ),
    formulas=(
        Formula(
            name="size", text="sum(fields.bytes)", unit="B/row",
            because="all fields of a row, as they are sent or read",
        ),
        *(
            Formula(
                name="null_bits", text=f"ceil({bits} / 8) * 1 B", unit="B/row", because=because,
                when=("null_bitmap", option), only_with=("fields.filled",),
            )
            for option, bits, because in (
                ("nullable", "sum([fields.may_be_null])", "a bit for each field that may be null"),
                (
                    "all", "sum(fields.column)", "a bit for each field, as one may be null",
                ),
            )
        ),
        Formula(
            name="hidden_key", text="row_id", unit="B/row", without=_KEYS,
            because="a key of the database's own, as there is no other",
        ),
        Formula(
            name="header", unit="B/row", only_with=_KEPT,
            because="what stands in front of a row, in whole steps",
            text="ceil((row_header [+ null_bits]) / row_alignment) * row_alignment",
        ),
        Formula(
            name="header", text="row_header [+ null_bits] [+ hidden_key]", unit="B/row",
            only_with=_KEPT, because="what stands in front of a row",
        ),
        Formula(
            name="data", text="row_layout(fields.stored, fields.alignment)", unit="B/row",
            only_with=("row_alignment",), because="all fields, each at a multiple of its step",
        ),
        Formula(
            name="data", text="sum(fields.stored)", unit="B/row", without=("row_alignment",),
            because="all fields, with the lengths of texts",
        ),
        Formula(
            name="row", unit="B/row", only_with=_KEPT,
            because="a row in whole steps, and its place on the page",
            text="ceil((header + data) / row_alignment) * row_alignment [+ row_pointer]",
        ),
        Formula(name="row", text="header + data", unit="B/row", only_with=_KEPT,
            because="header and fields"),
        Formula(
            name="key_size", text="sum([fields.key_size])", unit="B/row", only_with=_KEYS,
            because="the fields of the primary key, which has one index",
        ),
        Formula(
            name="key_size", text="hidden_key", unit="B/row", because="the key of the database",
        ),
        Formula(
            name="key_entry", unit="B/row", when=("index_holds", "place"), only_with=_KEYS,
            text="ceil((index_header + key_size) / row_alignment) * row_alignment + row_pointer",
            because="the primary key in an index, and the place of that on the page",
        ),
        Formula(
            name="index_size", text="sum([key_entry], [fields.index_size]) / index_fill",
            unit="B/row", when=("index_holds", "place"), only_with=(*_KEYS, *_INDEXES),
            because="an entry in each index",
        ),
        Formula(
            name="index_size", unit="B/row", when=("index_holds", "key"),
            only_with=_INDEXES,
            text="(sum([fields.index_size]) + sum([fields.indexes]) * key_size) / index_fill",
            because="an entry in each index, with the primary key",
        ),
        Formula(
            name="on_disk", text="row / page_fill [+ index_size]", unit="B/row", only_with=_KEPT,
            because="a row with its part of the pages and of the indexes",
        ),
        Formula(
            name="overhead", text="on_disk / size - 1", unit="%",
            because="what the database adds to the fields, for `overhead` of storage",
        ),
        Formula(name="rows", text="sum(kept_in.items)", unit="row", because="the items kept"),
        Formula(
            name="table", text="rows * row / page_fill", unit="B", only_with=_KEPT,
            because="all rows, in one copy",
        ),
        Formula(
            name="indexes", text="rows * index_size", unit="B",
            because="all entries of the indexes, in one copy",
        ),
    ),
    concludes=("{size}", "{on_disk} on disk"),
    columns=(
        Column(quantity="size", heading="a row"),
        Column(quantity="row", heading="in the table"),
        Column(quantity="index_size", heading="in indexes"),
        Column(quantity="on_disk", heading="on disk"),
        Column(quantity="rows", heading="rows"),
        Column(quantity="table", heading="table"),
        Column(quantity="indexes", heading="indexes"),
    ),
)  # fmt: skip
