"""`capest fix` and `capest bind`, as a person uses them: real processes, real files."""

from __future__ import annotations

import os
import stat
import subprocess

import program
import pytest

from capest.cli.documents import fix as fixes
from capest.cli.documents.check_options import rewriting_options
from capest.cli.files import OutputError, rewrite_file

MODEL = """\
assumptions: {dau: 300M users, peak_factor: 3}
traffic: {search: {per_user: 10/day}}
"""
USE = "<!-- capest: use ../a.capest.yaml -->\n\n"
BAD = b"\xef\xbb\xbfSearch \xe2\x80\x94 peak\r\n~30K QPS<!-- capest: search.peak_qps -->, \r\nend"
GOOD = BAD.replace(b"30K", b"100K")
UNBOUND = "Search peaks at ~104K QPS, from 300M DAU.\n"


@pytest.fixture
def folder(tmp_path):
    """A folder with a scenario and the document beside it, whose peak is too low."""
    (tmp_path / "a.capest.yaml").write_text(MODEL)
    (tmp_path / "a.md").write_bytes(BAD)
    return tmp_path


def run(folder, *words, stdin=None):
    result = program.run(*words, cwd=folder, stdin=stdin)
    assert b"Traceback" not in result.stderr
    return result.stdout.decode(), result.stderr.decode(), result.returncode


def names(folder):
    return sorted(path.name for path in folder.iterdir())


# --- what is written ---


def test_only_the_bytes_of_the_number_change(folder):
    out, errors, code = run(folder, "fix", "a.md")
    assert (errors, code) == ("", 0)
    assert out == "a.md:2:1: search.peak_qps: 30K -> 100K\nfixed 1 claim in 1 document\n"
    assert (folder / "a.md").read_bytes() == GOOD
    assert names(folder) == ["a.capest.yaml", "a.md"], "nothing is left behind"
    before = (folder / "a.md").stat()
    assert run(folder, "fix", "a.md")[0] == "nothing to fix in 1 document\n"
    assert (folder / "a.md").stat().st_mtime_ns == before.st_mtime_ns, "it is not written again"
    assert run(folder, "check", "a.md")[2] == 0


@pytest.mark.parametrize("option", ["--diff", "--dry-run"])
def test_what_would_be_written(folder, option):
    out, errors, code = run(folder, "fix", option, "a.md")
    assert code == 0 and (folder / "a.md").read_bytes() == BAD
    assert (out + errors).endswith("would fix 1 claim in 1 document\n")


def test_changes_and_problems_after_the_first_hundred_are_counted(folder):
    claims = "".join(f"- {n}<!-- capest: = {n} * 2 -->\n\n" for n in range(1000, 1105))
    inputs = "- 5M users<!-- capest: input dau -->\n\n" * 103
    (folder / "many.md").write_text(USE.replace("../", "") + claims + inputs)
    out, errors, code = run(folder, "fix", "--dry-run", "many.md")
    lines = out.splitlines()
    assert (errors, code) == ("", 1) and len(out) < 100_000
    assert sum(" -> " in line for line in lines) == 100
    assert "many.md: ... and 5 more" in lines and "many.md: ... and 3 more" in lines
    assert lines[-1] == "would fix 105 claims in 1 document; 103 errors left"
    patch, errors, code = run(folder, "fix", "--diff", "many.md")
    assert patch.count("\n+- 2") == 105, "a patch is whole"


def test_bind_says_where_it_reads_no_further(folder):
    (folder / "a.md").write_text("It holds 5 GB.\n\n" * 5001)
    errors = run(folder, "bind", "a.md")[1]
    assert errors.startswith("a.md:10001:1: note: unbound: 5,000 numbers of a document are read;")


def test_a_requirement_is_left_until_somebody_insists(folder):
    text = "Peak must stay under 50K QPS<!-- capest: search.peak_qps -->.\n"
    (folder / "a.md").write_text(text)
    out, errors, code = run(folder, "fix", "a.md")
    assert (errors, code) == ("", 1) and (folder / "a.md").read_text() == text
    assert "left: a requirement; change the design, or the number by hand\n" in out
    assert run(folder, "fix", "--bounds", "a.md")[2] == 0
    assert (folder / "a.md").read_text() == text.replace("50K", "105K")


