"""What installs, runs and describes capest says one thing: pyproject.toml, the constraints, the
README, CONTRIBUTING.md, the hooks, `.ci/run`, its workflow and the action.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]


def _text(path):
    return (ROOT / path).read_text("utf-8")


SCRIPT = _text(".ci/run")
PYTHONS = re.search(r"^pythons=\((.*)\)$", SCRIPT, re.M)[1].split()
CONFIGURATION = tomllib.loads(_text("pyproject.toml"))
PROJECT = CONFIGURATION["project"]
DEPENDENCIES = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]
PINNED = dict(line.lower().split("==") for line in _text(".ci/constraints.txt").splitlines())
WORKFLOW = ".github/workflows/ci.yml"
ACTION = ".github/actions/check/action.yml"
COMMENT = ".github/actions/comment/action.yml"
MANUAL = "capest/manual/ci.md"


def test_ci_runs_the_commands_of_the_set_up():
    first, second = re.search(r"```sh\n(python3 -m venv.*)\n(.*)\n```", _text("README.md")).groups()
    constraints = re.search(r"^constraints=(.*)$", SCRIPT, re.M)[1]
    script = SCRIPT.replace("$constraints", constraints)
    assert first in script and second in script


@pytest.mark.parametrize("dependency", DEPENDENCIES)
def test_a_dependency_has_a_lower_bound_and_a_version_that_ci_installs(dependency):
    name = re.match(r"([A-Za-z.-]+)>=\d", dependency)[1]
    assert name.lower() in PINNED
    assert f'  "{dependency}",' in _text("pyproject.toml"), "a line each, as .ci/run reads them"


def test_the_constraints_are_exact_versions_alone():
    assert all(re.fullmatch(r"\d[\w.]*", version) for version in PINNED.values())


def test_the_hooks_bring_the_versions_that_ci_installs():
    (repository,) = yaml.safe_load(_text(".pre-commit-config.yaml"))["repos"]
    for hook in repository["hooks"]:
        assert hook["language"] == "python", "it runs in a fresh clone"
        for dependency in hook["additional_dependencies"]:
            name, version = dependency.lower().split("==")
            assert PINNED[name] == version


def test_the_pythons_that_are_declared_are_run():
    prefix = "Programming Language :: Python :: "
    declared = [item.removeprefix(prefix) for item in PROJECT["classifiers"] if prefix in item]
    assert declared == PYTHONS
    assert PROJECT["requires-python"] == f">={PYTHONS[0]}"
    assert CONFIGURATION["tool"]["mypy"]["python_version"] == PYTHONS[0]
    assert f"tested on {', '.join(PYTHONS[:-1])} and {PYTHONS[-1]}" in _text("README.md")
    (job,) = yaml.safe_load(_text(WORKFLOW))["jobs"].values()
    assert job["strategy"]["matrix"]["combination"] == ["", *PYTHONS, "newest", "lowest", "slow"]
    assert job["steps"][1]["with"]["python-version"].split() == PYTHONS[::-1], "the last is python3"
    assert yaml.safe_load(_text(ACTION))["runs"]["steps"][0]["with"]["python-version"] in PYTHONS


@pytest.mark.parametrize("path", [WORKFLOW, ACTION, COMMENT, MANUAL])
def test_actions_are_pinned_to_a_commit(path):
    used = re.findall(r"uses: .*", _text(path))
    pinned = re.compile(
        r"uses: ([\w/-]+@[0-9a-f]{40}  # v\d+\.\d+\.\d+|\./tools/capest/[\w./-]+|ADDRESS/.*)"
    )
    assert used and all(pinned.fullmatch(line) for line in used)


def test_a_workflow_may_only_read():
    assert yaml.safe_load(_text(WORKFLOW))["permissions"] == {"contents": "read"}


def test_the_picture_of_imports_is_the_contract():
    contract = CONFIGURATION["tool"]["importlinter"]["contracts"][0]
    picture = re.search(r"```\ncli .*?```", _text("CONTRIBUTING.md"), re.S)[0].splitlines()[1:-1]
    assert [re.split(r"  +", line)[0] for line in picture] == contract["layers"]


def test_what_is_named_where_one_adds_exists():
    table = re.search(r"^\| one more .*?\n\n", _text("CONTRIBUTING.md"), re.M | re.S)[0]
    folders = [name for name in re.findall(r"`([\w/.]+/[\w.]+)`", table) if "KIND" not in name]
    assert len(folders) >= 9
    for name in folders:
        assert (ROOT / name).exists() or (ROOT / "capest" / name).exists(), name
