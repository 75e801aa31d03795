"""capest sweep on the command line."""

from __future__ import annotations

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
