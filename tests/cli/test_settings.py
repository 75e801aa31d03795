"""Settings of `capest.toml` and `pyproject.toml`: which hold, what wins, and what is refused."""

from __future__ import annotations

import tomllib

import program
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st

from capest.cli.settings.keys import ONLY_ASKED_FOR, SETTINGS
from capest.cli.settings.toml_places import place_of_key, place_of_value
from capest.problems import Source

MODEL = """\
capest: 1
assumptions: {dau: 300M users, peak_factor: 3}
traffic: {search: {per_user: 10/day}}
expect: [search.qps ~ 35k/s]
"""
WRONG = "Search peaks at 85K QPS<!-- capest: search.peak_qps -->.\n"


@pytest.fixture
def repository(tmp_path):
    """A repository with a scenario, and a wrong document in each of two folders."""
    (tmp_path / ".git").mkdir()
    for name in ("new", "old"):
        (tmp_path / "docs" / name).mkdir(parents=True)
        (tmp_path / "docs" / name / "a.md").write_text(WRONG)
        (tmp_path / "docs" / name / "a.capest.yaml").write_text(MODEL)
    return tmp_path


def run(folder, *words, stdin=None):
    result = program.run(*words, cwd=folder, stdin=stdin)
    assert b"Traceback" not in result.stderr
    return result.stdout.decode(), result.stderr.decode(), result.returncode


def settings(folder, text, name="capest.toml"):
    (folder / name).write_text(text)


# --- which hold ---


def test_without_a_path_the_settings_say_what_is_checked_else_it_is_the_folder(repository):
    assert "in 2 documents: 2 errors" in run(repository, "check")[0]
    settings(repository, 'paths = ["docs/new"]')
    assert "in 1 document: 1 error" in run(repository, "check")[0]
    assert "in 1 document: 1 error" in run(repository / "docs" / "old", "check")[0]
    assert "in 2 documents: 2 errors" in run(repository, "check", "docs")[0]
    assert "docs/new/a.md:1:17" in run(repository, "fix", "--dry-run")[0]
    assert run(repository, "fix", "--no-config")[2] == 2, "nothing is rewritten unasked"


def test_the_nearest_file_holds_and_options_win(repository):
    settings(repository, '[tool.capest]\ntolerance = "20%"\n', "pyproject.toml")
    assert run(repository, "check", "docs")[2] == 0
    assert run(repository, "check", "docs", "--tolerance", "1%")[2] == 1
    assert run(repository, "check", "docs", "--no-config")[2] == 1
    settings(repository / "docs", 'tolerance = "1%"')
    assert run(repository / "docs" / "new", "check")[2] == 1
    settings(repository, 'tolerance = "1%"')
    assert run(repository, "check", "docs")[2] == 1, "capest.toml comes before pyproject.toml"
    settings(repository, 'tolerance = "20%"', "other.toml")
    assert run(repository, "check", "docs", "--config", "other.toml")[2] == 0
    settings(repository, "napkin = true\nunbound = true\nquiet = true")
    assert run(repository, "check", "docs", "--no-napkin", "--no-quiet")[2] == 1
    assert run(repository, "check", "--config", "a", "--no-config")[2] == 2


def test_no_file_above_the_repository_holds(tmp_path):
    settings(tmp_path, "this is no TOML")
    settings(tmp_path, "[tool.capest]\nx = 1", "pyproject.toml")
    for name in ("plain", "repository"):
        (tmp_path / name / "docs").mkdir(parents=True)
        (tmp_path / name / "docs" / "a.md").write_text("5<!-- capest: = 2 + 3 -->\n")
    (tmp_path / "repository" / ".git").mkdir()
    for name in ("plain", "plain/docs", "repository", "repository/docs"):
        assert run(tmp_path / name, "check")[2] == 0, "others may write there"


def test_a_pyproject_of_others_is_passed_over(repository):
    settings(repository, "[tool.ruff]\nline-length = = 1\n", "pyproject.toml")
    assert run(repository, "check", "docs")[2] == 1, "it is not about capest, so nobody reads it"
    settings(repository, "[project]\nname = 'capest-user'\n", "pyproject.toml")
    assert run(repository, "check", "docs")[2] == 1


def test_what_holds_for_paths(repository):
    settings(
        repository,
        """
        [per-path."docs/old"]
        tolerance = "20%"
        [per-path."*.md"]
        ignore = ["napkin"]
        """,
    )
    out, _, code = run(repository, "check")
    assert code == 1 and "docs/new/a.md" in out and "docs/old/a.md" not in out
    assert "docs/old/a.md:1:17" in run(repository, "check", "--tolerance", "5%")[0]
    settings(repository, '[per-path."docs/old/**"]\nignore = ["value"]')
    out, _, code = run(repository, "check", "-f", "concise")
    assert code == 1 and out.count(": value: ") == 1 and "docs/new/a.md" in out
    assert "docs/old" not in run(repository / "docs", "check")[0], "patterns start at their file"


