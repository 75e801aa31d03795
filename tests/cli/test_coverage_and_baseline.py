"""How a repository comes to a green check that is true: coverage, baseline, several outputs."""

from __future__ import annotations

import json
import os

import program
import pytest

MODEL = """\
capest: 1
assumptions: {dau: 300M users, peak_factor: 3}
traffic: {search: {per_user: 10/day}}
expect: [search.qps ~ 35k/s]
"""
TEXT = """\
Search peaks at **30K QPS**<!-- capest: search.peak_qps -->, on average 35K QPS.

| What | Rate |
|---|---|
| search | 35K/s |

Nobody knows why 42 GB are kept. <!-- capest: ignore unbound -->
<!-- capest: off -->
The outage took 40 minutes.
<!-- capest: on -->
"""


@pytest.fixture
def folder(tmp_path):
    """A document of three numbers, of which one is bound, and wrong."""
    (tmp_path / "a.md").write_text(TEXT)
    (tmp_path / "a.capest.yaml").write_text(MODEL)
    (tmp_path / "plain.md").write_text("It weighs 5 kg and costs $40.\n")
    return tmp_path


def run(folder, *words, **environment):
    result = program.run(*words, cwd=folder, **environment)
    assert b"Traceback" not in result.stderr
    return result.stdout.decode(), result.stderr.decode(), result.returncode


# --- coverage ---


def test_what_is_bound_to_nothing_is_counted_and_listed(folder):
    out, _, code = run(folder, "check", "a.md")
    assert code == 1 and out.endswith("1 of 3 numbers bound (33%); --unbound lists the other 2\n")
    out = run(folder, "check", "a.md", "--unbound", "-f", "concise")[0]
    assert "a.md:1:73: note: unbound: '35K QPS' is bound to nothing\n" in out
    assert "a.md:5:12: note: unbound: '35K/s' is bound to nothing\n" in out
    assert out.count(": unbound:") == 2
    found = json.loads(run(folder, "check", "a.md", "-f", "json")[0])
    assert found["coverage"] == {"bound": 1, "numbers": 3}


def test_a_document_without_a_scenario_is_not_counted_and_no_claims_neither(folder):
    assert "bound" not in run(folder, "check", "plain.md")[0]
    (folder / "a.md").write_text("<!-- capest: no-claims -->\n\nWe keep 5 TB.\n")
    assert "bound" not in run(folder, "check", "a.md")[0]
    (folder / "b.md").write_text("5 TB<!-- capest: = 5 TB --> and 6 TB.\n")
    assert "1 of 2 numbers bound (50%)" in run(folder, "check", "b.md")[0]


@pytest.mark.parametrize(("share", "code"), [("33%", 0), ("34%", 1), ("0", 0), ("100%", 1)])
def test_so_much_has_to_be_bound(folder, share, code):
    out, _, found = run(folder, "check", "a.md", "--min-bound", share, "--ignore", "value")
    assert found == code
    assert ("too-few-bound: 1 of 3 numbers bound (33%), less than" in out) == bool(code)


def test_too_few_bound_numbers_are_told_in_every_format(folder):
    for name in ("text", "concise", "json", "sarif", "junit", "markdown", "github", "gitlab"):
        out, _, code = run(folder, "check", "a.md", "--min-bound", "90%", "-f", name)
        assert code == 1 and "too-few-bound" in out, name


def test_an_ignore_of_what_is_bound_is_told(folder):
    (folder / "a.md").write_text(TEXT.replace("42 GB are", "it is"))
    assert "there is no 'unbound' to ignore here" in run(folder, "check", "a.md")[0]


# --- baseline ---


def test_old_findings_are_known_new_ones_fail(folder):
    out, _, code = run(folder, "check", "--baseline", "known.json", "--write-baseline")
    assert (out, code) == ("wrote 1 known finding to known.json\n", 0)
    assert json.loads((folder / "known.json").read_text()) == {
        "capest-baseline": 1,
        "findings": [
            {
                "path": "a.md", "code": "value", "about": "search.peak_qps", "text": "30K",
                "times": 1,
            }
        ],
    }  # fmt: skip
    (folder / "a.md").write_text(f"New first lines.\n\n{TEXT}")
    out, _, code = run(folder, "check", "--baseline", "known.json")
    assert code == 0 and "0 hold; 1 known finding left out" in out
    (folder / "sub").mkdir()
    assert run(folder / "sub", "check", "..", "--baseline", "../known.json")[2] == 0
    twice = f"{TEXT}\nSearch peaks at 30K<!-- capest: search.peak_qps -->.\n"
    (folder / "a.md").write_text(twice)
    assert run(folder, "check", "--baseline", "known.json")[2] == 1, "it is known once"
    (folder / "a.md").write_text(TEXT.replace("30K", "31K"))
    out, _, code = run(folder, "check", "--baseline", "known.json")
    assert code == 1, "a number that is written anew is looked at anew"
    assert "stale-baseline: known.json knows of 1 finding that nobody finds any more: a.md:" in out


