"""Documents with faults, and beside each the patch that `capest fix` makes and what it leaves.

A new case is a new file.
"""

from __future__ import annotations

import io
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from capest.claims.documents import is_document
from capest.cli import fixes
from capest.cli.checks import plain_wishes

HERE = Path(__file__).parent
CASES = sorted(path for path in HERE.iterdir() if is_document(path.name))
PLAIN = plain_wishes(["."], None, None)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_what_is_fixed_and_what_is_left(path, snapshot, monkeypatch):
    monkeypatch.chdir(HERE)
    report = fixes.fix([path.name], PLAIN, napkin=False)
    patch, told = io.StringIO(), io.StringIO()
    with redirect_stdout(patch), redirect_stderr(io.StringIO()) as beside:
        fixes.show(report, diff=True, verb="would fix")
    with redirect_stdout(told):
        fixes.show(report, diff=False, verb="would fix")
    assert told.getvalue().endswith(beside.getvalue()), "a patch stands alone"
    snapshot(path.with_suffix(f"{path.suffix}.txt"), patch.getvalue() + "\n" + told.getvalue())
