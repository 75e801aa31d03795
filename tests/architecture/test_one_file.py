"""One file each: a section, a format or a kind of question works, in messages and in help too, as
soon as its file is in its folder, and nothing else is touched.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import capest

PACKAGE = Path(capest.__file__).parent

REPORT = '''"""A toy."""

SUFFIXES = (".toy",)


def render(report):
    """The names."""
    return " ".join(item.name for item in report.quantities()) + "\\n"
'''
FINDINGS = '''"""A toy."""

FOR_PEOPLE = False


def part(report):
    """How many in a file."""
    return len(report.problems)


def render(findings, parts):
    """How many."""
    yield f"{sum(parts) + len(findings.faults)} found\\n"
'''
DOCUMENT = '''"""A toy: the whole text is prose."""

from ..scan import Scan, TextRun

SUFFIXES = (".toy",)
COMMENT = None


def scan(text):
    """One run."""
    return Scan(prose=(TextRun(pieces=((0, len(text)),)),))
'''
KIND = '''"""A toy."""

from ..question import NumberKey, Question
from .step import question as of_step, questions as steps

TOPICS = ("qps",)
ABOUT_SCENARIOS = False


def questions(material, random, wanted):
    """Steps by another name."""
    return steps(material, random, wanted)


def question(key, material):
    """A step."""
    return of_step(key.replace("toy.", "step.", 1), material)
'''
SECTION = '''"""A toy."""

from ..formulas import Column, Field, Formula, Reference, Section

SECTION = Section(
    name="toys",
    follows="shards",
    meaning="a toy",
    fields=(
        Reference(name="serves", sections=("traffic",), meaning="what it serves"),
        Field(name="each", unit="request/s", meaning="what one does"),
    ),
    formulas=(
        Formula(name="needed", text="serves.peak_qps / each", unit="", because="one does so much"),
    ),
    columns=(Column(quantity="needed", heading="needed"),),
)
'''


@pytest.fixture(scope="module")
def toys(tmp_path_factory):
    """A folder with a copy of the package that has one more of each."""
    folder = tmp_path_factory.mktemp("toys")
    copy = folder / "capest"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    if not (copy / "scenarios").exists():
        shutil.copytree(PACKAGE.parent / "scenarios", folder / "scenarios")
    for place, text in (
        ("render/formats", REPORT), ("claims/reports", FINDINGS),
        ("claims/documents/formats", DOCUMENT), ("practice/kinds", KIND), ("sections", SECTION),
    ):  # fmt: skip
        (copy / place / ("toys.py" if text is SECTION else "toy.py")).write_text(text)
    return folder


def _said(folder, *words):
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    command = [sys.executable, "-m", "capest", *words]
    result = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    return result.stdout + result.stderr


def test_a_report_format(toys):
    assert _said(toys, "estimate", "twitter", "--output", "out.toy") == ""
    assert "dau" in (toys / "out.toy").read_text().split()
    assert "dau" in _said(toys, "estimate", "twitter", "--format", "toy").split()
    assert "toy" in _said(toys, "estimate", "--help")
    assert "did you mean 'toy'?" in _said(toys, "estimate", "twitter", "--output", "out.toyy")


def test_a_findings_format(toys):
    assert _said(toys, "check", "twitter", "--format", "toy") == "0 found\n"
    assert "toy" in _said(toys, "check", "--help")
    assert "did you mean 'toy'?" in _said(toys, "check", "twitter", "--format", "toyy")


def test_a_document_format(toys):
    (toys / "docs").mkdir()
    (toys / "docs" / "a.toy").write_text("3 * 4 MB = 130 MB\n")
    assert "a.toy:1:1: warning: equation" in _said(toys, "check", "docs")
    (toys / "empty").mkdir()
    assert ".toy" in _said(toys, "check", "empty")


def test_a_kind_of_question(toys):
    assert "qps" in _said(toys, "practice", "--print", "--kind", "toy", "--n", "1")
    assert "toy" in _said(toys, "practice", "--help")
    assert "did you mean 'toy'?" in _said(toys, "practice", "--print", "--kind", "toyy")


def test_a_section(toys):
    text = "assumptions: {dau: 1M}\ntraffic: {get: {per_user: 9/day, kind: read}}\n"
    (toys / "a.yaml").write_text(text + "toys: {car: {serves: get, each: 10/s}}\n")
    assert "TOYS" in _said(toys, "estimate", "a.yaml")
    assert "car.needed" in _said(toys, "explain", "a.yaml", "car.needed")
    assert "serves" in _said(toys, "fields", "toys")
    assert '"toys"' in _said(toys, "schema")
    assert "TOYS" in _said(toys, "fields")
