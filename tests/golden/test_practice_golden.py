"""A whole practice as it is shown: hints, a wrong dimension, slips, no answer, the end of input."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
LINES = "h\n28k\n5 GB\nlots\n\n200 MB\n"
WORDS = ["--kind", "step", "--n", "6", "--seed", "7"]


def _practice(home, *words, lines=""):
    result = subprocess.run(
        [sys.executable, "-m", "capest", "practice", *words], input=lines, capture_output=True,
        text=True, check=True, env={**os.environ, "XDG_DATA_HOME": str(home)},
    )  # fmt: skip
    return result.stdout


def test_a_session_and_its_stats(tmp_path, snapshot):
    snapshot(HERE / "practice.session.txt", _practice(tmp_path, *WORDS, lines=LINES))
    snapshot(HERE / "practice.stats.txt", _practice(tmp_path, "stats"))


def test_a_sheet_with_its_key(tmp_path, snapshot):
    snapshot(HERE / "practice.key.txt", _practice(tmp_path, *WORDS, "--print", "--key"))
