"""Each --help ends with an example, and each example runs."""

from __future__ import annotations

import shlex

import program
import pytest
import typer
from typer.testing import CliRunner

from capest.cli.app import full_app
from capest.cli.examples import EXAMPLES

FILES = {
    "docs/search.md": "Search serves 35K QPS<!-- capest: search.qps -->.\n",
    "docs/search.capest.yaml": "capest: 1\nassumptions: {dau: 300M users}\n"
    "traffic: {search: {per_user: 10/day}}\n",
    "scenarios/a.yaml": "capest: 1\nassumptions: {dau: 3}\nexpect: [dau = 3]\n",
    "mine.yaml": "capest: 1\nassumptions: {dau: 5M to 20M users}\n"
    "traffic: {upload: {per_user: 1/day}}\n"
    "storage: {uploads: {added_by: upload, size: 2 MB, keep: 5 years}}\n",
    "requests.csv": "key\n" + "".join(f"k{n % 7}\n" for n in range(60)),
    "access.log": '203.0.113.7 - - [01/Nov/2026:10:00:00 +0000] "GET /a HTTP/1.1" 200 182\n',
}


def _commands(command, *names):
    yield names
    for name, inner in getattr(command, "commands", {}).items():
        yield from _commands(inner, *names, name)


def test_every_command_has_one():
    names = {" ".join(names) for names in _commands(typer.main.get_command(full_app()))}
    assert names - {""} == set(EXAMPLES)
    assert max(map(len, EXAMPLES.values())) <= 68, "in a line of 80 columns"


def test_the_list_of_commands_says_what_they_say_themselves():
    """It is made without them: `capest --help`, and full_app's with all of them imported."""
    from_all = CliRunner(env={"COLUMNS": "80"}).invoke(full_app(), ["--help"], prog_name="capest")
    assert program.run("--help", COLUMNS="80").stdout.decode() == from_all.stdout
    assert program.run("--", "units").stdout == program.run("units").stdout


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_it_is_shown_and_runs(name, tmp_path):
    shown = CliRunner().invoke(full_app(), [*name.split(), "--help"]).stdout
    assert shown.endswith(f"\n\n  Example: {EXAMPLES[name]}\n")
    for file, text in FILES.items():
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_text(text, "utf-8")
    words = shlex.split(EXAMPLES[name].partition(" > ")[0])[1:]
    done = program.run(*words, cwd=tmp_path, XDG_DATA_HOME=str(tmp_path / "own"), BROWSER="true")
    assert done.returncode == 0, done.stderr.decode()
