"""The examples in docstrings and in the manual's Python say what happens."""

from __future__ import annotations

import doctest
import importlib
import re
from pathlib import Path

import pytest

import capest

PACKAGE = Path(capest.__file__).parent
ROOT = PACKAGE.parent
MODULES = [
    ".".join(("capest", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")
    for path in sorted(PACKAGE.rglob("*.py"))
    if ">>>" in path.read_text("utf-8")
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_of_docstrings(name):
    found = doctest.testmod(importlib.import_module(name), optionflags=doctest.ELLIPSIS)
    assert found.attempted and not found.failed


def test_the_python_of_the_manual():
    code = re.search(
        r"```python\n(.*?)```", (PACKAGE / "manual" / "python.md").read_text("utf-8"), re.S
    )[1]
    names = {}
    for line in code.splitlines():
        exec(line.partition("    #")[0], names)  # noqa: S102  (our own page)
    estimate = names["estimate"]
    assert f"{estimate['search.qps'].value:.2f}" in code
    assert estimate.replay({"dau": 1e9})["search.qps"] == pytest.approx(1e10 / 86_400)
