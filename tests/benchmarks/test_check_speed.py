"""How long a check of documents takes: in proportion to its claims, the scenario computed once."""

from __future__ import annotations

import gc
import sys
import time
from dataclasses import replace
from types import FunctionType, ModuleType

import pytest

from capest.claims.check import check_document
from capest.claims.documents.document import Document, document_of
from capest.claims.documents.scan import Scan
from capest.claims.fix import fix_document
from capest.claims.judging.tolerances import Tolerances
from capest.claims.marks.binding import Bound
from capest.claims.marks.library import Library
from capest.claims.proposing.propose import propose
from capest.claims.run import CheckRun, Target
from capest.cli.documents.bind import proposals
from capest.cli.documents.check_options import CheckOptions
from capest.cli.documents.fix import fix
from capest.problems import Source
from capest.render.formats.markdown import region_of

MODEL = "assumptions: {dau: 300M users, peak_factor: 3}\ntraffic: {search: {per_user: 10/day}}\n"
LINES = (
    "Peak load is **~30K** QPS<!-- capest: search.peak_qps --> on a normal day, in 3 zones.\n\n",
    "- the average is about 35K QPS<!-- capest: search.qps -->, of 300M users, as in 2024.\n",
)
FOR_PEOPLE = CheckOptions()
DOCUMENT = ("<!-- capest: use m.yaml -->\n\n" + "".join(LINES) * 10).encode()


@pytest.mark.parametrize("documents", [10, 100, pytest.param(1000, marks=pytest.mark.slow)])
def test_documents_of_twenty_claims(benchmark, documents):
    benchmark.group = "check documents"
    reads = []

    def check():
        reads.clear()

        def read(name):
            reads.append(name)
            return Source(name, MODEL)

        library = Library(read=read, exists="m.yaml".__eq__, region=region_of)
        run = CheckRun(library=library, content=lambda _: DOCUMENT, tolerances=Tolerances())
        return run.check(Target(path=f"{i}.md", is_document=True) for i in range(documents))

    found = benchmark.pedantic(check, rounds=1)
    claims = documents * 20
    half = claims // 2
    assert found.summary().splitlines()[0] == (
        f"checked {claims:,} claims in {documents:,} documents: {half:,} errors, {half:,} hold"
    )
    assert reads == ["m.yaml"]


def _library(model=MODEL):
    return Library(read=lambda name: Source(name, model), exists="m.yaml".__eq__, region=region_of)


def _calls(text, library=None, examine=check_document, before=None):
    """How many functions of Python a check of a document calls, with its scenario computed and the
    document `before` it read, itself where none is.
    """
    library, calls = library or _library(), 0
    first, second = (item.encode() for item in (text if before is None else before, text))

    def count(_frame, event, _argument):
        nonlocal calls
        calls += event == "call"

    run = CheckRun(
        library=library,
        content={"warm.md": first, "a.md": second}.get,
        tolerances=Tolerances(),
        examine=examine,
    )
    run.check([Target(path="warm.md", is_document=True)])
    sys.setprofile(count)
    run.check([Target(path="a.md", is_document=True)])
    sys.setprofile(None)
    return calls


def _proposed(document, library, tolerances, _):
    return propose(document, library, tolerances)[1]


@pytest.mark.parametrize(
    ("line", "most"),
    [
        ("In {} zones it is about 35K QPS<!-- capest: search.qps -->, as ever.\n\n", 370),
        ("Peak load is ~104K QPS<!-- capest: search.peak_qps -->, as ever.\n\n", 125),
    ],
    ids=["each sentence is another", "all sentences are alike"],
)
def test_a_claim_is_checked_in_few_steps(line, most):
    """What alike sentences say is read once, and that is more than half of all there is to do."""
    use = "<!-- capest: use m.yaml -->\n\n"
    few, many = (
        _calls(
            use + "".join(line.format(number) for number in range(first, first + count)),
            before=use + line.format(7),
        )
        for first, count in ((100, 20), (200, 120))
    )
    assert (many - few) / 100 <= most


