"""What is learnt of logs whose truth is known, and what is not learnt of logs that do not tell."""

from __future__ import annotations

import math
from random import Random

import pytest
from log_lines import FIRST_DAY, csv_log

from capest.logs.counting import Counting
from capest.logs.days import peak, spread_of
from capest.logs.learn import learn
from capest.logs.lines import LogReading
from capest.logs.times import MINUTES, date
from capest.logs.written import scenario_text


def seen(lines, said=None, zone=None):
    reading, counting = LogReading(said or {}), Counting((), zone)
    text = "\n".join(lines).encode()
    for block in reading.requests(text[at : at + 4096] for at in range(0, len(text), 4096)):
        counting.take(block)
    return counting.seen()


def learnt(lines, **options):
    return learn(seen(lines, **options), "x.log")


def facts(lines, **options):
    return {fact.name: fact for fact in learnt(lines, **options).every_fact()}


def refused(lines, **options):
    return {each.name: each.why for each in learnt(lines, **options).refused}


@pytest.fixture(scope="module")
def week():
    return csv_log(60_000, days=7)


@pytest.fixture(scope="module")
def of_week(week):
    return facts(week.lines)


def within(fact, truth, most):
    """The truth is inside of three ranges, and the range is not wide."""
    assert abs(math.log(fact.value / truth)) <= max(2 * fact.spread, 1e-4), (fact, truth)
    assert fact.spread <= most


def test_users_are_told_apart_day_by_day(week, of_week):
    assert of_week["dau"].value == week.dau
    within(of_week["dau"], week.dau, 0.02)
    assert "mean of 7 days" in of_week["dau"].how


def test_traffic_is_what_each_route_does(week, of_week):
    total = sum(week.minutes.values())
    per_user = of_week["get_items_id.per_user"].value + of_week["post_items.per_user"].value
    assert per_user == pytest.approx(total / 7 / week.dau, rel=1e-9)
    assert of_week["get_items_id.response"].value == pytest.approx(week.sent / week.reads)
    assert of_week["post_items.request"].value == 300
    kinds = {entry.name: entry.kind for entry in learnt(week.lines).traffic}
    assert kinds == {"get_items_id": "read", "post_items": "write"}


def test_the_peak_is_that_of_the_load_without_the_help_of_chance():
    peak = facts(csv_log(30_000, keys=20).lines)["peak_factor"]
    shares = [math.exp(1.2 * math.cos((hour - 20) / 12 * math.pi)) for hour in range(24)]
    within(peak, max(shares) / (sum(shares) / 24), 0.1)
    assert "busiest 20 minutes" in peak.how


@pytest.mark.parametrize(
    ("requests", "sharpness", "burst"),
    [
        (40_000, 1.2, 1),
        (200_000, 1.2, 1),
        (200_000, 2, 1),
        (200_000, 0.2, 1),
        (1_000_000, 0.5, 4),
        (30_000, 0.0, 1),
        (200_000, 0.0, 1),
    ],
)
def test_the_range_of_the_peak_holds_the_load_of_the_busiest_minute(requests, sharpness, burst):
    """By Poisson's requests of a day whose load is known: in 17 days of 20 or more, and by no more
    than a third of the range to one side on average.
    """
    load = [math.exp(sharpness * math.cos((at - 1200) / 720 * math.pi)) for at in range(MINUTES)]
    load[600] *= burst
    mean = sum(load) / MINUTES
    truth, each = max(load) / mean, requests / MINUTES / mean
    held, off = 0, []
    for seed in range(20):
        chance = Random(seed)
        counts = {
            at: round(chance.gauss(one * each, math.sqrt(one * each)))
            for at, one in enumerate(load)
        }
        found = peak(counts, (0,))
        held += found.low <= truth <= found.high
        off.append(2 * (found.factor - truth) / (found.high - found.low))
    assert held >= 17
    assert abs(sum(off) / len(off)) < (1 / 3 if sharpness else 1 / 2)  # no peak is below 1


