"""What is given as a range: judged at both ends, and shown as it was given."""

from __future__ import annotations

import json

import pytest

import capest
from capest.engine import range_ends
from capest.engine.expectations import judge
from capest.render import renderer
from capest.render.report import make_report
from capest.sections import sections

SCENARIO = """
assumptions:
  dau: {value: 100M to 300M users, source: marketing}
  latency: 150 ms to 250 ms
  spread: 100 ± 20%
  exact: 100 ms
traffic:
  feed: {per_user: 8.64/day, kind: read, peak: 2 to 3}
derived:
  pace: 1 / latency
  load: feed.qps * (2 to 4)
  fixed: feed.per_day / dau
expect:
"""


def _verdict(expectation, text=SCENARIO):
    (verdict,) = judge(capest.estimate(capest.load(f"{text}  - {expectation}\n")))
    return verdict


@pytest.mark.parametrize(
    ("expectation", "unit", "low", "high"),
    [
        ("latency <= 200 ms", "ms", 150, 250),
        ("200 ms >= latency", "ms", 150, 250),
        ("feed.qps ~ 17.3k/s", "1/s", 10_000, 30_000),
        ("feed.qps ~ 17.3k/s ± 50%", "1/s", 10_000, 30_000),
        ("feed.peak_qps <= 50k/s", "1/s", 20_000, 90_000),
        ("load <= 60k/s", "1/s", 20_000, 120_000),
        ("pace >= 5/s", "1/s", 4, 1000 / 150),
        ("spread < 110", "", 80, 120),
        ("latency / exact >= 1.8", "", 1.5, 2.5),
        ("latency < exact * spread / 50", "ms", 150, 250),
    ],
)  # fmt: skip
def test_what_holds_at_the_middle_only_says_what_it_is_at_the_ends(expectation, unit, low, high):
    verdict = _verdict(expectation)
    assert verdict.holds and verdict.ends is not None
    assert [end.to(unit) for end in verdict.ends] == pytest.approx([low, high])
    assert " at the middle of the ranges and " in verdict.message


@pytest.mark.parametrize(
    "expectation",
    [
        "latency <= 250 ms",
        "latency >= 150 ms",
        "feed.qps >= 10k/s",
        "feed.qps ~ 17.3k/s ± 100%",
        "exact = 100 ms",
        "fixed = 8.64/day",  # whatever dau is
        "pace <= 1 / (150 ms)",
    ],
)
def test_what_holds_at_both_ends_is_not_told(expectation):
    verdict = _verdict(expectation)
    assert verdict.holds and verdict.ends is None


def test_what_fails_at_the_middle_fails():
    verdict = _verdict("latency <= 190 ms")
    assert not verdict.holds and verdict.ends is None


def test_what_has_no_value_at_an_end_does_not_hold_there():
    text = "assumptions: {users_lost: 0 to 10 users}\nderived: {each: 5 GB / users_lost}\nexpect:\n"
    verdict = _verdict("each >= 1 GB/user", text)
    assert verdict.holds and verdict.at_ends == "without a value"


@pytest.mark.parametrize("ranges", [range_ends.MOST_RUNS // 2, range_ends.MOST_RUNS // 2 + 1])
def test_many_ranges_are_judged_too(ranges):
    """Up to the bound each range is looked at; beyond it all are taken to work one way, in which a
    sum is at its ends and a difference is not.
    """
    names = [f"part{number}" for number in range(ranges)]
    given = "\n".join(f"  {name}: 1 to 4 GB" for name in names)
    expected = f"  - {' + '.join(names)} <= {3 * ranges} GB\n"
    text = f"assumptions:\n{given}\nexpect:\n{expected}"
    (verdict,) = judge(capest.estimate(capest.load(text)))
    assert [end.to("GB") for end in verdict.ends] == pytest.approx([ranges, 4 * ranges])


def test_many_expectations_take_a_bounded_number_of_runs(monkeypatch):
    names = [f"part{number}" for number in range(8)]
    given = "\n".join(f"  {name}: 1 to 4 GB" for name in names)
    signs = [format(number, "08b").replace("0", "+").replace("1", "-") for number in range(256)]
    lines = [
        "  - 1000 GB " + "".join(f" {sign} {name}" for sign, name in zip(row, names, strict=True))
        for row in signs
    ]
    text = f"assumptions:\n{given}\nexpect:\n" + "".join(f"{line} >= 1 GB\n" for line in lines)
    computed = capest.estimate(capest.load(text))
    runs = []
    evaluate = type(computed.graph).evaluate

    def counted(self, changes, ranges=None):
        runs.append(ranges)
        return evaluate(self, changes, ranges)

    monkeypatch.setattr(type(computed.graph), "evaluate", counted)
    assert len(judge(computed)) == 256
    assert len(runs) <= range_ends.MOST_RUNS + 2


def _report(text=SCENARIO + "  - latency <= 200 ms\n"):
    computed = capest.estimate(capest.load(text))
    return make_report(computed, sections(), judge(computed), version="0")


def test_markdown_and_csv_show_the_range_and_what_its_source_said():
    markdown, table = renderer("markdown")(_report()), renderer("csv")(_report())
    assert "| `dau` | 100M to 300M users (middle 173M users) | marketing: 100M to 300M users |" in (
        markdown
    )
    assert "holds at the middle only: 150 ms to 250 ms" in markdown
    (line,) = (line for line in table.splitlines() if line.startswith("dau,"))
    assert line.endswith(
        ",user,100M to 300M users (middle 173M users),given,100M to 300M users,"
        "marketing: 100M to 300M users"
    )


def test_programs_and_people_are_told_the_ends():
    (verdict,) = json.loads(renderer("json")(_report()))["expect"]
    assert (verdict["holds"], verdict["ends"], verdict["unit"]) == (True, [150, 250], "ms")
    assert "only at the middle: latency is 194 ms at the middle" in renderer("table")(_report())