def test_config_shows_what_holds_and_where_it_is_said(repository):
    text = 'tolerance = "20%"\n\n[per-path."docs/old"]\nignore = ["value"]\n'
    settings(repository, text)
    out = run(repository, "config")[0]
    assert out.startswith("capest.toml\n") and '  tolerance = "20%"  line 1\n' in out
    assert '  [per-path."docs/old"]\n    ignore = ["value"]\n' in out
    assert all(f"  {name} = " in out for name in SETTINGS)
    assert (
        '  ignore = ["value"]  for docs/old/a.md\n' in run(repository, "config", "docs/old/a.md")[0]
    )
    assert run(repository, "config", "--no-config")[0].startswith("no file of settings\n")


# --- what is refused ---


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("paths = ['a'\nx = 3", "capest.toml:2:1: malformed-toml: "),
        ("x = " + "[" * 4000, "malformed-toml: "),
        ("x = " + "9" * 5000, "malformed-toml: "),
        ('fail_on = "error"', "capest.toml:1:1: unknown-setting: 'fail_on' is not a setting"),
        ('a = 1\ntolerence = "10%"', "capest.toml:2:1: unknown-setting: "),
        ("allow-outside = true", "capest.toml:1:1: not-a-setting: "),
        ('output = ["json:/tmp/x"]', "capest.toml:1:1: not-a-setting: "),
        ("tolerance = 10", "capest.toml:1:13: malformed-setting: "),
        ('paths = "docs"', "capest.toml:1:9: malformed-setting: "),
        ("paths = [1]", "capest.toml:1:1: malformed-setting: "),
        ('napkin = "yes"', "capest.toml:1:10: malformed-setting: "),
        ('tolerance = "wide"', "capest.toml:1:13: unknown-option: 'wide' is not a percentage"),
        ('min-bound = "120%"', "capest.toml:1:13: unknown-option: "),
        ('ignore = [\n  "value",\n  "valeu",\n]', "capest.toml:3:3: unknown-code: "),
        ('format = "jsno"', "capest.toml:1:10: unknown-format: "),
        ('paths = ["docs", "../secret"]', "capest.toml:1:18: outside-file: "),
        ('paths = ["/etc"]', "capest.toml:1:10: outside-file: "),
        ('paths = ["-"]', "capest.toml:1:10: malformed-setting: "),
        ('baseline = "../known.json"', "capest.toml:1:12: outside-file: "),
        ("per-path = 3", "capest.toml:1:12: malformed-setting: "),
        ("[per-path]\na = 3", "capest.toml:2:5: malformed-setting: "),
        ('[per-path."a/**"]\nformat = "json"', "capest.toml:2:1: not-a-setting: "),
        ('[per-path."a/**"]\nignroe = []', "capest.toml:2:1: unknown-setting: "),
        ('[per-path."../a/**"]\nignore = []', "capest.toml:1:11: malformed-setting: no file is"),
        ('[per-path]\n"./a" = {ignore = []}', "capest.toml:2:1: malformed-setting: no file is"),
        ('[per-path]\n"" = {ignore = []}', "capest.toml:2:1: malformed-setting: no file is"),
        ('[per-path]\n"!a" = {ignore = []}', "capest.toml:2:1: malformed-setting: no file is"),
        ('paths = ["docs", "dosc"]', "capest.toml:1:18: no-files: nothing matches dosc"),
        ('paths = ["dosc/*.md"]', "capest.toml:1:10: no-files: "),
        ('set = ["dau=3M", "dua=3M"]', "capest.toml:1:19: unknown-name: "),
        ('set = ["dau"]', "capest.toml:1:9: not-a-change: "),
        ("set = ['dau=3 MB']", "capest.toml:1:13: dimension: "),
        ('set = ["dau = 3 x"]', "capest.toml:1:17: unexpected-token: "),
    ],
)
@pytest.mark.parametrize("command", ["check", "config"])
def test_what_cannot_be_used_is_told_with_its_place(repository, command, text, said):
    settings(repository, text)
    _, errors, code = run(repository, command)
    assert code == 2 and said in errors
    assert "^" in errors


