"""Entities: the size of a row, against measured tables and published figures."""

from __future__ import annotations

import pytest

from capest.problems import CapestError

ROW = "entities: {{a: {{fields: {{{}}}, database: {}}}}}\n"


@pytest.fixture
def row(estimate):
    """The estimate of one entity `a` of some fields."""
    return lambda fields, database="postgres": estimate(ROW.format(fields, database))


MESSAGE = (
    "utc: timestamp, uid: int64, source: int32, kind: int32, archive: bool, oddities: int32, "
    "capsule: bool, formatter: 3 chars, mmsi: int32"
)
ACCOUNT = "aid: {type: int32, index: primary}, bid: int32, abalance: int32, filler: 84 chars"


@pytest.mark.parametrize(
    ("fields", "bytes_of_a_row"),
    [
        # PostgreSQL FAQ, question 4.5: 24 B of header, 24 B of an int and a text, 4 B of a pointer.
        ("number: int32, text: 20 B", 52),
        # dbaglobe.com, 2021: pageinspect shows 40 B and a pointer of 4 B, 185 rows to a page.
        ("id: int32, name: 4 chars", 44),
        # pgsql-general, Row size overhead, 2008: "each row occupies 76 bytes approximately".
        (MESSAGE, 76),
    ],
)
def test_a_row_of_postgres_as_published(row, fields, bytes_of_a_row):
    assert row(fields)["a.row"].quantity.to("B") == bytes_of_a_row


@pytest.mark.parametrize(
    ("fields", "bytes_of_a_row"),
    [
        # 24 B of header, 8 or 16 B of fields, 4 B of a pointer: as many of each.
        ("id: int64, seen: {type: timestamp, filled: 50%}", 40),
        ("id: int64, seen: {type: timestamp, filled: 20%}, made: timestamp", 45.6),
        ("ok: bool, seen: {type: timestamp, filled: 50%}, kind: int16", 24 + (8 + 24) / 2 + 4),
        # Nine columns and a bit for each are 23 + 2 B, up to 32, in rows that lack one.
        (f"{', '.join(f'n{column}: int64' for column in range(8))}, "
         "last: {type: int64, filled: 50%}", (24 + 72 + 32 + 64) / 2 + 4),
    ],
)  # fmt: skip
def test_what_some_rows_lack_takes_no_place_and_no_padding_in_them(row, fields, bytes_of_a_row):
    assert row(fields)["a.row"].quantity.to("B") == pytest.approx(bytes_of_a_row)


def test_a_row_of_innodb_as_published(row):
    """Jiang Chengyao, MySQL Internals: InnoDB Storage Engine, 2013: four columns that may be null,
    of them a char(10), no primary key; the next record begins 0x2C bytes behind.
    """
    fields = ", ".join(f"t{number}: {{{size}, filled: 100%}}" for number, size in enumerate(
        ("chars: 1", "chars: 2", "size: 10 B", "chars: 3")
    ))  # fmt: skip
    assert row(fields, "innodb")["a.row"].quantity.to("B") == 0x2C


WIDE = ", ".join(f"n{column}: int32" for column in range(9))
EMAIL = "{chars: 22, index: secondary}"


@pytest.mark.parametrize(
    ("fields", "table", "indexes"),
    [
        (MESSAGE, 76.60, 0),
        ("follower: {type: int64, index: primary}, followee: {type: int64, index: primary}",
         44.32, 31.62),
        (f"id: {{type: uuid, index: primary}}, email: {EMAIL}, ok: bool, sent: date",
         76.60, 31.66 + 40.76),
        ("id: {type: int64, index: primary}, author: {type: int64, index: secondary}, "
         "text: 280 chars, created: timestamp, place: {chars: 20, filled: 2%}",
         348.16, 2 * 22.57),
        (f"{WIDE}, last: {{type: int32, filled: 50%}}", 72.50, 0),
        # As `pgbench -i` makes it: 100,000 rows in 1,640 pages, their key in 276.
        (ACCOUNT, 1640 * 8192 / 1e5, 276 * 8192 / 1e5),
    ],
    ids=["message", "follow", "mail", "tweet", "wide", "pgbench"],
)  # fmt: skip
def test_tables_of_postgres_as_measured(row, fields, table, indexes):
    """Bytes a row of tables of 200,000 rows in PostgreSQL 15.18, by pg_relation_size. A row that
    just does not fit leaves a part of its page, 4 % where 23.5 rows fit.
    """
    found = row(fields)
    assert found["a.on_disk"].quantity.to("B") == pytest.approx(table + indexes, rel=0.045)
    if indexes:
        assert found["a.index_size"].quantity.to("B") == pytest.approx(indexes, rel=0.03)
    else:
        assert "a.index_size" not in found


def test_an_index_of_innodb_holds_the_primary_key(row):
    fields = "id: {type: int64, index: primary}, author: {type: int32, index: secondary}"
    found = row(fields, "innodb")
    assert found["a.index_size"].quantity.to("B") == pytest.approx((5 + 4 + 8) * 16 / 15)
    both = "follower: {type: int64, index: primary}, followee: {type: int64, index: both}"
    assert row(both, "innodb")["a.index_size"].quantity.to("B") == pytest.approx(21 * 16 / 15)
    assert row(both)["a.index_size"].quantity.to("B") == pytest.approx((28 + 20) / 0.9)
    alone = row("author: {type: int32, index: secondary}", "innodb")
    assert alone["a.index_size"].quantity.to("B") == pytest.approx((5 + 4 + 6) * 16 / 15)
    assert "a.index_size" not in row("id: {type: int64, index: primary}", "innodb")


