"""The design's rules, proved: imports point downward, nothing below the command line touches the
world, a start imports little, and every file of a folder that is a registry is complete.
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections import Counter
from graphlib import TopologicalSorter
from pathlib import Path

import grimp
import pytest

import capest
from capest.claims import reports
from capest.claims.documents import formats as documents
from capest.cli.app import COMMANDS, command_files, full_app
from capest.engine.calculate import calculate
from capest.formulas import Choice, Field, Members, Profile, Reference
from capest.language.parser import parse_template
from capest.language.tree import names
from capest.practice import KINDS
from capest.problems import passage_of
from capest.render import FORMATS, renderer
from capest.scenario.profiles import VALUE_KINDS, profile
from capest.sections import sections
from capest.units import conversion, fill, unit_table
from capest.well_known import sections_by_name

PACKAGE = Path(capest.__file__).parent
TESTS = Path(__file__).parent.parent
MODULES = sorted(PACKAGE.rglob("*.py"))


def _run(*words, **environment):
    return subprocess.run(
        words, capture_output=True, text=True, env={**os.environ, **environment}, check=False
    )


def test_import_contracts_hold():
    result = _run(str(Path(sys.executable).with_name("lint-imports")), "--no-cache")
    assert result.returncode == 0, result.stdout


def test_imports_go_in_no_circle():
    graph = grimp.build_graph("capest", cache_dir=None)
    TopologicalSorter(
        {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    ).prepare()


def test_a_folder_can_be_read_at_a_glance():
    """But for the commands: as many as there are, each under its name, as `--help` lists them."""
    folders = Counter(module.parent for module in MODULES if module.name != "__init__.py")
    many = {folder.name: number for folder, number in folders.items() if number > 20}
    assert many.keys() <= {"commands"}


def test_a_name_of_a_type_means_one_thing():
    named = Counter()
    for module in MODULES:
        for node in ast.parse(module.read_text("utf-8")).body:
            match node:
                case ast.ClassDef(name=name):
                    named[name] += 1
                case ast.Assign(targets=[ast.Name(id=name)]):
                    named[name] += name[:1].isupper() and not name.isupper()
    assert {name for name, times in named.items() if times > 1 and name[0] != "_"} == set()


@pytest.mark.parametrize(
    ("most", "words"),
    [
        (205, ["estimate", "twitter"]),
        (245, ["check", "twitter"]),
        (265, ["check", str(TESTS / "claims" / "check" / "ok.md")]),
        (265, ["fix", "--diff", str(TESTS / "claims" / "fix" / "styles.md")]),
        (265, ["bind", str(TESTS / "claims" / "propose" / "search.md")]),
        (70, ["calc", "2 GB"]),
        (25, ["--help"]),
        (25, ["--version"]),
        (175, ["list"]),
        (85, ["cache", "trace", "1 2 1", "--size", "2", "--policy", "lru,opt,random"]),
        (190, ["cache", "strategies", "dropbox", "hot_metadata"]),
        (185, ["databases", "dropbox", "metadata"]),
        (220, ["practice", "--print", "--seed", "1"]),
    ],
)
def test_a_start_imports_nothing_heavy_and_not_much(most, words):
    """At most so many modules of capest, a few more than it takes: a module takes half a million
    instructions. No class of them is one that `dataclasses` compiles, which takes four.
    """
    code = (
        "import sys\n"
        f"sys.argv = ['capest', *{words!r}]\n"
        "from capest.cli.app import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code\n"
        "heavy = {'numpy', 'pint', 'pydantic', 'rich', 'jsonschema'}\n"
        "own = [module for name, module in sys.modules.items() if name.startswith('capest.')]\n"
        "made = {kind for module in own for kind in vars(module).values() if type(kind) is type}\n"
        "made = {kind.__name__: getattr(kind, '__dataclass_params__', None) for kind in made}\n"
        "compiled = [name for name, options in made.items() if options and options.init]\n"
        "heavy &= {name.partition('.')[0] for name in sys.modules}\n"
        "print(len(own), len(made) > 5, [*heavy, *compiled])\n"
    )
    result = _run(sys.executable, "-c", code)
    told = result.stdout.splitlines()[-1].split(maxsplit=1)
    assert told[1] == "True []", result.stdout + result.stderr
    assert int(told[0]) <= most


FORBIDDEN_CALLS = {"open", "print", "input", "exit", "quit"}
FORBIDDEN_MODULES = {"os", "sys", "time", "random", "datetime", "socket", "subprocess", "logging"}


@pytest.mark.parametrize(
    "module",
    [
        path
        for path in MODULES
        if path.relative_to(PACKAGE).parts[0] != "cli" and path.name != "__main__.py"
    ],
    ids=lambda path: str(path.relative_to(PACKAGE)),
)
def test_nothing_below_the_command_line_touches_the_world(module):
    """No file, screen, clock, chance or environment. capest's own data files are read by Path; the
    Python API's load() reads the file that it is asked for.
    """
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in FORBIDDEN_CALLS, f"line {node.lineno}"
        if isinstance(node, ast.Import):
            found = {alias.name.partition(".")[0] for alias in node.names}
            assert not found & FORBIDDEN_MODULES, f"line {node.lineno}"
        if isinstance(node, ast.ImportFrom) and node.level == 0:
            seeded = [node.module, *(alias.name for alias in node.names)] == ["random", "Random"]
            assert seeded or (node.module or "").partition(".")[0] not in FORBIDDEN_MODULES
            assert not seeded or "Random()" not in module.read_text("utf-8"), "it is chance"
        if isinstance(node, ast.ExceptHandler):
            caught = ast.unparse(node.type) if node.type else ""
            assert caught not in ("", "Exception", "BaseException"), f"line {node.lineno}"


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_modules_stay_small_and_say_what_they_are(module):
    text = module.read_text("utf-8")
    assert text.count("\n") <= 320, "a bigger module is a missing idea"
    assert ast.get_docstring(ast.parse(text)), "a module begins by saying what it is"


OWNERS = {
    field.section.name: field.owner
    for section in sections()
    for field in section.fields
    if isinstance(field, Members)
}


@pytest.mark.parametrize(
    "section", sections_by_name(sections()).values(), ids=lambda section: section.name
)
def test_a_section_is_complete(section):
    owners = {OWNERS[section.name]} if section.name in OWNERS else set()
    own = {field.name for field in section.fields} | {item.name for item in section.formulas}
    assert (TESTS / "sections" / f"test_{section.name.partition('.')[0]}.py").exists()
    assert all(column.quantity in own for column in section.columns)
    assert {total.of for total in section.totals} <= own
    rules = {name for group in (*section.excludes, *section.needs) for name in group}
    assert {name.partition(":")[0] for name in rules} | {*section.one_of, *section.any_of} <= own
    references = {
        field.name for field in section.fields if isinstance(field, (Members, Reference))
    } | owners
    for formula in section.formulas:
        chains = {*(formula.besides or ()), *(formula.matching or ())}
        assert {chain.partition(".")[0] for chain in chains} <= references
        conditions = {re.split("[:.]", name)[0] for name in (*formula.only_with, *formula.without)}
        assert conditions | set(formula.when[:1] if formula.when else ()) <= own
        for name in names(parse_template(formula.text)):
            assert name.partition(".")[0] in own | references | {"day", "shard"}, formula.name
    for field in section.fields:
        assert field.meaning and not field.meaning.endswith(".")
        if isinstance(field, (Choice, Field)) and field.default:
            assert any(character.isdigit() for character in field.default.source), (
                "a source is dated"
            )


def test_every_format_is_one_file_with_a_render_function():
    assert FORMATS and reports.FORMATS, "the folder is the registry"
    for name in FORMATS:
        assert renderer(name).__name__ == "render" and renderer(name).__doc__
    for name in reports.FORMATS:
        found = reports.format_of(name)
        assert found.part.__doc__ and found.render.__doc__ and isinstance(found.FOR_PEOPLE, bool)


def test_every_format_of_documents_is_one_file_with_its_suffixes():
    for name in documents.FORMATS:
        own = [item for item in documents.suffixes() if documents.is_document(f"x{item}")]
        scans = {documents.scanner(f"x{item}").__module__.rpartition(".")[2] for item in own}
        assert name in scans


def test_what_a_folder_holds_is_in_the_help():
    listed = {"estimate": FORMATS, "check": reports.FORMATS, "practice": KINDS}
    for command, folder in listed.items():
        shown = _run(sys.executable, "-m", "capest", command, "--help").stdout
        assert [name for name in folder if name not in "".join(shown.split())] == []


def test_every_command_is_registered_with_help():
    assert command_files() == set(COMMANDS)
    program = full_app()
    groups = [group.typer_instance for group in program.registered_groups]
    for group in groups:
        assert group.registered_callback and group.registered_callback.callback.__doc__
    for command in (command for one in (program, *groups) for command in one.registered_commands):
        assert command.callback and command.callback.__doc__, command.name


def test_top_level_holds_only_what_the_design_card_allows():
    listed = _run("git", "-C", str(PACKAGE.parent), "ls-files").stdout.split()
    tops = {name.partition("/")[0] for name in listed}
    allowed = {"capest", "scenarios", "tests", "pyproject.toml", "README.md", "LICENSE"}
    allowed |= {"CHANGELOG.md", "CONTRIBUTING.md"}
    assert {top for top in tops if not top.startswith(".")} <= allowed


PROFILES = sorted((PACKAGE / "profiles").glob("*/*.yaml"))
PROFILE_FIELDS = {
    field.folder: section
    for section in sections_by_name(sections()).values()
    for field in section.fields
    if isinstance(field, Profile)
}


def test_every_folder_of_profiles_is_named_by_a_field():
    assert {path.parent.name for path in PROFILES} == set(PROFILE_FIELDS)


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_profile_is_complete(path):
    """It says what it describes, and each value fits its field and has a source with a date."""
    section = PROFILE_FIELDS[path.parent.name]
    found = profile(path.parent.name, path.stem)
    assert found.meaning and found.values
    for name, default in found.values.items():
        field = section.field(name)
        if isinstance(field, Choice):
            assert default.value in field.options, name
        else:
            assert isinstance(field, Field), name
            value = calculate(passage_of(path.name, default.value)).unit
            wanted = unit_table().unit(field.unit)
            assert conversion(value, fill(wanted, value) or wanted) is not None, name
        assert re.search(r"\b(19|20)\d\d\b", default.source), f"{name}: a source is dated"
        assert default.kind in VALUE_KINDS, f"{name}: says whether it is a limit or advice"
    if "budget" in found.values:
        assert {"max_write_qps", "max_read_qps"} <= found.values.keys()
