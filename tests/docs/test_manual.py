"""The manual is right: each page is checked by capest, and each of its examples is run."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import program
import pytest

from capest.cli.app import COMMANDS
from capest.cli.manual import topics
from capest.codes import CODES
from capest.codes.examples import example_of

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "capest" / "manual").glob("*.md"))
EXAMPLE = re.compile(r"```\n\$ (capest .*)\n(?:(?!```\n).*\n)*?```\n(?!\n*(?:What is said|##))")


def _shown(*words, **environment):
    done = program.run(*words, cwd=ROOT, **environment)
    return done.stdout.decode() + done.stderr.decode(), done.returncode


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_each_example_is_what_the_program_prints(path, snapshot):
    def shown(example):
        words = shlex.split(example[1])[1:]
        output = _shown(*words)[0].rstrip().replace("```", "~~~")
        return f"```\n$ {example[1]}\n{output}\n```\n"

    text = path.read_text("utf-8")
    assert text.startswith("# ") and text.endswith("\n")
    assert max(len(line) for line in text.splitlines() if "<!--" not in line) <= 110
    snapshot(path, EXAMPLE.sub(shown, text))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_each_page_holds_what_it_says(path):
    """Its numbers are bound, where it has any."""
    shown, code = _shown("check", path.relative_to(ROOT))
    many = path.read_text("utf-8").count("<!-- capest:")
    assert code == 0 and shown.startswith(f"checked {max(many - 1, 0)} claim"), shown


def test_every_scenario_in_a_page_is_one(tmp_path):
    for path in PAGES:
        for number, block in enumerate(re.findall(r"(?:^    .*\n|^\n)+", path.read_text(), re.M)):
            if "capest: 1" in block:
                (tmp_path / "own.yaml").write_text(
                    re.sub(r"^ {4}", "", block.strip("\n"), flags=re.M)
                )
                assert _shown("check", tmp_path / "own.yaml")[1] == 0, (path, number)


def test_topics_are_listed_shown_and_searched():
    listed, code = _shown("help")
    assert code == 0 and all(name in listed for name in topics())
    for name in topics():
        page, code = _shown("help", name)
        assert code == 0 and page.startswith("# ") and "<!--" not in page
    found, code = _shown("help", "napkin", "day")
    assert code == 0 and "capest help language" in found
    assert "did you mean `capest help practice`" in _shown("help", "practise")[0]
    shown, code = _shown("help", "zzzqqq")
    assert code == 2 and shown.startswith("unknown-topic: ")


def test_help_of_a_command_is_its_help():
    for name in set(COMMANDS) - set(topics()):
        assert _shown("help", name)[0].startswith("Usage: capest "), name
    assert _shown("help", "practice")[0].endswith("Its options: capest practice --help\n")


@pytest.mark.parametrize("code", ["unknown-unit", "bound", "prefix", "old-prices", "circular"])
def test_codes_are_explained_with_an_example(code):
    shown, status = _shown("help", code)
    assert status == 0 and shown.startswith(f"# {code} (")
    example = example_of(code)
    assert (example is None) == (code == "old-prices")
    if example:
        assert example.text.rstrip() in shown and code in shown.rpartition("What is said")[2]


def test_most_codes_have_an_example():
    assert sum(example_of(code) is not None for code in CODES) > 90