def test_a_burst_that_is_too_short_for_a_peak_is_told():
    even = {minute: 20 + minute % 3 for minute in range(MINUTES)}
    assert peak(even, (0,)).burst == 0
    found = peak(even | {600: 300}, (0,))
    assert (found.bin, found.burst) == (60, 300)
    lines = csv_log(40_000, keys=20).lines
    assert "burst" not in facts(lines)["peak_factor"].how
    lines += [lines[20_000]] * 400
    assert "one minute had 4" in facts(lines)["peak_factor"].how


def test_errors_and_latency(week, of_week):
    total = sum(week.minutes.values())
    assert of_week["error_share"].value == week.failed / total
    assert of_week["latency_p50"].value == pytest.approx(math.exp(3) / 1000, rel=0.02)
    assert of_week["latency_p99"].value == pytest.approx(math.exp(3 + 0.5 * 2.326) / 1000, rel=0.03)


def test_the_law_of_the_keys_and_their_number(of_week):
    within(of_week["key_exponent"], 0.9, 0.02)
    within(of_week["different_keys"], 2000, 0.05)


def test_growth_takes_eight_weeks():
    long = csv_log(30_000, days=63, growth=math.log(3))
    growth = facts(long.lines)["growth"]
    assert abs(math.log1p(growth.value) - math.log(3)) <= 2 * growth.spread < 1
    short = csv_log(3_000, days=55)
    assert refused(short.lines)["growth"] == "55 whole days; 8 weeks of requests are needed"
    flat = csv_log(10_000, days=63)
    assert refused(flat.lines)["growth"].startswith("9 weeks leave it open")


HEADING = "time,user,key,method"


def one_day(requests, *, zone="Z", key=lambda number, random: random.randrange(50), keys=HEADING):
    random = Random(1)
    for number in range(requests):
        second = number * 86_400 // requests
        clock = f"{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"
        user = random.randrange(500)
        if not number:
            yield keys
        yield f"{date(FIRST_DAY)} {clock}{zone},{user},/k{key(number, random)},GET"


def test_of_one_day_no_other_is_in_the_range():
    one, two = csv_log(2_000, days=1).lines, csv_log(4_000, days=2).lines
    of_one, of_two = facts(one), facts(two)
    for name in ("dau", "get_items_id.per_user"):
        assert "of one day, so no other day is in the range" in of_one[name].how
        assert "mean of 2 days" in of_two[name].how
    nameless = [",".join((row[0], *row[2:])) for row in (line.split(",") for line in one)]
    assert "no other day" in facts(nameless)["get_items_id.rate"].how


def test_less_than_a_day_says_nothing_of_days():
    lines = list(one_day(20_000))[:10_001]
    found, why = facts(lines), refused(lines)
    assert {"dau", "peak_factor", "growth"} <= why.keys()
    assert why["dau"] == "12 hours, and no day of it is whole"
    assert "dau" not in found and found["get_id.rate"].unit == "requests/s"
    assert found["get_id.rate"].value == pytest.approx(20_000 / 86_400, rel=0.01)


def test_times_of_several_zones_have_no_days_until_one_is_named():
    lines = [*one_day(3000), *list(one_day(3000, zone="+02:00"))[1:]]
    assert refused(lines)["dau"].startswith("times of several zones (+0000, +0200); --zone")
    assert facts(lines, zone=0)["dau"].value > 490


def shifted(day, zone):
    """A day of a shop's clocks, in whatever zone they stand."""
    requests = range(1440)
    return [
        f"{date(FIRST_DAY + day)}T{n // 60:02d}:{n % 60:02d}:00{zone},{n % 9},/k,GET"
        for n in requests
    ]


def test_clocks_that_go_back_are_those_of_one_place():
    lines = [HEADING, *shifted(0, "+0200"), *shifted(1, "+0200"), *shifted(2, "+0100")]
    assert facts(lines)["dau"].value == 9
    assert "+0200, where clocks changed" in learnt(lines).notes[-1]
    for other in ("+0400", "-0800"):
        away = [HEADING, *shifted(0, "+0200"), *shifted(1, "+0200"), *shifted(2, other)]
        assert "several zones" in refused(away)["dau"]


