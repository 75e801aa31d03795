"""Completion in real shells: what is offered for the last word of a command line."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import program
import pytest

BIN = Path(sys.executable).parent


def _asked(*words):
    return program.run("completion", "words", "--", *words).stdout.decode().split()


@pytest.mark.parametrize(
    ("words", "among"),
    [
        (["es"], "estimate"),
        ([""], "practice"),
        (["--v"], "--version"),
        (["estimate", "tw"], "twitter"),
        (["estimate", "tests/claims/propose/ph"], "tests/claims/propose/photos.capest.yaml"),
        (["estimate", "twitter", "--na"], "--napkin"),
        (["estimate", "twitter", "--format", "js"], "json"),
        (["estimate", "twitter", "--set", "da"], "dau="),
        (["estimate", "--napkin", "twi"], "twitter"),
        (["explain", "twitter", "post_store.sh"], "post_store.shards"),
        (["sweep", "twitter", "peak"], "peak_factor="),
        (["practice", "int"], "interview"),
        (["practice", "--kind", "sl"], "slip"),
        (["practice", "interview", "lea"], "leaderboard"),
        (["practice", "interview", "--pr"], "--print"),
        (["fields", "sto"], "storage"),
        (["check", "--ignore", "nap"], "napkin"),
        (["help", "unknown-u"], "unknown-unit"),
        (["help", "lang"], "language"),
        (["completion", "fi"], "fish"),
    ],
)
def test_what_is_offered(words, among):
    assert among in _asked(*words)


@pytest.mark.parametrize(
    "words",
    [
        ["nosuch", ""], ["check", ""], ["explain", "nosuch", "x"], ["estimate", "twitter", "x"],
        ["explain", "-", ""], ["estimate", "twitter", "--set", "dau=3"], ["calc", "3"],
    ],
)  # fmt: skip
def test_where_nothing_is_known_nothing_is_offered_and_a_shell_takes_files(words):
    assert _asked(*words) == []


def _in_shell(shell, code):
    if shutil.which(shell) is None:
        pytest.skip(f"there is no {shell} on this machine")
    path = os.pathsep.join((str(BIN), os.environ.get("PATH", "")))
    done = subprocess.run(
        [shell, "-c", code], capture_output=True, text=True, env={**os.environ, "PATH": path},
        timeout=60, check=False,
    )  # fmt: skip
    assert not done.stderr, done.stderr
    return done.stdout.split()


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["estimate", "tw"], ["twitter"]),
        (["estimate", "twitter", "--set", "da"], ["dau="]),
        (["explain", "twitter", "search.peak_q"], ["search.peak_qps"]),
        (["check", "nosuchfile"], []),
    ],
)
def test_bash(words, offered):
    line = shlex.join(["capest", *words])
    code = (
        'eval "$(capest completion bash)"; complete -p capest > /dev/null || exit; '
        f"compopt() {{ :; }}; COMP_WORDS=({line}); COMP_CWORD={len(words)}; _capest; "
        'printf "%s\\n" "${COMPREPLY[@]}"'
    )
    assert _in_shell("bash", code) == offered


def test_zsh():
    code = (
        'autoload -U compinit; compinit -D -u; eval "$(capest completion zsh)"; '
        'compadd() { shift 2; print -l -- "$@"; }; words=(capest estimate tw); CURRENT=3; _capest'
    )
    assert _in_shell("zsh", code) == ["twitter"]


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("capest explain twitter search.peak_q", ["search.peak_qps"]),
        ("capest lis", ["list"]),  # and no files beside
        ("capest check READ", ["README.md"]),
    ],
)
def test_fish(line, offered):
    assert _in_shell("fish", f'capest completion fish | source; complete -C "{line}"') == offered


def test_an_unknown_shell_is_told():
    done = program.run("completion", "bsh")
    assert done.returncode == 2 and b"did you mean 'bash'?" in done.stderr
