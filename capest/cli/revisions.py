"""Reads a file as a revision of git has it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from ..problems import Problem, ScenarioError, Source
from ..scenario.shipped import shipped_names
from ..scenario.text import decode, refuse_too_large
from .console import reason_of

_SAFE = ("-c", "safe.bareRepository=explicit")
"""No folder of a repository is taken for a repository of its own, with settings of its own."""

_CLOSED = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
}
"""What a repository lacks is fetched from nowhere: its settings may name a command to do so."""


def read_revision(name: str, revision: str) -> Source:
    """The text of a scenario's file in a revision; raises ScenarioError.

    What is asked of git is a commit's own name, so no revision is taken for an option, and nothing
    that the repository's settings name is run.
    """
    if name == "-" or (name in shipped_names() and not Path(name).exists()):
        message = f"--base compares a file with itself, and {name} is none"
        hint = "name a file: capest compare design.yaml --base main"
        raise ScenarioError.saying("not-a-file", message, hint)
    found = text_in(name, revision, commit_of(Path(name).parent, revision))
    if found is None:
        message = f"there is no {name} in revision {revision}"
        hint = f"`git log --follow --name-only -- {name}` lists those that have it, and its names"
        raise ScenarioError.saying("unknown-revision", message, hint)
    return found


def commit_of(folder: Path, revision: str) -> str:
    """The name of a revision's commit in a folder's repository; raises ScenarioError."""
    asked = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", _commit(revision))
    if asked.returncode:
        raise ScenarioError(_why_none(folder, revision))
    return asked.stdout.decode("ascii", "replace").strip()


def text_in(name: str, revision: str, commit: str) -> Source | None:
    """The text of a file in a commit, under the revision's name; None where it has none; raises
    ScenarioError for what cannot be read.
    """
    path = Path(name)
    blob = f"{commit}:./{path.name}"
    size = _git(path.parent, "cat-file", "-s", blob)
    if size.returncode:
        return None
    refuse_too_large(f"{revision}:{name}", int(size.stdout))
    content = _git(path.parent, "cat-file", "blob", blob).stdout
    return decode(f"{revision}:{name}", content)


def files_in(folder: Path, commit: str) -> tuple[str, ...]:
    """The files of a folder in a commit, as seen from it."""
    listed = _git(folder, "ls-tree", "-r", "-z", "--name-only", commit, "--", ".")
    return tuple(name for name in os.fsdecode(listed.stdout).split("\0") if name)


def _commit(revision: str) -> str:
    return f"{revision}^{{commit}}"


def _why_none(folder: Path, revision: str) -> Problem:
    if _git(folder, "rev-parse", "--git-dir").returncode:
        message = f"{folder} is in no git repository"
        return Problem(
            code="unknown-revision", message=message, hint="compare two files: old.yaml new.yaml"
        )
    return Problem(
        code="unknown-revision",
        message=f"'{revision}' is not a revision of this repository",
        hint="name a branch, a tag or a commit: `git branch -a` lists the branches",
    )


def _git(folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    command = ["git", *_SAFE, "-C", str(folder), *words]
    try:
        return subprocess.run(  # noqa: S603 - no shell, and no words of a stranger
            command, capture_output=True, check=False, env=os.environ | _CLOSED
        )
    except (OSError, ValueError) as error:
        message = f"git cannot be run: {reason_of(error)}"
        hint = "compare two files: old.yaml new.yaml"
        raise ScenarioError.saying("no-git", message, hint) from None
