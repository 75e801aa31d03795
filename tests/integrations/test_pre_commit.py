"""The hooks, driven by pre-commit itself where it is installed (`pip install pre-commit`), without
network: the hook's repository is a local one, and its environment is the one of the tests.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
PROGRAMS = Path(sys.executable).parent
PRE_COMMIT = shutil.which("pre-commit", path=f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}")
pytestmark = pytest.mark.slow

MODEL = """\
capest: 1
assumptions: {dau: 300M users}
traffic: {search: {per_user: 10/day}}
expect: [search.qps ~ 35k/s]
"""
GOOD = "Search serves ~35K QPS<!-- capest: search.qps -->.\n"


def git(folder, *words):
    known = ["-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "core.hooksPath=.git/hooks"]
    done = subprocess.run(
        ["git", "-C", str(folder), *known, *words], env=_environment(), capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def _environment():
    own = {name: text for name, text in os.environ.items() if not name.startswith("GIT_")}
    path = f"{PROGRAMS}{os.pathsep}{own['PATH']}"
    home = os.environ.get("PRE_COMMIT_HOME", "")
    return {**own, "PATH": path, "PIP_NO_INDEX": "1", "PRE_COMMIT_HOME": home}


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A repository whose commits run the hooks as `.pre-commit-hooks.yaml` has them; only that
    they take this environment's program in place of one that is installed for them.
    """
    if PRE_COMMIT is None:
        pytest.skip("pre-commit is not installed")
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "home"))
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    tool = tmp_path / "tool"
    tool.mkdir()
    system = [hook | {"language": "system"} for hook in hooks]
    (tool / ".pre-commit-hooks.yaml").write_text(yaml.safe_dump(system))
    git(tool, "init", "-q")
    git(tool, "add", ".")
    git(tool, "commit", "-qm", "hooks")
    revision = git(tool, "rev-parse", "HEAD")[1].strip()
    folder = tmp_path / "repository"
    folder.mkdir()
    wanted = {"repo": str(tool), "rev": revision, "hooks": [{"id": hook["id"]} for hook in hooks]}
    (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [wanted]}))
    (folder / "search.capest.yaml").write_text(MODEL)
    (folder / "search.md").write_text(GOOD)
    git(folder, "init", "-q")
    subprocess.run(
        [PRE_COMMIT, "install"], cwd=folder, env=_environment(), check=True, capture_output=True
    )
    git(folder, "add", ".")
    code, said = git(folder, "commit", "-qm", "first")
    assert code == 0 and "capest check" in said and "Passed" in said, said
    return folder


def test_a_changed_scenario_is_stopped_fixed_and_committed(repository):
    scenario = repository / "search.capest.yaml"
    scenario.write_text(MODEL.replace("300M", "30M").replace("35k/s", "3.5k/s"))
    code, said = git(repository, "commit", "-qam", "second")
    assert code == 1 and "files were modified by this hook" in said
    assert (repository / "search.md").read_text() == GOOD.replace("~35K", "~3.5K")
    assert git(repository, "commit", "-qam", "second")[0] == 0


def test_the_settings_hold_in_hooks_too(repository):
    (repository / "search.md").write_text(GOOD + "It peaks at 42K QPS, says nobody.\n")
    (repository / "capest.toml").write_text('min-bound = "80%"\n')
    git(repository, "add", ".")
    code, said = git(repository, "commit", "-qm", "second")
    assert code == 1 and "too-few-bound: 1 of 2 numbers bound (50%), less than 80%" in said
    (repository / "capest.toml").write_text('min-bond = "80%"\n')
    git(repository, "add", ".")
    code, said = git(repository, "commit", "-qm", "second")
    assert code == 1 and "capest.toml:1:1: unknown-setting" in said
