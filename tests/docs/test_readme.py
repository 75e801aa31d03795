"""The README shows what the program says."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

from typer.testing import CliRunner

from capest.claims.reports import FORMATS
from capest.cli.app import COMMANDS, full_app
from capest.nouns import either
from capest.sections import sections

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def _output(*words):
    command = [sys.executable, "-m", "capest", *words]
    result = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    return result.stdout + result.stderr


def test_every_example_is_what_the_program_prints(snapshot):
    """Each block that begins with `$ capest` shows the whole output of that command."""

    def shown(example):
        words = shlex.split(example[1])
        return f"```\n$ capest {example[1]}\n{_output(*words).rstrip()}\n```"

    examples = re.compile(r"```\n\$ capest (.*)\n(?:(?!```).*\n)*```")
    assert len(examples.findall(README)) >= 2
    snapshot(ROOT / "README.md", examples.sub(shown, README))


def test_the_drill_is_what_the_program_prints():
    answer, words = re.search(r'^\$ echo "(.+)" \| capest (practice .+)$', README, re.M).groups()
    command = [sys.executable, "-m", "capest", *words.split(), "--no-history"]
    result = subprocess.run(
        command, input=answer, capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert f"{words}\n{result.stdout}```\n" in README


def test_the_mistake_is_what_the_program_says():
    said = (ROOT / "tests" / "problems" / "dimension--formula.txt").read_text("utf-8").splitlines()
    assert "\n".join(said[:5]) in README


def test_the_language_in_one_page_is_the_template():
    assert (ROOT / "capest" / "cli" / "template.yaml").read_text("utf-8").rstrip() in README


def test_every_section_is_named():
    for section in sections():
        assert f"`{section.name}`" in README


def test_every_format_is_named():
    assert f"`--format` is {either(FORMATS)};" in " ".join(README.split())


def test_every_command_is_shown():
    for name in COMMANDS:
        assert f"capest {name}" in README


def test_the_failing_expectation_reads_as_shown(tmp_path):
    text = (ROOT / "capest" / "cli" / "template.yaml").read_text("utf-8")
    (tmp_path / "my.yaml").write_text(text.replace("~ 7k/s", "~ 3k/s"))
    command = [sys.executable, "-m", "capest", "check", "my.yaml"]
    result = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert f"# {result.stdout.splitlines()[0]}\n" in README


def test_each_requirement_of_the_lecture_has_numbers_that_explain_themselves():
    """Each row of the table names quantities of the scenario, behind each a derivation."""
    table = README.partition("| the lecture asks |")[2].partition("\n\n")[0]
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
    assert f"capest {command}" in contributing and "README.md" in command
    run = [sys.executable, "-m", "capest", *command.split()]
    result = subprocess.run(run, capture_output=True, text=True, cwd=ROOT, check=False)
    assert result.returncode == 0, result.stdout
    assert "\nchecked 7 claims in 3 documents: 1 not checked, 7 hold\n" in result.stdout


def test_the_document_is_checked_as_shown(tmp_path):
    document = re.search(r"```markdown\n(.*?)```", README, re.DOTALL).group(1)
    (tmp_path / "search.md").write_text(document)
    (tmp_path / "search.capest.yaml").write_text(
        "capest: 1\nassumptions:\n  dau: 300M users\n  peak_factor: 3\n"
        "traffic:\n  search: {per_user: 10/day}\n"
    )
    command = [sys.executable, "-m", "capest", "check", "search.md"]
    result = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert result.returncode == 1 and f"```\n{result.stdout}```\n" in README
