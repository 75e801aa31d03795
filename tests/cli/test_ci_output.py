"""What a build's log shows of a stranger's files: names and texts that would steer it."""

from __future__ import annotations

import json
import os
import re
import subprocess

import program
import pytest

from capest.claims.reports import FORMATS

MODEL = 'assumptions: {dau: {value: 300M users, source: "s \\u001b[31m\\r\\u202e"}}\n'
MODEL += "traffic: {search: {per_user: 10/day}}\n"
USE = "<!-- capest: use m.capest.yaml -->\n"
BAD = (
    f"""{USE}
Peak 30K<!-- capest: foo
::error file=x,line=1::pwned -->

x ##[set-output name=pwn]yes 30K<!-- capest: search.qps -->
"""
    + "5<!-- capest: ##[set-output name=o]v \x1b[31m\x07\u202e -->\n\n" * 12
)
NAMES = {
    "plain": "docs/a.md",
    "a command": "::add-mask::secret/x.md",
    "a line of its own": "nl\n::error::x/x.md",
    "an escape": "e\x1b[31m\u202e##[error]x/x.md",
    "no UTF-8": b"caf\xff/x.md",
}
MINE = re.compile(rb"::(error|warning|notice) (file=[^,:\n]*,line=|title=capest)")


def run(folder, *words, **environment):
    done = program.run(*words, cwd=folder, **environment)
    assert b"Traceback" not in done.stderr, done.stderr.decode("utf-8", "replace")
    return done


def assert_steers_nothing(text, *, is_github=False):
    for line in text.split(b"\n"):
        assert not re.search(rb"[\x00-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\x8e\x8f\xa8-\xae]", line)
        assert not re.search(rb"##\w*\[", line), line
        if line.strip().startswith(b"::"):
            assert is_github and MINE.match(line), line


@pytest.mark.parametrize(
    ("format_name", "named"),
    [
        *((name, "plain") for name in FORMATS),
        *((name, named) for name in ("text", "github", "sarif", "junit") for named in NAMES),
    ],
)
def test_no_line_is_obeyed(format_name, named, tmp_path):
    path = tmp_path / os.fsdecode(NAMES[named])
    path.parent.mkdir()
    path.write_text(BAD, encoding="utf-8")
    (path.parent / "m.capest.yaml").write_text(MODEL)
    summary = tmp_path / "summary"
    words = ["check", "-f", format_name, NAMES[named]]
    done = run(tmp_path, *words, GITHUB_STEP_SUMMARY=str(summary))
    assert done.returncode == 1
    assert_steers_nothing(done.stdout, is_github=format_name == "github")
    assert_steers_nothing(done.stderr)
    assert_steers_nothing(summary.read_bytes())
    if format_name in ("json", "sarif", "gitlab"):
        json.loads(done.stdout)


@pytest.mark.parametrize(
    "words",
    [
        ["explain", "m.capest.yaml", "dau"],
        *(
            ["estimate", "m.capest.yaml", "-f", name]
            for name in ("table", "csv", "json", "markdown")
        ),
        ["practice", "--print", "--key", "--scenario", "m.capest.yaml"],
        ["estimate", "\x1b[31m::x.yaml"],
        ["calc", "\x1b[31m::x"],
        ["check", "keys.yaml"],
        ["fix", "--dry-run", "a.md"],
        ["bind", "b.md"],
        ["new", "new\x1b[31m.yaml"],
    ],
)
def test_no_command_shows_what_steers(words, tmp_path):
    (tmp_path / "m.capest.yaml").write_text(MODEL)
    (tmp_path / "keys.yaml").write_text('"\\u001b[31mred\\n::error::pwn": 5\n')
    text = f"{USE} \x1b[31m ##[error]x 30M users<!-- capest: input dau --> "
    text += "30K<!-- capest: search.qps -->\n"
    (tmp_path / "a.md").write_text(text)
    (tmp_path / "b.md").write_text(f"{USE}\x1b[31m the search QPS is 34.7K QPS \u202e\n")
    done = run(tmp_path, *words)
    assert_steers_nothing(done.stdout)
    assert_steers_nothing(done.stderr)
    assert done.stdout + done.stderr


# --- patches ---


def test_a_patch_is_exact_in_a_file_and_steers_nothing_elsewhere(tmp_path):
    (tmp_path / "m.capest.yaml").write_text(MODEL)
    text = f"{USE} ::stop-commands::x\n\n\t\x1b[2Jx\n\n"
    text += "20K QPS<!-- capest: search.qps -->\r\n##[error]x\n"
    (tmp_path / "a.md").write_bytes(text.encode())
    done = run(tmp_path, "fix", "--diff", "a.md")
    assert_steers_nothing(done.stdout.replace(b"\r\n", b"\n").replace(b"\t", b""))
    assert b"altered-patch" in done.stderr and b"x.patch" in done.stderr
    with (tmp_path / "x.patch").open("wb") as patch:
        exact = subprocess.run(
            [*program.CAPEST, "fix", "--diff", "a.md"], cwd=tmp_path, stdout=patch,
            stderr=subprocess.PIPE, check=False,
        )  # fmt: skip
    assert b"altered-patch" not in exact.stderr
    subprocess.run(["git", "apply", "x.patch"], cwd=tmp_path, check=True)
    assert (tmp_path / "a.md").read_bytes() == text.replace("20K", "35K").encode()


def test_a_closed_output_is_no_crash(tmp_path):
    (tmp_path / "m.capest.yaml").write_text(MODEL)
    (tmp_path / "a.md").write_text(f"{USE}30K QPS<!-- capest: search.qps -->\n")
    for words in ("fix --diff .", "fix --dry-run .", "check .", "bind .", "estimate m.capest.yaml"):
        line = f"{' '.join(program.CAPEST)} {words} >&-"
        done = subprocess.run(["sh", "-c", line], cwd=tmp_path, capture_output=True, check=False)
        assert b"Traceback" not in done.stderr and done.returncode in (0, 1)


@pytest.mark.parametrize(
    "words", [(), ("list",), ("estimate", "twitter", "--draws"), ("units", "--x")], ids=str
)
def test_no_word_of_the_command_line_is_obeyed(words, tmp_path):
    """A shell puts the names of files in the place of a star."""
    done = run(tmp_path, *words, "\x1b[31m\u202e\n::error::x\n##[set-output name=o]v")
    assert done.returncode == 2
    assert_steers_nothing(done.stderr)
