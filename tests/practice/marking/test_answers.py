"""Answers as people type them, under the dimension of the question."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capest.engine.calculate import calculate
from capest.practice.marking.answers import Reading, Refusal, read_answer
from capest.practice.marking.grading import FULL, grade
from capest.practice.question import Interval, NumberKey, OptionKey, Question, WrongLine
from capest.problems import passage_of

RATE, DATA, FLOW, TIME, PLAIN, SHARDS, DAILY = (
    "1 request/s", "1 B", "1 bit/s", "1 s", "1", "1 shard", "1 request/day",
)  # fmt: skip

READ = [
    # (typed, asked for, read as, in the unit that is asked for)
    ("30k", RATE, "30,000 /s", 30e3),
    ("35K qps", RATE, "35,000 /s", 35e3),
    ("30kqps", RATE, "30,000 /s", 30e3),
    ("30 k", RATE, "30,000 /s", 30e3),
    ("~30k", RATE, "30,000 /s", 30e3),
    ("about 30k/s", RATE, "30,000 /s", 30e3),
    ("30k searches per second", RATE, "30,000 /s", 30e3),
    ("4e4 rps.", RATE, "40,000 /s", 4e4),
    ("3e9", RATE, "3,000,000,000 /s", 3e9),
    ("10^5", RATE, "100,000 /s", 1e5),
    ("10**5", RATE, "100,000 /s", 1e5),
    ("10⁵", RATE, "100,000 /s", 1e5),
    ("3 x 10^9", RATE, "3,000,000,000 /s", 3e9),
    ("3×10^9", RATE, "3,000,000,000 /s", 3e9),
    ("3 * 10^9 /day", RATE, "3,000,000,000 /day = 34.7k/s", 3e9 / 86400),
    ("1,000,000", RATE, "1,000,000 /s", 1e6),
    ("1_000_000", RATE, "1,000,000 /s", 1e6),
    ("30 000", RATE, "30,000 /s", 30e3),
    ("3 billion", RATE, "3,000,000,000 /s", 3e9),
    ("3 bn a day", RATE, "3,000,000,000 /day = 34.7k/s", 3e9 / 86400),
    ("3B/day", RATE, "3,000,000,000 /day = 34.7k/s", 3e9 / 86400),
    ("3b/day", RATE, "3,000,000,000 /day = 34.7k/s", 3e9 / 86400),
    ("2M", RATE, "2,000,000 /s", 2e6),
    ("2m", RATE, "2,000,000 /s", 2e6),
    ("1T/day", DAILY, "1,000,000,000,000 /day", 1e12),
    ("35k/s", DAILY, "35,000 /s = 3.02B/day", 35e3 * 86400),
    ("2 lakh", RATE, "200,000 /s", 2e5),
    ("1.5 crore/day", RATE, "15,000,000 /day = 174/s", 1.5e7 / 86400),
    ("100 TB", DATA, "100 TB", 100e12),
    ("100tb", DATA, "100 TB", 100e12),
    ("100T", DATA, "100 TB", 100e12),
    ("5g", DATA, "5 GB", 5e9),
    ("20 GiB", DATA, "20 GiB = 21.5 GB", 20 * 2**30),
    ("20gib", DATA, "20 GiB = 21.5 GB", 20 * 2**30),
    ("500M", DATA, "500 MB", 500e6),
    ("300 B", DATA, "300 B", 300),
    ("300", DATA, "300 B", 300),
    ("3 million", DATA, "3,000,000 B", 3e6),
    ("2^40", DATA, "1,099,511,627,776 B", 2**40),
    ("1e20", DATA, "1e20 B", 1e20),  # longer than digits are read
    ("2.5e15/day", DAILY, "2.5e15 /day", 2.5e15),
    ("8 Gbit", DATA, "8 Gbit = 1 GB", 1e9),
    ("8 Gb", DATA, "8 Gbit = 1 GB", 1e9),
    ("5 Gbps", FLOW, "5 Gbit/s", 5e9),
    ("5 gbps", FLOW, "5 Gbit/s", 5e9),
    ("5G", FLOW, "5 Gbit/s", 5e9),
    ("5G/s", FLOW, "5 Gbit/s", 5e9),
    ("5 GB/s", FLOW, "5 GB/s = 40 Gbit/s", 40e9),
    ("5 MBps", FLOW, "5 MB/s = 40 Mbit/s", 40e6),
    ("5 mb/s", FLOW, "5 MB/s = 40 Mbit/s", 40e6),
    ("3 B/day", "1 B/day", "3 B/day", 3),
    ("150 TB/month", FLOW, "150 TB/month = 463 Mbit/s", 150e12 * 8 / (30 * 86400)),
    ("1.7e9", FLOW, "1,700,000,000 bit/s", 1.7e9),
    ("$2.6M/day", "$1 / day", "2,600,000 USD/day", 2.6e6),
    ("2.6M USD a day", "$1 / day", "2,600,000 USD/day", 2.6e6),
    ("$30", "$1 / day", "30 USD/day", 30),
    ("80 ms", TIME, "80 ms", 0.08),
    ("80 µs", TIME, "80 us", 80e-6),
    ("4.4 h", TIME, "4.4 h = 15.8k s", 4.4 * 3600),
    ("9 hours", TIME, "9 h = 32.4k s", 9 * 3600),
    ("30k", TIME, "30,000 s", 30e3),
    ("3.5e12", PLAIN, "3,500,000,000,000", 3.5e12),
    ("3.5T", PLAIN, "3,500,000,000,000", 3.5e12),
    ("5x", PLAIN, "5", 5),
    ("5 times", PLAIN, "5", 5),
    ("95%", PLAIN, "95%", 0.95),
    ("0.1M qps", RATE, "100,000 /s", 1e5),
    ("~300/s", RATE, "300 /s", 300),
    ("about 6k a second", RATE, "6,000 /s", 6e3),
    ("half a million", RATE, "500,000 /s", 5e5),
    ("2 hundred thousand", RATE, "200,000 /s", 2e5),
    ("20 тыс. RPS", RATE, "20,000 /s", 20e3),
    ("1億2000万/day", DAILY, "120,000,000 /day", 1.2e8),
    ("5'944", RATE, "5,944 /s", 5944),
    ("200GB", "1 B/day", "200 GB/day", 200e9),  # the question says per what
    ("200 GB", "1 GB/day", "200 GB/day", 200),
    ("200 Gbit", FLOW, "200 Gbit/s", 200e9),
    ("40 shards", SHARDS, "40", 40),
    ("40", SHARDS, "40", 40),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "asked", "said", "value"), READ)
def test_answers_are_read_as_they_are_typed(asking, typed, asked, said, value):
    question = asking(asked)
    reading = read_answer(typed, question)
    assert isinstance(reading, Reading), reading
    assert reading.said == said
    unit = str(question.key.unit) or "1"
    assert reading.quantity.to(unit) == pytest.approx(value, rel=1e-12)


REFUSED = [
    ("", RATE, "nothing is written"),
    ("thirty", RATE, "does not begin with a number"),
    ("-3", RATE, "above zero"),
    ("0", RATE, "above zero"),
    ("1,5", RATE, "two ways"),
    ("1.234.567", RATE, "two ways"),
    ("20-30k", RATE, "range"),
    ("20k to 30k", RATE, "range"),
    ("1/2", RATE, "is not a unit"),
    ("30k 40k", RATE, "is not a unit"),
    ("5 foo", RATE, "'foo' is not a unit"),
    ("5k/foo", RATE, "'foo' is not a unit"),
    ("at most 30k", RATE, "a bound"),
    ("3 兆", RATE, "10^12 or 10^6"),
    ("20 ล่าน", RATE, "a power of ten"),
    ("5 GBPS", FLOW, "bits or bytes"),
    ("3B", FLOW, "a billion or bytes"),
    ("3B/s", FLOW, "a billion or bytes"),
    ("5e9/day", DATA, "no size"),
    ("3m", TIME, "million, minutes or metres"),
    ("1e999", RATE, "too large"),
    ("10^999", RATE, "too large"),
    ("3k million", RATE, "second magnitude"),
    ("30k/", RATE, "nothing follows"),
    ("9" * 300, RATE, "too long"),
]


@pytest.mark.parametrize(("typed", "asked", "reason"), REFUSED)
def test_what_can_be_read_two_ways_or_none_is_refused_with_the_reason(asking, typed, asked, reason):
    refusal = read_answer(typed, asking(asked))
    assert isinstance(refusal, Refusal), refusal
    assert reason in str(refusal)


def test_another_dimension_is_a_reading_which_keeps_its_own_words(asking):
    reading = read_answer("30k users", asking(RATE))
    assert str(reading) == "read as 30,000 users"


@given(st.text(max_size=40) | st.from_regex(r"[0-9.,^ ]{1,6}[kKmMbBTGix/ps ]{0,6}", fullmatch=True))
def test_no_text_is_more_than_refused(text):
    for asked in (RATE, DATA, FLOW, TIME, PLAIN):
        assert isinstance(read_answer(text, _question(asked)), Reading | Refusal)


_NUMBER = r"[0-9.,^e%-]{1,6} ?[kMBGix/ps]{0,4}"


@given(
    st.text(max_size=30)
    | st.from_regex(rf"({_NUMBER}) ?(to|-|,|x|\.\.) ?({_NUMBER}) ?(low|high)?", fullmatch=True)
)
def test_no_text_for_a_line_or_a_range_is_more_than_refused(text):
    truth = calculate(passage_of("test", RATE))
    for key in (Interval(truth=truth), WrongLine(line=2, lines=4, factor=1000.0)):
        asked = _asked(key)
        reading = read_answer(text, asked)
        assert isinstance(reading, Reading | Refusal)
        if isinstance(reading, Reading):
            assert 0 <= grade(reading, asked).points <= FULL


def _question(text):
    return _asked(NumberKey(truth=calculate(passage_of("test", text))))


def _asked(key):
    return Question(
        id="test.key.1", kind="test", topic="test", level=1, prompt=("?",), key=key,
        hints=("", "", ""), derivation=(), mental_path=(), par_seconds=60,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "option"), [("a", 0), ("B)", 1), ("b.", 1), ("media_size", 1), ("dau", 0), ("M", 1)]
)
def test_an_option_is_named_by_its_letter_its_text_or_how_it_begins(typed, option):
    question = _asked(OptionKey(options=("dau", "media_size"), right=0))
    assert read_answer(typed, question).option == option


@pytest.mark.parametrize("typed", ["c", "x", "1", "both", ".", "a b"])
def test_another_option_is_refused_with_the_letters(typed):
    refusal = read_answer(typed, _asked(OptionKey(options=("dau", "media_size"), right=0)))
    assert "type a or b" in str(refusal)
