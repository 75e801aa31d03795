"""What every folder of tests uses: scenarios from text, and snapshots of whole outputs."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import hypothesis
import pytest

import capest
from capest.engine.estimate import Estimate

ROOT = Path(__file__).parent.parent

# Hundreds of tests start capest: where this is set, each start compiles every module anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# Prices grow old, and are told of then: the day of the tests is 30 November 2026.
os.environ["SOURCE_DATE_EPOCH"] = "1796000000"

# A busy machine is not a fault, and the same code has the same outcome twice; to look for more,
# `pytest --hypothesis-profile=default`.
hypothesis.settings.register_profile("capest", deadline=None, derandomize=True)
hypothesis.settings.load_profile("capest")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--snapshot-update", action="store_true", help="write what the snapshots should say"
    )


@pytest.fixture(scope="session")
def numpy() -> ModuleType:
    """What makes arrays of samples, which capest does without; so do all other tests."""
    found: ModuleType = pytest.importorskip("numpy", reason="numpy is not installed")
    return found


@pytest.fixture
def snapshot(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compares a text with a file beside the tests, or writes it with --snapshot-update."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--snapshot-update"):
            path.write_text(text, encoding="utf-8")
        assert path.exists(), f"no snapshot {path.name}: run pytest --snapshot-update"
        assert text == path.read_text(encoding="utf-8")

    return compare


@pytest.fixture
def estimate() -> Callable[..., Estimate]:
    """The estimate of a scenario's text, with changes."""

    def evaluate(text: str, **changes: str) -> Estimate:
        return capest.estimate(capest.load(text), **changes)

    return evaluate
