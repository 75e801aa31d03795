"""A derivation is cut to what a reader asks first: what decides, two levels deep."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from capest.cli.app import full_app

STORE = """
capest: 1
title: store
assumptions: {dau: 50M users, peak_factor: 2, kept: 2 years}
traffic:
  post: {per_user: 3/day, kind: write, request: 1 kB}
  read: {per_user: 20/day, kind: read, response: 10 kB}
storage:
  posts: {added_by: post, size: 1 kB, keep: kept, replicas: 3}
shards:
  main:
    {of: posts, writes: post, reads: read,
     max_size: 1 TB, max_write_qps: 2k/s, max_read_qps: 5k/s}
"""


def _explained(*words, text=STORE, **environment):
    runner = CliRunner(env=environment)
    return runner.invoke(full_app(), ["explain", "-", *words], input=text)


def test_what_decides_stands_first_and_what_does_not_in_one_line():
    lines = _explained("main.shards").stdout.splitlines()
    branches = [line for line in lines if line.startswith(("├─ ", "└─ "))]
    assert branches[0].startswith("├─ main.by_size = ") and "decides" in branches[0]
    assert branches[1:] == ["└─ below it: main.by_reads = 7 shards, main.by_writes = 3 shards"]
    assert not any("main.write_qps" in line for line in lines)


def test_all_levels_have_the_losers_in_full():
    said = _explained("main.shards", "--depth", "all").stdout
    assert "main.write_qps = post.peak_qps" in said and "below it" not in said
    assert "more quantit" not in said


@pytest.mark.parametrize("depth", [1, 2, 3, 4])
def test_so_many_levels(depth):
    lines = _explained("main.shards", "--depth", str(depth)).stdout.splitlines()
    deepest = max(line.rindex("─ ") for line in lines if "─ " in line)
    assert deepest == 3 * (depth - 1) + 1


def test_a_quantity_that_only_repeats_another_is_on_its_line():
    said = _explained("main.size").stdout
    assert said.startswith("main.size = posts.one_copy = posts.logical = 110 TB\n")
    assert "posts.keep = kept = 2 years  given standard input:4:" in said
    assert "post.qps = post.per_day" not in _explained("post.peak_qps").stdout, "day -> second"


def test_what_is_left_out_is_counted_and_what_it_rests_on_named():
    lines = _explained("main.shards", "--depth", "1").stdout.splitlines()
    assert lines[-1].endswith(" more quantities: --depth 3, or all")
    rests = next(line for line in lines if line.startswith("rests on "))
    assert "main.max_size" in rests
    few = _explained("post.peak_qps").stdout
    assert "more quantit" not in few and "given standard input:6:20" in few


def test_the_end_of_a_name_is_enough_where_one_has_it():
    assert _explained("shards").stdout == _explained("main.shards").stdout
    done = _explained("peak_qps")
    assert done.exit_code == 2 and "which of post.peak_qps, read.peak_qps" in done.stderr
    text = STORE.replace("50M users", "20M to 90M users")
    ranged = CliRunner().invoke(full_app(), ["ranges", "-", "shards"], input=text)
    assert ranged.exit_code == 0 and "main.shards" in ranged.stdout


def test_a_name_that_is_one_is_not_the_end_of_another():
    text = STORE + "derived: {shards: 3}\n"
    assert _explained("shards", text=text).stdout.startswith("shards = 3")


def test_an_entry_has_its_table():
    said = _explained("main").stdout
    assert said.startswith("QUANTITY") and "main.by_size" in said and "posts.size" not in said


@pytest.mark.parametrize("depth", ["0", "-1", "two", "", "1.5", "٣"])
def test_a_depth_that_is_none(depth):
    done = _explained("main.shards", f"--depth={depth}")
    assert done.exit_code == 2 and "no number of levels" in done.stderr


def test_any_number_of_levels_may_be_asked_for():
    assert _explained("main.shards", "--depth", "9" * 50).exit_code == 0


PATH = """
capest: 1
title: path
hops:
  lb: {p50: 1 ms, p99: 2 ms}
  app: {p50: 10 ms, p99: 40 ms}
budgets:
  page: {path: [lb, app], within: 30 ms}
"""


def test_a_path_is_a_table_of_its_hops_with_what_each_takes():
    said = _explained("page.p99", text=PATH, COLUMNS="120").stdout
    assert "= path_time(99%, lb, app)" in said and "lb.p50" not in said
    rows = {line.split()[1]: line.split() for line in said.splitlines() if line[:3] == "│  "}
    assert rows["app"][2:8] == ["10", "ms", "21.5", "ms", "40", "ms"]
    assert rows["app"][-1] == "██████████", "a bar of the mean"
    assert "each with share 100%, parallel 1, asked_again 0%" in said
    assert "= path_share(page.within, lb, app)" in _explained("page.in_time", text=PATH).stdout


def test_a_path_of_one_hop_and_all_of_a_path():
    one = PATH.replace("[lb, app]", "[app]")
    assert "= path_time(99%, app)" in _explained("page.p99", text=one).stdout
    every = _explained("page.p99", "--depth", "all", text=PATH).stdout
    assert "├─ lb.p50 = 1 ms  given standard input:5:" in every