def test_what_is_stale_is_told_of_what_was_looked_at_alone(folder):
    (folder / "b.md").write_text("6 TB<!-- capest: = 5 TB -->\n")
    assert run(folder, "check", "--baseline", "known.json", "--write-baseline")[2] == 0
    assert "stale" not in run(folder, "check", "b.md", "--baseline", "known.json")[0]
    (folder / "b.md").unlink()
    out, _, code = run(folder, "check", "a.md", "--baseline", "known.json")
    assert code == 0 and "stale-baseline" in out
    words = ("check", "a.md", "--baseline", "known.json", "--fail-on", "warning")
    assert run(folder, *words)[2] == 1
    (folder / "a.md").write_text(TEXT.replace("30K", "104K"))
    assert "2 findings" in run(folder, "check", "a.md", "--baseline", "known.json")[0]
    ignored = run(folder, "check", "a.md", "--baseline", "known.json", "--ignore", "value")[0]
    assert "1 finding " in ignored


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"capest-baseline": 2}', "known.json is a baseline of version 2; this capest reads 1"),
        ('{"capest-baseline": true, "findings": []}', "version True"),
        ('{"capest-baseline": 1', "known.json:1:22: malformed-baseline: this is not JSON"),
        ("[]", "known.json is no baseline"),
        ("[" * 100_000, "known.json is no baseline"),
        ('{"capest-baseline": 1}', "known.json has no list of findings"),
        ('{"capest-baseline": 1, "findings": [{"path": 1}]}', "finding 1 of known.json is none"),
    ],
)
def test_what_is_no_baseline_is_refused(folder, text, said):
    (folder / "known.json").write_text(text)
    out, errors, code = run(folder, "check", "--baseline", "known.json")
    assert (out, code) == ("", 2) and said in errors and "write it anew" in errors


def test_a_baseline_that_is_not_there_or_not_named(folder):
    _, errors, code = run(folder, "check", "--baseline", "known.json")
    assert code == 2 and "there is no baseline known.json" in errors
    _, errors, code = run(folder, "check", "--write-baseline")
    assert code == 2 and "--baseline known.json" in errors
    (folder / "a.capest.yaml").write_text("derived: {a: 3 dya}\n")
    _, errors, code = run(folder, "check", "--baseline", "known.json", "--write-baseline")
    assert code == 2 and "unknown-unit" in errors and not (folder / "known.json").exists()


def test_what_was_not_looked_at_stays_known(folder):
    (folder / "b.md").write_text("6 TB<!-- capest: = 5 TB -->, 6 TB<!-- capest: tera -->\n")
    words = ("--baseline", "known.json", "--write-baseline")
    assert "wrote 3 known findings" in run(folder, "check", *words)[0]
    before = (folder / "known.json").read_text()
    for narrower in (["a.md"], ["--select", "unknown-name"], ["b.md", "--ignore", "value"]):
        assert "wrote 3 known findings" in run(folder, "check", *narrower, *words)[0]
        assert (folder / "known.json").read_text() == before, narrower
    (folder / "b.md").unlink()
    assert "wrote 1 known finding " in run(folder, "check", "a.md", *words)[0], "b.md is gone"
    (folder / "known.json").write_text("[]")
    assert "wrote 1 known finding " in run(folder, "check", *words)[0]


# --- outputs ---


def test_a_report_that_is_a_document_is_written_anew(folder):
    for words in ("markdown:found.md", "markdown:found.mdx", "text:found.md"):
        run(folder, "check", "--output", words)
        name = words.partition(":")[2]
        first = (folder / name).read_text()
        assert "capest: off" in first and "1 error" in first
        out, errors, code = run(folder, "check", "--output", words)
        assert (code, errors, (folder / name).read_text()) == (1, "", first), out
        assert name not in run(folder, "check", "-f", "concise")[0], "it claims nothing"
        (folder / name).unlink()
    (folder / "own.md").write_text("<!-- capest: off -->\nOurs.\n")
    assert run(folder, "check", "--output", "markdown:own.md")[2] == 2


