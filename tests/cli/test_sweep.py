"""capest sweep on the command line."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from capest.cli.app import full_app


@pytest.fixture(scope="module")
def run():
    runner = CliRunner()

    def invoke(*words):
        done = runner.invoke(full_app(), ["sweep", *map(str, words)])
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done

    return invoke


def test_a_table_with_courses(run):
    done = run("twitter", "dau=100M..1B*4", "--show", "post_store.shards, warm.nodes")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[2:5] == [
        "dau                   100M   215M   464M      1B",
        "  post_store.shards     64    256    512   1,024   ▁▂▄█",
        "  warm.nodes            39     84    181     389   ▁▂▄█",
    ]


def test_changes_come_first(run):
    done = run("pastebin", "text_size=1 KB, 2 KB", "--set", "kept_for=1 year", "-f", "csv")
    assert done.stdout.startswith("text_size,name,value,unit,display,decided_by\n1000,")


@pytest.mark.parametrize("name", ["json", "markdown", "csv"])
def test_formats(run, name):
    done = run("twitter", "dau=100M,200M", "--show", "warm.nodes", "-f", name)
    assert done.exit_code == 0 and "warm.nodes" in done.stdout


@pytest.mark.parametrize(
    ("words", "place"),
    [
        (["dau"], "sweep:1:1: not-a-change"),
        (["dau=1M..2M", "--show", "warm.nodes,warm.node"], "--show:1:12: unknown-name"),
        (["dau=1M..2M*300"], "sweep:1:5: number-of-values"),
        (["dau=1M..2M", "-f", "xml"], "unknown-format"),
        (["dau=1M, 2M, 3 days"], "sweep:1:13: dimension"),
    ],
)
def test_what_is_refused(run, words, place):
    done = run("twitter", *words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(place)


def test_what_is_no_limit_is_named_as_not_followed(run):
    for format_name in ("table", "markdown"):
        done = run("web_search", "dau=100M,200M", "--show", "results.nodes", "-f", format_name)
        assert "no limits, and not followed: search.per" in done.stdout.replace("\\_", "_")


@pytest.fixture(scope="module")
def estimated():
    runner = CliRunner()
    return lambda *words: runner.invoke(full_app(), ["estimate", *map(str, words)])


SEARCH = """
assumptions: {dau: 300M, share: 10%}
traffic: {search: {per_user: 10/day}, feed: {per_user: 2/day}}
caches:
  hot:
    serves: search, feed
    items: dau
    item_size: 1 kB
    popularity: zipf 0.9
    hit_ratio: 95%
derived: {more: "max(share, 5%) * 2"}
"""


@pytest.fixture
def search(tmp_path):
    path = tmp_path / "search.yaml"
    path.write_text(SEARCH)
    return path


def test_an_estimate_of_several_values_has_a_column_for_each(estimated, search):
    done = estimated(search, "--set", "dau=100M,200M,400M")
    assert done.exit_code == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[2].split() == ["dau", "100M", "200M", "400M"]
    assert lines[3].split()[:4] == ["traffic.qps", "13.9k/s", "27.8k/s", "55.6k/s"]
    assert "the same throughout: more 0.2" in done.stdout


def test_it_is_what_each_value_alone_gives(estimated, search):
    found = json.loads(estimated(search, "--set", "dau=100M..400M*3", "-f", "json").stdout)
    for point in found["points"]:
        alone = estimated(search, "--set", f"dau={point['at']['dau']:f}", "-f", "json")
        quantities = json.loads(alone.stdout)["quantities"]
        for name, facts in point["quantities"].items():
            assert facts["value"] == pytest.approx(quantities[name]["value"])


@pytest.mark.parametrize(
    "change",
    ["dau=1,000,000", "dau=max(1M, 2M)", "hot.serves=search, feed", "hot.serves=feed", "dau=1M"],
)
def test_what_can_be_read_as_one_value_is_one(estimated, search, change):
    done = estimated(search, "--set", change, "-f", "json")
    assert "quantities" in json.loads(done.stdout) and done.exit_code == 0


def test_a_comma_in_parentheses_parts_no_values(run, search):
    done = run(search, "dau=max(1M, 2M), max(3M, (4M)), 5M", "--show", "traffic.qps", "-f", "json")
    assert [point["at"]["dau"] for point in json.loads(done.stdout)["points"]] == [2e6, 4e6, 5e6]


def test_several_values_into_a_file(estimated, search, tmp_path):
    path = tmp_path / "x.md"
    assert estimated(search, "--set", "dau=100M,200M", "-o", path).exit_code == 0
    assert "| `dau` | 100M | 200M |" in path.read_text()


@pytest.mark.parametrize(
    ("words", "place"),
    [
        (["--set", "dau=1M,2M", "--only", "traffic"], "excluded-option: --only"),
        (["--set", "dau=1M,2M", "--ranges"], "excluded-option: --ranges"),
        (["--set", "dau=1M,2 days"], "--set:1:8: dimension"),
        (["--set", "dau=1M..2 days"], "--set:1:"),
        (["--set", "dau=1M.."], "--set:1:"),
        (["--set", "dua=1M,2M"], "--set:1:1: unknown-name"),
        (["--set", "hot.policy=lru,lfo"], "--set:1:"),
    ],
)
def test_several_values_that_are_refused(estimated, search, words, place):
    done = estimated(search, *words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(place)
