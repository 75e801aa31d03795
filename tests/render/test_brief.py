"""A report of many sections says what each comes to; --full and --only say all of it."""

from __future__ import annotations

from itertools import pairwise
from string import Formatter

import pytest
from typer.testing import CliRunner

import capest
from capest.cli.app import full_app
from capest.sections import sections

TRAFFIC = """
capest: 1
title: many
assumptions: {dau: 10M users, peak_factor: 2}
traffic:
"""


def _said(*words, stdin=None, **environment):
    done = CliRunner(env=environment).invoke(full_app(), words, input=stdin)
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.mark.parametrize("section", sections(), ids=lambda section: section.name)
def test_every_section_concludes_with_quantities_that_it_has(section):
    assert section.concludes
    for phrase in section.concludes:
        for _, name, _, _ in Formatter().parse(phrase):
            assert not name or name in section.results or section.field(name)


def test_each_section_of_many_has_a_line_or_two():
    lines = _said("estimate", "twitter").splitlines()
    assert "  storage    media 329 PB" in "\n".join(lines)
    used = {entry.section for entry in capest.load("twitter").entries.values()}
    labels = [number for number, line in enumerate(lines) if line[:2] == "  " and line[2:3].strip()]
    starts = [at for at in labels if lines[at][2:11].strip() in {s.name for s in sections()}]
    assert len(starts) == len(used) > 10
    assert all(later - at <= 2 for at, later in pairwise(starts))


def test_full_and_only_show_the_tables():
    brief, full = _said("estimate", "twitter"), _said("estimate", "twitter", "--full")
    assert "SHARDS" not in brief and "SHARDS" in full
    only = _said("estimate", "twitter", "--only", "shards")
    assert full.split("SHARDS")[1].split("\n\n")[0] in only
    assert "TRAFFIC" in _said("estimate", "instagram")


def test_what_matters_most_stands_first_and_the_rest_is_counted():
    entries = "".join(f"  t{number}: {{per_user: {number}/day}}\n" for number in range(1, 40))
    rest = "".join(
        f"{section}:\n  {entry}\n"
        for section, entry in {
            "storage": "kept: {added_by: t1, size: 1 kB, keep: 1 year}",
            "caches": "hot: {serves: t1, items: 1k, item_size: 1 kB}",
            "servers": "app: {serves: t1, cpu_time: 1 ms, cores: 4, utilisation: 50%}",
            "hops": "net: {p50: 1 ms, p99: 9 ms}",
            "budgets": "all: {path: [net], within: 5 ms}",
            "parts": "one: {availability: 99%}",
            "systems": "whole: {needs: [one]}",
        }.items()
    )
    said = _said("estimate", "-", stdin=f"{TRAFFIC}{entries}{rest}")
    traffic = next(line for line in said.splitlines() if line.startswith("  traffic"))
    assert traffic.startswith("  traffic    t39 4.51k/s · t38")
    assert "more" in said.split("storage")[0]


def test_failing_expectations_come_last(tmp_path):
    said = _said("estimate", "twitter", "--set", "dau=900M").splitlines()
    fails = [number for number, line in enumerate(said) if line.startswith("    fails: ")]
    assert fails and all(line.startswith("    ") for line in said[fails[0] :])