@pytest.mark.parametrize(
    ("line", "most"),
    [
        ("a\n-\n", 25),
        ("[a]\n\n", 30),
        ("&\n", 14),
        ("|\n", 17),
        ("</p>\n\n", 55),
        ("<table><tr><td>5</td> <td>x</td></tr></table>\n\n", 150),
    ],
)
def test_a_short_line_is_read_in_few_steps(line, most):
    """A megabyte has hundreds of thousands."""
    few, many = (_calls(USE + line * count) for count in (100, 600))
    assert (many - few) / 500 <= most


@pytest.mark.parametrize("paragraph", ["It is as it was.\n\n", "It is as\nit was,\nas ever.\n\n"])
def test_a_paragraph_without_marks_and_numbers_takes_next_to_no_steps(paragraph):
    few, many = (_calls(f"<!-- capest: use m.yaml -->\n\n{paragraph * n}") for n in (20, 120))
    assert (many - few) / 100 <= 11


BOUND = "104K QPS<!-- capest: search.peak_qps -->"
SHAPES = {
    "links": "[104K QPS](m.yaml#search.peak_qps) ",
    "claims in one line": f"{BOUND} ",
    "wrong claims": "30K QPS<!-- capest: search.peak_qps --> ",
    "marks without a number": "x<!-- capest: search.peak_qps --> ",
    "rows of a table": f"| {BOUND} | 35K |\n",
    "columns of a table": "| 1 ",
    "cells of HTML": f"<td>{BOUND}</td>",
    "rows of HTML": f"<tr><td>{BOUND}</td><td>x</td></tr>\n",
    "generated tables": "<!-- capest: begin table traffic -->\n<!-- capest: end -->\n",
    "fenced code": "```\n5 GB # capest: search.qps\n```\n",
    "expressions": "6 GB<!-- capest: = 2 * 3 GB -->\n\n",
    "words": "word 5 GB of ",
}
USE = "<!-- capest: use m.yaml -->\n\n"
BEFORE = {
    "rows of a table": "| a | b |\n|---|---|\n",
    "cells of HTML": "<table><tr>",
    "rows of HTML": "<table>\n",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_document_of_one_thing_takes_steps_as_it_is_long(shape):
    """Behind the first hundred findings, of which each is advised on, and no faster from there."""
    head = USE + BEFORE.get(shape, "")
    few, many, most = (_calls(head + SHAPES[shape] * count) for count in (150, 300, 600))
    assert most - many <= 2.1 * (many - few)


@pytest.mark.parametrize(
    "shape",
    [
        "{n}K QPS<!-- capest: search.peak_qps --> ",
        "{n} GB<!-- capest: = {n} * 3 GB -->\n\n",
        f"{BOUND}\n\n<!-- capest: begin table traffic -->\n<!-- capest: end -->\n\n",
        "- {n}K QPS<!-- capest: search.peak_qps --> <!-- capest: begin table traffic -->x\n\n",
    ],
    ids=["numbers", "expressions", "tables", "what is left"],
)
def test_a_document_is_fixed_in_steps_as_it_is_long(shape):
    """Every number is another one, and each is advised on."""

    def fixed(*given):
        return fix_document(*given).report

    few, many, most = (
        _calls(USE + "".join(shape.format(n=500 + n) for n in range(count)), examine=fixed)
        for count in (100, 150, 250)
    )
    assert most - many <= 2.1 * (many - few)


@pytest.mark.parametrize(
    "shape",
    [f"{BOUND} and {{n}} GB of posts, ", f"| {{n}} GB | {BOUND} |\n"],
    ids=["in one line", "in the rows of a table"],
)
def test_numbers_beside_claims_are_matched_in_steps_as_they_are_many(shape):
    """What is bound in the row of a number is looked for by its place."""

    head = f"{USE}| a | b |\n|---|---|\n" if shape.startswith("|") else USE
    few, many, most = (
        _calls(head + "".join(shape.format(n=500 + n) for n in range(count)), examine=_proposed)
        for count in (100, 200, 400)
    )
    assert most - many <= 2.1 * (many - few)


@pytest.mark.parametrize(
    ("head", "line", "most"),
    [
        ("| a | b | c |\n|---|---|---|\n", f"| node {{n}} | {BOUND} | {{n}} GB |\n", 2800),
        (
            "",
            "Search {n} of zone {n} takes {n} requests per second, {n}.1 TB, {n}K users.\n\n",
            7500,
        ),
    ],
    ids=["the row of a claim", "a sentence"],
)
def test_a_number_that_states_nothing_is_tried_in_few_steps(head, line, most):
    """Most quantities are far from it, or of another kind, and for these no check is made."""
    model = MODEL.replace("10/day", "10/day, request: 300 B, response: 5 KB")
    few, many = (
        _calls(
            USE + head + "".join(line.format(n=n) for n in range(first, first + count)),
            _library(model),
            examine=_proposed,
            before=USE + head + line.format(n=1000),
        )
        for first, count in ((1100, 20), (1200, 120))
    )
    assert (many - few) / 100 <= most


@pytest.mark.slow
def test_numbers_that_nobody_will_bind_are_tried_for_a_while_alone():
    """Beside claims most: each is held against all quantities of their entry."""
    model = MODEL.replace("10/day", "10/day, request: 300 B, response: 5 KB")
    head, line = f"{USE}| a | b |\n|---|---|\n", f"| node {{n}} | {BOUND} |\n"
    many, most = (
        _calls(
            head + "".join(line.format(n=n) for n in range(count)),
            _library(model),
            examine=_proposed,
        )
        for count in (1500, 2500)
    )
    assert (most - many) / 1000 <= 0.4 * many / 1500


def test_a_fix_looks_for_equations_in_what_it_writes_alone():
    line = "{n} * 3 = {n} QPS<!-- capest: search.qps -->\n\n"
    text, before = (
        USE + "".join(line.format(n=n) for n in range(first, first + 100)) for first in (1000, 2000)
    )
    fixed = _calls(text, examine=lambda *given: fix_document(*given).report, before=before)
    assert fixed <= 1.5 * _calls(text, before=before)


@pytest.mark.parametrize(
    "shape", ["<!-- capest: use m.yaml as a{n} -->\n", "<!-- capest: use m{n}.yaml -->\n"]
)
def test_scenarios_of_a_document_are_taken_in_steps_as_they_are_many(shape):
    few, many, most = (
        _calls(USE + "".join(shape.format(n=n) for n in range(count))) for count in (200, 400, 800)
    )
    assert most - many <= 2.1 * (many - few)


def test_files_near_those_that_links_miss_are_looked_for_a_hundred_times():
    asked = []
    library = Library(
        read=lambda name: Source(name, MODEL),
        exists="m.yaml".__eq__,
        region=region_of,
        nearby=lambda path: asked.append(path) or [],
    )
    links = "".join(f"[35K QPS](m{number}.capest.yaml#search.qps)\n\n" for number in range(150))
    CheckRun(
        library=library, content=lambda _: (USE + links).encode(), tolerances=Tolerances()
    ).check([Target(path="a.md", is_document=True)])
    assert len(asked) == 100


def test_a_table_that_many_regions_show_is_written_once():
    written = []

    def table(estimate, section):
        written.append(section)
        return region_of(estimate, section)

    library = Library(read=lambda name: Source(name, MODEL), exists="m.yaml".__eq__, region=table)
    text = "<!-- capest: use m.yaml -->\n\n" + SHAPES["generated tables"] * 50
    run = CheckRun(library=library, content=lambda _: text.encode(), tolerances=Tolerances())
    run.check([Target(path="a.md", is_document=True)])
    assert written == ["traffic"]


def test_the_claims_of_a_scenario_are_looked_for_in_texts_that_are_put_together_once():
    """A claim more is looked for in each of 200 paragraphs, which are there already."""

    def calls(claims):
        near = "\n".join(
            f"- {{doc: a.md, near: Service {number} has, expect: search.qps}}"
            for number in range(claims)
        )
        library = Library(
            read=lambda name: Source(name, f"{MODEL}claims:\n{near}\n"),
            exists="a.capest.yaml".__eq__,
            region=region_of,
        )
        library.load("a.capest.yaml")
        text = "".join(f"Service {number} has 35K QPS.\n\n" for number in range(200))
        return _calls(text, library)

    few, many = calls(20), calls(60)
    assert (many - few) / 40 <= 600


LONG = {
    "numbers under a rival's name": "the average is 104K QPS<!-- capest: search.qps --> at peak ",
    "numbers that nothing binds": "It keeps {n} GB of posts in zone {n}.\n\n",
    "sentences beside a claim": f"It takes {BOUND}; {{n}} GB in 3 zones and 5M users.\n\n",
    "promises": "at most {n} GB and 不超过{n}GB, up to {n}~99999 GB.\n\n",
}


@pytest.mark.slow
@pytest.mark.parametrize("shape", LONG)
def test_long_documents_take_steps_in_proportion(shape):
    """From 25 to 50 and 100 kB, for what is fixed too."""
    size = len(LONG[shape].encode())
    few, many, most = (
        _calls(
            USE + "".join(LONG[shape].format(n=5000 + n) for n in range(kilobytes * 1000 // size)),
            examine=lambda *given: fix_document(*given).report,
        )
        + _calls(
            USE + "".join(LONG[shape].format(n=9000 + n) for n in range(kilobytes * 1000 // size))
        )
        for kilobytes in (25, 50, 100)
    )
    assert most - many <= 2.2 * (many - few)


def _kept(findings):
    """Everything that findings hold."""
    waiting, seen = [findings], set()
    while waiting:
        item = waiting.pop()
        if id(item) not in seen and not isinstance(item, (type, ModuleType, FunctionType)):
            seen.add(id(item))
            yield item
            waiting += gc.get_referents(item)


def test_a_fix_keeps_no_text_of_documents_that_hold(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "m.yaml").write_text(MODEL)
    for name, line in (("a.md", LINES[1]), ("b.md", LINES[0])):
        (tmp_path / name).write_text("<!-- capest: use m.yaml -->\n\n" + line * 10)
    report = fix(replace(FOR_PEOPLE, paths=(".",)))
    assert [len(item.changes) for item in report.fixed] == [0, 10]
    kept = list(_kept(report.fixed))
    assert not any(isinstance(item, (Document, Scan, Bound)) for item in kept)
    texts = [item for item in kept if isinstance(item, str) and len(item) > 500]
    assert texts == [report.fixed[1].was], "and of those that change, the text that was, alone"


def test_what_bind_proposes_keeps_a_document_only_where_a_person_is_asked(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "m.yaml").write_text(MODEL)
    text = "<!-- capest: use m.yaml -->\n\nThe search serves 34.7K QPS.\n" + "More of it.\n" * 99
    (tmp_path / "a.md").write_text(text)
    for is_asking, texts in ((True, {text}), (False, set())):
        found = proposals(replace(FOR_PEOPLE, paths=(".",)), is_asking=is_asking).proposed
        kept = list(_kept(found))
        assert [item.subject for item in found[0].proposals] == ["search.qps"]
        assert any(isinstance(item, Scan) and item.prose for item in kept) is is_asking
        assert texts <= {item.text for item in kept if isinstance(item, Source)}


def test_a_fix_takes_as_long_where_all_before_a_number_may_be_a_working():
    def seconds(part):
        text = USE + (part * 130 + "= 12 QPS<!-- capest: search.qps -->\n\n") * 30
        document = document_of("a.md", text)
        started = time.process_time()
        fixed = fix_document(document, _library(), Tolerances())
        took = time.process_time() - started
        assert len(fixed.changes) == 30
        return took

    assert any(seconds("(1*") < 6 * seconds("(a ") for _ in range(3))
