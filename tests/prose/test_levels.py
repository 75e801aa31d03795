"""One language of numbers at three levels of strictness: a text is refused or read as one number,
by a scenario, by a document, and as an answer.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capest.engine.calculate import calculate
from capest.practice.marking.answers import Reading, read_answer
from capest.practice.question import NumberKey, Question
from capest.problems import CapestError, passage_of
from capest.prose.read import quantities_in
from capest.prose.written import Written
from capest.quantities import Quantity
from capest.spellings import AMBIGUOUS, LOOSE_LETTERS, MAGNITUDES
from capest.units import conversion, fill, unit_table

UNITS = unit_table()
WANTED = tuple(
    UNITS.unit(text)
    for text in ("", "user", "request/s", "request/day", "B", "B/day", "bit/s", "s", "USD/day")
)
PUBLISHED = [
    line.split("\t")[0]
    for line in (Path(__file__).parents[1] / "published" / "spellings.tsv")
    .read_text("utf-8")
    .splitlines()
    if not line.startswith("#")
]
OF_PEOPLE = """
    5 kb|100 mb|2 tb/day|100mbps|20 gib|10 lakh requests|1 crore users|1 quintillion requests
    1.5 dozen users|3 mio users|3 bln|3bil|1.234.567 users|a million users|half a million|30k
    35K qps|3e9|10^5|3 x 10^9|1,000,000|~30k|3 billion|3B/day|100 TB|100tb|20 GiB|5 Gbps
    150 TB/month|80 ms|0.1M qps|~300/s|about 6k a second|200GB|5'944 req/s|5’944|1GBit/s|20 млн
    0.2 億|1億2000万|3억 5천만|10兆|30 mil|30mil|30 mil usuarios|150 ГБ|150 Go|150 Go par jour
    50 байт|100字节|40gb이다|약150GB|5 GBPS|3k million|2 hundred thousand|20 foo|1,5|1.500|500B
    500 B|10m|10G|4K|3 T|$30|$2.6M/day|95%|3x|100:1|1 500 000|2 ngàn|20 लाख|5 To|5 Mo/s|1 PКБ
"""


def _by_scenario(text):
    try:
        found = calculate(passage_of("test", text))
    except CapestError:
        return None
    return float(found.value), found.unit


def _by_document(text, wanted):
    found = quantities_in(text, UNITS, wanted)
    if len(found) != 1 or not isinstance(found[0], Written) or found[0].is_range:
        return None
    (written,) = found
    return (written.value, written.unit) if not text[written.end :].strip() else None


def _by_answer(text, wanted):
    key = NumberKey(truth=Quantity(1.0, wanted, UNITS))
    question = Question(
        id="test.key.1", kind="test", topic="test", level=1, prompt=("?",), key=key,
        hints=("", "", ""), derivation=(), mental_path=(), par_seconds=60,
    )  # fmt: skip
    reading = read_answer(text, question)
    return (reading.quantity.value, reading.quantity.unit) if isinstance(reading, Reading) else None


def _numbers(text, wanted):
    """What each level that reads the text says it is, in the wanted unit."""
    found = {
        "scenario": _by_scenario(text),
        "document": _by_document(text, wanted),
        "answer": _by_answer(text, wanted),
    }
    numbers = {}
    for level, read in found.items():
        if read is not None:
            factor = conversion(fill(read[1], wanted) or read[1], wanted)
            if factor is not None:
                numbers[level] = read[0] * float(factor)
    return numbers


def _agree(text, wanted):
    numbers = _numbers(text, wanted)
    for number in numbers.values():
        assert number == pytest.approx(next(iter(numbers.values())), rel=1e-9), (text, numbers)


def _texts(lines):
    return [text for line in lines.strip("\n").split("\n") for text in line.strip(" ").split("|")]


@pytest.mark.parametrize("text", [*_texts(OF_PEOPLE), *PUBLISHED])
def test_a_text_is_one_number_or_refused(text):
    for wanted in WANTED:
        _agree(text, wanted)


DIGITS = """
    1|20|300|5944|0.2|2.5|.5|1,500|1_500|1'500|1’500|1.234.567|3e8|10^6|3 × 10^8|1 500|1\u00a0500
    1\u202f500|1.500|1,5|a|half a|½|３|٣
"""
SCALES = ["", "millions", "Mio.", *sorted({*LOOSE_LETTERS, *MAGNITUDES, *AMBIGUOUS})]
WORDS = """
    |kb|Kb|KB|kB|Kib|KiB|mb|Mbit|MBit|mbps|Mbps|MBps|MBPS|gib|GiBs|B|b|bits|bytes|o|octets|Go|To
    Б|КБ|Кб|ГБ|байт|Кбит|字节|users|user|QPS|qps|req|queries|read requests|ms|s|sec|mins|min|m|d
    h|year|$|USD|%|x|times|foo|usuarios
"""
PER = """
    |/s|/day| per second| a day|/ day| daily|/с|/5 min| per foo|/user/day
"""


@given(
    st.sampled_from(_texts(DIGITS)),
    st.sampled_from(["", " "]),
    st.sampled_from(SCALES),
    st.sampled_from(["", " "]),
    st.sampled_from(_texts(WORDS)),
    st.sampled_from(_texts(PER)),
    st.sampled_from(WANTED),
)
@settings(max_examples=800, deadline=None)
def test_any_spelling_is_one_number_or_refused(digits, before, scale, between, unit, per, wanted):
    _agree(f"{digits}{before}{scale}{between}{unit}{per}", wanted)
