"""README and manual are right: capest checks each page, and each of its examples is run."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import program
import pytest
from typer.main import get_command

from capest.cli.app import COMMANDS, full_app
from capest.cli.manual import topics
from capest.codes import CODES
from capest.codes.examples import example_of

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "capest" / "manual").glob("*.md"))]
BLOCK = re.compile(
    r"`(?P<name>[\w.-]+)`:\n\n```\w+\n(?P<text>(?:(?!```\n).*\n)*)```\n"
    r'|```\n\$ (?P<line>(?:echo "(?P<given>.*)" \| )?capest (?P<words>.*?)'
    r"(?: \| head -(?P<head>\d+))?)\n"
    r"(?:(?!```\n).*\n)*```\n"
)
"""A file that a page shows, with its name in front, or a command and all that it prints."""

CODE = re.compile(r"^```.*?^```$|`[^`\n]+`", re.MULTILINE | re.DOTALL)
MARK = re.compile(r"<!-- capest: (?!use |off|on |ignore)")


def _shown(*words, **others):
    done = program.run(*words, cwd=others.pop("cwd", ROOT), **others)
    return done.stdout.decode() + done.stderr.decode(), done.returncode


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_each_example_is_what_the_program_prints(path, tmp_path, snapshot):
    """In a folder of the files that the page shows, one after the other; else in this one."""

    def shown(block):
        if block["name"]:
            (tmp_path / block["name"]).write_text(block["text"], "utf-8")
            return block[0]
        folder = tmp_path if any(tmp_path.iterdir()) else ROOT
        words = shlex.split(block["words"])
        given = block["given"] or ""
        output = _shown(*words, cwd=folder, stdin=given, XDG_DATA_HOME=str(tmp_path / ".own"))[0]
        lines = output.rstrip().replace("```", "~~~").splitlines()
        if block["head"]:
            lines = lines[: int(block["head"])]
        return "\n".join(["```", f"$ {block['line']}", *lines, "```\n"])

    text = path.read_text("utf-8")
    assert text.startswith("# ") and text.endswith("\n")
    assert max(len(line) for line in text.splitlines() if not re.search("<!--|^[$] ", line)) <= 120
    snapshot(path, BLOCK.sub(shown, text))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_each_page_holds_what_it_says(path):
    """Its numbers are bound, where it has any."""
    shown, code = _shown("check", path.relative_to(ROOT))
    many = len(MARK.findall(CODE.sub("", path.read_text("utf-8"))))
    assert code == 0 and shown.startswith(f"checked {many} claim"), shown


def test_every_scenario_in_a_page_is_one(tmp_path):
    for path in PAGES:
        for block in re.findall(r"^```yaml\n(.*?)^```$", path.read_text("utf-8"), re.M | re.S):
            if re.search(r"^capest: 1$", block, re.M):
                (tmp_path / "own.yaml").write_text(block, "utf-8")
                assert _shown("check", tmp_path / "own.yaml")[1] != 2, path


def test_the_page_for_programs_names_what_json_has(tmp_path):
    """Of lists what their first item has."""
    text = (ROOT / "capest" / "manual" / "assistant.md").read_text("utf-8")
    for block in BLOCK.finditer(text):
        if block["name"]:
            (tmp_path / block["name"]).write_text(block["text"], "utf-8")
    commands = re.findall(r"^`capest (.* --format json)`:\n\n((?:- .*\n)+)", text, re.M)
    assert len(commands) == 4
    for words, lines in commands:
        document = json.loads(_shown(*shlex.split(words), cwd=tmp_path)[0])
        assert document["schema"] == 1
        for path, keys in re.findall(r"^- (\S+) has (.*)\.$", lines, re.M):
            found = document
            for step in path.strip("`").split(".") if path != "all" else ():
                found = found[step]
                found = found[0] if isinstance(found, list) else found
            assert set(re.findall(r"`(\w+)`", keys)) <= set(found), (words, path)


def test_topics_are_listed_shown_and_searched():
    listed, code = _shown("help")
    assert code == 0 and all(name in listed for name in topics())
    for name in topics():
        page, code = _shown("help", name)
        assert code == 0 and page.startswith("# ") and not MARK.search(CODE.sub("", page))
    found, code = _shown("help", "napkin", "day")
    assert code == 0 and "capest help language" in found
    assert "did you mean `capest help practice`" in _shown("help", "practise")[0]
    shown, code = _shown("help", "zzzqqq")
    assert code == 2 and shown.startswith("unknown-page: ")


def _options(command):
    yield from (name for one in command.params for name in (*one.opts, *one.secondary_opts))
    for below in getattr(command, "commands", {}).values():
        yield from _options(below)


def test_commands_and_options_that_pages_name_are_there():
    options = {"--help", *_options(get_command(full_app()))}
    for path in PAGES:
        named = [code.strip("`") for code in CODE.findall(path.read_text("utf-8"))]
        said = [one.split() for one in named if not one.startswith("``")]
        commands = {words[1] for words in said if words[0] == "capest" and len(words) > 1}
        assert {one for one in commands if one.islower()} <= {*COMMANDS}, path
        text = "".join(f" {' '.join(words)}" for words in said)
        written = set(re.findall(r" (--[a-z][a-z-]+)", text))
        assert written <= options, path


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


def test_pages_are_as_wide_as_the_terminal_and_code_stays():
    for name in topics():
        page, _ = _shown("help", name, COLUMNS="60")
        text = CODE.sub("", page)
        prose = [line for line in text.splitlines() if not re.match(r"[|#]| {4}", line)]
        assert max(map(len, prose)) <= 60, name
        source = (ROOT / "capest" / "manual" / f"{name}.md").read_text("utf-8")
        for block in re.findall(r"^```.*?^```$", source, re.M | re.S):
            assert block in page
    assert _shown("help", "ci", COLUMNS="1")[1] == 0
