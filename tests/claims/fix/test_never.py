"""What `fix` never touches: the table of `capest help fix`, each row with a document of `never`
or a test here.

A new case is a new file, whose heading is its row.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from capest.cli.documents import fix as fixes
from capest.cli.documents.check_options import rewriting_options
from capest.problems import CapestError

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
CASES = sorted((HERE / "never").glob("*.md"))
TABLE = (ROOT / "capest/manual/fix.md").read_text("utf-8").partition("| `fix` never touches |")[2]
ROWS = dict(re.findall(r"^\| (.+?) \| (.+) \|$", TABLE.partition("\n\n")[0], re.MULTILINE))
"""What is left, and what is said of it."""

PLAIN = rewriting_options(["."])
WRONG = "90K QPS<!-- capest: search.peak_qps -->\n"


def _row(path):
    heading = path.read_text("utf-8").partition("\n")[0].removeprefix("# ")
    return heading[0].lower() + heading[1:]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_it_stays_and_what_is_said_of_it(path, monkeypatch):
    monkeypatch.chdir(path.parent)
    (fixed,) = fixes.fix(replace(PLAIN, paths=(path.name,))).fixed
    assert not fixed.changes
    assert _is_said(ROWS[_row(path)], fixed.report.problems)


def _is_said(words, problems):
    """Whether some problem has the code, or every one the reason."""
    if words == "nothing":
        return not problems
    if words.startswith("`"):
        return words.strip("`") in {problem.code for problem in problems}
    reason = re.sub("NAME|TEXT", ".+", f"left: {words}")
    return all(re.fullmatch(reason, problem.notes[-1]) for problem in problems) and bool(problems)


def _tree(folder, files):
    """A repository in which each document has the scenario beside it."""
    model = (HERE / "model.yaml").read_text("utf-8")
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        path.with_suffix(".capest.yaml").write_text(model, "utf-8")


def test_a_claim_that_the_scenario_makes(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    _tree(tmp_path, {"a.md": "Search peaks at 90K QPS.\n"})
    with Path("a.capest.yaml").open("a", encoding="utf-8") as file:
        file.write("claims:\n- {doc: a.md, near: Search peaks at, expect: search.qps}\n")
    (fixed,) = fixes.fix(replace(PLAIN, paths=(".",))).fixed
    assert not fixed.changes
    assert _is_said(ROWS["a claim that the scenario makes (`claims:`)"], fixed.left)


def test_a_document_that_leads_out_of_the_tree(tmp_path, monkeypatch):
    _tree(tmp_path, {"outside/a.md": WRONG, "tree/a.md": WRONG})
    (tmp_path / "tree" / ".git").mkdir()
    (tmp_path / "tree" / "b.md").symlink_to("../outside/a.md")
    monkeypatch.chdir(tmp_path / "tree")
    with pytest.raises(CapestError) as raised:
        fixes.fix(replace(PLAIN, paths=(".",)))
    assert _is_said(ROWS["a document that leads out of the tree"], raised.value.problems)


def test_what_git_ignores_in_a_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    _tree(tmp_path, {"a.md": WRONG, "out/a.md": WRONG, ".hidden/a.md": WRONG, "lib/a.md": WRONG})
    Path("b.md").symlink_to("a.md")
    Path(".gitignore").write_text("out/\n", "utf-8")
    Path(".gitattributes").write_text("lib/** linguist-vendored\n", "utf-8")
    (fixed,) = fixes.fix(replace(PLAIN, paths=(".",))).fixed
    assert fixed.name == "a.md" and ROWS["what git ignores, in a folder"] == "nothing"


def test_the_rows_are_the_cases():
    of_trees = {
        "a claim that the scenario makes (`claims:`)",
        "a document that leads out of the tree",
        "what git ignores, in a folder",
    }
    assert set(ROWS) == {_row(path) for path in CASES} | of_trees
