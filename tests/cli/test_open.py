"""`capest open` writes a page that nobody else reads, and opens it where there is a browser."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest
from program import run

NONE = {"BROWSER": "", "DISPLAY": "", "WAYLAND_DISPLAY": ""}


def test_without_a_browser_the_path_is_printed(tmp_path):
    done = run("open", "leaderboard", TMPDIR=str(tmp_path), **NONE)
    path = Path(done.stdout.decode().strip())
    assert (done.stderr, done.returncode, path.parent) == (b"", 0, tmp_path)
    assert path.read_text("utf-8").startswith("<!doctype html>")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.skipif(sys.platform == "win32", reason="a script is a program on POSIX")
def test_a_browser_is_opened_with_the_page(tmp_path):
    script = tmp_path / "browser"
    script.write_text(f'#!/bin/sh\necho "$1" > {tmp_path}/opened\n', encoding="utf-8")
    script.chmod(0o700)
    asked = {**NONE, "BROWSER": f"{script} %s", "TMPDIR": str(tmp_path)}
    done = run("open", "leaderboard", "--set", "dau=1M", **asked)
    opened = (tmp_path / "opened").read_text("utf-8").strip()
    assert (done.returncode, opened) == (0, Path(done.stdout.decode().strip()).as_uri())


def test_what_cannot_be_read_is_not_opened():
    done = run("open", "nosuch", **NONE)
    assert (done.stdout, done.returncode) == (b"", 2)
    assert done.stderr.startswith(b"file-not-found: ")


def test_the_suffix_of_a_file_says_that_it_is_a_page(tmp_path):
    for name in ("a.html", "b.HTM"):
        assert run("estimate", "leaderboard", "--output", name, cwd=tmp_path).returncode == 0
        assert (tmp_path / name).read_text("utf-8").startswith("<!doctype html>")
    done = run("estimate", "leaderboard", "--output", "a.htmx", cwd=tmp_path)
    assert done.returncode == 2 and b"did you mean 'html'" in done.stderr
    done = run("estimate", "leaderboard", "--output", "a.html", cwd=tmp_path)
    assert done.returncode == 2 and b"--force" in done.stderr
