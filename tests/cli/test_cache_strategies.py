"""`capest cache strategies` as a person and a program use it."""

from __future__ import annotations

import json

import program
import pytest

SCENARIO = """
traffic:
  get: {rate: 300k/s, kind: read, peak: 1}
  put: {rate: 6k/s, kind: write, peak: 1, request: 300 B}
caches:
  hot:
    serves: get
    written_by: put
    writes: write-behind
    hit_ratio: 95%
    coalescing: 25%
    write_delay: 10 s
    latency: 1 ms
    store_latency: 5 ms
    store_availability: 99.95%
    cache_availability: 99.9%
"""
TABLE = """\
hot: get reads 300k/s and put writes 6k/s at peak

WRITES             store   cache  takes  stale for  stale  at risk  writes up
  cache-aside      21k/s  321k/s   6 ms       1 ms               0     99.95%
  read-through     21k/s  321k/s   6 ms       1 ms               0     99.95%
  write-around     21k/s  315k/s   5 ms                          0     99.95%
  write-through    21k/s  321k/s  10 ms        0 s     0%        0     99.85%
* write-behind   16.5k/s  321k/s   1 ms        0 s     0%      60k      99.9%
"""


@pytest.fixture
def run(tmp_path):
    """The command on a scenario's text."""

    def running(*words, text=SCENARIO):
        (tmp_path / "my.yaml").write_text(text)
        result = program.run("cache", "strategies", "my.yaml", *words, cwd=tmp_path)
        return result.stdout.decode(), result.stderr.decode(), result.returncode

    return running


def test_a_row_for_each_strategy_in_eighty_columns(run):
    out, errors, code = run("hot")
    assert (errors, code) == ("", 0)
    assert out.startswith(TABLE)
    assert max(map(len, out.splitlines())) <= 80
    said = " ".join(out.split())
    assert "write-around: a new item's first read misses" in said
    assert "write-behind: up to 60k requests, 18 MB, wait in the queue" in said
    assert "left blank; to fill in, give: hot.items or hot.share, hot.ttl" in said


def test_the_chosen_one_is_marked_and_alone_in_it(run):
    out, _, _ = run("hot", "--set", "hot.writes=write-around")
    assert [line[:15] for line in out.splitlines() if line.startswith("*")] == ["* write-around "]
    out, _, code = run("hot", text=SCENARIO.replace("    writes: write-behind\n", ""))
    assert code == 0 and "*" not in out


def test_numbers_are_those_of_the_scenario_under_that_strategy(run):
    found = json.loads(run("hot", "--format", "json")[0])
    assert (found["cache"], found["chosen"]) == ("hot", "write-behind")
    for strategy, facts in found["strategies"].items():
        words = ["estimate", "-", "-f", "json", "--set", f"hot.writes={strategy}"]
        alone = program.run(*words, stdin=SCENARIO)
        quantities = json.loads(alone.stdout)["quantities"]
        assert {"store_qps", "cache_qps", "write_downtime"} <= facts["quantities"].keys()
        for name, quantity in facts["quantities"].items():
            assert quantity.items() <= quantities[f"hot.{name}"].items(), (strategy, name)
        assert facts["absent"]["backlog"] == json.loads(alone.stdout)["absent"]["hot.backlog"]


def test_markdown_marks_the_chosen_one(run):
    out, errors, code = run("hot", "-f", "markdown")
    assert (errors, code) == ("", 0)
    assert "| **write-behind** | 16.5k/s | 321k/s | 1 ms | 0 s | 0% | 60k | 99.9% |" in out
    assert "Left blank; to fill in, give: `hot.items or hot.share`, `hot.ttl`." in out


def test_all_digits_on_request(run):
    assert "99.85005%" in run("hot", "--exact")[0]


def test_derived_quantities_of_one_strategy_do_not_stop_the_others(run):
    text = SCENARIO + "derived: {lag: hot.store_lag * 2, twice: lag * 2}\n"
    assert run("hot", text=text)[2] == 0
    used = text + "assumptions: {slow: lag}\n"
    out, errors, code = run("hot", text=used)
    assert (out, code) == ("", 2) and "no-value" in errors


@pytest.mark.parametrize(
    ("words", "text", "code", "hint"),
    [
        (["hto"], SCENARIO, "unknown-cache", "did you mean 'hot'?"),
        (["put"], SCENARIO, "unknown-cache", "known: hot"),
        (["hot"], "traffic: {get: {rate: 1/s}}\n", "unknown-cache", "has no caches"),
        (
            ["hot"],
            "traffic: {get: {rate: 1/s}, put: {rate: 1/s, kind: write}}\n"
            "caches: {hot: {serves: get}}\n",
            "no-writer",
            "add written_by: put, or try --set hot.written_by=put",
        ),
        (
            ["hot"],
            "traffic: {get: {rate: 1/s}}\ncaches: {hot: {serves: get}}\n",
            "no-writer",
            "add traffic of kind write",
        ),
        (["hot", "-f", "csv"], SCENARIO, "unknown-format", "known: table, json, markdown"),
        (["hot", "--set", "hot.writes=behind"], SCENARIO, "unknown-option", "write-behind"),
        (["hot", "--set", "hot.written_by=got"], SCENARIO, "unknown-name", "did you mean 'get'?"),
    ],
)
def test_mistakes_are_told_once(words, text, code, hint, run):
    out, errors, status = run(*words, text=text)
    assert (out, status) == ("", 2)
    assert errors.count(f"{code}: ") == 1 and hint in errors


def test_a_writer_named_on_the_command_line_is_enough(run):
    text = SCENARIO.replace("    written_by: put\n", "").replace("    writes: write-behind\n", "")
    out, errors, code = run("hot", "--set", "hot.written_by=put", text=text)
    assert (errors, code) == ("", 0) and "16.5k/s" in out
