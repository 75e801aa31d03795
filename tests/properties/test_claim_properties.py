"""What holds for every line of prose: reading raises nothing, and restyling comes out right."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from capest.prose.compare import judge
from capest.prose.equations import equations_in
from capest.prose.read import quantities_in
from capest.prose.rewrite import restyled
from capest.prose.written import Written
from capest.quantities import Quantity
from capest.units import unit_table

UNITS = unit_table()
SPELLINGS = [
    line.split("\t")[0]
    for line in (Path(__file__).parents[1] / "published" / "spellings.tsv")
    .read_text("utf-8")
    .splitlines()
    if not line.startswith("#")
    and "/ 10^5 seconds" not in line  # 240k / 100 seconds is a rate
    and "(6 zeros)" not in line  # (1900 zeros) may be a year
]
PIECES = """1 10 2024 1,000 5,4 10.000 1e9 .5 ^ ⁻²⁰ * ** _ ` $ \\space \\times : - – — to between
and or more K B m GB Mb % + / per s users shards ~ < ≤ at least about tens of half a million daily
<!-- --> [ ]( ( ) { } <sup> # | . , = → × x USD € é ٣ ² 𝟛 İ""".split()  # noqa: SIM905 - read as prose

prose = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from([*PIECES, " ", "\n", "\n\n", ""]), max_size=16).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=16).map(" ".join),
)


@given(prose, st.sampled_from([None, "B", "request/s", "s", "user", "shard", ""]))
@settings(max_examples=600)
def test_reading_never_raises_and_its_offsets_are_true(text, wanted):
    position = 0
    for item in quantities_in(text, UNITS, None if wanted is None else UNITS.unit(wanted)):
        assert position <= item.start < item.end <= len(text)
        assert text[item.start : item.end] == item.text
        position = item.end
        if isinstance(item, Written):
            assert item.start <= item.number_start < item.number_end <= item.end
            assert item.low <= item.value <= item.high


@given(st.binary(max_size=80))
def test_bytes_read_as_latin_do_no_harm(content):
    text = content.decode("latin-1")
    quantities_in(text, UNITS)
    equations_in(text, UNITS)


@given(prose)
@settings(max_examples=300)
def test_equations_never_raise_and_stand_in_the_line(text):
    for equation in equations_in(text, UNITS):
        assert 0 <= equation.start < equation.end <= len(text)


@given(
    st.sampled_from(SPELLINGS),
    st.floats(-4, 4).map(lambda power: 10**power),
    st.sampled_from([None, 0.02, 0.3]),
)
@example("≈5,4×10⁻²⁰", 10**-1.734375, None)
@example("~10k * 5000 = 50MB", 10**-1.72265625, 0.02)
@settings(max_examples=800)
def test_a_restyled_number_reads_holds_and_stays(text, factor, tolerance):
    found = [item for item in quantities_in(text, UNITS) if isinstance(item, Written)]
    if not found or found[-1].value <= 0:
        return
    old = found[-1]
    model = Quantity(old.value * factor, old.unit)
    fixed = text[: old.number_start] + restyled(old, model, tolerance=tolerance)
    fixed += text[old.number_end :]
    new = [
        item for item in quantities_in(fixed, UNITS) if item.start <= old.number_start < item.end
    ][-1]
    assert isinstance(new, Written), fixed
    assert judge(new, model, tolerance=tolerance).holds, fixed
    assert (new.hedged, new.bound) == (old.hedged, old.bound)
    assert new.notation.point == old.notation.point or not new.notation.decimals
    assert fixed[new.number_start : new.number_end] == restyled(new, model, tolerance=tolerance)


HOSTILE = [
    "1 ", "1,", "1.", "1-", "1/", "1 000 ", "10^", "1e", "x1", "<!--", "`", "*", "_ ", "$ ", "$1 ",
    "](", "<a ", "{", "\\", "a ", "~", "at least ", "tens of ", "per ", "1 a b c d e f g per ",
    "(1+", "1 = ", "1*1=", "1 x ", "**a ", "1 - ", "(",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
@pytest.mark.parametrize("read", [quantities_in, equations_in])
def test_time_grows_with_the_length_of_a_line(piece, read):
    """Eight times the text may take eight times as long; a loop within a loop takes 64."""

    def seconds(count):
        start = time.process_time()
        read(piece * count, UNITS)
        return time.process_time() - start

    seconds(100)
    short = min(seconds(500) for _ in range(3))
    long = min(seconds(4_000) for _ in range(2))
    assert long < 24 * short + 0.05
