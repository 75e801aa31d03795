"""capest compare on the command line: two sides of every kind, and what cannot be compared."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from capest.cli.app import full_app

TEXT = "title: Search\nassumptions: {dau: 300M}\ntraffic: {search: {per_user: 10/day}}\n"


@pytest.fixture(scope="module")
def run():
    runner = CliRunner()

    def invoke(*words):
        done = runner.invoke(full_app(), ["compare", *map(str, words)])
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done

    return invoke


@pytest.fixture
def repository(tmp_path, monkeypatch):
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    folder = tmp_path / "designs"
    folder.mkdir()
    (folder / "design.yaml").write_text(TEXT)
    for words in (
        ["init", "-q", "-b", "main"],
        ["add", "."],
        ["-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-qm", "first"],
        ["tag", "v1"],
    ):
        subprocess.run(["git", "-C", str(tmp_path), *words], check=True)
    monkeypatch.chdir(tmp_path)
    return folder


def test_a_change(run):
    done = run("twitter", "--set", "dau=500M")
    assert done.exit_code == 0
    assert "dau     300M users   500M users   1.67x" in done.stdout
    assert "expect: 7 of 21 no longer hold" in done.stdout


def test_standard_input_is_read_once():
    words = [sys.executable, "-m", "capest", "compare", "-", "--set", "dau=600M"]
    done = subprocess.run(words, input=TEXT.encode(), capture_output=True, check=True)
    assert b"2x" in done.stdout


def test_two_files_with_a_change_to_the_second(run, tmp_path):
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_text(TEXT)
    new.write_text(TEXT.replace("10/day", "20/day"))
    done = run(old, new, "--set", "dau=600M", "-f", "json")
    found = json.loads(done.stdout)["quantities"]["traffic.qps"]
    assert found["factor"] == pytest.approx(4)
    assert {name: item["factor"] for name, item in found["causes"].items()} == pytest.approx(
        {"dau": 2, "search.per_user": 2}
    )


@pytest.mark.parametrize("revision", ["main", "v1", "HEAD", "HEAD~0"])
def test_a_revision(run, repository, revision):
    path = repository / "design.yaml"
    path.write_text(TEXT.replace("300M", "450M"))
    done = run(path, "--base", revision, "-f", "markdown")
    assert done.exit_code == 0
    assert "| `search.qps` | 34.7k request/s | 52.1k request/s | 1.5x |" in done.stdout
    assert run("designs/design.yaml", "--base", revision).exit_code == 0


def test_a_revision_with_other_sections(run, repository):
    path = repository / "design.yaml"
    path.write_text(TEXT + "storage: {logs: {added_by: search, size: 1 kB, keep: 1 year}}\n")
    done = run(path, "--base", "main")
    assert done.exit_code == 0
    assert "logs" in done.stdout and "in storage" in done.stdout
    path.write_text("title: Search\nassumptions: {dau: 1M}\nderived: {all: dau * 2}\n")
    assert run(path, "--base", "main").exit_code == 0


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["twitter"], "nothing-to-compare"),
        (["twitter", "twiter"], "unknown-scenario"),
        (["twitter", "--set", "dua=1M"], "unknown-name"),
        (["twitter", "--set", "dau"], "not-a-change"),
        (["twitter", "--set", "dau=5 MB"], "dimension"),
        (["twitter", "--set", "dau=5M", "-f", "xml"], "unknown-format"),
        (["twitter", "--base", "main"], "not-a-file"),
        (["-", "--base", "main"], "not-a-file"),
        (["designs/design.yaml", "twitter", "--base", "main"], "excluded-option"),
        (["designs/design.yaml", "--base", "mian"], "unknown-revision"),
        (["designs/design.yaml", "--base", "--help"], "unknown-revision"),
        (["designs/design.yaml", "--base", "--output=x"], "unknown-revision"),
        (["designs/design.yaml", "--base", "main:designs"], "unknown-revision"),
        (["designs/design.yaml", "--base", ""], "unknown-revision"),
        (["designs/design.yaml", "--base", "a\0b"], "no-git"),
        (["designs/new.yaml", "--base", "main"], "unknown-revision"),
        (["designs/nwe.yaml", "--base", "main"], "file-not-found"),
        (["nowhere/new.yaml", "--base", "main"], "file-not-found"),
    ],
)
def test_what_cannot_be_compared(run, repository, words, code):
    (repository / "new.yaml").write_text(TEXT)
    done = run(*words)
    assert done.exit_code == 2
    assert (code in done.stderr and "hint" in done.stderr) or "^" in done.stderr
    assert done.stdout == ""


def test_a_folder_without_a_repository(run, tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    path = tmp_path / "design.yaml"
    path.write_text(TEXT)
    done = run(path, "--base", "main")
    assert (done.exit_code, "is in no git repository" in done.stderr) == (2, True)


def test_a_machine_without_git(run, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    path = tmp_path / "design.yaml"
    path.write_text(TEXT)
    done = run(path, "--base", "main")
    assert (done.exit_code, "no-git: git cannot be run" in done.stderr) == (2, True)


def test_bars_are_ascii_where_a_stream_has_no_more():
    words = [sys.executable, "-m", "capest", "compare", "twitter", "--set", "dau=500M"]
    done = subprocess.run(
        words, capture_output=True, env={**os.environ, "PYTHONIOENCODING": "ascii"}, check=True
    )
    assert b"1.67x  ###" in done.stdout and b"?" not in done.stdout


# --- a repository of a stranger ---


def _evil(repository, proof):
    """Settings by which git fetches what is missing with a command of the repository's own."""
    for name, value in {
        "core.repositoryformatversion": "1",
        "extensions.partialClone": "evil",
        "remote.evil.url": str(repository),
        "remote.evil.promisor": "true",
        "remote.evil.uploadpack": f"touch {proof}; false",
    }.items():
        subprocess.run(["git", "-C", repository, "config", name, value], check=True)


