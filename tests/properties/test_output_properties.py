"""What a stranger writes steers nothing: hostile text in every place, through every format."""

from __future__ import annotations

import csv
import io
import json
import re
from random import Random
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reported import Reports

from capest.claims.documents.diff import unified_diff
from capest.claims.documents.document import document_of
from capest.claims.fix import fix_document
from capest.claims.judging.tolerances import Tolerances
from capest.claims.marks.library import Library
from capest.claims.reports import FORMATS as OF_FINDINGS
from capest.claims.run import CheckRun, Target
from capest.engine.estimate import estimate
from capest.engine.expectations import judge
from capest.engine.unused import unused
from capest.engine.whole import whole
from capest.practice.learner.choosing import QuestionFilter, about_scenarios, choose
from capest.practice.material import Material
from capest.problems import CapestError, Source, describe, headline
from capest.render import FORMATS, explain, renderer
from capest.render.diagrams import DIAGRAMS, diagram
from capest.render.formats.json import render_problems
from capest.render.formats.markdown import region_of
from capest.render.lines import plain
from capest.render.notebooks import as_html, as_markdown
from capest.render.practice import sheet
from capest.render.report import make_report
from capest.safe_text import patch_lines
from capest.sections import sections

SIGNS = (
    "\x1b[31m", "\x1b]0;x\x07", "\x07", "\x08", "\r", "\n", "\n::error file=x::pwned", "::error::x",
    "\n  ::stop-commands::x", "##[set-output name=a]b", "##vso[task.x]y", "\n##[error]x", "\u202e",
    "\u2066", "\u200f", "\x85", "\u2028", "\u2029", "\x9b31m", "\x7f", "\ufeff", "@me", "#1", "`",
    "```", "|", "\n| a |", "<img src=x>", "]]>", "--", "&#10;", "%0A", "\t", "=cmd()", "\\", "*/",
    "a", " ", "5 KB", "x y", "'", "\udcff",
)  # fmt: skip
HOSTILE = st.lists(st.sampled_from(SIGNS), min_size=1, max_size=4).map("".join)
PLACES = [
    "NAME",
    "KEY",
    "VALUE",
    "UNIT",
    "SOURCE",
    "NOTE",
    "TITLE",
    "EXPECT",
    "NEAR",
    "MARK",
    "PROSE",
    "ALT",
]
SCENARIO = """\
title: "TITLE"
summary: "TITLE"
assumptions:
  dau: {value: 300M users, source: "SOURCE", note: "NOTE"}
  size: "5 KBVALUE"
  other: 3 dayUNIT
traffic:
  search: {per_user: 10/day, response: size}
  KEY: {per_user: 10/day}
derived:
  tripled: {value: dau * 3, source: "SOURCE"}
expect:
  - "search.qps ~ 1/sEXPECT"
claims:
  - {doc: a.md, near: "wordsNEAR", expect: search.qps}
"""
DOCUMENT = """\
<!-- capest: use m.yaml -->
PROSE 30K QPS<!-- capest: search.qps --> PROSE
PROSE 104K MARK<!-- capest: MARK --> 5 KB * 3 = 7 KB PROSE
[ALT](m.capest.yaml#MARK) [5 GB](MARK.capest.yaml#a) 7<!-- capest: = 3 MARK -->
<!-- capest: begin table MARK --> 5<!-- capest: input MARK --> <!-- capest: ignore MARK -->
```capest
KEY: MARK
```
"""


def escaped(text):
    """A text inside a double-quoted string of YAML, which has no surrogates."""
    return "".join(
        f"\\U{ord(sign):08x}" if not sign.isprintable() or sign in '"\\' else sign
        for sign in text.replace("\udcff", "")
    )


def filled(template, words, spell):
    """The template with hostile text in some of its places, nothing in the others."""
    kinds = re.compile("|".join(PLACES))
    return kinds.sub(lambda found: spell(words.get(found.group(), "")), template)


FILLED = st.dictionaries(st.sampled_from(PLACES), HOSTILE, min_size=1, max_size=3)


def assert_steers_nothing(output, where):
    for sign in output:
        assert sign == "\n" or sign.isprintable(), (where, sign)
    for line in output.split("\n"):
        assert not re.search(r"##\w*\[", line), (where, line)
        if line.strip().startswith("::"):
            assert where == "github" and COMMAND.fullmatch(line), (where, line)