def test_the_diff_is_a_patch_that_git_applies(folder):
    (folder / "docs").mkdir()
    (folder / "docs" / "b.md").write_text(USE + "Peak 30K QPS<!-- capest: search.peak_qps -->")
    patch = run(folder, "fix", "--diff", ".")[0]
    subprocess.run(["git", "apply", "-"], cwd=folder, input=patch.encode(), check=True)
    assert (folder / "a.md").read_bytes() == GOOD
    assert run(folder, "fix", ".")[0] == "nothing to fix in 2 documents\n"


def test_a_file_keeps_its_mode_and_a_link_stays_one(folder):
    (folder / "docs").mkdir()
    real = folder / "docs" / "real.md"
    real.write_bytes(USE.encode() + BAD)
    real.chmod(0o640)
    (folder / "link.md").symlink_to("docs/real.md")
    (folder / "link.capest.yaml").write_text(MODEL)
    run(folder, "fix", "docs/real.md")
    assert b"~100K" in real.read_bytes()
    real.write_bytes(BAD)
    out, _, code = run(folder, "fix", "link.md", "./link.md")
    assert code == 0 and out.endswith("fixed 1 claim in 1 document\n")
    assert (folder / "link.md").is_symlink() and real.read_bytes() == GOOD
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


def test_a_document_and_a_link_to_it_are_fixed_once(folder):
    (folder / "b.md").symlink_to("a.md")
    (folder / "b.capest.yaml").write_text(MODEL)
    for words in (["."], ["a.md", "b.md"], ["b.md", "."]):
        (folder / "a.md").write_bytes(BAD)
        out, errors, code = run(folder, "fix", *words)
        assert (errors, code) == ("", 0) and (folder / "a.md").read_bytes() == GOOD
        assert out.endswith("fixed 1 claim in 1 document\n")


# --- what is not written ---


def test_what_only_a_person_can_mend_is_told_and_left(folder):
    (folder / "a.md").write_bytes(BAD + b" 200M<!-- capest: input dau -->\r\n5<!-- capest: x -->")
    out, _, code = run(folder, "fix", "a.md")
    assert code == 1 and (folder / "a.md").read_bytes().startswith(GOOD)
    assert "    left: an assumption; change it here or in the scenario\n" in out
    assert out.endswith("fixed 1 claim in 1 document; 2 errors left\n")
    assert (folder / "a.capest.yaml").read_text() == MODEL
    assert max(map(len, out.splitlines())) <= 80


def test_a_claim_that_stands_in_a_scenario_leaves_its_document_alone(folder):
    claim = "claims:\n  - {doc: a.md, near: peak, expect: search.peak_qps}\n"
    (folder / "a.capest.yaml").write_text(MODEL + claim)
    (folder / "a.md").write_text("Our peak is ~30K QPS.\n")
    out, _, code = run(folder, "fix", "a.md")
    assert code == 1 and (folder / "a.md").read_text() == "Our peak is ~30K QPS.\n"
    assert "left: its claim stands in the scenario, so the document stays as it is" in out


@pytest.mark.parametrize("command", ["fix", "bind"])
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "no-files: there is nothing"),
        (["-"], "no-files: files are rewritten, and standard input is none"),
        (["missing.md"], "file-not-found: there is no file missing.md"),
        (["*.txt"], "no-files: nothing matches *.txt"),
        (["a.md", "--tolerance", "much"], "unknown-option"),
        (["a.md", "--prefixes", "iso"], "unknown-option"),
        (["a.md", "latin.md"], "latin.md:1:4: not-utf-8"),
        (["a.md", "broken.md"], "broken.capest.yaml:1:16: unknown-unit"),
    ],
)
def test_what_cannot_be_read_exits_with_2_and_nothing_is_written(folder, command, words, said):
    (folder / "latin.md").write_bytes(b"caf\xe9\n")
    (folder / "broken.capest.yaml").write_text("derived: {a: 3 dya}\n")
    (folder / "broken.md").write_text("3<!-- capest: a -->\n")
    _, errors, code = run(folder, command, *words)
    assert code == 2 and said in errors
    assert (folder / "a.md").read_bytes() == BAD


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_a_read_only_document_is_told(folder):
    (folder / "a.md").chmod(0o444)
    _, errors, code = run(folder, "fix", "a.md")
    assert code == 2 and "unwritable-file: a.md cannot be written: permission denied" in errors


