"""--watch: a file is saved, and looked at again."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time

import pytest
from typer.testing import CliRunner

from capest.cli.app import COMMANDS, full_app
from capest.cli.watch import WATCHED

TEXT = "assumptions: {dau: 300M}\ntraffic: {search: {per_user: 10/day}}\nexpect: [dau < 400M]\n"
PATIENCE = 20  # seconds, for a machine that does much else


@pytest.fixture
def watch(tmp_path):
    started = []

    def start(*words):
        process = subprocess.Popen(
            [sys.executable, "-m", "capest", *words, "--watch"],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=tmp_path,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()


def _until(process, text):
    """All that is written until a text is."""
    read, end = b"", time.monotonic() + PATIENCE
    while text.encode() not in read:
        assert time.monotonic() < end, read.decode()
        if select.select([process.stdout], [], [], 0.1)[0]:
            read += os.read(process.stdout.fileno(), 65536)
    return read.decode()


def test_a_scenario_is_looked_at_again_even_a_broken_one(watch, tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text(TEXT)
    process = watch("estimate", "a.yaml", "-f", "csv")
    _until(process, "dau,300000000,")
    path.write_text(TEXT.replace("300M", "600 dya"))
    _until(process, "did you mean 'day'?")
    path.unlink()
    _until(process, "file-not-found")
    path.write_text(TEXT.replace("300M", "500M"))
    assert "\033" not in _until(process, "dau,500000000,")
    process.send_signal(signal.SIGINT)
    assert process.wait(PATIENCE) == -signal.SIGINT


def test_a_check_watches_documents_and_what_they_name(watch, tmp_path):
    (tmp_path / "a.capest.yaml").write_text(TEXT)
    (tmp_path / "a.md").write_text("We have 34.7k/s<!-- capest: search.qps -->.\n")
    process = watch("check", ".")
    _until(process, "1 claim in 1 document: 1 hold")
    (tmp_path / "a.capest.yaml").write_text(TEXT.replace("10/day", "20/day"))
    _until(process, "value: search.qps is 69.4k/s")
    (tmp_path / "a.md").write_text("We have 69.4k/s<!-- capest: search.qps -->.\n")
    _until(process, "1 claim in 1 document: 1 hold")
    (tmp_path / "b.md").write_text("No claims.\n")
    _until(process, "in 2 documents")


def test_its_own_file_is_written_again_and_no_other(watch, tmp_path):
    path, output = tmp_path / "a.yaml", tmp_path / "a.csv"
    path.write_text(TEXT)
    output.write_text("mine")
    process = watch("estimate", "a.yaml", "-o", "a.csv")
    _until(process, "file-exists")
    output.unlink()
    path.write_text(TEXT + "# saved\n")
    for users in ("300000000", "200000000"):
        end = time.monotonic() + PATIENCE
        while not (output.exists() and f"dau,{users}," in output.read_text()):
            assert time.monotonic() < end
            time.sleep(0.05)
        path.write_text(TEXT.replace("300M", "200M"))


def test_it_ends_when_nobody_reads_it(watch, tmp_path):
    (tmp_path / "a.yaml").write_text(TEXT)
    process = watch("estimate", "a.yaml")
    _until(process, "1 of 1 hold")
    process.stdout.close()
    assert process.wait(PATIENCE) == 0


def test_standard_input_cannot_change():
    done = CliRunner().invoke(full_app(), ["estimate", "-", "--watch"], input=TEXT)
    assert done.exit_code == 2
    assert "nothing-to-watch" in done.stderr


def test_every_command_that_can_be_watched_says_so():
    assert set(WATCHED) < set(COMMANDS)
    for name in COMMANDS:
        if name not in ("cache", "practice"):
            done = CliRunner().invoke(full_app(), [name, "--help"])
            assert ("--watch" in done.stdout) == (name in WATCHED), name
