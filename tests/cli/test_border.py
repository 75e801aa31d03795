"""What documents, scenarios and links name stays inside the repository, and is quoted with care."""

from __future__ import annotations

import os
import re
import subprocess

import pytest
from program import CAPEST, run

from capest.claims.reports import FORMATS

HIDDEN = "machine git.example login bob password hunter2 30\n"
MODEL = "capest: 1\nassumptions: {dau: 300M users}\n"
NAMES = {
    "use": "5<!-- capest: use {} -->\n 5<!-- capest: a -->\n",
    "front matter": "---\ncapest: {}\n---\n5<!-- capest: a -->\n",
    "link": "[5]({}#dau)\n",
}


@pytest.fixture
def tree(tmp_path):
    """A tree with files outside of it that are none of its business."""
    tree = tmp_path / "tree"
    tree.mkdir()
    (tmp_path / "secret").write_text(HIDDEN)
    (tmp_path / "secret.md").write_text(HIDDEN)
    (tmp_path / "x.capest.yaml").write_text(HIDDEN)
    (tmp_path / "binary").write_bytes(b"hunter2 \xff\xfe")
    return tree


def check(folder, *words, **environment):
    done = run("check", *words, cwd=folder, **environment)
    return (done.stderr + done.stdout).decode(), done.returncode


# --- outside ---


_OUTSIDE = ["../secret", "../x.capest.yaml", "/proc/self/environ"]
_WAYS = [  # a link to what is no scenario is nobody's claim, and so reads nothing
    (how, path) for how in NAMES for path in _OUTSIDE if how != "link" or path.endswith(".yaml")
]


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize(("how", "path"), _WAYS)
def test_what_a_document_names_outside_is_not_read(tree, how, path, format_name):
    (tree / "a.md").write_text(NAMES[how].format(path))
    said, code = check(tree, "a.md", "-f", format_name, HIDDEN="hunter2")
    assert code == 2 and "outside-file" in said
    assert "hunter2" not in said and "password" not in said


def test_the_message_has_the_place_and_a_way_that_works(tree):
    (tree / "a.md").write_text(NAMES["use"].format("../model.yaml"))
    said, _ = check(tree, "a.md")
    assert said.startswith(f"a.md:1:19: outside-file: ../model.yaml leads outside of {tree}\n")
    assert "--allow-outside" in said
    assert check(tree, "a.md")[0] == said, "whether there is such a file is not told"
    (tree.parent / "model.yaml").write_text("assumptions: {a: 5}\n")
    assert check(tree, "a.md")[0] == said
    said, code = check(tree, "a.md", "--allow-outside")
    assert (said, code) == ("checked 1 claim in 1 document: 1 hold\n", 0)


@pytest.mark.parametrize("doc", ["../secret.md", "/proc/self/environ", "link.md", "inner.md"])
def test_what_a_scenario_names_outside_is_not_read(tree, doc):
    (tree / "link.md").symlink_to("../secret.md")
    (tree / "config").write_text(HIDDEN)
    (tree / "inner.md").symlink_to("config")
    claim = f"claims:\n  - {{doc: {doc}, near: password, expect: dau}}\n"
    (tree / "a.capest.yaml").write_text(MODEL + claim)
    said, code = check(tree, "a.capest.yaml")
    assert code == 2 and "hunter2" not in said
    assert re.match(r"a\.capest\.yaml:4:11: (outside-file|not-a-document): ", said)


@pytest.mark.parametrize("name", ["a.capest.yaml", "a.md"])
@pytest.mark.parametrize("word", [".", "*", "a.capest.yaml", "a.md"])
def test_a_link_is_not_followed_outside(tree, name, word):
    (tree / name).symlink_to("../secret")
    said, code = check(tree, word)
    assert code == 2 and "hunter2" not in said


def test_the_rest_is_checked_where_one_link_leads_outside(tree):
    (tree / "a.md").symlink_to("../secret.md")
    (tree / "b.md").write_text("5<!-- capest: = 5 -->\n")
    said, code = check(tree, ".")
    assert code == 2 and "checked 1 claim in 1 document: 1 hold; 1 cannot be read" in said


# --- how far the border reaches ---


def test_the_border_is_the_repository_else_where_one_stands_else_the_folder(tree):
    docs = tree / "docs"
    docs.mkdir()
    (tree / "m.yaml").write_text("assumptions: {a: 5}\n")
    (docs / "a.md").write_text(NAMES["use"].format("../m.yaml"))
    assert check(tree, "docs/a.md")[1] == 0, "the folder that one stands in"
    assert check(docs, "a.md")[1] == 2
    assert check("/", docs / "a.md")[1] == 2, "the root is no tree"
    assert check(docs, "a.md", tree / "m.yaml")[1] == 0, "it is named, too"
    (tree / ".git").mkdir()
    assert check(docs, "a.md")[1] == 0, "the repository"
    assert check("/", docs / "a.md")[1] == 0


