"""--prices: a file in the place of a profile, and how old prices are."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from capest.cli.app import full_app

SCENARIO = """
traffic: {view: {rate: 1000/s, kind: read, response: 10 KB}}
costs:
  it: {of: view, prices: illustrative}
  own: {of: view, moved: $1/GB, prices: illustrative}
  bare: {of: view, moved: $2/GB}
"""
_MORE = {
    "explain": ["it.moved"],
    "compare": ["--set", "view.rate=2000/s"],
    "sweep": ["view.rate=1k/s,2k/s", "--show", "it.per_month"],
    "solve": ["it.per_month <= $5k/month", "--vary", "view.rate"],
    "databases": ["kept"],
    "grow": ["--grow", "view.rate=50%/year"],
}
NOVEMBER, JUNE = "1796000000", "1814000000"  # 2026 and 2027


@pytest.fixture
def run(tmp_path, monkeypatch):
    def invoke(prices=None, *, scenario=SCENARIO, now=NOVEMBER, command="estimate"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", now)
        monkeypatch.chdir(tmp_path)
        (tmp_path / "prices.yaml").write_text(prices or "", encoding="utf-8")
        more = _MORE.get(command, [])
        words = [command, "-", *more, *(["--prices", "prices.yaml"] if prices is not None else [])]
        done = CliRunner().invoke(full_app(), words, input=scenario)
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done

    return invoke


def test_prices_of_a_file_take_the_place_of_a_profile(run):
    """2,592 TB a month at $0.02, and 2.592 billion requests at the profile's $0.4 a million."""
    done = run("as_of: 2026-11-03\nmoved: {value: $0.02/GB, source: page 3, kind: example}\n")
    assert (done.exit_code, done.stderr) == (0, "")
    bills = [line.split() for line in done.stdout.splitlines() if line.endswith("k")]
    assert ["it", "$518", "$1.04k", "$1.56k"] in bills
    assert ["own", "$25.9k", "$1.04k", "$27k"] in bills
    assert ["bare", "$51.8k", "$51.8k"] in bills
    told = run("as_of: 2026-11-03\nsource: a contract\nmoved: $0.02/GB\n", command="explain").stdout
    assert "given prices.yaml:3:8" in told
    assert "source: prices.yaml, 2026-11-03: a contract" in told


@pytest.mark.parametrize(
    ("day", "days", "warns"), [("2026-06-03", 180, False), ("2026-06-02", 181, True)]
)
def test_old_prices_are_told_of(run, day, days, warns):
    done = run(f"as_of: {day}\nmoved: $0.02/GB\n")
    assert done.exit_code == 0
    assert (f"the prices of prices.yaml are {days} days old, of {day}" in done.stderr) is warns


def test_prices_of_a_day_to_come_are_told_of(run):
    done = run("as_of: 2027-11-03\nmoved: $0.02/GB\n")
    assert (done.exit_code, "which is 338 days from now" in done.stderr) == (0, True)
    assert done.stderr.startswith("warning: future-prices: ")
    assert run("as_of: 2026-11-30\nmoved: $0.02/GB\n").stderr == "", "today's"


def test_a_report_says_whose_prices_they_are_and_of_which_day(run):
    own = run("as_of: 2026-11-03\nsource: a contract\nmoved: $0.02/GB\n").stdout
    assert "it, from prices.yaml, 2026-11-03: a contract: moved = $0.02/GB" in own
    assert "own, from prices.yaml" not in own, "it has a price of its own"
    assert "from illustrative of 2026-11-01: request = 0.4 USD/(1M requests)" in " ".join(
        own.split()
    )
    assert "from illustrative of 2026-11-01" in run(command="explain").stdout


def test_an_old_profile_is_told_of_where_something_rests_on_it(run):
    assert "old-prices: the prices of illustrative are" in run(now=JUNE).stderr
    own = "as_of: 2027-05-01\nmoved: $1/GB\nrequest: $1/(1M requests)\n"
    assert "old-prices" not in run(own, now=JUNE).stderr


@pytest.mark.parametrize("command", ["ranges", *_MORE])
def test_every_command_of_numbers_takes_prices_and_tells_of_old_ones(run, command):
    ranged = SCENARIO.replace("1000/s", "500/s to 2k/s") if command == "ranges" else SCENARIO
    kept = "storage: {kept: {per_day: 1 TB/day, keep: 1 year}}\n"
    own = run("as_of: 2026-11-03\nmoved: $0.02/GB\n", scenario=ranged + kept, command=command)
    none = run(scenario=ranged + kept, command=command)
    assert (own.exit_code, own.stderr, none.stderr) == (0, "", "")
    assert (own.stdout != none.stdout) or command == "databases"  # which tells no costs of others
    old = run(scenario=ranged + kept, command=command, now=JUNE).stderr
    told = old.count("old-prices: the prices of illustrative are")
    assert told == (0 if command == "databases" else 1)


def test_prices_that_nothing_takes(run):
    done = run("as_of: 2026-11-03\nmoved: $1/GB\n", scenario=SCENARIO.partition("costs")[0])
    assert (done.exit_code, "unused-prices: no entry takes its prices" in done.stderr) == (0, True)


@pytest.mark.parametrize(
    ("prices", "said"),
    [
        ("as_of: 2026-11-03\nmovde: $1/GB\n", "prices.yaml:2:1: unknown-field"),
        ("as_of: 2026-02-30\nmoved: $1/GB\n", "prices.yaml:1:8: not-a-value"),
        ("moved: $1/GB\n", "prices.yaml:1:1: missing-field"),
        ("as_of: 2026-11-03\nmoved: $1/s\n", "prices.yaml:2:8: dimension"),
        ("as_of: 2026-11-03\nmoved: $1 / (GB\n", "prices.yaml:2:16: unexpected-end"),
        ("as_of: 2026-11-03\nmoved: [1, 2]\n", "prices.yaml:2:8: not-a-value"),
        ("as_of: 2026-11-03\nmoved: €1/GB\n", "one currency"),
        ("as_of: 2026-11-03\nmoved: $-1/GB\n", "prices.yaml:2:8: "),
        ("- $1/GB\n", "prices.yaml:1:1: not-a-mapping"),
        ("", "prices.yaml:1:1: not-a-mapping"),
        ("a: b: c\n", "prices.yaml:1:5: yaml"),
    ],
)
def test_a_bad_file(run, prices, said):
    for command in ("estimate", "explain"):
        done = run(prices, command=command)
        assert (done.exit_code, done.stdout) == (2, "")
        assert said in done.stderr


def test_a_comparison_tells_of_an_old_file_once(tmp_path):
    (tmp_path / "s.yaml").write_text(SCENARIO)
    (tmp_path / "p.yaml").write_text("as_of: 2020-01-01\nmoved: $0.02/GB\n")
    told = CliRunner().invoke(
        full_app(),
        ["compare", str(tmp_path / "s.yaml"), "--set", "it.moved=$9/GB", "--prices",
         str(tmp_path / "p.yaml")],
    )  # fmt: skip
    assert told.exit_code == 0, told.output
    assert told.stderr.count("old-prices") == told.stderr.count("p.yaml are") == 1