def test_several_outputs_in_one_run(folder):
    files = ["sarif:a.sarif", "junit:a.xml", "gitlab:a.json", "json:all.json"]
    words = [word for file in files for word in ("--output", file)]
    out, _, code = run(folder, "check", "a.md", *words)
    assert code == 1 and out.startswith("a.md:1:19: value: search.peak_qps is 104k/s")
    for file in files:
        name, _, path = file.partition(":")
        assert (folder / path).read_text() == run(folder, "check", "a.md", "-f", name)[0]


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("a.sarif", "malformed-output"),
        ("sarif:", "malformed-output"),
        ("sarf:a.sarif", "did you mean 'sarif'?"),
        ("sarif:no/a.sarif", "unwritable-file"),
    ],
)
def test_what_cannot_be_written_is_told(folder, word, said):
    _, errors, code = run(folder, "check", "a.md", "--output", word)
    assert code == 2 and said in errors


@pytest.mark.parametrize(
    "words",
    [
        ["--output", "json:a.md"],
        ["--output", "json:link.txt"],
        ["--output", "json:a.capest.yaml"],
        ["--output", "json:capest.toml"],
        ["--output", "json:known.json"],
        ["--output", "json:one", "--output", "sarif:./one"],
        ["--baseline", "a.md", "--write-baseline"],
        ["--baseline", "new.json", "--write-baseline", "--output", "json:new.json"],
    ],
)
def test_nothing_is_written_over_what_is_read_nor_twice(folder, words):
    run(folder, "check", "--baseline", "known.json", "--write-baseline")
    (folder / "capest.toml").write_text('baseline = "known.json"\n')
    (folder / "link.txt").symlink_to("a.md")
    before = {path: path.read_text() for path in folder.iterdir()}
    _, errors, code = run(folder, "check", *words)
    assert code == 2 and errors.startswith("same-file: ")
    assert {path: path.read_text() for path in folder.iterdir()} == before


def test_outputs_are_written_beside_a_baseline_too(folder):
    run(folder, "check", "--baseline", "new.json", "--write-baseline", "--output", "json:a.json")
    assert '"code": "value"' in (folder / "a.json").read_text()


def test_quiet_and_statistics(folder):
    out = run(folder, "check", "a.md", "-q")[0]
    assert out.startswith("a.md:1:19: value") and "checked" not in out
    assert run(folder, "check", "plain.md", "-q") == ("", "", 0)
    out = run(folder, "check", "a.md", "--statistics")[0]
    assert "     1  value: a number differs from the scenario's\n" in out
    assert out.endswith("   33%  a.md: 1 of 3 numbers bound (33%)\n")
    json.loads(run(folder, "check", "a.md", "--statistics", "-f", "json")[0])


def test_the_summary_of_a_step_shows_the_numbers_that_hold(folder):
    (folder / "a.md").write_text(TEXT.replace("30K", "104K"))
    assert run(folder, "check", ".", GITHUB_STEP_SUMMARY=str(folder / "summary.md"))[2] == 0
    summary = (folder / "summary.md").read_text()
    assert "| a.md | `search.peak_qps` | 104K QPS | 104k/s |" in summary
    assert "| a.capest.yaml | `search.qps ~ 35k/s` |" in summary


def test_a_summary_that_is_a_document_or_a_pipe_is_left_alone(folder):
    os.mkfifo(folder / "pipe")
    for name in ("a.md", "pipe"):
        _, errors, code = run(folder, "check", "a.md", GITHUB_STEP_SUMMARY=str(folder / name))
        assert code == 1 and "unwritable-file: $GITHUB_STEP_SUMMARY" in errors, name
    assert (folder / "a.md").read_text() == TEXT


def test_sarif_tells_each_code_whole(folder):
    found = json.loads(run(folder, "check", "a.md", "-f", "sarif")[0])
    (rule,) = found["runs"][0]["tool"]["driver"]["rules"]
    assert rule["id"] == "value" and "15 %" in rule["help"]["text"]
    assert "capest check --explain value" in rule["help"]["markdown"]


# --- assumptions ---


def test_assumptions_are_taken_from_the_scenario_on_request(folder):
    text = "We serve 200M users<!-- capest: input dau -->.\n"
    (folder / "a.md").write_text(text)
    assert run(folder, "fix", "a.md")[2] == 1 and (folder / "a.md").read_text() == text
    out, _, code = run(folder, "fix", "a.md", "--inputs")
    assert code == 0 and out.startswith("a.md:1:10: dau: 200M -> 300M\n")
    assert (folder / "a.md").read_text() == text.replace("200M", "300M")
