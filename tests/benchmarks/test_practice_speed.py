"""How soon the first question is there: `pytest tests/benchmarks --benchmark-enable`.

Aim: well under half a second, on a terminal too; an import of rich in the same run to compare with.
"""

from __future__ import annotations

import os
import pty
import subprocess
import sys

import pytest

PRACTICE = [sys.executable, "-m", "capest", "practice", "--no-history"]
USER = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _piped():
    found = subprocess.run(PRACTICE, input=b"", capture_output=True, check=True, env=USER)
    assert found.stdout.startswith(b"Question 1 of 10")


def _on_a_terminal():
    """Until the prompt stands below the first question."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        PRACTICE, stdin=theirs, stdout=theirs, stderr=theirs, env=USER
    ) as process:
        seen = b""
        while b"> " not in seen:
            seen += os.read(ours, 65536)
        os.write(ours, b"q\n")
        os.close(theirs)
        while b"Summary" not in seen:
            seen += os.read(ours, 65536)
    os.close(ours)
    assert process.returncode == 0


def _import_of_rich():
    command = [sys.executable, "-c", "import rich.console"]
    subprocess.run(command, check=True, env=USER)


@pytest.mark.parametrize("what", [_piped, _on_a_terminal, _import_of_rich])
def test_the_first_question(benchmark, what):
    benchmark.group = "first question"
    benchmark.pedantic(what, rounds=10, warmup_rounds=2)
