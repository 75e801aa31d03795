"""What `capest check` finds in folders: as git has it, each file once, else told."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from program import run

from capest.cli.documents.targets import targets

MODEL = "assumptions: {dau: 300M users}\ntraffic: {search: {per_user: 10/day}}\n"
MARKED = "<!-- capest: use m.capest.yaml -->\n35K QPS<!-- capest: search.qps -->\n"
PATTERNS = (
    "\ufeff\\!a.md", "[[:digit:]].md", "[!a-z]x.md", "x[^a]y.md", "***/deep.md", "*.[z-a]d",
    "b[.md", "trailing.md  ", "end\\", "f\\*.md", "[]b]c.md", "a\\ b.md",
    "[[:space:][:upper:]]z.md", "#n.md",
)  # fmt: skip
"""Lines of a list that a plain glob reads otherwise than git."""

NAMES = (
    "!a.md", "a.md", "1.md", "12.md", "Xx.md", "ax.md", "xay.md", "xby.md", "d/e/deep.md",
    "z.zd.md", "b[.md", "trailing.md", "end.md", "f*.md", "fg.md", "]c.md", "bc.md", "a b.md",
    "Qz.md", " z.md", "qz.md", "#n.md",
)  # fmt: skip


def _write(folder, files):
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def _found(folder, *words):
    """The paths that a check reads from a folder, and what it says of the rest."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        found, told = targets(words or ["."], input_name=None)
    finally:
        os.chdir(before)
    return [target.path for target in found], [problem.message for problem in told]


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_patterns_are_read_as_git_reads_them(tmp_path):
    _write(tmp_path, dict.fromkeys(NAMES, "") | {".gitignore": "\n".join(PATTERNS)})
    git = ["git", "-c", "core.excludesFile=", "-C", str(tmp_path)]
    subprocess.run([*git, "init", "-q"], check=True, capture_output=True)
    listed = subprocess.run(
        [*git, "ls-files", "-z", "--others", "--exclude-standard", "*.md"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split("\0")
    assert sorted(_found(tmp_path)[0]) == sorted(filter(None, listed))


def test_a_repository_in_a_repository_has_its_own_lists(tmp_path):
    _write(
        tmp_path,
        {
            ".git/info/exclude": "own.md\n", ".gitignore": "notes.md\n",
            "notes.md": "", "own.md": "", "a.md": "", "part/.git/info/exclude": "b.md\n",
            "part/notes.md": "", "part/own.md": "", "part/b.md": "",
        },
    )  # fmt: skip
    assert _found(tmp_path)[0] == ["a.md", "part/notes.md", "part/own.md"]
    assert _found(tmp_path / "part")[0] == ["notes.md", "own.md"]


def test_a_worktree_and_a_submodule_keep_to_the_list_of_their_clone(tmp_path):
    _write(
        tmp_path,
        {
            "clone/.git/info/exclude": "own.md\n",
            "clone/.git/worktrees/w/commondir": "../..\n",
            "clone/.git/modules/s/info/exclude": "theirs.md\n",
            "w/.git": f"gitdir: {tmp_path}/clone/.git/worktrees/w\n",
            "clone/s/.git": "gitdir: ../.git/modules/s\n",
            "w/own.md": "", "w/a.md": "", "clone/s/theirs.md": "", "clone/s/b.md": "",
        },
    )  # fmt: skip
    assert _found(tmp_path / "w")[0] == ["a.md"]
    assert _found(tmp_path / "clone")[0] == ["s/b.md"]


def test_a_file_is_one_document_by_whatever_path(tmp_path):
    _write(tmp_path, {"docs/a.md": "", "b.md": ""})
    (tmp_path / "docs" / "link.md").symlink_to("a.md")
    (tmp_path / "linked").symlink_to("docs")
    assert _found(tmp_path / "docs", "a.md", "../docs/a.md", "link.md")[0] == ["a.md"]
    assert _found(tmp_path, "docs/link.md", "linked", "docs")[0] == ["linked/a.md"]
    assert _found(tmp_path, "docs/link.md")[0] == ["docs/link.md"]


def test_a_thousand_folders_one_in_the_other(tmp_path):
    depth, before = 1100, Path.cwd()
    os.chdir(tmp_path)
    for _ in range(depth):
        Path("d").mkdir()
        os.chdir("d")
    Path("x.md").write_text("")
    os.chdir(before)
    found = _found(tmp_path)[0]
    subprocess.run(["rm", "-r", tmp_path / "d"], check=True)  # which Python 3.11 cannot
    assert found == [f"{'d/' * depth}x.md"]


def test_utf_16_with_a_mark_is_refused_with_and_without_its_sign(tmp_path):
    _write(tmp_path, {"m.capest.yaml": MODEL})
    for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32"):
        (tmp_path / "a.md").write_bytes(MARKED.encode(encoding))
        result = run("check", "a.md", cwd=tmp_path)
        assert result.returncode == 2 and b"not-utf-8" in result.stderr
    (tmp_path / "a.md").write_text(f"\0{MARKED}")
    assert run("check", "a.md", cwd=tmp_path).returncode == 0


CLOSED = """\
import os, sys
import capest.cli.commands.check, capest.claims.check
from capest.claims.documents.formats import is_document
from capest.cli.border import border_of
from capest.cli.documents.targets import targets
is_document("a.md")  # imports every format, which another user may not be able to
if os.geteuid() == 0:
    os.setgroups([]), os.setgid(65534), os.setuid(65534)
for word in sys.argv[1:]:
    border_of([word])
    found, told = targets([word], input_name=None)
    print(*(target.path for target in found), *(problem.message for problem in told), sep="; ")
"""


@pytest.mark.parametrize(
    ("word", "said"),
    [
        (".", "a.md; open/b.md; closed cannot be looked into: permission denied"),
        ("closed", "closed cannot be looked into: permission denied"),
        ("closed/c.md", "closed/c.md"),
        ("**/*.md", "a.md; open/b.md; closed cannot be looked into: permission denied"),
        ("closed/*/*.md", "closed cannot be looked into: permission denied"),
    ],
)
def test_a_folder_that_cannot_be_looked_into_is_told(word, said):
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        _write(Path(folder), {"a.md": "", "open/b.md": "", "closed/c.md": "", ".gitignore": "*"})
        (Path(folder) / ".gitignore").chmod(0)
        (Path(folder) / "closed").chmod(0)
        command = [sys.executable, "-c", CLOSED, word]
        result = subprocess.run(command, check=True, cwd=folder, capture_output=True, text=True)
        (Path(folder) / "closed").chmod(0o755)
        assert result.stdout == f"{said}\n"


def test_a_folder_above_that_cannot_be_looked_into_is_no_hindrance():
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        _write(Path(folder), {"above/here/a.md": ""})
        code = "import os; here = os.open('.', 0); os.chmod('..', 0o644)\n" + CLOSED
        command = [sys.executable, "-c", code, "a.md", "."]
        here = Path(folder) / "above" / "here"
        result = subprocess.run(command, check=True, cwd=here, capture_output=True, text=True)
        (Path(folder) / "above").chmod(0o755)
        assert result.stdout == "a.md\na.md\n"


def test_a_working_folder_that_is_gone_is_told(tmp_path):
    code = "import os, sys; os.rmdir(os.getcwd()); sys.argv = ['capest', 'check', '.']\n"
    code += "from capest.cli.app import main; main()"
    command = [sys.executable, "-c", code]
    result = subprocess.run(command, check=False, cwd=tmp_path, capture_output=True, text=True)
    assert result.returncode == 2
    assert result.stderr.startswith("unreadable-file: the working folder cannot be read: ")