COMMAND = re.compile(
    r"::(error|warning|notice) (file=[^,:]*,line=\d+,endLine=\d+,col=\d+,endColumn=\d+,)?"
    r"title=capest[ \w-]*::.*"
)


def outputs_of_scenario(source):
    """Everything that a command prints of a scenario."""
    problems = ()
    try:
        found = estimate(whole(source, sections()), sections())
        verdicts = judge(found)
    except CapestError as error:
        problems = error.problems
    else:
        yield from _outputs_of_estimate(found, verdicts)
    for problem in problems:
        yield "text", describe(problem)
        yield "concise", headline(problem)
    yield "json", render_problems(problems, "1")


def _outputs_of_estimate(found, verdicts):
    report = make_report(found, sections(), verdicts, version="1", problems=unused(found, None))
    for name in FORMATS:
        yield name, renderer(name)(report)
    for problem in report.problems:
        yield "text", describe(problem)
    for name in DIAGRAMS:
        yield name, diagram(found, name)
    for result in (found, found["search.qps"]):
        yield "notebook", as_html(result)
        yield "notebook, as Markdown", as_markdown(result)
    for name in found:
        yield "explain", plain(explain.layout(found, name))
    material = Material(names=("m",), load=lambda _: found, chance=Random)
    wish = QuestionFilter(number=2, kinds=about_scenarios(), topic=None, level=None)
    questions = list(choose(wish, material, Random(0), {}, 0.0))
    yield "sheet", sheet.as_text(questions, seed=0, key=True)
    yield "json", sheet.as_json(questions, seed=0, key=True, version="1")


@settings(max_examples=150)
@given(FILLED, st.sampled_from(["m.yaml", *SIGNS]))
def test_a_scenario_steers_no_output(words, name):
    text = filled(SCENARIO, words, escaped)
    for key in ("KEY", "UNIT"):  # outside of quotes
        text = text.replace(escaped(words.get(key, "")) or "\0", f'"{escaped(words.get(key, ""))}"')
    for where, output in outputs_of_scenario(Source(name, text)):
        assert_steers_nothing(output, where)
        assert_well_formed(output, where)


@pytest.mark.parametrize("word", SIGNS)
def test_a_scenario_that_can_be_computed_steers_no_output(word):
    words = dict.fromkeys(("SOURCE", "NOTE", "TITLE"), f"z {word}")
    text = filled(SCENARIO.replace("  KEY: {per_user: 10/day}\n", ""), words, escaped)
    found = dict(outputs_of_scenario(Source(f"{word}/m.yaml", text)))
    assert "table" in found and "sheet" in found, "it goes all the way"
    for where, output in outputs_of_scenario(Source(f"{word}/m.yaml", text)):
        assert_steers_nothing(output, where)
        assert_well_formed(output, where)


@settings(max_examples=100)
@given(FILLED, st.sampled_from(["", *SIGNS]), st.sampled_from([".md", ".rst", ".adoc"]))
def test_a_document_steers_no_output(words, folder, suffix):
    name = f"{folder}/a{suffix}".replace("\n", "\r")
    text = filled(DOCUMENT, words, str)
    scenario = filled(SCENARIO.replace("  KEY: {per_user: 10/day}\n", ""), words, escaped)
    library = Library(
        read=lambda path: Source(path, scenario), exists=lambda _: True, region=region_of
    )
    run = CheckRun(
        library=library, content=lambda _: text.encode("utf-8", "replace"), tolerances=Tolerances()
    )
    targets = [Target(path=name, is_document=True), Target(path=folder, is_document=False)]
    reports = Reports()
    findings = run.check(targets, note=reports.note)
    for where in OF_FINDINGS:
        output = reports.text(where, findings)
        assert_steers_nothing(output, where)
        assert_well_formed(output, where)
    document = document_of(name, text.replace("\udcff", ""))
    fixed = fix_document(document, library, Tolerances())
    edits = [change.edit for change in fixed.changes]
    shown = patch_lines(unified_diff(name, document.text, edits))
    kept = re.sub("\r(?=\n)|[\t\ufeff]", "", shown)  # a patch stays as it is but for what steers
    assert_steers_nothing(kept, "diff")


def assert_well_formed(output, where):
    """The format's own reader takes it."""
    match where:
        case "json" | "sarif" | "gitlab":
            json.loads(output)
        case "junit" | "svg":
            ElementTree.fromstring(output)  # noqa: S314 - our own
        case "csv":
            width = {len(row) for row in csv.reader(io.StringIO(output))}
            assert len(width) == 1
