"""What is written: whole or not at all, by no name that somebody could have planted."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import program
import pytest

from capest.cli.files import OutputError, add_lines, rewrite_file, write_file

MODEL = """\
assumptions: {dau: 300M users, peak_factor: 3}
traffic: {search: {per_user: 10/day}}
"""
USE = "<!-- capest: use m.capest.yaml -->\n"
WRONG = f"{USE}Peak is 30K QPS<!-- capest: search.peak_qps -->.\n"
UNBOUND = f"{USE}The search peak is 104K QPS.\n"


def run(folder, *words, stdin=None):
    done = program.run(*words, cwd=folder, stdin=stdin)
    done.stdout, done.stderr = done.stdout.decode(), done.stderr.decode()
    return done


@pytest.fixture
def folder(tmp_path):
    """A folder with a scenario and a wrong document, and something precious outside of it."""
    tree = tmp_path / "tree"
    tree.mkdir()
    (tree / "m.capest.yaml").write_text(MODEL)
    (tree / "a.md").write_text(WRONG)
    precious = tmp_path / "precious"
    precious.write_text("precious")
    precious.chmod(0o600)
    return tree


# --- planted links ---


@pytest.mark.parametrize(
    "words", [["fix", "a.md"], ["bind", "--write", "b.md"], ["estimate", "twitter", "-o", "r.md"]]
)
def test_a_planted_part_file_is_neither_followed_nor_touched(folder, words):
    (folder / "b.md").write_text(UNBOUND)
    first = os.getpid() + 1
    planted = [folder / f".capest-{number}.part" for number in range(first, first + 2000)]
    for link in planted:
        link.symlink_to("../precious")
    assert run(folder, *words).returncode == 0
    assert (folder.parent / "precious").read_text() == "precious"
    assert all(link.is_symlink() for link in planted)
    assert "30K" not in (folder / words[-1]).read_text()


def test_what_a_killed_run_left_is_passed_over_and_stays(folder):
    (folder / "b.md").write_text(UNBOUND)
    left = folder / ".capest-a1b2c3d4.part"
    left.write_text(WRONG)
    (folder / ".capest-00000000.part").mkdir()
    os.mkfifo(folder / ".capest-11111111.part")
    for words, code in (
        (["check", "."], 1), (["bind", "--write", "b.md"], 0), (["fix", "."], 0),
        (["check", "."], 0),
        (["estimate", "twitter", "-o", "r.md"], 0),
    ):  # fmt: skip
        done = run(folder, *words)
        assert done.returncode == code and ".part" not in done.stdout + done.stderr
    assert left.read_text() == WRONG and len(list(folder.glob(".capest-*.part"))) == 3


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["fix", "link.md"], "leads outside of"),
        (["fix", "."], "link.md leads outside of"),
        (["bind", "--write", "link.md"], "leads outside of"),
        (["estimate", "twitter", "-o", "link.md"], "name the file that the link leads to"),
        (["new", "link.md", "--force"], "name the file that the link leads to"),
        (["practice", "export", "--anki", "link.md", "--force"], "name the file"),
        (["new", "nowhere.md"], "name the file that the link leads to"),
        (["practice", "export", "--anki", "nowhere.md"], "name the file"),
    ],
)
def test_a_link_out_of_the_tree_is_not_written(folder, words, said):
    (folder.parent / "other.md").write_text(WRONG)
    (folder / "link.md").symlink_to("../other.md")
    (folder / "nowhere.md").symlink_to("../new.md")
    done = run(folder, *words)
    assert done.returncode == 2 and said in done.stderr
    assert (folder.parent / "other.md").read_text() == WRONG
    assert not (folder.parent / "new.md").exists()


def test_a_link_out_of_the_tree_is_written_when_that_is_allowed(folder):
    (folder.parent / "other.md").write_text(WRONG)
    (folder / "link.md").symlink_to("../other.md")
    done = run(folder, "fix", "--allow-outside", "link.md")
    assert (done.stderr, done.returncode) == ("", 0)
    assert "100K QPS" in (folder.parent / "other.md").read_text()


def test_an_export_asks_before_it_replaces(folder):
    (folder / "my.yaml").write_text(MODEL)
    done = run(folder, "practice", "export", "--anki", "my.yaml")
    assert done.returncode == 2 and "--force replaces it" in done.stderr
    assert (folder / "my.yaml").read_text() == MODEL
    assert run(folder, "practice", "export", "--anki", "my.yaml", "--force").returncode == 0
    assert (folder / "my.yaml").read_text() != MODEL


# --- what a file keeps ---


def test_every_name_the_mode_and_the_owner_are_kept(tmp_path):
    path, other = tmp_path / "a.md", tmp_path / "b.md"
    path.write_bytes(b"old")
    other.hardlink_to(path)
    rewrite_file(str(path), b"old", b"n")
    assert other.read_bytes() == b"n" and path.samefile(other), "a second name is kept"
    other.unlink()
    path.chmod(0o4750)
    if os.geteuid() == 0:
        os.chown(path, 1234, 5678)
        path.chmod(0o4750)
    before = path.stat()
    rewrite_file(str(path), b"n", b"newer")
    after = path.stat()
    assert path.read_bytes() == b"newer" and after.st_ino != before.st_ino
    assert (after.st_mode, after.st_uid, after.st_gid) == (
        before.st_mode, before.st_uid, before.st_gid,
    )  # fmt: skip


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_a_file_of_somebody_else_that_may_be_written_stays_theirs():
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        path = Path(folder) / "a.md"
        path.write_bytes(b"something longer")
        os.chown(path, 1234, 5678)
        path.chmod(0o666)
        code = (
            "import os, pathlib; from capest.cli.files import write_file; import tempfile, shutil; "
        )
        code += "os.setgroups([]); os.setgid(4321); os.setuid(4321); "
        code += f"write_file(pathlib.Path({str(path)!r}), 'new', replace=True)"
        subprocess.run([sys.executable, "-c", code], check=True, cwd=folder)
        assert (path.read_text(), path.stat().st_uid) == ("new", 1234)
        assert [item.name for item in Path(folder).iterdir()] == ["a.md"]


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="only Linux has them")
def test_attributes_such_as_an_access_list_are_kept(tmp_path):
    path = tmp_path / "a.md"
    path.write_bytes(b"old")
    try:
        os.setxattr(path, "user.kept", b"yes")
    except OSError:
        pytest.skip("a temporary folder in memory keeps no attributes before Linux 6.6")
    rewrite_file(str(path), b"old", b"new")
    assert os.getxattr(path, "user.kept") == b"yes"


def test_a_new_file_has_the_usual_mode(tmp_path):
    before = os.umask(0o027)
    try:
        write_file(tmp_path / "new.json", "{}", replace=False)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new.json").stat().st_mode) == 0o640


# --- every way out ---

STEPS = ["os.fsync", "tempfile.mkstemp", "pathlib.Path.replace", "shutil.copystat", "os.utime"]


def _end_at(step, how, path):
    """Run a rewriting in a process in which a step of it is where the world ends."""
    owner, _, name = step.rpartition(".")
    code = f"""
