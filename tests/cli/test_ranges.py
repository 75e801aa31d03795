"""`capest ranges` as a person, a pipe and a program use it."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess

import pytest
from program import CAPEST, run
from typer.testing import CliRunner

from capest.cli.app import full_app
from capest.engine.drawing.columns import on_arrays
from capest.engine.sample import MOST_DRAWS, MOST_ON_ARRAYS

MOST = MOST_ON_ARRAYS if on_arrays() else MOST_DRAWS

SCENARIO = """
assumptions:
  dau: 250M to 350M users
  posts: 0.5 to 4 posts/user/day
  media_size: 0.3 to 3 MB
  fixed: {value: 10 GB, source: a disk}
traffic:
  post: {per_user: posts, kind: write, request: media_size}
storage:
  media: {added_by: post, size: media_size, keep: 5 years, replicas: 3}
derived: {disks: "ceil(media.stored / (10 TB/disk))", spare: fixed}
expect:
  - media.stored <= 5 EB
  - media.stored <= 5 EB with 90%
"""


@pytest.fixture
def told(tmp_path):
    (tmp_path / "my.yaml").write_text(SCENARIO)

    def invoke(*words):
        done = run("ranges", "my.yaml", *words, cwd=tmp_path)
        return done.stdout.decode(), done.stderr.decode(), done.returncode

    return invoke


def test_three_parts_in_80_columns(told):
    shown, errors, code = told("media.stored")
    assert (code, errors) == (0, "")
    assert max(map(len, shown.splitlines())) <= 80
    assert "in 90 % of draws, half of them below" in shown
    for heading in ("WHAT MOVES IT", "MEASURE FIRST", "2,048 draws, seed 1"):
        assert heading in shown
    assert "p50" in shown and "█" in shown and "│" in shown
    assert "media.stored <= 5 EB with 90%: in" in shown
    assert shown == told("media.stored")[0] != told("media.stored", "--seed", "2")[0]


def test_where_the_stream_is_not_utf_8_bars_are_ascii(tmp_path):
    (tmp_path / "my.yaml").write_text(SCENARIO)
    words = [*CAPEST, "ranges", str(tmp_path / "my.yaml"), "media.stored"]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    shown = subprocess.run(words, capture_output=True, env=environment, check=True).stdout.decode()
    assert shown.isascii() and "####" in shown and "?" not in shown


def test_without_a_name_all_is_listed_that_is_uncertain(told):
    shown, _, code = told()
    assert code == 0
    listed = [line.split()[0] for line in shown.splitlines()[1:]]
    assert {"dau", "media.stored", "disks"} <= set(listed) and "fixed" not in listed


def test_programs_get_all_of_it(told):
    found = json.loads(told("media.stored", "-f", "json", "--draws", "400")[0])
    assert (found["quantity"], found["unit"], found["draws"]) == ("media.stored", "B", 400)
    assert found["p5"] < found["p50"] < found["p95"] and found["without_value"] == 0
    assert [item["range"] for item in found["drivers"]] == ["media_size", "posts", "dau"]
    assert [item["holds"] for item in found["expect"]] == [True, False]
    assert sum(bar["share"] for bar in found["histogram"]) == pytest.approx(1)
    rows = list(csv.DictReader(io.StringIO(told("media.stored", "-f", "csv")[0])))
    assert [row["range"] for row in rows] == ["media_size", "posts", "dau"]
    assert float(rows[0]["low"]) < float(rows[0]["high"])
    page = told("media.stored", "-f", "markdown")[0]
    assert page.startswith("**`media.stored`** is ") and "| `media_size` |" in page
    assert "- media.stored" in page


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("media.stord",), "did you mean 'media.stored'?"),
        (("media",), "it has media.size"),
        (("spare",), "'spare' rests on no range"),
        (("fixed", "--set", "dau=3M"), "'fixed' rests on no range"),
        (("dau", "--draws", "0"), "0 draws cannot be made"),
        (("dau", "--draws", "1000000000"), f"from 1 to {MOST:,}"),
        (("dau", "--draws", "1e9"), f"from 1 to {MOST:,}"),
        (("dau", "--format", "jsn"), "did you mean 'json'?"),
        (("--format", "json"), "--ranges --format json"),
        (("dau", "--set", "dau=3M to 2M"), "the low end of a range comes first"),
        (("post.peak", "--set", "post.peak=0.5 to 3"), "it cannot be below 1"),
        (
            ("dau", "--set", "dau=3M", "--set", "posts=3/day", "--set", "media_size=3 MB"),
            "no range",
        ),
    ],
)
def test_what_cannot_be_told_is_said_once(told, words, says):
    shown, errors, code = told(*words)
    assert (shown, code) == ("", 2) and says in errors
    assert "Traceback" not in errors and errors.count("hint:") <= 1


def _ranges(name, *derived, columns="80", dau="100M to 300M users"):
    lines = "".join(f"  {line}\n" for line in derived)
    text = f"capest: 1\ntitle: r\nassumptions:\n  dau: {dau}\nderived:\n{lines}"
    done = CliRunner(env={"COLUMNS": columns}).invoke(full_app(), ["ranges", "-", name], input=text)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_nearly_one_value_is_a_line_and_no_picture():
    one = _ranges("one", "one: ceil(dau / (1B users))")
    assert "all 2,048 draws give 1\n" in one and "█" not in one
    few = _ranges("few", "few: ceil(dau / (320M users))")
    assert "1 in 97%, 2 in 3.3% " in few and "of the 2,048 draws" in few
    assert "all 2,048 draws give 200M users" in _ranges("same", "same: 200M users + dau / 1B")
    assert "█" in _ranges("many", "many: ceil(dau / (200M users))")


def test_the_last_bar_says_that_it_holds_the_tail():
    lines = _ranges("cube", "cube: (dau / (1 user)) ^ 3").splitlines()
    ends = [line for line in lines if line.endswith(("and below", "and above"))]
    assert [line[-5:] for line in ends] == ["below", "above"]


@pytest.mark.parametrize("columns", ["60", "80", "120"])
def test_long_names_are_told_in_full(columns):
    name = "photographs_that_our_users_take_on_holidays"
    text = (
        f"capest: 1\ntitle: r\nassumptions:\n  {name}: 10M to 40M photos/day\n"
        f"  size: 1 MB to 4 MB\nderived:\n  total: {name} * size\n"
        "expect:\n  - total <= 100 TB/day\n"
    )
    runner = CliRunner(env={"COLUMNS": columns})
    done = runner.invoke(full_app(), ["ranges", "-", "total"], input=text)
    lines = done.stdout.splitlines()
    assert done.exit_code == 0 and max(map(len, lines)) <= int(columns)
    assert sum(name in line for line in lines) >= 2


def test_a_range_as_wide_as_floats_are():
    """Of 1 to 1e300, 5 % lie below 1 and as many above 1e300, some beyond what a float holds."""
    shown = _ranges("twice", "twice: dau * 2", dau="1 to 1e300")
    assert shown.startswith("twice   ") and "of them give it no value" in shown
    assert shown.count("█") > 12


def test_what_two_digits_do_not_tell_apart_is_not_told_as_aside(tmp_path):
    """Rounded up, shards hold a little less than they may: nearer to it the more there are."""
    (tmp_path / "s.yaml").write_text(
        "assumptions: {dau: 100M to 300M users}\n"
        "derived:\n  shards: ceil(dau / (1k users))\n  each: dau / shards\n"
    )
    shown = run("estimate", "s.yaml", "--ranges", cwd=tmp_path).stdout.decode()
    assert "draws of 1 range, seed 1" in shown and "outside the middle half" not in shown
    shown = run("ranges", "s.yaml", "each", cwd=tmp_path).stdout.decode()
    assert "outside" not in shown
    shown = run("ranges", "s.yaml", "dau", "--draws", "1", cwd=tmp_path).stdout.decode()
    assert "the one draw gives" in shown and "1 draw, seed 1" in shown


def test_a_report_in_one_screen_says_that_nothing_is_uncertain():
    shown = run("estimate", "twitter", "--ranges").stdout.decode()
    assert "nothing is uncertain: no value is written as a range" in " ".join(shown.split())
    assert "nothing is uncertain" not in run("estimate", "twitter").stdout.decode()
