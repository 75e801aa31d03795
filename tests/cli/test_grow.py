"""capest grow: what is printed, in each format, and what is refused."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from typer.testing import CliRunner

from capest.cli.app import full_app

SCENARIO = """
title: Pages
assumptions: {dau: 1M users, growth: 100%/year}
traffic: {view: {per_user: 10/day, kind: read}, post: {per_user: 1/day, kind: write, request: 1 KB}}
storage: {posts: {added_by: post, size: 1 KB, keep: 1 year}}
expect:
  - traffic.peak_qps <= 1000/s
  - posts.stored <= 2 TB
"""


@pytest.fixture
def run(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796000000")  # 30 November 2026

    def invoke(*words, text=SCENARIO):
        done = CliRunner().invoke(full_app(), ["grow", "-", *words], input=text)
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done

    return invoke


def test_a_person_is_told_when(run):
    done = run()
    assert (done.exit_code, done.stderr) == (0, "")
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert (
        done.stdout
        == """\
Pages, 3 years from now
  growing: dau 100%/year
  kept: what has come in while it grew, as long as it is kept
  now, storage.stored is 263 GB, and 527 GB by `capest estimate`, which takes
    today's rate for all the time that is kept

QUANTITY                now   +1 year   +2 years   +3 years
  dau                    1M        2M         4M         8M   ▁▂▄█
  traffic.qps         127/s     255/s      509/s    1.02k/s   ▁▂▄█
  traffic.peak_qps    382/s     764/s    1.53k/s    3.06k/s   ▁▂▄█
  storage.stored     263 GB    527 GB    1.05 TB    2.11 TB   ▁▂▄█
  posts.stored       263 GB    527 GB    1.05 TB    2.11 TB   ▁▂▄█

LIMIT                                    now                   reached
  traffic.peak_qps <= 1000/s   382 request/s   in 16.9 months, 2028-04
  posts.stored <= 2 TB                263 GB    in 2.93 years, 2029-11
  first: traffic.peak_qps <= 1000/s, in 16.9 months, 2028-04
"""
    )


def test_a_program_is_told_the_same(run):
    told = json.loads(run("--by", "quarter", "-f", "json").stdout)
    assert [limit["reached"]["date"] for limit in told["limits"]] == ["2028-04", "2029-11"]
    assert told["quantities"]["dau"]["values"][-1] == 8e6
    assert len(told["times"]) == len(told["quantities"]["posts.items"]["values"]) == 14
    rows = list(csv.DictReader(io.StringIO(run("-f", "csv").stdout)))
    assert [row["display"] for row in rows if row["name"] == "dau"][-1] == "8M users"
    assert "| `posts.stored <= 2 TB` |" in run("-f", "markdown").stdout


def test_limits_that_are_not_followed_are_named(run):
    text = SCENARIO.replace("2 TB", "2 TB with 90%").replace("1M users", "1M to 2M users")
    shown = " ".join(run(text=text).stdout.split())
    assert "not followed: posts.stored <= 2 TB with 90%; odds are those of today" in shown
    told = json.loads(run("-f", "json", text=text).stdout)
    assert told["not_followed"] == ["posts.stored <= 2 TB with 90%"]
    assert [limit["text"] for limit in told["limits"]] == ["traffic.peak_qps <= 1000/s"]
    assert "not followed: posts" in run("-f", "markdown", text=text).stdout
    alone = text.replace("  - traffic.peak_qps <= 1000/s\n", "")
    assert "no other limit is set" in run(text=alone).stdout


def test_one_asks_for_more(run):
    done = run("--show", "posts.items,dau", "--limit", "dau <= 3M", "--empty", "--years", "0.5")
    assert "nothing today" in done.stdout
    assert "posts.items" in done.stdout and "traffic.qps" not in done.stdout
    assert "no limit is reached in 0.5 years" in done.stdout


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--years", "0"], "out-of-range"),
        (["--years", "10000"], "out-of-range"),
        (["--years", "nan"], "out-of-range"),
        (["--years", "30", "--by", "month"], "out-of-range"),
        (["--by", "week"], "unknown-option"),
        (["--grow", "dau"], "not-a-change"),
        (["--grow", "nobody=5%/year"], "unknown-name"),
        (["--grow", "growth=5%/year"], "unused-assumption"),
        (["--show", "dua"], "unknown-name"),
        (["--limit", "dau ~ 3M"], "no-comparison"),
        (["--limit", "dua <= 3M"], "unknown-name"),
        (["--format", "xml"], "unknown-format"),
    ],
)
def test_what_is_refused(run, words, code):
    done = run(*words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert f"{code}: " in done.stderr
    assert "hint" in done.stderr or "^" in done.stderr


def test_a_scenario_that_takes_longer_has_fewer_steps(run):
    assert run("--years", "9.8", "--by", "month", "-f", "csv").exit_code == 0
    hops = "".join(f"  h{index}: {{p50: 1 ms, p99: 9 ms}}\n" for index in range(240))
    done = run("--years", "9.8", "--by", "month", text=f"{SCENARIO}hops:\n{hops}")
    assert done.exit_code == 2
    assert "9.8 years by the month are 119 steps; here 49 at most" in done.stderr


def test_nothing_grows(run):
    done = run(text=SCENARIO.replace(", growth: 100%/year", ""))
    assert done.exit_code == 2
    assert done.stderr.startswith("no-growth: nothing grows in this scenario")
    assert "--grow dau=50%/year" in done.stderr


def test_what_is_no_limit_is_named_as_not_followed(run):
    text = SCENARIO + "  - traffic.qps ~ 127/s\n  - dau = 1M\n"
    line = "no limits, and not followed: traffic.qps ~ 127/s; dau = 1M"
    assert line in run(text=text).stdout and "no limits" not in run().stdout
    assert line.replace("~", r"\~") in run("-f", "markdown", text=text).stdout


def test_now_is_as_estimated_where_nothing_is_kept_while_it_grows(run):
    text = "\n".join(line for line in SCENARIO.splitlines() if "posts" not in line)
    assert "capest estimate" not in run(text=text).stdout


def test_one_name_does_not_grow_at_two_rates(run):
    done = run("--grow", "dau=10%/year", "--grow", "dau=40%/year")
    assert done.exit_code == 2
    assert "duplicate-name: 'dau' grows at two rates" in done.stderr


def test_a_storage_that_grows_by_itself_says_what_each_number_is(tmp_path):
    """8.64 TB a day for 365 days, times (1.5^5 - 1) / ln 1.5 in five years' time, and times
    (1 - 1.5^-5) / ln 1.5 today.
    """
    path = tmp_path / "my.yaml"
    path.write_text(
        "conventions: {year: 365 days}\n"
        "traffic: {up: {rate: 100/s, kind: write, request: 1 MB}}\n"
        "storage: {pics: {added_by: up, size: 1 MB, keep: 5 years, growth: 50%/year}}\n"
    )
    done = CliRunner().invoke(full_app(), ["grow", str(path), "--years", "5"])
    said = " ".join(done.stdout.split())
    assert "now, storage.stored is 6.75 PB, and 51.3 PB by `capest estimate`, which" in said
    assert "counts all that comes in from today until the end of `keep`, growing" in said
    assert re.search(r"storage\.stored .*51\.3 PB", done.stdout), "the two meet then"