import os, pathlib, shutil, signal, stat, sys, tempfile
from capest.cli.files import OutputError, rewrite_file
signal.signal(signal.SIGINT, signal.SIG_DFL)
signal.signal(signal.SIGHUP, signal.SIG_DFL)
real = {step}
def stop(*words, **options):
    found = real(*words, **options)
    parts = [item for item in pathlib.Path({str(path.parent)!r}).iterdir() if ".part" in item.name]
    print([oct(stat.S_IMODE(item.stat().st_mode)) for item in parts], flush=True)
    {how}
    return found
{owner}.{name} = stop
try:
    rewrite_file({str(path)!r}, b"old", b"new" * 100_000)
except OutputError:
    pass
"""
    return subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(
    ("how", "code"),
    [
        ("os.kill(os.getpid(), signal.SIGTERM)", -signal.SIGTERM),
        ("os.kill(os.getpid(), signal.SIGINT)", -signal.SIGINT),
        ("os.kill(os.getpid(), signal.SIGHUP)", -signal.SIGHUP),
        ("raise OSError(28, 'No space left on device')", 0),
        ("raise KeyboardInterrupt", -signal.SIGINT),
    ],
)
def test_nothing_is_left_and_nothing_is_torn_whatever_ends_the_program(step, how, code, tmp_path):
    path = tmp_path / "a.md"
    path.write_bytes(b"old")
    path.chmod(0o600)
    done = _end_at(step, how, path)
    assert done.returncode in (code, 1 if "Keyboard" in how else code), done.stderr
    assert path.read_bytes() in (b"old", b"new" * 100_000)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    if not (step == "tempfile.mkstemp" and "raise" in how):  # it made the file, then failed
        assert [item.name for item in tmp_path.iterdir()] == ["a.md"]
    assert "0o6" in done.stdout or "[]" in done.stdout
    assert "0o64" not in done.stdout, "nobody else can read the part"


# --- lines that are added ---


def test_lines_are_added_behind_a_torn_one(tmp_path):
    path = tmp_path / "lines"
    for before, after in [
        (b"", b"new\n"),
        (b"one\n", b"one\nnew\n"),
        (b"one\ntor", b"one\nnew\n"),
        (b"one\nwhole", b"one\nwhole\nnew\n"),
        (b"\xff" * 100_000 + b"\nwhole", b"\xff" * 100_000 + b"\nwhole\nnew\n"),
    ]:
        path.write_bytes(before)
        add_lines(path, "new\n", lambda line: line == "whole")
        assert path.read_bytes() == after


def test_a_pipe_that_nobody_reads_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OutputError) as raised:
        write_file(tmp_path / "pipe", "new", replace=True)
    assert raised.value.problems[0].message.endswith("pipe cannot be written: nobody reads it")


@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to("/dev/zero")])
def test_lines_are_added_to_files_alone(make, tmp_path):
    make(tmp_path / "lines")
    with pytest.raises(OSError):
        add_lines(tmp_path / "lines", "new\n", bool)


def test_eight_practices_at_once_lose_no_answer(tmp_path):
    environment = {**os.environ, "XDG_DATA_HOME": str(tmp_path)}
    words = [*program.CAPEST, "practice", "--n", "5", "--topic", "storage", "--kind", "step"]
    running = [
        subprocess.Popen(
            words, env=environment, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
        )
        for _ in range(8)
    ]
    for process in running:
        process.stdin.write("50 TB\n" * 5)
        process.stdin.close()
    assert [process.wait() for process in running] == [0] * 8
    assert len((tmp_path / "capest" / "practice.jsonl").read_text().splitlines()) == 40


def test_a_rewriting_that_is_refused_says_why(tmp_path):
    with pytest.raises(OutputError) as raised:
        rewrite_file(str(tmp_path / "none.md"), b"", b"new")
    assert raised.value.problems[0].code == "unwritable-file"
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(OutputError):
        write_file(Path(tmp_path / "loop"), "new", replace=True)
