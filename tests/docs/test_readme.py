"""The README shows what the program says, and its commands are the ones that CI runs."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from capest.cli.app import COMMANDS
from capest.formulas import Field
from capest.sections import sections

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def _output(*words):
    command = [sys.executable, "-m", "capest", *words]
    result = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    return result.stdout + result.stderr


def fields_table():
    """The table of sections: each one's fields, and the quantities they give."""
    lines = []
    for section in sections():
        fields = ", ".join(
            f"`{field.name}`" if isinstance(field, Field) else f"`{field.name}:`"
            for field in section.fields
        )
        given = {field.name for field in section.fields}
        results = dict.fromkeys(
            formula.name for formula in section.formulas if formula.name not in given
        )
        lines.append(
            f"| `{section.name}` | {fields} | {', '.join(f'`x.{name}`' for name in results)} |"
        )
    return "\n".join(lines)


def test_the_picture_is_what_the_program_prints():
    assert _output("estimate", "twitter").rstrip() in README


def test_the_mistake_is_what_the_program_says():
    said = (ROOT / "tests" / "problems" / "dimension--formula.txt").read_text("utf-8").splitlines()
    assert "\n".join(said[:5]) in README


def test_the_language_in_one_page_is_the_template():
    assert (ROOT / "capest" / "cli" / "template.yaml").read_text("utf-8").rstrip() in README


def test_the_table_names_every_field_and_result():
    assert fields_table() in README


def test_every_command_is_shown():
    for name in COMMANDS:
        assert f"capest {name}" in README


def test_ci_runs_the_commands_of_the_set_up():
    first, second = re.search(r"```sh\n(python3 -m venv.*)\n(.*)\n```", README).groups()
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    assert first in script and second in script