def test_a_range_of_few_days_is_as_wide_as_they_are_few():
    """Another day of the same kind lies in it nine times of ten, whatever their number."""
    for days in (2, 3, 7):
        inside = 0
        for seed in range(1000):
            logs = [Random(f"{days} {seed} {day}").gauss(0, 0.1) for day in range(days + 1)]
            spread = spread_of([math.exp(each) for each in logs[1:]])
            inside += abs(logs[0] - math.fsum(logs[1:]) / days) <= spread
        assert inside == pytest.approx(900, abs=30)


def test_how_long_a_log_of_a_moment_was_is_open():
    """So it has no rate, but its sizes are told."""
    rows = [f"2026-11-01T10:00:00Z,/a,{size}" for size in (1000, 3000, 3000, 1000)]
    found = learnt(["time,key,bytes", *rows])
    assert "no whole minute" in {each.name: each.why for each in found.refused}["rate"]
    assert [fact.name for fact in found.every_fact() if "all" in fact.name] == ["all_id.response"]
    text = scenario_text(found, "x")
    assert "\ntraffic:" not in text and "# all_id.response: 1.026 kB to 3.897 kB, " in text


def test_one_size_is_no_mean_and_equal_ones_have_no_range():
    def sizes(*all_of_them):
        start = FIRST_DAY * 86_400
        rows = [f"{start + 60 * n},/a,{size}" for n, size in enumerate(all_of_them)]
        return facts(["time,key,bytes", *rows])

    assert "all_id.response" not in sizes(500)
    assert sizes(1007, 1007, 1007)["all_id.response"].written == "1.007 kB ± 0.01%"


def test_too_few_requests_have_no_peak():
    assert "peak_factor" in refused(list(one_day(20_000)))
    assert "busiest hour" in facts(list(one_day(24_000)))["peak_factor"].how


@pytest.mark.parametrize(
    ("key", "why"),
    [
        (lambda number, random: number % 97, "in a loop"),
        (lambda number, random: number, "no key is read twice"),
        (lambda number, random: 1, "one key"),
        (lambda number, random: random.randrange(40) + number // 20, "points off"),
    ],
)
def test_a_loop_a_scan_and_a_drift_have_no_popularity(key, why):
    lines = list(one_day(20_000, key=key))
    assert why in refused(lines)["popularity"]
    assert not learnt(lines).has_cache


def test_what_a_log_has_no_column_of_is_said():
    why = refused(list(one_day(3000)))
    assert {"response", "request", "error_share", "latency"} <= why.keys()
    lines = [f"{line.split(',')[0]},x" for line in list(one_day(3000))[1:]]
    why = refused(["time,what", *lines])
    assert {"dau", "popularity", "kind"} <= why.keys()


def test_a_clock_that_jumps_is_left_out():
    late = [f"2031-01-01 00:00:0{number}Z,5,/k,GET" for number in range(3)]
    lines = [*one_day(3000), *late]
    found = learnt(lines)
    assert found.of == f"x.log, {date(FIRST_DAY)}, 3,003 requests"
    assert "3 requests before or behind a gap" in found.notes[0]


def test_order_does_not_matter_to_what_is_counted():
    heading, *lines = one_day(3000)
    before = facts([heading, *lines])
    Random(2).shuffle(lines)
    after = facts([heading, *lines])
    for name in ("dau", "get_id.per_user", "working_set"):
        assert after[name].value == before[name].value


def test_a_rate_is_that_of_whole_minutes_without_what_a_gap_parts():
    """Ten requests a second from half past one minute to half past the third after it."""
    start = FIRST_DAY * 86_400 + 30
    lines = [f"{start + second // 10},/a" for second in range(1800)]
    apart = [f"{start + 500_000 + second},/a" for second in range(60)]
    found = facts(["time,key", *lines, *apart])
    assert found["all_a.rate"].value == pytest.approx(10)
    found = facts(["time,key", f"{start},/a", f"{start + 600},/a"])
    assert found["all_id.rate"].value == pytest.approx(2 / 660)
