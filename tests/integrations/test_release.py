"""A release is one command, which stops before the upload."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

import capest

ROOT = Path(__file__).parents[2]
NEEDED = [".ci/release", "capest/__init__.py", "CHANGELOG.md"]
CHANGES = "# Changelog\n\n## [Unreleased]\n\n## [{0}] - 2026-12-01\n\n### Added\n\n- All of it.\n"


def _git(folder, *words):
    known = ["-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "core.hooksPath=none"]
    subprocess.run(["git", "-C", folder, *known, *words], check=True, capture_output=True)


def _released(folder, version):
    done = subprocess.run(
        ["bash", ".ci/release", version], cwd=folder, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def repository(tmp_path):
    for name in NEEDED:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "CHANGELOG.md").write_text(CHANGES.format(capest.__version__), "utf-8")
    _git(tmp_path, "init", "-q")
    _git(tmp_path, "add", ".")
    _git(tmp_path, "commit", "-qm", "a")
    return tmp_path


def test_a_release_is_refused_until_all_of_it_is_written(repository):
    version, changes = capest.__version__, repository / "CHANGELOG.md"
    assert "usage: " in _released(repository, "v1")[1]
    code, said = _released(repository, "9.9.9")
    assert code == 1 and said == "capest/__init__.py has another version: write 9.9.9\n"
    for text, told in [
        (CHANGES.format("0.0.9"), f"no section: write ## [{version}] - "),
        (CHANGES.format(version).replace("ased]\n", "ased]\n\n- More.\n"), "below [Unreleased]"),
    ]:
        changes.write_text(text, "utf-8")
        assert "the tree has changes" in _released(repository, version)[1]
        _git(repository, "commit", "-qam", "b")
        code, said = _released(repository, version)
        assert code == 1 and told in said
    changes.write_text(CHANGES.format(version), "utf-8")
    _git(repository, "commit", "-qam", "c")
    _git(repository, "tag", f"v{version}")
    assert f"the tag v{version} is there already" in _released(repository, version)[1]


@pytest.mark.slow
def test_a_release_builds_what_installs_and_runs(tmp_path):
    folder, version = tmp_path / "clone", capest.__version__
    subprocess.run(["git", "clone", "-q", ROOT, folder], check=True)
    (folder / "CHANGELOG.md").write_text(CHANGES.format(version), "utf-8")
    _git(folder, "commit", "-qam", "a release")
    code, said = _released(folder, version)
    assert code == 0, said
    assert f"\ncapest {version}\n\nAdded:\n\n- All of it.\n" in said
    assert len(list((folder / "dist").iterdir())) == 3, "archive, wheel and tag text"
