"""AlsoRight data: computed where it is arithmetic, and with source and date where it is not."""

from __future__ import annotations

import random
import re
from itertools import islice

import pytest

from capest.practice.kinds import question, questions
from capest.practice.making.facts import definitions, latencies, machines, published
from capest.practice.marking.answers import read_answer
from capest.practice.marking.grading import grade

# Computed by hand, not by capest: 62^7 and the like in Python's whole numbers.
KNOWN = {
    "million": 6, "billion": 9, "trillion": 12, "quadrillion": 15, "gigabyte": 10**6,
    "petabyte": 10**6, "byte": 8, "two_to_10": 1024, "two_to_16": 65_536, "two_to_20": 1_048_576,
    "two_to_30": 1_073_741_824, "two_to_32": 4_294_967_296, "two_to_40": 1_099_511_627_776,
    "two_to_50": 2**50, "two_to_64": 2**64, "sixty_two_to_6": 56_800_235_584,
    "sixty_two_to_7": 3_521_614_606_208, "sixty_two_to_8": 218_340_105_584_896,
    "thirty_six_to_6": 2_176_782_336, "sixteen_to_8": 2**32, "day": 86_400, "week": 604_800,
    "month": 2_592_000, "year": 31_536_000, "hours": 8760, "minutes": 43_200,
    "one_a_second": 2_592_000, "billion_a_month": 1e9 / 2_592_000,
    # Google, Site Reliability Engineering (2016), appendix A, for a year and for 30 days.
    "downtime_year_99_9": 8.76 * 3600, "downtime_year_99_99": 52.56 * 60,
    "downtime_year_99_999": 5.256 * 60, "downtime_year_99": 3.65 * 86_400,
    "downtime_month_99_9": 43.2 * 60, "downtime_month_99_99": 4.32 * 60,
    "downtime_month_99": 7.2 * 3600, "downtime_day_99_9": 86.4, "downtime_day_99_99": 8.64,
}  # fmt: skip


@pytest.mark.parametrize("name", KNOWN)
def test_definitions_are_what_they_are_known_to_be(name, material):
    asked = question(f"fact.{name}", material)
    truth = asked.key.truth
    known = truth.to("s") if name.startswith("downtime") else truth.value
    assert known == pytest.approx(KNOWN[name], rel=1e-9)


def test_every_definition_is_known():
    names = {item.name for item in definitions()}
    assert KNOWN.keys() <= names
    assert all(name.startswith("downtime_") for name in names - KNOWN.keys())


def test_facts_carry_source_and_date_into_every_question(material):
    for asked in islice(questions("fact", material, random.Random(1)), 200):
        assert asked.fact.source and asked.fact.date, asked.id
        assert asked.fact.source in str(asked.fact) and asked.fact.date in str(asked.fact)


def test_published_figures_are_dated_and_say_so_when_they_are_second_hand():
    for figure in published():
        assert re.search(r"\d{4}", figure.date) and figure.source
        assert ("second-hand" in str(figure.fact())) == bool(figure.second_hand)
    assert str(published()[0].fact()) == (
        "Google Search: 5T searches/year, 159k/s (2025-03; second-hand: quotes the official "
        "blog, thekeyword.co/news/google-processes-over-5-trillion-searches-annually)"
    )


def test_a_latency_names_its_table_and_date_because_tables_disagree(material):
    napkin = question("fact.napkin.memory_mib", material)
    dean = question("fact.dean.memory_mb", material)
    assert napkin.prompt[0].startswith("napkin-math, re-measured March 2026:")
    assert dean.prompt[0].startswith("Jeff Dean's numbers of about 2012:")
    assert (str(napkin.key.truth), str(dean.key.truth)) == ("50 us", "250 us")
    assert all(row.said in question(f"fact.{row.table}.{row.name}", material).prompt[0]
               for row in latencies())  # fmt: skip


def test_each_table_goes_from_fast_to_slow():
    for table in ("napkin", "dean"):
        times = [row.quantity.to("s") for row in latencies() if row.table == table]
        assert times == sorted(times) and len(times) > 10


def test_the_month_of_an_availability_is_printed(material):
    assert question("fact.downtime_month_99_9", material).prompt == (
        "99.9% available: how long may it be down in a month of 30 days? (in min)",
    )


def test_machines_are_dated():
    assert all(machine.date and machine.source for machine in machines())


def test_machines_have_the_memory_that_their_vendor_says():
    """AWS, Amazon EC2 instance types; not what a guest sees of it, nor a newsletter's 4 TiB."""
    memory = {machine.name: machine.quantity.to("GiB") for machine in machines()}
    said = {"m7i.4xlarge": 64, "r7a.4xlarge": 128, "x1e.32xlarge": 3904}
    assert {name: memory[name] for name in said} == pytest.approx(said)


@pytest.mark.parametrize(
    ("key", "typed", "asks"),
    [
        ("fact.day", "24 h", "how many seconds"),
        ("fact.byte", "1 byte", "how many bits"),
        ("fact.one_a_second", "1/s", "how many requests a month"),
    ],
)
def test_what_is_asked_in_a_unit_is_not_answered_by_the_question_in_another(
    material, key, typed, asks
):
    refused = read_answer(typed, question(key, material))
    assert str(refused) == f"the question is {asks}; answer in that unit"


def test_how_long_is_answered_in_any_unit(material):
    asked = question("fact.downtime_day_99_9", material)
    assert grade(read_answer("1.44 min", asked), asked).points == 5


def test_the_key_of_a_time_is_in_the_unit_asked_for(material):
    assert question("fact.day", material).key.typed == "86.4k s"


def test_a_time_is_not_told_twice_in_one_unit(material):
    assert question("fact.hours", material).answer == "8.76k h"
    assert question("fact.day", material).answer == "86.4k s (24 h)"


@pytest.mark.parametrize(
    ("key", "asks", "path"),
    [
        ("fact.dean.atlantic", "(in ms)", "500 us × 300 = 150 ms"),
        ("fact.dean.hdd_mb", "(in ms)", "1 ms × 30 = 30 ms"),
        ("fact.dean.ssd", "(in us)", "100 ns × 1.5e3 = 150 us"),
        ("fact.napkin.pacific", "(in ms)", "80 ms × 2.2 = 180 ms"),
        ("fact.downtime_year_99", "(in h)", None),
        ("fact.downtime_day_99_999", "(in ms)", None),
    ],
)  # fmt: skip
def test_a_time_is_asked_in_the_unit_it_is_read_in_beside_one_of_its_sort(
    material, key, asks, path
):
    asked = question(key, material)
    assert asked.prompt[0].endswith(asks)
    assert path is None or asked.mental_path == (path,)