def test_a_pattern_that_no_document_matches_is_told(repository):
    settings(repository, '[per-path."docs/odl/**"]\nignore = ["value"]\n')
    said = "capest.toml:1:11: warning: unused-setting: no document is matched by 'docs/odl/**'"
    assert said in "".join(run(repository, "check")[:2])
    _, errors, code = run(repository, "config")
    assert said in errors and code == 0
    assert "unused" not in run(repository, "check", "docs/new")[0], "the rest was not looked at"
    assert "unused" not in run(repository, "check", "--ignore", "unused-setting")[0]


def test_what_is_set_holds_for_what_is_written_too(repository):
    settings(repository, 'paths = ["docs/new"]\nset = ["dau=30M"]\n')
    assert run(repository, "fix")[2] == 0
    assert "10K QPS" in (repository / "docs" / "new" / "a.md").read_text()
    assert run(repository, "check", "docs/new/a.md")[2] == 0


def test_keys_in_a_thousand_keys_are_told(repository):
    settings(repository, f"a{'.a' * 3000} = 1")
    _, errors, code = run(repository, "check")
    first = errors.partition("\n")[0]  # with its place, if Python compares tables so deep
    assert code == 2 and first.endswith("unknown-setting: 'a' is not a setting")


def test_tables_of_another_kind_are_told(repository):
    settings(repository, "[tool]\ncapest = 3\n", "pyproject.toml")
    _, errors, code = run(repository, "check")
    assert code == 2 and errors.startswith("pyproject.toml:2:10: malformed-setting")
    settings(repository, "tool = 3 # capest\n", "pyproject.toml")
    assert run(repository, "check", "docs")[2] == 1


def test_what_opens_a_door_is_asked_for_and_never_set(repository):
    assert not ONLY_ASKED_FOR & set(SETTINGS)
    options = run(repository, "check", "--help")[0]
    for name in ("allow-outside", "output", "exit-zero", "write-baseline"):
        assert f"--{name}" in options and name in ONLY_ASKED_FOR


def test_links_lead_nowhere_outside(repository, tmp_path_factory):
    secret = tmp_path_factory.mktemp("elsewhere")
    (secret / "a.md").write_text(WRONG)
    (secret / "secret.toml").write_text("password = swordfish")
    (repository / "docs" / "link").symlink_to(secret)
    settings(repository, 'paths = ["docs/link"]')
    _, errors, code = run(repository, "check")
    assert code == 2 and "outside-file" in errors
    (repository / "capest.toml").unlink()
    (repository / "capest.toml").symlink_to(secret / "secret.toml")
    _, errors, code = run(repository, "check")
    assert code == 2 and "outside-file" in errors and "swordfish" not in errors
    (repository / "capest.toml").unlink()
    (repository / "known.json").symlink_to(secret / "secret.toml")
    settings(repository, 'baseline = "known.json"')
    _, errors, code = run(repository, "check")
    assert code == 2 and "outside-file" in errors and "swordfish" not in errors


# --- places ---

NAMES = st.sampled_from(["a", "b", "tool", "per-path", "x y", "docs/**", "é"])
VALUES = st.recursive(
    st.sampled_from([True, False, 1, 10, "a", "10%", "docs/**", 'q"', "x = 1"]),
    lambda each: st.lists(each, max_size=3) | st.dictionaries(NAMES, each, max_size=3),
    max_leaves=6,
)


def _toml(value):
    match value:
        case bool():
            return str(value).lower()
        case str():
            return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
        case int():
            return str(value)
        case list():
            return "[" + ", ".join(map(_toml, value)) + "]"
        case dict():
            return (
                "{"
                + ", ".join(f"{_toml(name)} = {_toml(each)}" for name, each in value.items())
                + "}"
            )


def _leaves(value, steps=()):
    if isinstance(value, dict):
        for name, each in value.items():
            yield from _leaves(each, (*steps, name))
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from _leaves(each, (*steps, index))
    else:
        yield steps, value


@how(suppress_health_check=[HealthCheck.too_slow])  # a busy machine is not a fault
@given(st.dictionaries(NAMES, VALUES, min_size=1, max_size=4))
def test_a_place_is_that_of_its_value(tables):
    text = "# a = 1, tool\n" + "".join(
        f"{_toml(name)} = {_toml(each)}\n" for name, each in tables.items()
    )
    assert tomllib.loads(text) == tables
    source = Source("x.toml", text)
    for steps, value in _leaves(tables):
        span = place_of_value(source, steps)
        if span and isinstance(value, str):
            assert tomllib.loads(f"x = {span.text}")["x"] in (value, steps[-1])
        assert span, "in a text without tables each value has its place"
    for name in tables:
        span = place_of_key(source, (name,))
        assert span and span.column == 1 and tomllib.loads(f"{span.text} = 1") == {name: 1}
