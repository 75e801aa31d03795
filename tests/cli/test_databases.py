"""`capest databases` as a person and a program use it."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from typer.testing import CliRunner

import capest
from capest.cli.app import full_app
from capest.scenario.profiles import profile, profile_names

SCENARIO = """
traffic:
  put: {rate: 500/s, kind: write, request: 1 KB, peak: 1}
  get: {rate: 1k/s, kind: read, response: 4 KB, peak: 1}
storage:
  rows: {added_by: put, size: 1 KB, keep: 2 hours, replicas: 3}
  loose: {count: 1M, size: 20 KB}
shards:
  store: {of: rows, reads: get, clients: 40, pool: 2 connections/server}
costs: {bill: {of: store, machine: $0.4/h}, other: {of: [rows, loose], kept: $0.02/GB/month}}
"""
DATABASES = [name for name in profile_names("limits") if profile("limits", name).subject]


@pytest.fixture
def run(tmp_path, monkeypatch):
    """The command on a scenario's text."""
    monkeypatch.chdir(tmp_path)

    def running(*words, text=SCENARIO):
        (tmp_path / "my.yaml").write_text(text)
        done = CliRunner().invoke(full_app(), ["databases", "my.yaml", *words])
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done.stdout, done.stderr, done.exit_code

    return running


def of_json(run, *words, text=SCENARIO):
    return json.loads(run(*words, "-f", "json", text=text)[0])["databases"]


def test_a_partition_of_dynamodb_as_published(run):
    """AWS, DynamoDB Developer Guide, partitions and data distribution, 2017: 1,000 reads of 4 KB
    and 500 writes of 1 KB, 1,000 / 3,000 + 500 / 1,000 = 0.8333, take one partition; 1,500 of each
    take two.
    """
    found = of_json(run, "store")["dynamodb"]
    assert found["quantities"]["requests_of_one"]["value"] == pytest.approx(0.8333, abs=1e-4)
    assert (found["quantities"]["shards"]["value"], found["decides"]) == (1, "both")
    more = SCENARIO.replace("500/s", "1500/s").replace("1k/s", "1500/s")
    found = of_json(run, "store", text=more)["dynamodb"]["quantities"]
    assert found["requests_of_one"]["value"] == pytest.approx(2)
    assert found["shards"]["value"] == 2


def test_both_tables_in_eighty_columns(run):
    out, errors, code = run("store")
    assert (errors, code) == ("", 0)
    assert max(map(len, out.splitlines())) <= 80
    assert re.search(r"^  vitess +1 +3 +\w+ +\$864/month$", out, re.M)
    assert re.search(r"^  dynamodb +1 +both$", out, re.M), "a partition is no machine to pay for"
    assert re.search(r"^  postgres +0\.000146 +0\.825$", out, re.M)
    assert [line for line in out.splitlines() if line.startswith("* as written")]
    said = " ".join(out.split())
    assert "one node would do, by the limits that are known: bigtable, cassandra, click" in said
    assert "store.max_size, store.max_items, store.max_write_qps" in said


def test_numbers_are_those_of_the_scenario_under_that_profile(run):
    found = of_json(run, "store")
    assert [*found] == ["as written", *DATABASES]
    for name in ("bigtable", "mongodb", "vitess"):
        alone = capest.estimate(capest.load(SCENARIO), **{"store.limits": name})
        for quantity in ("shards", "nodes"):
            value = found[name]["quantities"][quantity]["value"]
            assert value == alone[f"store.{quantity}"].value
        assert found[name]["costs"]["bill"]["quantities"]["per_month"]["value"] == pytest.approx(
            alone["bill.per_month"].value
        )


def test_a_test_rounded_up_is_the_shards_that_its_limit_asks_for(run):
    text = SCENARIO.replace("500/s", "50k/s").replace("1k/s", "100k/s")
    for name, facts in of_json(run, "store", text=text).items():
        numbers = {key: item["value"] for key, item in facts["quantities"].items()}
        tests = [value for key, value in numbers.items() if key.endswith("_of_one")]
        assert bool(tests) == ("shards" in numbers) == (name != "as written")
        assert not tests or max(tests) <= numbers["shards"] + 1e-9 < max(tests) + 1 + 2e-9, name


