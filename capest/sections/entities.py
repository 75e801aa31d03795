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
        Profile("type", "types", "what it holds, of a size that is known", known_as=_SQL),
        Field(
            "chars", "char", "the characters of a text, e.g. 280 chars, on average where they vary",
            how_many=True, known_as=("length", "characters"),
        ),
        Profile("encoding", "encodings", "how they are kept, which says the bytes of each"),
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
            "size", "B/row", "bytes of one value, e.g. 200 B, or 3 * 8 B", how_many=True,
            bounds=NOT_NEGATIVE, known_as=("bytes",),
        ),
        Field(
            "filled", "%", "the part of the rows that has a value, others have null; left out: all",
            bounds=POSITIVE_SHARE, known_as=("not_null", "present"),
        ),
        Choice(
            name="index", options=("primary", "secondary", "both"),
            meaning="whether it is the primary key or a part of it, has an index of its own, or "
            "both",
        ),
        Field(
            "alignment", "B/row", "the step at whose multiples a database puts it", bounds=POSITIVE,
            how_many=True,
        ),
    ),
    any_of=("type", "chars", "size"),
    needs=(("encoding", "chars"), ("char_size", "chars")),
    either=(("type", "chars"), ("chars", "size")),
    formulas=(
        Formula("size", "chars * char_size", "B/row", "every character, in so many bytes"),
        Formula("bytes", "size [* filled]", "B/row", "its values in a row, on average"),
        Formula(
            name="length", unit="B/row", only_with=("chars",),
            text="of.short_length + (of.long_length - of.short_length) "
            "* min(1, floor(size / of.long_from))",
            because="what the database keeps in front of a text for its length",
        ),
        Formula(
            "alignment", "length", "B/row", "a text begins where its length may",
            only_with=("chars",), neutral=True,
        ),
        Formula(
            "alignment", "1 B", "B/row", "it may begin anywhere", without=("chars",), neutral=True,
        ),
        Formula(
            "stored", "(size [+ length]) [* filled]", "B/row",
            "its values in a row of the database, on average, with their length",
        ),
        Formula("present", "filled", "%", "the rows that have it", only_with=("filled",)),
        Formula("present", "100%", "%", "every row has it", neutral=True),
        Formula("column", "1", "", "one field", neutral=True),
        Formula("may_be_null", "1", "", "some rows lack it", only_with=("filled",), neutral=True),
        Formula(
            name="index_size", unit="B/row", only_with=_INDEX,
            text="ceil((of.index_header + size [+ length]) / of.row_alignment) * of.row_alignment "
            "+ of.row_pointer", because="its entry in an index, and the place of that on the page",
        ),
        Formula(
            "index_size", "of.index_header + size [+ length]", "B/row", "its entry in an index",
            only_with=_INDEX, without=_KEY,
        ),
        Formula(
            name="index_size", text="of.index_header", unit="B/row", only_with=("index: both",),
            because="its entry in an index, where the primary key that is there too has it",
        ),
        Formula(
            "key_size", "size [+ length]", "B/row", "the primary key, or its part of it",
            only_with=_KEY,
        ),
        Formula("indexes", "1", "", "one index", only_with=_INDEX, neutral=True),
    ),
    columns=(Column("size", "size"),),
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
        Reference("kept_in", ("storage",), "the storage whose items it is", flows=""),
        *(
            Field(name, "B/row", meaning, how_many=True)
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
            "row_alignment", "B/row", "bytes of which a row, and its header, take whole multiples",
            bounds=POSITIVE, how_many=True,
        ),
        Field("page_fill", "%", "the part of a page that rows take", bounds=POSITIVE_SHARE),
        Field(
            "index_fill", "%", "the part of an index's page that its entries take",
            bounds=POSITIVE_SHARE,
        ),
        Choice(
            "null_bitmap", ("nullable", "all"),
            "whether a row has a bit for each field that may be null, or for every one",
        ),
        Choice(
            "index_holds", ("place", "key"),
            "whether an entry of an index holds the place of its row, or its primary key",
        ),
    ),
    formulas=(
        Formula(
            "size", "sum(fields.bytes)", "B/row", "all fields of a row, as they are sent or read",
        ),
        *(
            Formula(
                "null_bits", f"ceil({bits} / 8) * 1 B", "B/row", because,
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
            "hidden_key", "row_id", "B/row", "a key of the database's own, as there is no other",
            without=_KEYS,
        ),
        Formula(
            "with_null", "1 - product_of(fields.present)", "%", "the rows that lack a field",
            when=("null_bitmap", "all"), only_with=("fields.filled",),
        ),
        Formula(
            "header", "(ceil(row_header / row_alignment) * (1 - with_null) "
            "+ ceil((row_header + null_bits) / row_alignment) * with_null) * row_alignment",
            "B/row", "what stands in front of a row, with bits in one that lacks a field, in whole "
            "steps", only_with=_KEPT,
        ),
        Formula(
            "header", "ceil((row_header [+ null_bits]) / row_alignment) * row_alignment", "B/row",
            "what stands in front of a row, in whole steps", only_with=_KEPT,
        ),
        Formula(
            "header", "row_header [+ null_bits] [+ hidden_key]", "B/row",
            "what stands in front of a row", only_with=_KEPT,
        ),
        Formula(
            "data", "row_layout(row_alignment, fields.stored, fields.alignment, fields.present)",
            "B/row", "all fields, each at a multiple of its step, in whole steps",
            only_with=("row_alignment",),
        ),
        Formula(
            "data", "sum(fields.stored)", "B/row", "all fields, with the lengths of texts",
            without=("row_alignment",),
        ),
        Formula(
            "row", "header + data [+ row_pointer]", "B/row",
            "header and fields, and its place on the page", only_with=_KEPT,
        ),
        Formula(
            "key_size", "sum([fields.key_size])", "B/row",
            "the fields of the primary key, which has one index", only_with=_KEYS,
        ),
        Formula("key_size", "hidden_key", "B/row", "the key of the database"),
        Formula(
            name="key_entry", unit="B/row", when=("index_holds", "place"), only_with=_KEYS,
            text="ceil((index_header + key_size) / row_alignment) * row_alignment + row_pointer",
            because="the primary key in an index, and the place of that on the page",
        ),
        Formula(
            "index_size", "sum([key_entry], [fields.index_size]) / index_fill", "B/row",
            "an entry in each index", when=("index_holds", "place"), only_with=(*_KEYS, *_INDEXES),
        ),
        Formula(
            "index_size",
            "(sum([fields.index_size]) + sum([fields.indexes]) * key_size) / index_fill", "B/row",
            "an entry in each index, with the primary key", when=("index_holds", "key"),
            only_with=_INDEXES,
        ),
        Formula(
            "on_disk", "row / page_fill [+ index_size]", "B/row",
            "a row with its part of the pages and of the indexes", only_with=_KEPT,
        ),
        Formula(
            "overhead", "on_disk / size - 1", "%",
            "what the database adds to the fields, for `overhead` of storage",
        ),
        Formula("rows", "sum(kept_in.items)", "row", "the items kept"),
        Formula("table", "rows * row / page_fill", "B", "all rows, in one copy", only_with=_KEPT),
        Formula("indexes", "rows * index_size", "B", "all entries of the indexes, in one copy"),
    ),
    concludes=("{size}", "{on_disk} on disk"),
    columns=(
        Column("size", "a row"),
        Column("row", "in the table"),
        Column("index_size", "in indexes"),
        Column("on_disk", "on disk"),
        Column("rows", "rows"),
        Column("table", "table"),
        Column("indexes", "indexes"),
    ),
)  # fmt: skip
