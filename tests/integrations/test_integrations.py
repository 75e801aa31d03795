"""The pre-commit hooks and the GitHub action: their commands run, as those programs run them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from capest.claims.documents.formats import suffixes
from capest.claims.marks.library import SUFFIXES
from capest.cli.settings.keys import ONLY_ASKED_FOR, SETTINGS

ROOT = Path(__file__).parents[2]
MANUAL = (ROOT / "capest/manual/ci.md").read_text("utf-8")
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
ACTION = yaml.safe_load((ROOT / ".github/actions/check/action.yml").read_text("utf-8"))
PROGRAMS = Path(sys.executable).parent

MODEL = """\
capest: 1
assumptions: {dau: 300M users}
traffic: {search: {per_user: 10/day}}
expect: [search.qps ~ 35k/s]
"""
GOOD = "Search serves ~35K QPS<!-- capest: search.qps -->.\n"
BAD = GOOD.replace("~35K", "~350K")


@pytest.fixture
def repository(tmp_path):
    """A folder with a scenario and a document that rests on it."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "search.capest.yaml").write_text(MODEL)
    (tmp_path / "docs" / "search.md").write_text(GOOD)
    return tmp_path


# --- pre-commit ---


def _run_hook(name, folder):
    """Run a hook as pre-commit does: its entry and arguments, in the repository's folder."""
    (hook,) = (hook for hook in HOOKS if hook["id"] == name)
    assert hook["language"] == "python" and hook["pass_filenames"] is False
    words = [*hook["entry"].split(), *hook["args"]]
    result = subprocess.run(
        [PROGRAMS / words[0], *words[1:]], cwd=folder, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in result.stderr
    return result.returncode, result.stdout + result.stderr


def test_the_hooks_are_as_the_manual_has_them():
    (block,) = re.findall(r"```yaml\n(# .pre-commit-config.yaml.*?)```", MANUAL, re.DOTALL)
    (repo,) = yaml.safe_load(block)["repos"]
    for local, hook in zip(repo["hooks"], HOOKS, strict=True):
        assert {
            key: local[key] for key in ("id", "name", "entry", "pass_filenames")
        }.items() <= hook.items()
        assert local["language"] == "system", "with capest as it is installed"
    for hook in HOOKS:
        assert set(hook) == {
            "id", "name", "description", "entry", "args", "language", "files", "pass_filenames",
        }  # fmt: skip


def test_the_hooks_name_every_ending_of_a_document(snapshot):
    path = ROOT / ".pre-commit-hooks.yaml"
    endings = "|".join(suffix.removeprefix(".") for suffix in suffixes())
    wanted = rf"(\.({endings}|ya?ml)|"
    text, times = re.subn(r"\(\\\.\([\w|?]+\)\|", lambda _: wanted, path.read_text("utf-8"))
    assert times == 1
    snapshot(path, text)


@pytest.mark.parametrize("suffix", [*suffixes(), *SUFFIXES, ".yaml"])
def test_a_change_of_any_document_or_scenario_runs_the_hooks(suffix):
    for hook in HOOKS:
        assert re.search(hook["files"], f"docs/search{suffix}")
        assert not re.search(hook["files"], "src/main.py")


@pytest.mark.parametrize("name", ["capest.toml", "docs/capest.toml", "pyproject.toml"])
def test_a_change_of_the_settings_runs_the_hooks(name):
    assert all(re.search(hook["files"], name) for hook in HOOKS)
    assert not any(re.search(hook["files"], f"my{name}x") for hook in HOOKS)


def test_the_check_of_the_hooks_looks_at_what_the_settings_name(repository):
    (repository / "docs" / "search.md").write_text(BAD)
    assert _run_hook("capest-check", repository)[0] == 1
    (repository / "new").mkdir()
    (repository / "new" / "a.md").write_text("It weighs 5 kg.\n")
    (repository / "capest.toml").write_text('paths = ["new"]\n')
    assert _run_hook("capest-check", repository)[0] == 0


def test_a_changed_scenario_fails_the_document_that_nobody_touched(repository):
    assert _run_hook("capest-check", repository)[0] == 0
    scenario = repository / "docs" / "search.capest.yaml"
    scenario.write_text(MODEL.replace("300M", "30M").replace("35k/s", "3.5k/s"))
    code, said = _run_hook("capest-check", repository)
    assert code == 1 and said.startswith("docs/search.md:1:15: value: search.qps is 3.47k/s")
    code, said = _run_hook("capest-fix", repository)
    assert code == 0 and said.endswith("fixed 1 claim in 1 document\n")
    assert (repository / "docs" / "search.md").read_text() == GOOD.replace("~35K", "~3.5K")
    assert _run_hook("capest-check", repository)[0] == 0
    assert _run_hook("capest-fix", repository)[0] == 0


# --- the manual ---


def test_the_settings_of_the_manual_hold(repository):
    (toml,) = re.findall(r"```toml\n(.*?)```", MANUAL, re.DOTALL)
    (repository / "capest.toml").write_text(toml)
    for folder in ("scenarios", "docs/old"):
        (repository / folder).mkdir()
    (repository / "docs" / "old" / "a.md").touch()
    (repository / "scenarios" / "search.capest.yaml").write_text(MODEL)
    done = subprocess.run(
        [PROGRAMS / "capest", "config", "docs/old/a.md"],
        cwd=repository, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0 and 'tolerance = "20%"  for docs/old/a.md' in done.stdout
    for name in SETTINGS:
        assert f"`{name}`" in MANUAL or f"\n{name} = " in f"\n{toml}"
    for name in ONLY_ASKED_FOR & {"allow-outside", "output", "exit-zero", "write-baseline"}:
        assert f"`--{name}`" in MANUAL


def test_the_workflow_of_the_manual_asks_for_the_least():
    (workflow,) = (
        yaml.safe_load(text) for text in re.findall(r"```yaml\n(name.*?)```", MANUAL, re.S)
    )
    assert workflow[True] == "pull_request" and workflow["permissions"] == {}  # YAML: on is true
    rights = {name: job["permissions"] for name, job in workflow["jobs"].items()}
    assert rights == {
        "check": {"contents": "read"},
        "comment": {"contents": "read", "pull-requests": "write"},
    }
    for job in workflow["jobs"].values():
        checkout, used = job["steps"]
        assert checkout["with"]["persist-credentials"] is False
        assert checkout["with"]["submodules"] is True, "tools/capest is one"
        path = ROOT / used["uses"].removeprefix("./tools/capest/") / "action.yml"
        inputs = yaml.safe_load(path.read_text("utf-8"))["inputs"]
        assert set(used.get("with", {})) <= set(inputs)


# --- the action ---


def _run_step(name, folder, **inputs):
    """Run the script of a step with the action's inputs, as a runner does."""
    (step,) = (step for step in ACTION["runs"]["steps"] if step.get("name") == name)
    assert step["shell"] == "bash" and "${{" not in step["run"], "inputs are not pasted into code"
    given = {key: item["default"] for key, item in ACTION["inputs"].items()} | inputs
    values = {
        key: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda found: given[found[1]], text)
        for key, text in step["env"].items()
    }
    program = folder / "temp" / "capest" / "bin"
    if not program.exists():  # as the step before has installed it
        program.parent.mkdir(parents=True)
        program.symlink_to(PROGRAMS)
    environment = {**os.environ, **values, "RUNNER_TEMP": str(folder / "temp")}
    environment["GITHUB_STEP_SUMMARY"] = str(folder / "summary")
    result = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return result.returncode, result.stdout + result.stderr


def test_the_action_annotates_what_fails(repository):
    assert _run_step("Check", repository)[0] == 0
    (repository / "docs" / "search.md").write_text(BAD)
    code, said = _run_step("Check", repository)
    assert code == 1 and said.startswith("::error file=docs/search.md,line=1,")
    assert "1 error" in (repository / "summary").read_text()


def test_the_action_takes_its_inputs_or_the_settings(repository):
    (repository / "docs" / "search.md").write_text(BAD)
    (repository / "capest.toml").write_text('ignore = ["value"]\n')
    assert _run_step("Check", repository)[0] == 0
    assert _run_step("Check", repository, config="none")[0] == 1
    (repository / "own.toml").write_text('paths = ["docs/search.capest.yaml"]\n')
    assert "1 expectation" in _run_step("Check", repository, config="own.toml")[1]
    output = "sarif:a.sarif\n\njunit:a b.xml\n"
    assert _run_step("Check", repository, output=output)[0] == 0
    assert (repository / "a.sarif").exists() and (repository / "a b.xml").exists()
    assert _run_step("Check", repository, **{"min-bound": "101%"})[0] == 2


def test_the_action_takes_patterns_line_by_line_and_runs_none_of_them(repository):
    paths = "docs/**/*.md\n\n  \ndocs/search.capest.yaml\n"
    code, said = _run_step("Check", repository, paths=paths)
    assert code == 0 and "checked 1 claim in 1 document: 1 hold" in said
    code, said = _run_step("Check", repository, paths="$(touch here)")
    assert code == 2 and not (repository / "here").exists()
    assert _run_step("Check", repository, **{"fail-on": "warnings"})[0] == 2
