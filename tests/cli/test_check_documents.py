"""`capest check` on documents, as a person or a build uses it: real processes, real files."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from xml.etree import ElementTree

import jsonschema
import pytest
from program import run

from capest.claims.reports import FORMATS

MODEL = """\
assumptions: {dau: 300M users, peak_factor: 3}
traffic: {search: {per_user: 10/day}}
"""
GOOD = "Search peaks at ~104K QPS<!-- capest: search.peak_qps -->.\n"
BAD = "Search peaks at ~30K QPS<!-- capest: search.peak_qps -->.\n"
ADVICE = "2 KB * 3 = 7 KB\n"


@pytest.fixture
def folder(tmp_path):
    """A folder with a scenario, a good document and a bad one below it."""
    (tmp_path / "docs" / "deep").mkdir(parents=True)
    (tmp_path / "docs" / "good.capest.yaml").write_text(MODEL)
    (tmp_path / "docs" / "good.md").write_text(GOOD)
    (tmp_path / "docs" / "deep" / "bad.md").write_text(
        f"<!-- capest: use ../good.capest.yaml -->\n{BAD}"
    )
    return tmp_path


def check(folder, *words, stdin=None, **environment):
    result = run("check", *words, cwd=folder, stdin=stdin, **environment)
    assert b"Traceback" not in result.stderr
    return result.stdout.decode(), result.stderr.decode(), result.returncode


# --- what is checked ---


def test_a_document_with_the_scenario_beside_it(folder):
    out, errors, code = check(folder, "docs/good.md")
    assert (out, errors, code) == ("checked 1 claim in 1 document: 1 hold\n", "", 0)


def test_the_place_the_slip_and_the_derivation(folder):
    out, _, code = check(folder, "docs/deep/bad.md")
    assert code == 1
    assert out.splitlines()[0] == (
        "docs/deep/bad.md:2:17: value: search.peak_qps is 104k/s; the text says ~30K QPS "
        "(3.47x low)"
    )
    assert "= 300M users × 10 request/user/day ÷ 86,400 s/day × 3     good.capest.yaml:1,2\n" in out
    assert out.endswith("checked 1 claim in 1 document: 1 error, 0 hold\n")


@pytest.mark.parametrize(
    "words", [["docs"], ["."], ["docs/**/*.md"], ["docs/good.md", "docs/d*/*"]]
)
def test_folders_and_patterns(folder, words):
    out, _, code = check(folder, *words)
    assert code == 1
    assert out.endswith("checked 2 claims in 2 documents: 1 error, 1 hold\n")


def test_a_file_named_twice_is_checked_once(folder):
    named = ["docs/good.md", "./docs/good.md", folder / "docs" / "good.md", "docs/*.md"]
    assert check(folder, *named)[0] == "checked 1 claim in 1 document: 1 hold\n"


def test_a_folder_skips_what_is_not_ours(folder):
    for name in (".git", "node_modules", ".venv"):
        (folder / name).mkdir()
        (folder / name / "bad.md").write_text(BAD)
    (folder / "docker-compose.yaml").write_text("services: {}\n")
    (folder / "model.yaml").write_text("capest: 1\ntraffic: {a: {rate: 5/s}}\n")
    out, errors, code = check(folder, ".")
    assert code == 1 and "checked 2 claims in 2 documents" in out
    assert "model.yaml has no expect: lines" in errors
    assert "good.capest.yaml has no" not in errors, "documents are held against it"


def test_a_folder_with_a_pipe_in_it_is_not_waited_for(folder):
    os.mkfifo(folder / "docs" / "pipe.md")
    assert check(folder, "docs")[0].splitlines()[-1].startswith("checked 2 claims in 2 documents")


def test_scenarios_and_documents_together(folder):
    out, _, code = check(folder, "twitter", "docs/good.md")
    assert code == 0
    assert re.fullmatch(
        r"checked (\d+) expectations in 1 scenario: \1 hold, 0 fail\n"
        r"checked 1 claim in 1 document: 1 hold\n",
        out,
    )


def test_standard_input_is_a_document_when_its_name_says_so(folder):
    out, _, code = check(folder, "-", "--stdin-name", "x.md", stdin=b"3<!-- capest: = 3 -->")
    assert (out, code) == ("checked 1 claim in 1 document: 1 hold\n", 0)
    out = check(folder, "-", "--stdin-name", "docs/good.md", stdin=BAD.encode())[0]
    assert out.startswith("docs/good.md:1:17: value: "), "with the scenario beside it"
    assert check(folder, "-", stdin=MODEL.encode())[2] == 0


def test_set_and_napkin_change_the_scenario_of_a_document(folder):
    assert check(folder, "docs/deep/bad.md", "--set", "peak_factor=1")[2] == 0
    assert check(folder, "docs/good.md", "--set", "dau=1M")[2] == 1
    assert check(folder, "docs/good.md", "--set", "dua=1M")[2] == 2


# --- exit codes ---


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nothing/*.md"], "no-files: nothing matches nothing/*.md"),
        (["empty"], "no-files: no document or scenario is in empty"),
        (["missing.md"], "file-not-found: there is no file missing.md"),
        (["docs", "--format", "jsno"], "did you mean 'json'?"),
        (["docs", "--fail-on", "never"], "unknown-option"),
        (["docs", "--prefixes", "iso"], "unknown-option"),
        (["docs", "--tolerance", "much"], "unknown-option"),
        (["docs", "--select", "valeu"], "did you mean 'value'?"),
        (["docs", "--ignore", "value,nothing"], "unknown-code"),
        (["--explain", "valeu"], "did you mean 'value'?"),
        (["latin.md"], "latin.md:2:4: not-utf-8"),
        (["broken.md"], "broken.capest.yaml:1:16: unknown-unit"),
    ],
)
def test_what_cannot_be_checked_exits_with_2(folder, words, said):
    (folder / "empty").mkdir()
    (folder / "latin.md").write_bytes(b"a\ncaf\xe9\n")
    (folder / "broken.capest.yaml").write_text("derived: {a: 3 dya}\n")
    (folder / "broken.md").write_text("3<!-- capest: a -->\n")
    _, errors, code = check(folder, *words)
    assert code == 2
    assert said in errors


def test_a_scenario_that_many_documents_use_is_told_once(folder):
    (folder / "bad.yaml").write_text("derived: {a: 3 dya}\n")
    for name in "abc":
        (folder / f"{name}.md").write_text("<!-- capest: use bad.yaml -->\n3<!-- capest: a -->\n")
    out, errors, code = check(folder, "a.md", "b.md", "c.md")
    assert code == 2 and errors.count("unknown-unit") == 1
    assert out == "checked 0 claims in 3 documents: 3 not checked, 0 hold\n"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ([], 1),
        (["--exit-zero"], 0),
        (["--ignore", "value"], 0),
        (["--select", "equation"], 0),
        (["--select", "equation", "--fail-on", "warning"], 1),
        (["--tolerance", "90%"], 0),
        (["--tolerance", "90%", "--fail-on", "warning"], 1),
    ],
)
def test_what_fails_a_run(folder, words, code):
    (folder / "docs" / "good.md").write_text(BAD + ADVICE)
    assert check(folder, "docs/good.md", *words)[2] == code


# --- formats ---

SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "items": {"$ref": "#/$defs/run"}},
    },
    "$defs": {
        "message": {
            "type": "object",
            "required": ["text"],
            "additionalProperties": False,
            "properties": {"text": {"type": "string"}},
        },
        "page": {
            "type": "object",
            "required": ["text"],
            "additionalProperties": False,
            "properties": {"text": {"type": "string"}, "markdown": {"type": "string"}},
        },
        "level": {"enum": ["none", "note", "warning", "error"]},
        "place": {
            "type": "object",
            "required": ["artifactLocation", "region"],
            "additionalProperties": False,
            "properties": {
                "artifactLocation": {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": {"uri": {"type": "string", "pattern": "^[^ \\\\]+$"}},
                },
                "region": {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": {
                        "startLine": {"type": "integer", "minimum": 1},
                        "startColumn": {"type": "integer", "minimum": 1},
                        "endColumn": {"type": "integer", "minimum": 2},
                    },
                },
            },
        },
        "location": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "id": {"type": "integer", "minimum": 0},
                "physicalLocation": {"$ref": "#/$defs/place"},
                "message": {"$ref": "#/$defs/message"},
            },
        },
        "rule": {
            "type": "object",
            "required": ["id"],
            "additionalProperties": False,
            "properties": {
                "id": {"type": "string"},
                "shortDescription": {"$ref": "#/$defs/message"},
                "fullDescription": {"$ref": "#/$defs/message"},
                "help": {"$ref": "#/$defs/page"},
                "defaultConfiguration": {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": {"level": {"$ref": "#/$defs/level"}},
                },
            },
        },
        "result": {
            "type": "object",
            "required": ["message"],
            "additionalProperties": False,
            "properties": {
                "ruleId": {"type": "string"},
                "ruleIndex": {"type": "integer", "minimum": 0},
                "level": {"$ref": "#/$defs/level"},
                "message": {"$ref": "#/$defs/message"},
                "locations": {"type": "array", "items": {"$ref": "#/$defs/location"}},
                "relatedLocations": {"type": "array", "items": {"$ref": "#/$defs/location"}},
                "partialFingerprints": {
                    "type": "object", "additionalProperties": {"type": "string"},
                },
            },
        },
        "run": {
            "type": "object",
            "required": ["tool"],
            "additionalProperties": False,
            "properties": {
                "tool": {
                    "type": "object",
                    "required": ["driver"],
                    "additionalProperties": False,
                    "properties": {
                        "driver": {
                            "type": "object",
                            "required": ["name"],
                            "additionalProperties": False,
                            "properties": {
                                "name": {"type": "string"},
                                "semanticVersion": {"type": "string"},
                                "rules": {"type": "array", "items": {"$ref": "#/$defs/rule"}},
                            },
                        }
                    },
                },
                "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                "invocations": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["executionSuccessful"],
                        "additionalProperties": False,
                        "properties": {"executionSuccessful": {"type": "boolean"}},
                    },
                },
                "results": {"type": "array", "items": {"$ref": "#/$defs/result"}},
            },
        },
    },
}  # fmt: skip
"""What capest writes of SARIF 2.1.0 (OASIS, section 3), as that standard constrains it."""


def test_sarif_has_the_shape_of_the_standard(folder):
    (folder / "docs" / "deep" / "a b.md").write_text("3<!-- capest: = 4 -->\n" + ADVICE)
    out, _, code = check(folder, "docs", "-f", "sarif")
    log = json.loads(out)
    jsonschema.validate(log, SARIF)
    (run,) = log["runs"]
    results = {result["ruleId"]: result for result in run["results"]}
    assert code == 1 and {"value", "equation"} == set(results)
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    bound = next(item for item in run["results"] if "relatedLocations" in item)
    place = bound["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "docs/deep/bad.md"
    assert place["region"] == {"startLine": 2, "startColumn": 17, "endColumn": 21}
    yaml = bound["relatedLocations"][0]["physicalLocation"]
    assert yaml["artifactLocation"]["uri"] == "docs/good.capest.yaml"
    assert yaml["region"]["startLine"] == 1
    assert "docs/deep/a%20b.md" in out


def test_sarif_of_a_clean_run_and_of_what_cannot_be_read(folder):
    jsonschema.validate(json.loads(check(folder, "docs/good.md", "-f", "sarif")[0]), SARIF)
    out, _, code = check(folder, "missing.md", "-f", "sarif")
    log = json.loads(out)
    jsonschema.validate(log, SARIF)
    assert code == 2 and not log["runs"][0]["invocations"][0]["executionSuccessful"]
    assert log["runs"][0]["results"][0]["ruleId"] == "file-not-found"


def test_github_tells_errors_first_and_counts_what_it_leaves_out(folder):
    lines = [f"2 KB * {n} = {n} MB" for n in range(10, 24)]
    lines += [f"- {n}<!-- capest: = {n} * 2 -->" for n in range(100, 113)]
    (folder / "many.md").write_text("\n".join(lines))
    out, _, code = check(folder, "many.md", "-f", "github")
    commands = [line for line in out.splitlines() if line.startswith("::")]
    assert code == 1
    assert [line[2:7] for line in commands] == ["error"] * 10 + ["warni"] * 10 + ["notic"]
    assert "3 more errors and 4 more warnings" in commands[-1]
    assert out.count("= 112 * 2 is 224") == 1, "the log has them all"


def test_github_escapes_what_ends_a_command(folder):
    name = "a,b:c%d.md"
    (folder / name).write_text("50%<!-- capest: = 3 -->\n")
    out = check(folder, name, "-f", "github")[0]
    assert out.startswith("::error file=a%2Cb%3Ac%25d.md,line=1,")
    assert "the text says 50%25" in out


def test_the_lines_behind_the_annotations_are_plain_text(folder):
    (folder / "many.md").write_text("50%<!-- capest: = 3 -->\n\n" * 11)
    lines = check(folder, "many.md", "-f", "github")[0].splitlines()
    assert lines[-2].startswith("  many.md:21:1: ") and "the text says 50% (" in lines[-2]


def test_the_summary_of_a_step_is_added_to(folder):
    summary = folder / "summary.md"
    summary.write_text("before\n")
    check(folder, "docs", "-f", "github", GITHUB_STEP_SUMMARY=str(summary))
    text = summary.read_text("utf-8")
    assert text.startswith("before\n**capest**: checked 2 claims in 2 documents: 1 error, 1 hold\n")
    assert "| ❌ | docs/deep/bad.md:2:17 | `value` | search.peak_qps is 104k/s" in text
    _, errors, code = check(folder, "docs/good.md", GITHUB_STEP_SUMMARY=str(folder))
    assert code == 0 and "unwritable-file" in errors


def test_gitlab_fingerprints_are_unique_and_survive_moves(folder):
    document = folder / "docs" / "deep" / "bad.md"
    use = "<!-- capest: use ../good.capest.yaml -->\n"
    document.write_text(use + BAD + "\n" + BAD + "\nBound to 5<!-- capest: x -->\n")
    before = json.loads(check(folder, "docs", "-f", "gitlab")[0])
    moved = BAD.replace("~30K", "~29K")
    document.write_text("# New\n\n" + use + moved + "\n" + BAD + "\nBound to 6<!-- capest: x -->\n")
    after = json.loads(check(folder, "docs", "-f", "gitlab")[0])
    marks = [issue["fingerprint"] for issue in before]
    assert len(set(marks)) == 3
    assert marks == [issue["fingerprint"] for issue in after]
    assert before[0]["location"] == {"path": "docs/deep/bad.md", "lines": {"begin": 2}}
    assert {issue["severity"] for issue in before} == {"major"}


def test_junit_has_a_case_for_each_claim(folder):
    (folder / "docs" / "good.md").write_bytes(f"{GOOD}\n\x0130<!-- capest: = 3 -->".encode())
    out = check(folder, "docs", "missing.md", "-f", "junit")[0]
    root = ElementTree.fromstring(out)  # noqa: S314 - our own
    assert root.tag == "testsuites"
    assert {key: root.get(key) for key in ("tests", "failures", "errors")} == {
        "tests": "4", "failures": "2", "errors": "1",
    }  # fmt: skip
    names = [case.get("name") for case in root.iter("testcase")]
    assert "search.peak_qps (line 1)" in names
    assert root.find(".//failure").get("type") == "value"


def test_json_says_what_was_read(folder):
    found = json.loads(check(folder, "docs", "-f", "json")[0])
    assert found["schema"] == 1
    assert found["summary"]["holds"] == 1 and found["summary"]["errors"] == 1
    bad = next(file for file in found["files"] if file["path"] == "docs/deep/bad.md")
    (claim,) = bad["claims"]
    assert claim["status"] == "fails" and claim["subject"] == "search.peak_qps"
    assert claim["written"] == {"text": "~30K QPS", "value": 30_000.0, "unit": "request/s"}
    assert claim["ratio"] == pytest.approx(30_000 / (300e6 * 10 / 86_400 * 3))
    assert bad["problems"][0]["related"][0]["line"] == 1


def test_concise_and_markdown_have_a_line_for_each_finding(folder):
    concise = check(folder, "docs", "-f", "concise")[0].splitlines()
    assert len(concise) == 2 and concise[0].startswith("docs/deep/bad.md:2:17: value: ")
    assert check(folder, "docs/good.md", "-f", "markdown")[0].startswith(
        "**capest**: checked 1 claim in 1 document: 1 hold\n"
    )


def test_paths_are_relative_to_where_one_stands(folder):
    out = check(folder / "docs", folder / "docs" / "deep", "-f", "concise")[0]
    assert out.startswith("deep/bad.md:2:17: ")


# --- explaining ---


def test_a_code_is_explained_and_all_are_listed(folder):
    out, _, code = check(folder, "--explain", "value")
    assert code == 0 and out.startswith("value (error): a number differs from the scenario's\n")
    listed = check(folder, "--explain", "all")[0].splitlines()
    assert any(line.startswith("unused-ignore ") for line in listed)
    assert max(map(len, listed)) <= 80


def test_help_names_every_format(folder):
    listed = re.search(r"--format FORMAT +(.*?)\.", check(folder, "--help")[0], re.DOTALL).group(1)
    assert set(re.findall(r"\w+", listed)) - {"or"} == set(FORMATS)


# --- bad documents ---


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xef\xbb\xbf",
        b"\x00\x01\x02",
        b"\r\r\r",
        b"```capest\n```\n",
        b"```capest",
        b"---\ncapest: \n---\n",
        b"---\ncapest: ../../../../../../etc/passwd\n---\n1<!-- capest: a -->",
        b"<!-- capest: use . -->1<!-- capest: a -->",
        b"<!-- capest: use a\x00b -->1<!-- capest: a -->",
        b"<!-- capest: = 9**9**9**9 -->",
        b"9<!-- capest: = 9^99^99 -->",
        b"<!-- capest: begin table x --><!-- capest: end -->",
        b"[1](x.yaml#a)[2](x.yaml#b)",
        "５０<!-- capest: = ５０ -->".encode(),
    ],
)
def test_any_bytes_give_a_message_or_a_result(content, tmp_path):
    for name in ("a.md", "a.rst", "a.adoc"):
        (tmp_path / name).write_bytes(content)
        out, errors, code = check(tmp_path, name)
        assert code in (0, 1, 2)
        assert "checked" in out or errors


def test_a_large_file_is_no_document(tmp_path):
    (tmp_path / "a.md").write_bytes(b"x" * 16_000_001)
    out, errors, code = check(tmp_path, "a.md")
    assert code == 2 and errors.startswith("file-too-large: ")
    assert out == "checked 0 claims in 0 documents: 0 hold; 1 cannot be read\n"


def test_a_mistyped_document_is_answered_with_the_nearest_one(folder):
    (folder / "search.md").write_text("Nothing yet.\n")
    _, errors, code = check(folder, "serach.md")
    assert code == 2
    assert (
        errors
        == "file-not-found: there is no file serach.md\n    hint: did you mean 'search.md'?\n"
    )


def test_findings_after_the_first_hundred_of_a_document_are_counted(folder):
    advice = "2 * 3 = 7 GB\n" * 105
    claims = "".join(f"- {n}<!-- capest: = {n} * 2 -->\n" for n in range(100, 205))
    (folder / "many.md").write_text(f"{advice}\n{claims}")
    out = check(folder, "many.md", "-f", "concise")[0].splitlines()
    assert sum(": value: " in line for line in out) == 100, "errors come before warnings"
    assert "note: more-findings: 5 more errors and 105 more warnings in many.md" in out[-3]
    assert out[-2:] == [
        "checked 105 claims in 1 document: 105 errors, 0 hold; 105 warnings",
        "105 of 210 numbers bound (50%); --unbound lists the other 105",
    ]
    for format_name in ("text", "github", "markdown"):
        out = check(folder, "many.md", "-f", format_name)[0]
        assert "5 more errors and 105 more warnings in many.md" in out and len(out) < 100_000
    found = json.loads(check(folder, "many.md", "-f", "json")[0])
    assert len(found["files"][0]["problems"]) == 210
    assert len(json.loads(check(folder, "many.md", "-f", "gitlab")[0])) == 210


def test_a_foreign_file_of_a_folder_that_binds_nothing_is_a_warning(folder):
    (folder / "docs" / "latin.md").write_bytes(b"caf\xe9\n")
    (folder / "docs" / "deep" / "bad.md").unlink()
    out, _, code = check(folder, "docs")
    assert code == 0 and "docs/latin.md:1:4: warning: not-utf-8" in out
    assert out.endswith("checked 1 claim in 2 documents: 1 hold; 1 warning\n")
    for words in (["docs/latin.md"], ["docs/*.md", "docs/latin.md"]):
        assert check(folder, *words)[2] == 2, "it was asked for"
    (folder / "docs" / "latin.md").write_bytes(GOOD.encode("utf-16"))
    _, errors, code = check(folder, "docs")
    assert code == 2 and "not-utf-8" in errors


def test_a_link_in_a_folder_is_no_second_document(folder):
    (folder / "docs" / "again.md").symlink_to("good.md")
    (folder / "docs" / "deep" / "again.md").symlink_to("../good.md")
    (folder / "docs" / "deep" / "bad.md").unlink()
    for words in (["docs"], ["docs/**/*.md"]):
        assert check(folder, *words)[0] == "checked 1 claim in 1 document: 1 hold\n"
    (folder / "other").mkdir()
    (folder / "other" / "linked.md").symlink_to("../docs/good.md")
    (folder / "other" / "linked.capest.yaml").write_text(MODEL)
    out = check(folder, "other")[0]
    assert out == "checked 1 claim in 1 document: 1 hold\n", "the file itself is not there"


# --- what git ignores ---

TREE = {
    ".gitignore": "build/\n*.draft.md\n!kept.draft.md\n/top.md\n**/out/*.md\n",
    "docs/.gitignore": "!again.draft.md\nnotes.md\n",
    ".git/info/exclude": "local.md\n",
    ".gitattributes": "third/** linguist-vendored\n",
    "a.md": "", "b.draft.md": "", "kept.draft.md": "", "top.md": "", "local.md": "",
    "build/c.md": "", "docs/top.md": "", "docs/notes.md": "", "docs/again.draft.md": "",
    "docs/build/d.md": "", "docs/out/e.md": "", "docs/out/in/f.md": "", "third/g.md": "",
}  # fmt: skip
OURS = ["a.md", "docs/again.draft.md", "docs/out/in/f.md", "docs/top.md", "kept.draft.md"]


@pytest.fixture
def repository(tmp_path):
    """A folder of documents with lists of what git ignores."""
    for name, text in TREE.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def _read(folder, *words):
    out, errors, code = check(folder, *words, "-f", "json")
    assert (errors, code) == ("", 0)
    return sorted(file["path"] for file in json.loads(out)["files"])


def test_a_folder_skips_what_git_ignores_and_what_is_vendored(repository):
    assert _read(repository, ".") == OURS
    assert _read(repository / "docs", ".") == ["again.draft.md", "out/in/f.md", "top.md"]


def test_what_is_named_is_read_though_git_ignores_it(repository):
    assert _read(repository, "build/c.md", "b.draft.md") == ["b.draft.md", "build/c.md"]
    assert _read(repository, "build") == ["build/c.md"]
    assert _read(repository, "*.draft.md") == ["b.draft.md", "kept.draft.md"]


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_git_ignores_the_same(repository):
    (repository / ".git" / "info" / "exclude").unlink()
    (repository / ".git" / "info").rmdir()
    (repository / ".git").rmdir()
    git = ["git", "-c", "core.excludesFile=", "-C", str(repository)]
    subprocess.run([*git, "init", "-q"], check=True, capture_output=True)
    (repository / ".git" / "info" / "exclude").write_text(TREE[".git/info/exclude"])
    listed = subprocess.run(
        [*git, "ls-files", "--others", "--exclude-standard", "*.md"],
        check=True,
        capture_output=True,
        text=True,
    )
    assert sorted({*listed.stdout.split()} - {"third/g.md"}) == OURS  # git knows no vendored


def test_a_link_that_leads_nowhere_is_told(folder):
    (folder / "docs" / "gone.md").symlink_to("nowhere.md")
    _, errors, code = check(folder, "docs")
    assert code == 2 and "docs/gone.md is a link that leads nowhere" in errors
