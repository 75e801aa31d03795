"""Lines of logs: which are read and how, and that no message repeats a word of one that is not."""

from __future__ import annotations

import pytest

from capest.logs.lines import LogReading, NotALogError
from capest.logs.requests import columns_said
from capest.logs.times import Times, date, days_since_1970

COMBINED = (
    '203.0.113.7 - - [01/Nov/2026:10:00:01 +0200] "GET /a%20b?x=1 HTTP/1.1" 200 512 "-" "Agent"'
)
AT = days_since_1970(2026, 11, 1) * 86_400 + 8 * 3600 + 1


def read(text, said=None):
    reading = LogReading(said or {})
    chunks = text if isinstance(text, list) else [text.encode()]
    found = [request for block in reading.requests(chunks) for request in block]
    return found, reading.malformed


def one(text, said=None):
    found, malformed = read(text, said)
    assert malformed.lines == 0
    return found[-1]


def test_combined():
    request = one(COMBINED + "\n")
    assert request.moment.seconds == AT and request.moment.offset == 120
    assert (request.user, request.key) == ("203.0.113.7 Agent", "/a%20b?x=1")
    assert (request.method, request.status, request.sent) == ("GET", 200, 512)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('h - bob [01/Nov/2026:10:00:01 +0200] "GET / HTTP/1.0" 200 -', ("bob", "GET", 0)),
        ('s:443 ::1 - - [01/Nov/2026:10:00:01 +0200] "PUT /a" 201 5 "-" "x"', ("::1 x", "PUT", 5)),
        ('::1:14 - - [01/Nov/2026:10:00:01 +0200] "GET /" 200 5 "-" "x"', ("::1:14 x", "GET", 5)),
        ('[::1]:80 ::2 - - [01/Nov/2026:10:00:01 +0200] "GET /" 200 5 "-" "x"',
         ("::2 x", "GET", 5)),
        ('a.org 192.0.2.1 - - [01/Nov/2026:10:00:01 +0200] "GET /" 200 5 "-" "x"',
         ("192.0.2.1 x", "GET", 5)),
        ('192.0.2.1, 10.0.0.1 - - [01/Nov/2026:10:00:01 +0200] "GET /" 200 5 "-" "x"',
         ("192.0.2.1 x", "GET", 5)),
        ('h - - [01/Nov/2026:10:00:01 +0200] "hunter /" 200 5 "-" "x"', ("h x", None, 5)),
        (r'h - - [01/Nov/2026:10:00:01 +0200] "\x16\x03\"" 400 9 "-" "-"', ("h -", None, 9)),
        ('h - - [01/Nov/2026:10:00:01.000 +0200] "GET /" 200 5 "-" "x"', ("h x", "GET", 5)),
        (COMBINED + ' "0.002" more', ("203.0.113.7 Agent", "GET", 512)),
        (r'h - - [01/Nov/2026:10:00:01 +0200] "GET /\"q HTTP/1.1" 200 1 "-" "a\"b"',
         (r"h a\"b", "GET", 1)),
    ],
)  # fmt: skip
def test_combined_in_other_shapes(line, expected):
    request = one(line)
    assert (request.user, request.method, request.sent) == expected
    assert request.moment.seconds == AT


def test_json_lines():
    lines = (
        '{"ts": 1793520001, "user_id": 7, "request": "GET /a?b HTTP/2", "status": 200}\n'
        '{"ts": "1793520001.5", "user_id": "x", "bytes": 5, "request_time": "0.2"}\n'
        '{"ts": 1793520001500, "user_id": null, "url": "/c", "latency": 3}\n'
    )
    first, second, third = read(lines)[0]
    assert (first.user, first.key, first.method, first.path) == ("7", "/a?b", "GET", "/a?b")
    assert (second.moment.seconds, second.sent, second.latency) == (1793520001.5, 5, 0.2)
    assert (third.user, third.key, third.latency) == (None, "/c", None)
    nested = '{"at": "2026-11-01T08:00:01Z", "who": {"id": "u1"}, "took": 3}\n'
    request = one(nested, columns_said("time=at,user=who.id,latency=took:ms"))
    assert (request.user, request.moment.seconds, request.latency) == ("u1", AT, 0.003)


