"""README and manual show all that there is: commands, sections, formats, the template."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import capest
from capest.claims.reports import FORMATS, is_for_people
from capest.cli.app import COMMANDS, full_app
from capest.codes import CODES
from capest.nouns import either
from capest.sections import sections

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
MANUAL = {path.stem: path.read_text("utf-8") for path in (ROOT / "capest" / "manual").glob("*.md")}


def test_the_readme_takes_two_minutes():
    """Its first screen has no marks, and the whole of it is short."""
    lines = README.splitlines()
    assert len(lines) < 175 and len(README.split()) < 1100
    assert "<!--" not in "\n".join(lines[:40])


def test_what_pages_refer_to_is_there():
    known = {*MANUAL, *COMMANDS, *CODES}
    for text in [README, *MANUAL.values()]:
        named = re.findall(r"\(capest/manual/([\w-]+)\.md\)", text)
        named += re.findall(r"`capest help ([a-z-]+)`", text)
        assert set(named) <= known


def test_the_picture_is_what_diagram_draws(snapshot):
    (scenario, path) = re.search(
        r"`capest diagram (\w+)` draws.*?\]\((.*?)\)", README, re.S
    ).groups()
    done = CliRunner().invoke(full_app(), ["diagram", scenario, "--as", "svg"])
    snapshot(ROOT / path, done.stdout)


def test_the_language_in_one_page_is_the_template():
    assert (ROOT / "capest" / "cli" / "template.yaml").read_text("utf-8").rstrip() in MANUAL[
        "language"
    ]


def test_every_section_is_named():
    shown = re.search(r"^`feed.yaml`:\n\n```yaml\n(.*?)```", MANUAL["sections"], re.M | re.S)[1]
    estimate = capest.estimate(shown)
    for section in sections():
        (names,) = re.findall(
            rf"^# .*\?  (.*)\n(?:\w+:\n(?:  .*\n)+)*?{section.name}:\n", shown, re.M
        )
        assert all(estimate[name].value is not None for name in names.split(", "))


@pytest.mark.parametrize(
    ("page", "found", "wanted"),
    [
        ("documents", r"^`--format` is .*?;", f"`--format` is {either(FORMATS)};"),
        (
            "ci",
            r"^\| formats of machines \| .*?;",
            "| formats of machines | "
            f"{', '.join(name for name in FORMATS if not is_for_people(name))};",
        ),
    ],
)
def test_every_format_is_named(page, found, wanted, snapshot):
    text, times = re.subn(found, wanted, MANUAL[page], flags=re.M)
    assert times == 1
    snapshot(ROOT / "capest" / "manual" / f"{page}.md", text)


def test_every_command_is_shown():
    shown = "\n".join([README, *MANUAL.values()])
    for name in COMMANDS:
        assert re.search(rf"capest {name}\b", shown), name


def test_the_failing_expectation_reads_as_shown(tmp_path):
    def run(*words):
        command = [sys.executable, "-m", "capest", *words, "my.yaml"]
        return subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)

    run("new")
    own = tmp_path / "my.yaml"
    own.write_text(own.read_text("utf-8").replace("~ 7k/s", "~ 3k/s"), "utf-8")
    result = run("check")
    assert f"# {result.stdout.splitlines()[0]}\n" in MANUAL["language"]


def test_each_requirement_of_the_lecture_has_numbers_that_explain_themselves():
    """Each row of the table names quantities of the scenario, behind each a derivation."""
    table = MANUAL["design"].partition("| the lecture asks |")[2].partition("\n\n")[0]
    rows = [line.split("|")[1:3] for line in table.splitlines()[2:]]
    assert len(rows) == 8
    for asked, answered in rows:
        names = re.findall(r"`([a-z_.]+)`", answered)
        assert names, f"nothing answers: {asked}"
        for name in names:
            done = CliRunner().invoke(full_app(), ["explain", "twitter", name])
            assert (done.exit_code, done.stdout.count(f"{name} = ")) == (0, 1), done.stderr
            assert "\n│ = " in done.stdout, f"{name} follows from something"


def test_our_own_documents_are_checked():
    """The numbers of the README are bound, and CI checks them in its own step too."""
    command = next(
        line.partition("capest ")[2]
        for line in (ROOT / ".ci" / "run").read_text("utf-8").splitlines()
        if "capest check " in line
    )
    contributing = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert f"capest {command}" in contributing and "README.md capest/manual " in command
    run = [sys.executable, "-m", "capest", *command.split()]
    result = subprocess.run(run, capture_output=True, text=True, cwd=ROOT, check=False)
    assert result.returncode == 0, result.stdout
    assert "\nchecked 10 claims in 19 documents: 3 not checked, 10 hold\n" in result.stdout