def test_a_folder_that_is_named_by_a_link_is_looked_into(tree):
    (tree.parent / "real").mkdir()
    (tree.parent / "real" / "a.md").write_text("5<!-- capest: = 5 -->\n")
    (tree / "docs").symlink_to("../real")
    assert check(tree, "docs")[1] == 0
    assert check(tree, "docs/a.md")[1] == 0


@pytest.mark.parametrize("name", ["/dev/stdin", "/proc/self/fd/0"])
def test_a_stream_that_is_named_is_read(tree, name):
    done = subprocess.run(
        [*CAPEST, "check", name], cwd=tree, input=MODEL, text=True, capture_output=True, check=False
    )
    assert done.returncode == 0


# --- what is quoted ---

FOREIGN = [HIDDEN, "hunter2: hunter2\n", "\thunter2\n", "- hunter2\n", "a: hunter2: x\n", "\xff 2"]


@pytest.mark.parametrize("text", FOREIGN)
@pytest.mark.parametrize("name", [".env", ".git/config", "secrets.yaml", "link.capest.yaml"])
def test_of_a_file_in_the_tree_that_is_no_scenario_nothing_is_quoted(tree, name, text):
    (tree / ".git").mkdir()
    (tree / "config").write_bytes(text.encode("latin-1"))
    if name == "link.capest.yaml":
        (tree / name).symlink_to("config")
    else:
        (tree / name).write_bytes(text.encode("latin-1"))
    (tree / "a.md").write_text(NAMES["use"].format(name))
    said, code = check(tree, "a.md")
    assert code == 2 and "hunter2" not in said
    assert said.startswith(f"a.md:1:19: not-a-scenario: {name} does not read as a scenario\n")
    assert "hunter2" not in check(tree, ".")[0]
    assert f"`capest check {name}` says why" in said


@pytest.mark.parametrize(
    ("name", "text", "is_quoted"),
    [
        ("m.yaml", "capest: 1\nassumptions: {a: 5 dya}\n", True),
        ("m.capest.yaml", "assumptions: {a: 5 dya}\n", True),
        ("m.yaml", "assumptions: {a: 5 dya\n", False),
        ("m.yaml", "assumptions: {a: 5, b: a + 1 day}\n", True),
    ],
)
def test_what_reads_as_a_scenario_is_quoted(tree, name, text, is_quoted):
    (tree / name).write_text(text)
    (tree / "a.md").write_text(NAMES["use"].format(name))
    said, code = check(tree, "a.md")
    assert code == 2 and ("  | " in said.replace("1 |", " |").replace("2 |", " |"))
    assert (f"{name}:" in said) == is_quoted
    if not is_quoted:
        assert f"{name}:2:1: yaml" in check(tree, name)[0], "as the hint says"


# --- what is no file ---


@pytest.mark.parametrize("name", ["x.md", "x.capest.yaml", "x.yaml"])
def test_a_pipe_that_nobody_names_is_not_waited_for(tree, name):
    os.mkfifo(tree / name)
    (tree / "a.md").write_text(NAMES["use"].format(name) + f"[5]({name}#a)\n")
    for words in (["*.md", "*.yaml"], ["*"], ["."], ["a.md"]):
        assert check(tree, *words)[1] == 2
    assert f"{name} cannot be read: it is a pipe or a device" in check(tree, "a.md")[0]


def test_a_folder_in_the_place_of_a_scenario_is_told(tree):
    (tree / "x.capest.yaml").mkdir()
    (tree / "a.md").write_text(NAMES["use"].format("x.capest.yaml"))
    said, code = check(tree, "a.md")
    assert code == 2 and "a.md:1:19: unreadable-file: x.capest.yaml cannot be read: is a" in said


LIKE_A_USER = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
LIKE_A_USER += ["--inh-caps=-dac_override,-dac_read_search"]


def test_a_locked_folder_and_a_link_into_one_are_told_and_the_rest_is_checked(tree):
    locked = tree / "locked"
    locked.mkdir()
    (locked / "x.capest.yaml").write_text("assumptions: {a: 1}\nexpect: [a = 2]\n")
    (tree / "y.capest.yaml").write_text("assumptions: {a: 1}\nexpect: [a = 1]\n")
    (tree / "link.md").symlink_to("locked/x.md")
    locked.chmod(0)
    lead = LIKE_A_USER if os.geteuid() == 0 else []
    try:
        done = subprocess.run(
            [*lead, *CAPEST, "check", "."], cwd=tree, capture_output=True, text=True, check=False
        )
    finally:
        locked.chmod(0o755)
    if "setpriv:" in done.stderr:
        pytest.skip("root reads what is locked, and may not become another user here")
    assert done.returncode == 2
    assert "unreadable-file: locked cannot be looked into: permission denied" in done.stderr
    assert "unreadable-file: link.md cannot be read: permission denied" in done.stderr
    assert "checked 1 expectation in 1 scenario: 1 hold, 0 fail" in done.stdout