def test_what_a_repository_lacks_is_fetched_by_nobody(run, repository, tmp_path):
    proof = tmp_path / "proof"
    asked = ["git", "-C", repository, "rev-parse", "HEAD:./design.yaml"]
    name = subprocess.run(asked, capture_output=True, check=True, text=True).stdout.strip()
    blob = tmp_path / ".git" / "objects" / name[:2] / name[2:]
    blob.unlink()
    _evil(repository, proof)
    done = run(repository / "design.yaml", "--base", "HEAD")
    assert done.exit_code == 2 and "unknown-revision" in done.stderr
    assert not proof.exists()


def test_a_folder_that_is_a_bare_repository_has_no_say(run, repository, tmp_path):
    proof, bare = tmp_path / "proof", repository / "evil"
    subprocess.run(["git", "clone", "--quiet", "--bare", repository, bare], check=False)
    subprocess.run(["git", "init", "--quiet", "--bare", bare], check=True)
    (bare / "design.yaml").write_text(TEXT)
    _evil(bare, proof)
    done = run(bare / "design.yaml", "--base", "HEAD")
    assert done.exit_code == 2 and "is in no git repository" in done.stderr
    assert not proof.exists()


# --- a folder ---


def test_a_folder_is_compared_whole_with_what_its_documents_quote(run, repository):
    (repository / "design.yaml").write_text(f"capest: 1\n{TEXT.replace('300M', '600M')}")
    (repository / "new.capest.yaml").write_text(TEXT)
    (repository / "notes.md").write_text(
        "<!-- capest: use design.yaml -->\n\n35K QPS<!-- capest: search.qps -->, from "
        "600M users<!-- capest: input dau --> and 70K/s<!-- capest: search.qps * 1 -->.\n"
    )
    done = run("designs", "--base", "main")
    assert done.exit_code == 0 and "designs/new.capest.yaml is new" in done.stdout
    assert "QUOTED IN            numbers   now wrong\n" in done.stdout
    assert re.search(r"  designs/notes.md +3 +1\n", done.stdout)
    text = run(".", "--base", "main", "-f", "markdown").stdout
    assert text.startswith("### What changes in the numbers\n\n#### `designs/design.yaml`\n")
    assert "| designs/notes.md | 3 | 1 |" in text and "`capest fix --diff`" in text
    words = ("designs/design.yaml", "--base", "main", "--quoted-in", "designs")
    assert re.search(r"  designs/notes.md +3 +1\n", run(*words).stdout)


def test_what_is_as_it_was_gone_or_broken_in_a_folder(run, repository):
    (repository / "design.yaml").write_text(f"capest: 1\n{TEXT}")
    (repository / "notes.md").write_text("No numbers.\n")
    done = run("designs", "--base", "main", "-f", "markdown")
    assert done.stdout == "no scenario is written otherwise than in main.\n"
    (repository / "design.yaml").write_text("capest: 1\nderived: {a: 3 dya}\n")
    done = run("designs", "--base", "main")
    assert done.exit_code == 2 and "designs/design.yaml cannot be computed" in done.stdout
    assert "unknown-unit" in done.stderr


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["designs", "--base", "mian"], "unknown-revision"),
        (["designs", "--base", "main", "--set", "dau=1"], "excluded-option"),
        (["designs", "--base", "main", "-f", "csv"], "unknown-format"),
    ],
)
def test_what_a_folder_cannot_be_asked(run, repository, words, code):
    done = run(*words)
    assert done.exit_code == 2 and f"{code}:" in done.stderr


def test_a_scenario_of_a_folder_that_leads_outside_is_not_read(run, repository, tmp_path_factory):
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.capest.yaml"
    secret.write_text("password: swordfish\n")
    (repository / "link.capest.yaml").symlink_to(secret)
    done = run("designs", "--base", "main")
    assert done.exit_code == 2 and "outside-file" in done.stderr
    assert "swordfish" not in done.stdout + done.stderr


def test_standard_input_cannot_be_both_sides(run):
    done = run("-", "-")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("excluded-option: standard input can be read once")
