"""`capest practice` as a person, a pipe, a teacher and a build use it."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time

import program
import pytest

from capest.cli.practice.history_file import (
    MOST_REMEMBERED,
    Past,
    add_records,
    history_path,
    read_past,
)
from capest.practice.kinds import KINDS
from capest.practice.learner.history import Record, lines_of

RECORD = Record(
    id="step.qps.7", kind="step", template="step.qps", topic="qps", seed="7", answer="30k",
    points=5, factor=0.86, hints=0, seconds=41.0, at=1.7e9, version="0.1.0",
)  # fmt: skip
SEVEN = ["--n", "3", "--seed", "7", "--kind", "step"]


@pytest.fixture
def home(tmp_path):
    return tmp_path / "data"


@pytest.fixture
def run(home):
    def practise(*words, stdin="", **environment):
        environment = {"XDG_DATA_HOME": str(home), **environment}
        result = program.run("practice", *words, stdin=stdin, **environment)
        return result.stdout.decode(), result.stderr.decode(), result.returncode

    return practise


def history_of(home):
    path = home / "capest" / "practice.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


# --- pipes ---


def test_piped_lines_are_answers_and_the_end_gives_the_summary(run, home):
    out, errors, code = run(*SEVEN, stdin="h\n5 GB\n30k")
    assert (errors, code) == ("", 0)
    assert out.count("hint 1 of 3") == 1 and "you gave GB" in out
    assert "Question 3 of 3" in out and "for 2 of 3 questions" in out
    assert "\x1b" not in out and "n skip" not in out
    assert max(map(len, out.splitlines())) <= 80
    assert [record["answer"] for record in history_of(home)] == ["5 GB", "30k"]
    assert {record["seconds"] for record in history_of(home)} == {None}


@pytest.mark.parametrize("stdin", ["", "q\n", "h\nh\nh\nh\nq\n"])
def test_no_answer_at_all_is_no_fault(run, home, stdin):
    out, errors, code = run(*SEVEN, stdin=stdin)
    assert (errors, code) == ("", 0)
    assert out.endswith("Summary  no question was answered\n")
    assert not home.exists()


def test_bytes_that_are_no_text_are_an_answer_that_cannot_be_read(home):
    result = program.run("practice", *SEVEN, "--no-history", stdin=b"\xff\xfe\n3\n")
    assert result.returncode == 0 and b"Traceback" not in result.stderr
    assert b"does not begin with a number" in result.stdout


def test_a_closed_standard_input_is_an_end_of_input(home):
    words = ["sh", "-c", f"{' '.join(program.CAPEST)} practice --no-history <&-"]
    result = subprocess.run(words, capture_output=True, check=False)
    assert result.returncode == 0 and result.stderr == b""


def test_a_seed_gives_the_same_whatever_was_practised_before(run):
    first = run(*SEVEN, stdin="1\n2\n3\n")[0]
    assert run(*SEVEN, stdin="1\n2\n3\n")[0] == first
    assert run("--n", 3, "--seed", 8, "--kind", "step", stdin="1\n2\n3\n")[0] != first


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_practised(run, kind):
    out, errors, code = run("--kind", kind, "--n", 2, "--seed", 1, stdin="s\ns\n")
    assert (errors, code) == ("", 0)
    assert (
        len(re.findall(rf"^Question \d of 2 · {kind}[ :]", out, re.M)) == 2
        and "Summary  0/10" in out
    )


def test_ones_own_scenario_is_walked(run, tmp_path):
    path = tmp_path / "my.yaml"
    path.write_text("assumptions: {dau: 300M}\ntraffic: {search: {per_user: 10/day}}\n")
    out, errors, code = run("--scenario", path, "--kind", "walk", "--seed", 1, stdin="3B\n35k\n")
    assert (errors, code) == ("", 0)
    assert out.count("5/5") == 2, out
    assert "answer 34.7k request/s" in out


def test_nothing_that_fits_is_said(run, tmp_path):
    path = tmp_path / "my.yaml"
    path.write_text("assumptions: {dau: 300M}\ntraffic: {search: {per_user: 10/day}}\n")
    _, errors, code = run("--kind", "walk", "--topic", "cache", "--scenario", path)
    assert code == 2 and errors.startswith("no-questions: ") and "leave --topic" in errors
    path.write_text("traffic: {search: {rate: 100/s}}\n")
    _, errors, code = run("--scenario", path)
    assert code == 2 and "give traffic a `per_user`" in errors


# --- bad input ---


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--topic", "bandwith"], "unknown-topic", "did you mean 'bandwidth'?"),
        (["--kind", "stp"], "unknown-kind", "did you mean 'step'?"),
        (["--kind", "zzz"], "unknown-kind", f"known: {', '.join(KINDS)}"),
        (["--level", "4"], "unknown-level", "1 is one operation"),
        (["--n", "0"], "number-of-questions", "1 to 500"),
        (["--n", "5000"], "number-of-questions", "1 to 500"),
        (["--scenario", "twiter"], "unknown-scenario", "did you mean 'twitter'?"),
        (["--scenario", "twitter", "--kind", "step"], "kind-without-scenario", "walk"),
        (["--key"], "which-sheet", "--print --key"),
        (["--json"], "which-sheet", "--print or --answers"),
        (["--print", "--answers", "x"], "which-sheet", "leave one out"),
        (["--answers", "missing.txt"], "file-not-found", "there is no file"),
        (["--non-interactive"], "would-prompt", "--answers FILE"),
        (["reset"], "would-prompt", "--yes"),
    ],
)
def test_bad_input_has_a_message_and_exits_with_2(run, home, words, code, said):
    if words == ["reset"]:
        run(*SEVEN, stdin="1\n")
    out, errors, status = run(*words)
    assert (status, out) == (2, "")
    assert errors.startswith(f"{code}: ") and said in errors


def test_all_bad_options_are_told_in_one_go(run):
    _, errors, code = run("--topic", "bandwith", "--kind", "stp", "--level", "9")
    assert code == 2
    assert re.findall(r"^[a-z-]+(?=: '|: 9)", errors, re.M) == [
        "unknown-kind", "unknown-level", "unknown-topic",
    ]  # fmt: skip


# --- sheets ---


@pytest.mark.parametrize("words", [[], *(["--kind", kind] for kind in KINDS)])
def test_the_key_of_a_sheet_has_full_marks(run, home, tmp_path, words):
    key, errors, code = run("--print", "--key", "--seed", 5, *words)
    assert (errors, code) == ("", 0)
    sheet = tmp_path / "key.txt"
    sheet.write_text(key)
    out, errors, code = run("--answers", sheet, "--fail-under", 100)
    assert (errors, code) == ("", 0)
    assert "Summary  50/50" in out
    as_json = json.loads(run("--print", "--key", "--json", "--seed", 5, *words)[0])
    out, _, code = run("--answers", "-", "--json", stdin=json.dumps(as_json))
    found = json.loads(out)
    assert (code, found["points"], found["most"]) == (0, 50, 50)
    assert [one["id"] for one in found["questions"]] == [one["id"] for one in as_json["questions"]]
    assert not home.exists(), "a sheet goes into no history"


def test_a_printed_sheet_has_no_key_and_asks_nothing(run):
    out, errors, code = run("--print", "--non-interactive", *SEVEN)
    assert (errors, code) == ("", 0)
    assert out.startswith("# capest practice: 3 questions, seed 7.\n")
    assert [line for line in out.splitlines() if line and not line.startswith("#")] == re.findall(
        r"^step\.\w+\.\d+:$", out, re.M
    )


def test_a_sheet_without_a_seed_says_which_it_took(run):
    out = run("--print", "--n", 4)[0]
    seed = re.search(r"seed (\d+)\.", out)[1]
    assert run("--print", "--n", 4, "--seed", seed)[0] == out


def test_an_answer_of_a_sheet_that_cannot_be_read_scores_none(run):
    sheet = "step.qps.7: lots\nstep.qps.8: q\nstep.qps.9:\n"
    out, errors, code = run("--answers", "-", stdin=sheet)
    assert (errors, code) == ("", 0)
    assert "Summary  0/15" in out and "no answer" in out


def test_a_faulty_sheet_is_not_marked(run):
    out, errors, code = run("--answers", "-", stdin="step.qps.7: 1\nstp.qps.7: 1\nwhat\n")
    assert (code, out) == (2, "")
    assert "standard input:2:1: unknown-question: " in errors
    assert "standard input:3:1: malformed-answer: " in errors
    assert run("--answers", "-", stdin="")[1].startswith("empty-sheet: ")
    twice = run("--answers", "-", stdin="step.qps.7: 1\nstep.qps.7: 1\n")
    assert twice[2] == 2 and "duplicate-answer" in twice[1]


@pytest.mark.parametrize(("percent", "code"), [(0, 0), (33, 0), (34, 1), (100, 1)])
def test_fail_under_counts_questions_without_an_answer(run, percent, code):
    key = run("--print", "--key", *SEVEN)[0]
    first = re.search(r"^step\S+: (.+)$", key, re.M)[1]
    _, errors, status = run(*SEVEN, "--fail-under", percent, stdin=f"{first}\n")
    assert status == code
    assert bool(code) == ("33.3% of the points" in errors)


# --- history ---


def test_stats_show_what_was_practised(run, home):
    assert "no question was answered yet" in run("stats")[0]
    run("--n", 6, "--seed", 7, stdin="1\n2\ns\n3e9\n5 GB\n6\n")
    out, errors, code = run("stats")
    assert (errors, code) == ("", 0)
    assert max(map(len, out.splitlines())) <= 80
    found = json.loads(run("stats", "--json")[0])
    assert found["all"]["answers"] == 6 == sum(found["all"]["bands"].values())
    for topic, figures in found["topics"].items():
        assert re.search(rf"^  {topic} +{figures['answers']} ", out, re.M)
    assert all(one["due_in_days"] == 0.5 for one in found["repeated"].values())


def test_reset_forgets(run, home):
    assert run("reset", "--yes")[0] == "nothing was practised yet\n"
    run(*SEVEN, stdin="1\n2\n3\n")
    assert run("reset", "--yes")[0] == "3 answers forgotten\n"
    assert list((home / "capest").iterdir()) == []


def test_no_history_neither_reads_nor_writes(run, home):
    (home / "capest").mkdir(parents=True)
    path = home / "capest" / "practice.jsonl"
    path.write_text("not a record\n")
    assert run(*SEVEN, "--no-history", stdin="1\n2\n3\n")[1] == ""
    assert path.read_text() == "not a record\n"


def test_a_history_with_damage_is_warned_of_once_and_kept(run, home):
    (home / "capest").mkdir(parents=True)
    path = home / "capest" / "practice.jsonl"
    path.write_text('not a record\n{"torn": ')
    _, errors, code = run(*SEVEN, stdin="1\n2\n3\n")
    assert code == 0 and errors.count("malformed-history") == 1
    assert path.read_text().startswith('not a record\n{"id"')
    assert len(path.read_text().splitlines()) == 4


@pytest.mark.parametrize("over", [0, 1])
def test_of_a_very_large_history_the_end_counts(run, home, over):
    (home / "capest").mkdir(parents=True)
    path = home / "capest" / "practice.jsonl"
    line = lines_of([RECORD]).encode()
    path.write_bytes(b"x" * (MOST_REMEMBERED + over - 2 * len(line) - 1) + b"\n" + 2 * line)
    errors = run("stats")[1]
    assert ("long-history: of " in errors, "malformed" in errors) == (bool(over), not over)
    assert run("reset", "--yes")[0] == f"{'more than ' * over}2 answers forgotten\n"


def test_a_folder_that_cannot_be_written_is_a_warning(run):
    out, errors, code = run(*SEVEN, stdin="1\n2\n3\n", XDG_DATA_HOME="/proc")
    assert code == 0 and "Summary" in out
    assert errors.count("warning: ") == 1 and "unwritable-history" in errors
    assert "--no-history" in errors


def test_a_history_that_cannot_be_read_is_a_warning(run, home):
    (home / "capest" / "practice.jsonl").mkdir(parents=True)
    out, errors, code = run(*SEVEN, stdin="1\n")
    assert code == 0 and "Summary" in out
    assert errors.count("warning: ") == 1 and "unreadable-history" in errors


def test_the_history_is_replaced_whole_or_left(home, monkeypatch):

    monkeypatch.setenv("XDG_DATA_HOME", str(home))
    path = history_path()
    assert path == home / "capest" / "practice.jsonl"
    assert add_records(path, [RECORD]) == () and add_records(path, [RECORD]) == ()
    assert read_past(path) == Past(records=(RECORD, RECORD))
    assert [one.name for one in path.parent.iterdir()] == ["practice.jsonl"], "no part is left"


@pytest.mark.parametrize(
    ("platform", "environment", "where"),
    [
        ("linux", {"XDG_DATA_HOME": "relative", "HOME": "/h"}, "/h/.local/share"),
        ("linux", {"XDG_DATA_HOME": "/x", "HOME": "/h"}, "/x"),
        ("darwin", {"XDG_DATA_HOME": "/x", "HOME": "/h"}, "/h/Library/Application Support"),
        ("win32", {"LOCALAPPDATA": "/l", "HOME": "/h"}, "/l"),
    ],
)
def test_each_platform_has_its_folder(monkeypatch, platform, environment, where):
    monkeypatch.setattr(sys, "platform", platform)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert str(history_path()) == f"{where}/capest/practice.jsonl"


# --- exports ---


def test_every_fact_becomes_a_card(run, tmp_path):
    out, errors, code = run("export", "--anki", tmp_path / "facts.tsv")
    assert (errors, code) == ("", 0)
    lines = (tmp_path / "facts.tsv").read_text("utf-8").splitlines()
    cards = [line.split("\t") for line in lines if not line.startswith("#")]
    assert f"wrote {len(cards)} cards" in out
    assert len({front for front, _, _ in cards}) == len(cards) > 20
    assert run("export", "--anki", "-")[0].splitlines() == lines
    assert run("export", "--anki", tmp_path)[2] == 2


# --- a person at a terminal ---


class Terminal:
    """A pseudo-terminal of 80 columns on which practice runs."""

    def __init__(self, home, *words, **environment):
        self.process, self.ours = pty.fork()
        if self.process == 0:
            environment = {"TERM": "xterm-256color", "COLUMNS": "80", **environment}
            os.environ.update(environment, XDG_DATA_HOME=str(home))
            os.execv(sys.executable, [*program.CAPEST, "practice", *words])  # noqa: S606
        self.seen, self.passed = "", 0

    def until(self, text):
        """What is shown from the last text on until this one, or until the end."""
        start = self.passed
        while (found := self.seen.find(text, start)) < 0:
            assert select.select([self.ours], [], [], 30)[0], self.seen
            try:
                self.seen += os.read(self.ours, 65536).decode()
            except OSError:
                break
        self.passed = found + len(text) if found >= 0 else len(self.seen)
        return self.seen[start : self.passed]

    def type(self, text):
        os.write(self.ours, text.encode())

    def end(self):
        """The exit code, once all is shown."""
        self.until("\0")
        os.close(self.ours)
        return os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])


def test_a_whole_session_at_a_terminal(home):
    terminal = Terminal(home, *SEVEN)
    assert "? hint · n skip · help · q quit" in terminal.until("> ")
    terminal.type("h\n")
    assert "hint 1 of 3, a point each" in terminal.until("> ")
    terminal.type("5 GB\n")
    assert "try again" in terminal.until("> ")
    terminal.type("lots\n")
    assert "does not begin with a number" in terminal.until("> ")
    terminal.type("30k\n")
    assert "read as 30,000 /s" in terminal.until("Question 2 of 3")
    terminal.until("> ")
    terminal.type("s\n")
    terminal.until("Question 3 of 3")
    terminal.until("> ")
    terminal.type("2.3 Gbps\n")
    assert terminal.end() == 0
    assert "Summary" in terminal.seen and "s a question" in terminal.seen
    assert "\x1b[" in terminal.seen
    records = history_of(home)
    assert [record["hints"] for record in records] == [1, 0, 0]
    assert all(record["seconds"] >= 0 for record in records)


def test_a_first_time_is_welcomed_and_sees_each_kind_once(home):
    terminal = Terminal(home)
    shown = terminal.until("Question 1 of 10")
    assert shown.startswith("Welcome") or "Welcome" in shown
    for number, kind in enumerate(KINDS, 1):
        assert f"{kind}: " in shown
        assert f"· {kind}" in terminal.until("> ")
        terminal.type("help\n" if number == 1 else "skip\n")
        if number == 1:
            assert "a hint, which costs a point" in terminal.until("> ")
            terminal.type("n\n")
    terminal.type("q\n")
    assert terminal.end() == 0
    again = Terminal(home)
    assert "Welcome" not in again.until("> ")
    again.type("q\n")
    assert again.end() == 0


@pytest.mark.parametrize("end", ["q\n", "\x03", "\x04"])
def test_q_ctrl_c_and_ctrl_d_finish_with_a_summary(home, end):
    terminal = Terminal(home, *SEVEN, NO_COLOR="1")
    terminal.until("> ")
    terminal.type("2.8k\n")
    terminal.until("Question 2 of 3")
    terminal.until("> ")
    time.sleep(0.5)  # a person is slower than the line editor, which must first wait for keys
    terminal.type(end)
    assert terminal.end() == 0
    assert "Summary  5/5 for 1 of 3 questions" in terminal.seen
    assert "\x1b[1" not in terminal.seen and "Traceback" not in terminal.seen
    assert len(history_of(home)) == 1


def test_reset_asks_a_person(home, run):
    run(*SEVEN, stdin="1\n")
    for answer, said in (("n\n", "nothing is forgotten"), ("y\n", "1 answer forgotten")):
        terminal = Terminal(home, "reset")
        terminal.until("[y/N] ")
        terminal.type(answer)
        assert terminal.end() == 0 and said in terminal.seen


def test_an_interruption_of_a_pipe_finishes_with_a_summary(home):
    process = subprocess.Popen(
        [*program.CAPEST, "practice", *SEVEN, "--no-history"], stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    seen = b""
    while b"Question 1 of 3" not in seen:
        seen += os.read(process.stdout.fileno(), 4096)
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    out, errors = process.communicate(timeout=30)
    assert (errors, process.returncode) == (b"", 0)
    assert b"Summary  no question was answered" in out