def test_what_a_vendor_says_replaces_what_the_store_says_and_the_rest_stays(run):
    text = SCENARIO.replace("reads: get,", "reads: get, max_size: 1 TB, max_write_qps: 100/s,")
    found = of_json(run, "store", text=text)
    assert found["as written"]["quantities"]["writes_of_one"]["value"] == pytest.approx(500 / 70)
    assert found["vitess"]["quantities"]["writes_of_one"]["value"] == pytest.approx(5)
    assert found["vitess"]["quantities"]["size_of_one"]["value"] == pytest.approx(3.6 / 250)
    chosen = text.replace("max_size: 1 TB,", "max_size: 1 TB, limits: vitess,")
    marked = [line[:8] for line in run("store", text=chosen)[0].splitlines() if line[:1] == "*"]
    assert marked == ["* vitess", "* vitess"]
    found = of_json(run, "store", text=chosen)
    assert [*found] == DATABASES
    assert found["vitess"]["quantities"]["size_of_one"]["value"] == pytest.approx(3.6 / 1000)


@pytest.mark.parametrize(("name", "store"), [("rows", "store"), ("loose", "loose_shards")])
def test_a_storage_stands_for_what_cuts_it(run, name, store):
    found = json.loads(run(name, "-f", "json")[0])
    assert found["store"] == store
    assert found["databases"]["vitess"]["quantities"]["shards"]["value"] == 1


def test_one_leader_carries_the_writes_of_data_that_no_node_holds(run):
    text = SCENARIO.replace("2 hours", "5 years")
    said = " ".join(run("store", text=text)[0].split())
    assert "one leader would carry the writes, not one node the rest: bigtable, cosmos_db" in said


def test_markdown_and_a_spreadsheet(run):
    out, errors, code = run("store", "-f", "markdown")
    assert (errors, code) == ("", 0)
    assert "| vitess | 1 | 3 | " in out and "| dynamodb | 1 |  | both |  |" in out
    assert "| **as written** |" in out
    lines = csv.DictReader(io.StringIO(run("store", "-f", "csv")[0]))
    rows = {row["database"]: row for row in lines}
    assert [*rows] == ["as written", *DATABASES]
    assert float(rows["dynamodb"]["requests_of_one"]) == pytest.approx(0.8333, abs=1e-4)
    assert float(rows["postgres"]["size_of_one"]) == pytest.approx(
        float(rows["mysql"]["size_of_one"]) * 2
    ), "a table has 2^32 pages of 8 KiB, or of 16 KiB"


@pytest.mark.parametrize("name", ["twitter", "dropbox", "instagram"])
def test_shipped_stores_are_compared(name):
    scenario = capest.load(name)
    stores = [item.name for item in scenario.entries.values() if item.section == "shards"]
    for store in stores[:1]:
        done = CliRunner().invoke(full_app(), ["databases", name, store])
        assert done.exit_code == 0
        assert max(map(len, done.stdout.splitlines())) <= 80


SEVERAL = SCENARIO.replace("shards:\n", "shards:\n  second: {of: rows}\n")


@pytest.mark.parametrize(
    ("words", "text", "code", "hint"),
    [
        (["stor"], SCENARIO, "unknown-store", "did you mean 'store'?"),
        (["zzz"], SCENARIO, "unknown-store", "known: rows, loose, store"),
        (["get"], SCENARIO, "unknown-store", "'get' is an entry of traffic"),
        (["a"], "traffic: {a: {rate: 1/s}}\n", "unknown-store", "no shards and no storage"),
        (["rows"], SEVERAL, "several-stores", "name one of second, store"),
        (["store", "-f", "xml"], SCENARIO, "unknown-format", "known: csv, json, markdown, table"),
        (["store", "--set", "store.pool=3 s"], SCENARIO, "dimension", "pool"),
    ],
)
def test_mistakes_are_told(run, words, text, code, hint):
    out, errors, exit_code = run(*words, text=text)
    assert (out, exit_code) == ("", 2)
    assert f"{code}: " in errors and hint in errors
