"""Colour, width and height: what the stream, the environment and --color make of the same lines."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios

import pytest
from typer.testing import CliRunner

from capest.cli.app import full_app

CAPEST = [sys.executable, "-m", "capest"]
PAINTED = "\x1b["
CLEAN = {
    name: value
    for name, value in os.environ.items()
    if name not in {"NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "TERM"}
}


def piped(*words, **environment):
    done = subprocess.run(
        [*CAPEST, *words], env={**CLEAN, **environment}, capture_output=True, check=False
    )
    return done.stdout.decode(), done.stderr.decode(), done.returncode


def on_a_terminal(*words, columns=80, rows=24, **environment):
    """What a person sees on a terminal of some size."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    process = subprocess.Popen(
        [*CAPEST, *words], stdin=theirs, stdout=theirs, stderr=theirs,
        env={**CLEAN, "TERM": "xterm-256color", **environment},
    )  # fmt: skip
    os.close(theirs)
    seen = b""
    while select.select([ours], [], [], 30)[0]:
        try:
            part = os.read(ours, 65536)
        except OSError:
            break
        seen += part
    os.close(ours)
    assert process.wait(30) == 0
    return seen.decode().replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("words", "environment", "is_painted"),
    [
        ([], {}, False),
        (["--color", "always"], {}, True),
        (["--color=always"], {"NO_COLOR": "1", "TERM": "dumb"}, True),
        ([], {"FORCE_COLOR": "1", "TERM": "dumb"}, True),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ([], {"FORCE_COLOR": "0"}, False),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
    ],
)
def test_what_decides_on_colour_in_a_pipe(words, environment, is_painted):
    for order in (["units", *words], [*words, "units"])[: 1 + bool(words)]:
        out, errors, code = piped(*order, **environment)
        assert (PAINTED in out, errors, code) == (is_painted, "", 0)


@pytest.mark.parametrize(
    ("words", "environment", "is_painted"),
    [
        ([], {}, True),
        (["--color", "never"], {}, False),
        ([], {"NO_COLOR": "1"}, False),
        ([], {"TERM": "dumb"}, False),
        ([], {"NO_COLOR": ""}, True),
    ],
)
def test_what_decides_on_colour_at_a_terminal(words, environment, is_painted):
    assert (PAINTED in on_a_terminal("units", *words, **environment)) == is_painted


def test_colour_is_one_option_of_all_commands():
    for words in (["list"], ["units"], ["cache", "trace", "a b a", "--size", "2"]):
        assert PAINTED in piped(*words, "--color", "always")[0]
    out, errors, code = piped("list", "--color", "sometimes")
    assert (out, code) == ("", 2) and "'sometimes' is not one of 'auto', 'always'" in errors
    assert "--color" in piped("--help")[0]


@pytest.mark.parametrize("columns", [40, 60, 160])
@pytest.mark.parametrize(
    "words",
    [
        ["estimate", "twitter"],
        ["estimate", "twitter", "--full"],
        ["explain", "twitter", "feed.p99"],
        ["compare", "instagram", "--set", "dau=300M"],
        ["grow", "instagram", "--grow", "dau=50%/year"],
        ["sweep", "instagram", "dau=100M..1B", "peak_factor=2..4"],
        ["ranges", "instagram", "traffic.qps", "--set", "dau=100M to 300M"],
        ["cache", "strategies", "pastebin", "hot_pastes", "--set", "hot_pastes.written_by=create"],
        ["units"],
        ["fields", "traffic"],
    ],
    ids=" ".join,
)
def test_no_line_is_wider_than_is_said(words, columns):
    done = CliRunner(env={"COLUMNS": str(columns)}).invoke(full_app(), words)
    assert done.exit_code == 0, done.output
    for line in done.stdout.splitlines():
        assert len(line) <= columns, line


@pytest.mark.parametrize("columns", ["1", "0", "-5", "word", "100000"])
def test_any_width_may_be_said(columns):
    done = CliRunner(env={"COLUMNS": columns}).invoke(full_app(), ["estimate", "youtube"])
    assert done.exit_code == 0 and max(map(len, done.stdout.splitlines())) <= 160


def test_a_page_is_as_wide_as_the_terminal_and_a_pipe_80():
    wide = on_a_terminal("estimate", "twitter", "--color", "never", columns=120)
    assert 80 < max(map(len, wide.splitlines())) <= 120
    assert max(map(len, piped("estimate", "twitter")[0].splitlines())) <= 80


def test_the_headline_is_what_remains_of_a_report_that_is_taller_than_the_terminal():
    headline = "147k QPS average"
    for words, rows, times in (([], 24, 2), ([], 60, 1), (["--full"], 60, 2)):
        seen = on_a_terminal("estimate", "twitter", *words, rows=rows, NO_COLOR="1")
        assert seen.count(headline) == times
        assert headline in "\n".join(seen.splitlines()[-rows + 1 :])
    assert piped("estimate", "twitter", "--full")[0].count(headline) == 1


@pytest.mark.parametrize(
    "words",
    [
        ["explain", "twitter", "feed.p99"],
        ["compare", "instagram", "--set", "dau=1B"],
        ["cache", "trace", "a b c a b d a", "--sizes", "1..4"],
        ["ranges", "instagram", "traffic.qps", "--set", "dau=100M to 300M"],
    ],
    ids=" ".join,
)
def test_a_stream_without_other_signs_gets_ascii(words):
    done = subprocess.run(
        [*CAPEST, *words], env={**CLEAN, "PYTHONIOENCODING": "ascii"}, capture_output=True,
        check=True,
    )  # fmt: skip
    signs = done.stdout.decode("ascii").replace("did you mean '?'", "")
    assert "?" not in signs, "a sign that has no other"
