"""capest solve on the command line: an answer, none, and a question that makes no sense."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from capest.cli.app import full_app


@pytest.fixture(scope="module")
def run():
    runner = CliRunner()

    def invoke(*words):
        done = runner.invoke(full_app(), ["solve", *map(str, words)])
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done

    return invoke


def test_an_answer(run):
    done = run("twitter", "warm.nodes <= 140", "--vary", "dau")
    assert done.exit_code == 0
    assert "holds for dau from 497k users (0.00166x) to 360M users (1.2x)" in done.stdout
    assert "just below 497k users, 'post_store.popularity' is 3" in done.stdout, "as --set would"


def test_no_answer_fails(run):
    done = run("twitter", "warm.nodes <= 10", "--vary", "peak_factor")
    assert done.exit_code == 1
    assert "the nearest it comes is 117 nodes" in done.stdout


@pytest.mark.parametrize("name", ["json", "csv", "markdown"])
def test_formats(run, name):
    done = run("twitter", "warm.nodes <= 100", "--vary", "dau", "--set", "copies=1", "-f", name)
    assert done.exit_code == 2 and "unknown-name" in done.stderr
    done = run("twitter", "warm.nodes <= 100", "--vary", "dau", "-f", name)
    assert done.exit_code == 0 and "warm.nodes <= 100" in done.stdout


@pytest.mark.parametrize(
    ("words", "place"),
    [
        (["warm.nodes", "--vary", "dau"], "condition:1:11: no-comparison"),
        (["warm.nodes <= 1", "--vary", "dua"], "--vary:1:1: unknown-name"),
        (["warm.nodes <= 1", "--vary", "home.strategy"], "--vary:1:1: not-a-number"),
        (["search.qps <= 1/s", "--vary", "peak_factor"], "--vary:1:1: idle-name"),
        (["warm.nodes <= 1", "--vary", ""], "--vary:1:1: unknown-name"),
        (["warm.nodes <= 1", "--vary", "dau", "-f", "xml"], "unknown-format"),
    ],
)
def test_what_is_refused(run, words, place):
    done = run("twitter", *words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(place)


def test_one_value_is_varied(run):
    done = run("twitter", "post_store.shards <= 4096", "--vary", "dau", "--vary", "peak_factor")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("excluded-option: --vary is given twice")