def test_json_of_objects_within_objects():
    """As Elastic's common schema and Caddy have it: by the last part of a name, if only one."""
    line = (
        '{"@timestamp": "2026-11-01T08:00:01Z", "http": {"request": {"method": "GET"}, "response": '
        '{"status_code": 200, "body": {"bytes": 9}}}, "url": {"path": "/a"}, "took_ms": NaN}\n'
    )
    request = one(line)
    assert (request.path, request.method, request.status) == ("/a", "GET", 200)
    assert request.sent == 9
    two = line.replace('"GET"', '"GET", "bytes": 1')
    assert one(two).sent is None
    assert one(two, columns_said("bytes=http.request.bytes")).sent == 1


def test_what_is_no_method_is_not_taken():
    assert one('{"ts": 1793520001, "path": "/a", "method": "eve@example.org"}\n').method is None


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv(delimiter):
    text = '\ufefftimestamp,uid,path,sent\n2026-11-01 08:00:01,"u,1",/x,5\n'
    if delimiter != ",":
        text = text.replace('"u,1"', "u1").replace(",", delimiter)
    request = one(text, columns_said("user=uid,key=path,bytes=sent"))
    assert request.user == ("u,1" if delimiter == "," else "u1")
    assert (request.key, request.path, request.sent) == ("/x", "/x", 5)
    assert request.moment.seconds == AT and request.moment.offset is None


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("2016-12-31T23:59:60Z", 1483228800),  # a leap second
        ("2026-11-01 10:00:01,250+02:00", AT + 0.25),
        ("2026-11-01T08:00:01.25Z", AT + 0.25),
        ("1793520001000000", 1793520001),
        ("2024-02-29T00:00:00Z", 1709164800),
    ],
)
def test_times(text, seconds):
    assert Times().read(text).seconds == seconds


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "2026-13-01T00:00:00Z", "2026-11-01T25:00:00Z", "1970-01-01T00:00:00Z", "12",
     "32/Nov/2026:10:00:01 +0200", "01/Nov/2026:10:00:01 +9900", "99999999999999999999"],
)  # fmt: skip
def test_what_is_no_time(text):
    with pytest.raises(ValueError, match=r"time|zone"):
        Times().read(text)


def test_dates_go_both_ways():
    for day in range(7000, 48_000, 13):
        year, month, number = map(int, date(day).split("-"))
        assert days_since_1970(year, month, number) == day


def test_malformed_lines_are_counted_and_the_first_named_without_a_word_of_them():
    bad = [
        'secret - - [nonsense] "GET / HTTP/1.1" 200 1',
        "secret",
        '{"secret": 1}',
        'secret - - [01/Nov/2026:10:00:01 +0200] "GET / HTTP/1.1" 200 99999999999999999999',
        "\x1b[31msecret\x00",
        "secret\ufffd",
    ]
    found, malformed = read("\n".join((COMBINED, *bad, "", "# a comment", COMBINED)))
    assert len(found) == 2 and malformed.lines == 6
    assert [number for number, _ in malformed.first] == [2, 3, 4, 5, 6]
    assert "secret" not in str(malformed)


def test_mixed_forms_are_malformed():
    found, malformed = read(f'{COMBINED}\n{{"time": 1793520001}}\n{COMBINED}\n')
    assert (len(found), malformed.lines) == (2, 1)


def test_a_line_that_is_too_long_is_malformed_and_not_held():
    huge = b"x" * 2**20
    chunks = [COMBINED.encode() + b"\n", huge, huge, b"\n" + COMBINED.encode() + b"\n"]
    found, malformed = read(chunks)
    assert len(found) == 2 and malformed.first == [(2, "a line of over 65,536 bytes")]


def test_what_has_no_lines_is_given_up_early():
    def endless():
        while True:
            yield b"\0" * 2**20

    with pytest.raises(NotALogError, match="16 MiB without the end of a line"):
        read_all(endless())
    with pytest.raises(NotALogError, match="no line is of a form"):
        read_all(iter(lambda: b"\n" * 2**10, None))
    with pytest.raises(NotALogError, match="no line is of a form"):
        read_all([b"Lorem ipsum\n"] * 3)


def read_all(chunks):
    return list(LogReading({}).requests(chunks))


def test_a_heading_without_times_says_so():
    with pytest.raises(NotALogError, match="no column of times is known; --columns time=NAME"):
        read_all([b"who,what\n1,2\n"])
    with pytest.raises(NotALogError, match="no column wen; did you mean when"):
        list(LogReading({"time": "wen"}).requests([b"when,what\n1,2\n"]))


@pytest.mark.parametrize("text", ["user", "usr=uid", "=x", "user="])
def test_what_names_no_column_is_refused(text):
    with pytest.raises(ValueError, match="'"):
        columns_said(text)