def test_one_that_changes_during_the_run_is_left_and_the_others_are_written(folder, monkeypatch):
    monkeypatch.chdir(folder)
    (folder / "b.md").write_bytes(b"<!-- capest: use a.capest.yaml -->\n\n" + BAD[3:])
    report = fixes.fix(rewriting_options(["a.md", "b.md"]))
    (folder / "b.md").write_bytes(b"somebody else's")
    done, problems = fixes.write(report)
    assert [(problem.code, problem.hint) for problem in problems] == [
        ("changed-file", "run it again")
    ]
    assert [item.name for item in done.changed] == ["a.md"]
    assert (folder / "a.md").read_bytes() == GOOD
    assert (folder / "b.md").read_bytes() == b"somebody else's"


def test_a_document_that_changed_underneath_is_left(tmp_path):
    document = tmp_path / "a.md"
    document.write_bytes(b"somebody else's")
    with pytest.raises(OutputError) as raised:
        rewrite_file(str(document), b"old", b"new")
    assert raised.value.problems[0].code == "changed-file"
    assert document.read_bytes() == b"somebody else's"
    rewrite_file(str(document), b"somebody else's", b"new")
    rewrite_file(str(document), b"somebody else's", b"new")  # through a link, it is done already
    assert document.read_bytes() == b"new"
    document.unlink()
    with pytest.raises(OutputError):
        rewrite_file(str(document), b"new", b"newer")
    assert names(tmp_path) == [], "what was removed does not come back"


# --- bind ---


def test_bind_proposes_and_writes_on_request(folder):
    (folder / "a.md").write_text(UNBOUND)
    out, errors, code = run(folder, "bind", ".")
    assert (errors, code) == ("", 0) and (folder / "a.md").read_text() == UNBOUND
    assert out == (
        "a.md  2 to bind\n"
        "  1:17    ~104K QPS   search.peak_qps (104k/s)\n"
        "  1:33    300M DAU    input dau (300M)\n"
        "2 to bind in 1 document; --write binds the 2\n"
    )
    assert run(folder, "bind", ".", "--write")[0].endswith("bound 2 numbers in 1 document\n")
    assert (folder / "a.md").read_text() == (
        "Search peaks at ~104K QPS<!-- capest: search.peak_qps -->, "
        "from 300M DAU<!-- capest: input dau -->.\n"
    )
    assert run(folder, "check", ".")[0] == "checked 2 claims in 1 document: 2 hold\n"
    assert run(folder, "bind", ".")[0] == "nothing to propose in 1 document\n"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("b.md", "no-scenario: b.md has no scenario"),
        ("b.rst", "no-scenario: b.rst has no scenario"),
        ("c.md", "c.md:1:18: missing-scenario: there is no scenario a.yaml"),
    ],
)
def test_bind_needs_a_scenario(folder, name, said):
    use = "<!-- capest: use a.yaml -->\n\n" if name == "c.md" else ""
    (folder / name).write_text(use + UNBOUND)
    _, errors, code = run(folder, "bind", name)
    assert code == 2 and said in errors
    assert "hint:" in errors or "a path starts from" in errors


@pytest.mark.parametrize("command", [["fix"], ["fix", "--dry-run"], ["bind"]])
def test_a_folder_that_is_not_there_is_told(folder, command):
    out, errors, code = run(folder, *command, "docz")
    assert (out, code) == ("", 2) and errors.startswith("no-files: nothing matches docz\n")