@pytest.mark.parametrize(
    ("field", "size"),
    [
        ("int64", 8), ("uuid", 16), ("280 chars", 280), ("280 chars utf16", 560),
        ("varchar(50)", 50), ("NVARCHAR(50)", 50), ("280 characters latin1", 280), ("1 char", 1),
        ("200 B", 200), ("avatar", 100), ("avatar * 2", 200), ("uid", 4), ("3 * 8 B", 24),
        ("{chars: 140, char_size: 3 B}", 420), ("{chars: 1k chars, encoding: ascii}", 1000),
        ("{type: timestamp, size: 4 B}", 4), ("{size: {value: 7 B, source: a draft}}", 7),
        ("{type: int64, filled: 25%}", 2),
    ],
)  # fmt: skip
def test_ways_to_write_a_field(estimate, field, size):
    found = estimate(f"""
assumptions: {{avatar: 100 B}}
entities: {{a: {{fields: {{x: {field}}}}}}}
derived: {{uid: 4 B}}
""")
    assert found["a.size"].quantity.to("B") == pytest.approx(size)


DESIGN = """
assumptions: {dau: 1M users}
traffic:
  post: {per_user: 2/day, kind: write, request: tweet.size}
  feed: {per_user: 10/day, kind: read, response: 20 posts * tweet.size}
  list: {per_user: 10/day, kind: read, response: 20 * tweet.size}
storage:
  posts: {added_by: post, size: tweet.size, overhead: tweet.overhead, keep: 1 year}
entities:
  tweet:
    fields: {id: {type: int64, index: primary}, text: 280 chars utf8, created: timestamp}
    database: postgres
    kept_in: posts
"""


def test_a_row_in_messages_and_in_storage(estimate):
    found = estimate(DESIGN)
    assert found["post.ingress"].quantity.to("B/s") == pytest.approx(2e6 / 86_400 * 296)
    assert found["feed.egress"].value == found["list.egress"].value
    assert found["feed.egress"].quantity.to("B/s") == pytest.approx(1e7 / 86_400 * 20 * 296)
    assert found["tweet.rows"].value == found["posts.items"].value == pytest.approx(7.3e8)
    on_disk = (24 + 304 + 4) / (8168 / 8192) + 20 / 0.9
    assert found["posts.one_copy"].quantity.to("B") == pytest.approx(7.3e8 * on_disk)
    both = found["tweet.table"].quantity.to("B") + found["tweet.indexes"].quantity.to("B")
    assert both == pytest.approx(found["posts.one_copy"].quantity.to("B"))


def test_a_field_is_changed_by_its_full_name(estimate):
    changed = estimate(DESIGN, **{"tweet.text.chars": "140", "tweet.database": "innodb"})
    assert changed["tweet.size"].quantity.to("B") == 156
    assert changed["tweet.row"].quantity.to("B") == 18 + 156 + 2


def test_without_a_database_there_is_a_size_and_no_table(estimate):
    found = estimate("entities: {a: {fields: {id: {type: int64, index: primary}, t: 9 chars}}}")
    assert found["a.size"].quantity.to("B") == 17
    assert not {"a.row", "a.on_disk", "a.overhead", "a.index_size"} & {*found}
    assert found.absent["a.row"].wants == ()


@pytest.mark.parametrize(
    ("fields", "code", "said"),
    [
        ("id: int46", "unknown-profile", "did you mean 'int64'?"),
        ("id: bigint", "unknown-profile", "did you mean 'int64'?"),
        ("t: text", "unknown-profile", "did you mean '280 chars utf8'?"),
        ("t: 20 chars utf9", "unknown-profile", "did you mean 'utf8'?"),
        ("t: {size: 3 B, filled: 120%}", "out-of-range", "cannot be above 100%"),
        ("t: ", "missing-field", "'t' needs 'type' or 'chars' or 'size'"),
        ("t: {filled: 20%}", "missing-field", "'t' needs 'type' or 'chars' or 'size'"),
        ("t: {type: int64, chars: 3}", "excluded-field", "'type' and 'chars'"),
        ("t: {type: int64, encoding: utf8}", "missing-field", "nothing without 'chars'"),
        ("t: int64, t: int32", "duplicate-key", "'t' is already set"),
        ("a-b: int64", "bad-name", "'a-b' cannot be a name"),
        ("t: {tpye: int64}", "unknown-field", "did you mean 'type'?"),
        ("t: {type: int64, index: primry}", "unknown-option", "did you mean 'primary'?"),
        ("t: [int64]", "not-a-mapping", "'t' must hold lines"),
        ("t: 3 s", "dimension", "is in B/row; this is in seconds"),
        ("t: unknown_size * 2", "unknown-name", "'unknown_size'"),
        ("", "missing-field", "'a' needs 'fields'"),
    ],
)
def test_what_no_field_is(row, fields, code, said):
    with pytest.raises(CapestError) as caught:
        row(fields)
    assert [problem.code for problem in caught.value.problems] == [code]
    assert said in str(caught.value)


def test_a_row_and_a_request_of_one_name(estimate):
    with pytest.raises(CapestError, match="call it post_row"):
        estimate("traffic: {post: {rate: 1/s}}\nentities: {post: {fields: {id: int64}}}\n")