BROKEN_OFF = (
    "<!-- capest: use m.yaml -->\n"
    "= Search\n"
    ":capest: shared/search.yaml\n"
    "\n"
    "* Peak is link:shared/search.yaml#search.peak_qps[~30K QPS], on average it is\n"
    "  about link:shared/search.yaml#search.qps[35K| per seco99.5%nd.\n"
    "\n"
    "--1\u2009000--\n"
    "link:shared/search.yaml#search.peak_qps[30K]\n"
    "----\n"
    "\n"
    "|===\n"
    "| whateak (QPS)\n"
    "| search | link:shared/search.yaml#search.peak_qps[5K]\n"
    "|===\n"
    "\n"
    "// capest: ignore value\n"
    "link:shared/search.yaml#search.peak_qps[30K"
)
"""AsciiDoc with a block without any text, as a random change of a page has made it."""


def test_a_page_that_breaks_off_is_no_crash(folder):
    (folder / "shared").mkdir()
    (folder / "shared" / "search.yaml").write_text(MODEL)
    (folder / "b.adoc").write_text(BROKEN_OFF)
    assert run(folder, "fix", "--diff", "b.adoc")[2] == 1


def ask(folder, text, answers):
    (folder / "a.md").write_text(text)
    out, errors, code = run(folder, "bind", "--ask", "a.md", stdin=answers)
    assert (errors, code) == ("", 0)
    return out, (folder / "a.md").read_text()


def test_asking_binds_what_is_said_and_stops_at_the_end_of_input(folder):
    out, text = ask(folder, UNBOUND, "n\ny\n")
    assert text == UNBOUND.replace("DAU.", "DAU<!-- capest: input dau -->.")
    assert "a.md:1:17: note: unbound: search.peak_qps (104k/s)" in out and "(2/2) bind it" in out
    assert out.endswith("bound 1 number in 1 document\n")
    out, text = ask(folder, UNBOUND, "y\n")
    assert text == UNBOUND.replace("QPS,", "QPS<!-- capest: search.peak_qps -->,")
    for answers in ("q\ny\n", "", "d\n", "?\nx\n"):
        assert ask(folder, UNBOUND, answers)[1] == UNBOUND
    assert ask(folder, UNBOUND, "?\n")[0].count("leave it as it is") == 1


def test_asking_takes_one_of_several_by_its_number_and_a_slip_as_it_is(folder):
    text = "We see 3.5K, then 35K QPS.\n\nSearch peaks at 35K QPS.\n"
    out, bound = ask(folder, text, "y\n9\n1\ny\n")
    assert "several fit: say which, 1 to " in out
    assert "35K QPS<!-- capest: search.peak_qps -->" in bound
    assert "a.md:3:17: note: unbound: search.peak_qps is 104k/s: that is search.qps" in out
    assert run(folder, "check", "a.md")[2] == 1, "what is bound to be wrong is told from now on"


def test_asking_takes_a_name_or_an_expression_that_is_one(folder):
    words = "e\nserch.qps\ne\nsearch.qps --> * 3\ne\n\ne\nsearch.qps * 3\nq\n"
    out, text = ask(folder, UNBOUND, words)
    assert text == UNBOUND.replace("QPS,", "QPS<!-- capest: search.qps * 3 -->,")
    assert "nothing is named 'serch.qps'" in out
    assert out.count("nothing can be written for it here") == 2


def test_yes_to_all_passes_over_what_several_quantities_fit(folder):
    text = "---\ncapest: m.capest.yaml\n---\nWe serve 34.7K QPS.\n\nThe third has 200K QPS.\n"
    (folder / "m.capest.yaml").write_text(
        "traffic: {search: {rate: 34.7k/s}, other: {rate: 34.7k/s}, third: {rate: 200k/s}}\n"
    )
    out, written = ask(folder, text, "y\ny\n")
    assert "several fit: say which" in out and "(2/2) bind it" in out
    assert written == text
