"""Documents with their numbers unbound, and what `capest bind` proposes for each beside it.

Every proposal was read and found right; what is passed over is a matter of taste, what is proposed
is not. A new case is a new file.
"""

from __future__ import annotations

import io
from contextlib import redirect_stdout
from dataclasses import replace
from pathlib import Path

import pytest

from capest.claims.check import check_document
from capest.claims.documents.document import document_of
from capest.claims.documents.edits import splice
from capest.claims.documents.formats import is_document
from capest.claims.fix import fix_document
from capest.claims.judging.findings import Status
from capest.claims.judging.tolerances import Tolerances
from capest.claims.marks.library import Library, path_from
from capest.claims.proposing.propose import propose
from capest.cli.documents import bind as bindings
from capest.cli.documents.check_options import rewriting_options
from capest.problems import Severity, Source
from capest.render.formats.markdown import region_of

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
CASES = sorted(path for path in HERE.iterdir() if is_document(path.name))
PLAIN = rewriting_options(["."])
MODEL = (HERE / "search.capest.yaml").read_text("utf-8")
LIBRARY = Library(
    read=lambda name: Source(name, MODEL), exists="a.capest.yaml".__eq__, region=region_of
)


def _proposed(text, name="a.md"):
    return propose(document_of(name, text), LIBRARY, Tolerances())[0]


def _subjects(text, name="a.md"):
    return [item.subject for item in _proposed(text, name).proposals]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_what_is_proposed(path, snapshot, monkeypatch):
    monkeypatch.chdir(HERE)
    printed = io.StringIO()
    with redirect_stdout(printed):
        bindings.show(bindings.proposals(replace(PLAIN, paths=(path.name,))))
    assert max(len(line) for line in printed.getvalue().splitlines()) <= 80
    snapshot(path.with_suffix(f"{path.suffix}.txt"), printed.getvalue())


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_what_is_bound_holds_and_is_neither_fixed_nor_bound_again(path, monkeypatch):
    monkeypatch.chdir(HERE)
    (proposed,) = bindings.proposals(replace(PLAIN, paths=(path.name,))).proposed
    edits = [edit for item in proposed.proposals for edit in item.edits]
    assert edits, "a case proposes something"
    assert all(start == end for start, end in (edit.at for edit in edits)), "nothing is taken away"
    assert splice(path.read_bytes().decode("utf-8"), edits).text == proposed.text
    library = Library(
        read=lambda name: Source(name, Path(name).read_text("utf-8")),
        exists=lambda name: Path(name).is_file(),
        region=region_of,
    )
    document = document_of(path.name, proposed.text)
    checked = check_document(document, library, Tolerances())
    assert len(checked.claims) == len(proposed.proposals)
    assert all(claim.status is Status.HOLDS for claim in checked.claims)
    assert not any(problem.severity is Severity.ERROR for problem in checked.problems)
    assert fix_document(document, library, Tolerances()).changes == ()
    assert propose(document, library, Tolerances())[0].proposals == ()


@pytest.mark.parametrize(
    "text",
    [
        "Search peaks at `104K QPS`.",
        "    search peaks at 104K QPS",
        "```\nsearch peaks at 104K QPS\n```",
        "# Search peaks at 104K QPS",
        "## 3 peak factor",
        "Search peaks at **104K**<!-- capest: traffic.peak_qps --> QPS",
        "Search peaks at 104K QPS<!-- capest: serch.peak_qps -->",
        "Search peaks at [104K QPS](a.capest.yaml#search.peak_qps)",
        "<!-- capest: off -->\n\nSearch peaks at 104K QPS.\n\n<!-- capest: on -->",
        "<!-- capest: no-claims -->\n\nSearch peaks at 104K QPS.",
        "<!-- capest: begin table traffic -->\nsearch peak 104K QPS\n<!-- capest: end -->",
        "Search peaks at 35K QPS.",  # the average
        "Search averages 104K QPS.",  # the peak
        "Search peaks at 90K to 110K QPS.",
        "It took 5 years and 3 people.",
        "We store 986 TB.",  # of the posts, or of everything?
        "The search team has 40 people and 3 offices.",
        "Port 5000, version 3, 2024-03-01, S3, 10-bit",
        "Search peaks at 200K QPS.",
        "Posts need 64 shards, of the post store.",  # enough, and not what is needed
        "| Kind | Volume at 300M DAU<!-- capest: input dau --> |\n|---|---|\n| Photos | 300M |",
    ],
)
def test_what_is_passed_over(text):
    assert _subjects(text) == []


@pytest.mark.parametrize(
    ("text", "bound", "asked"),
    [
        ("Search load: 34.7k QPS on average, 104k QPS at peak.", 2, 0),
        ("Search peaks at 104k QPS (34.7k QPS average).", 2, 0),
        ("Search grows from an average of 34.7k QPS to a peak of 104k QPS.", 2, 0),
        ("Search: 104k/s average, 34.7k/s peak.", 0, 1),
        ("Search load: 104k QPS on average, 34.7k QPS at peak.", 0, 2),
        ("Search peaks at 300k QPS, 104k QPS on average.", 0, 1),
    ],
)
def test_a_load_is_the_one_that_the_clause_of_the_number_names(text, bound, asked):
    found = _proposed(text)
    right = {"34.7k QPS": "search.qps", "104k QPS": "search.peak_qps"}
    assert all(right[item.said] == item.subject for item in found.proposals)
    assert (len(found.proposals), len(found.suspicious)) == (bound, asked)


def test_changes_and_endpoints_state_no_quantity():
    """A release, a year, a page or a limit that equals a quantity of the scenario by chance."""
    scenario = (ROOT / "scenarios" / "twitter.yaml").read_text("utf-8")
    library = replace(LIBRARY, read=lambda name: Source(name, scenario), loaded={}, problems={})
    text = (HERE / "changelog.txt").read_text("utf-8")
    found = propose(document_of("a.md", text), library, Tolerances())[0]
    assert [(item.said, item.subject) for item in found.proposals] == []


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("Search peaks at **104K QPS**.", "Search peaks at **104K QPS**<!-- capest: {} -->."),
        ("Search peaks at **~104K** QPS.", "Search peaks at **~104K** QPS<!-- capest: {} -->."),
        (
            "| a | Peak QPS |\n|---|---|\n| search | 104K |",
            "| a | Peak QPS |\n|---|---|\n| search | 104K<!-- capest: {} --> |",
        ),
        (
            "> - Search peaks at 104K\n>   QPS",
            "> - Search peaks at 104K\n>   QPS<!-- capest: {} -->",
        ),
    ],
)  # fmt: skip
def test_where_the_comment_goes(text, bound):
    proposed = _proposed(text)
    assert proposed.text.startswith(bound.format("search.peak_qps"))


def test_mdx_has_comments_of_its_own():
    text = "Search peaks at 104K QPS, from 300M DAU."
    library = Library(read=LIBRARY.read, exists="a.capest.yaml".__eq__, region=region_of)
    found = propose(document_of("a.mdx", text), library, Tolerances())[0]
    assert found.text == (
        "Search peaks at 104K QPS{/* capest: search.peak_qps */}, "
        "from 300M DAU{/* capest: input dau */}."
    )


@pytest.mark.parametrize(
    "text",
    [
        "Search peaks at **104K QPS**.",
        "Search peaks at ``104K QPS``.",
        "Search peaks at `104K QPS <https://example.org>`__.",
        "Search peaks at :strong:`104K QPS`.",
        "Search peaks at 104K QPS_.",
        "Search peaks at 104K QPS\n========================",
        "====  ========\nWhat  Peak QPS\n====  ========\nsearch  104K\n====  ========",
        "+--------+----------+\n| search | 104K QPS |\n+--------+----------+",
        ".. note this: search peaks at 104K QPS",
        "::\n\n  search peaks at 104K QPS",
    ],
)
def test_where_restructuredtext_has_no_links(text):
    assert _subjects(text, "a.rst") == []


@pytest.mark.parametrize(
    "text",
    [
        "Search peaks at `104K QPS`.",
        "Search peaks at https://example.org[104K QPS].",
        "Search peaks at <<load,104K QPS>>.",
        "Search peaks at +104K QPS+.",
        "== Search peaks at 104K QPS",
        ".Search\n[source]\n----\nsearch peaks at 104K QPS\n----",
        "// search peaks at 104K QPS",
    ],
)
def test_where_asciidoc_has_no_links(text):
    assert _subjects(text, "a.adoc") == []


@pytest.mark.parametrize(
    ("document", "scenario", "target"),
    [
        ("a.rst", "my b.capest.yaml", "my%20b.capest.yaml"),
        ("docs/a.rst", "docs/b.capest.yaml", "b.capest.yaml"),
        ("docs/a.rst", "b.capest.yaml", "../b.capest.yaml"),
        ("docs/x/a.rst", "docs/y/b.capest.yaml", "../y/b.capest.yaml"),
        ("docs/a.rst", "/b.capest.yaml", "/b.capest.yaml"),
    ],
)
def test_a_link_leads_from_the_document_to_its_scenario(document, scenario, target):
    library = replace(LIBRARY, exists=scenario.__eq__, loaded={}, problems={})
    path = path_from(document, scenario)
    text = f".. capest: use '{path}'\n\nSearch peaks at 104K QPS.\n"
    found = propose(document_of(document, text), library, Tolerances())[0]
    assert f"`104K QPS <{target}#search.peak_qps>`__." in found.text


def test_names_carry_the_alias_of_their_scenario():
    text = "<!-- capest: use a.capest.yaml as big -->\n\nSearch peaks at 104K QPS.\n"
    assert _subjects(text) == ["big.search.peak_qps"]


@pytest.mark.parametrize(
    ("text", "subject", "asked"),
    [
        ("Search peaks at 35K QPS.", "search.peak_qps", "that is search.qps"),
        ("Search averages 104K QPS.", "search.qps", "that is search.peak_qps"),
        ("Search peaks at 1.04M QPS.", "search.peak_qps", "a zero too many"),
        ("Search peaks at 10.4K QPS.", "search.peak_qps", "a zero missing"),
        ("Posts stored: 986 GB.", "posts.stored", "a prefix too small"),
        ("Search peak egress is 4.17 GB/s.", "search.peak_egress", "taken for"),
        ("Search serves 3 billion requests per second.", "search.qps", "days taken for seconds"),
        ("Search peaks at 130K QPS.", "search.peak_qps", "high"),
        (
            "| What | Peak QPS |\n|---|---|\n| search | 1,040 |",
            "search.peak_qps",
            "zeros missing",
        ),
    ],
)
def test_what_a_known_slip_has_made_wrong_is_suspicious(text, subject, asked):
    (found,) = _proposed(text).suspicious
    assert found.subject == subject and asked in found.because
    assert _proposed(text).proposals == ()


@pytest.mark.parametrize(
    "text",
    [
        "The search team has 12 people.",
        "Search took 40 minutes to start.",
        "Each does 10 searches a day.",  # of each user, as it is
        "Search peaks at 61,234 QPS.",  # wrong, and no slip explains it
        "The old search peaked at 35K QPS.",
        "Search peaks between 30K and 40K QPS.",
        "In search, 3 of 10 queries fail.",
    ],
)
def test_what_is_wrong_for_no_known_reason_is_passed_over(text):
    assert _proposed(text).suspicious == ()


def test_cells_of_a_row_speak_for_each_other_and_of_one_entry_alone():
    table = "| What | Mean | Busy |\n|---|---|---|\n| {} | 34.7K/s | 104K/s<!-- capest: {} --> |"
    found = _proposed(table.format("reads", "search.peak_qps")).proposals
    assert [item.subject for item in found] == ["search.qps"]
    assert found[0].because == "as its neighbour search.peak_qps"
    assert _proposed(table.format("reads", "input dau")).proposals == ()


def test_what_two_quantities_fit_is_to_choose_and_what_many_fit_is_not():
    (found,) = _proposed("Then 34.7K QPS.").choices
    assert {option.subject for option in found.options} == {"search.qps", "traffic.read_qps"}
    assert _proposed("It takes 5 s.").choices == ()
    assert _proposed("There are 104 tests and 42 GB of logs.").unmatched == 1


def test_a_number_behind_a_colon_opens_no_list():
    (proposal,) = _proposed("Peak factor: 3.").proposals
    assert proposal.subject == "input peak_factor"


@pytest.mark.parametrize(
    "said",
    [
        "It is up 99.99% of the time.",
        "Search traffic peaks at 8.7K QPS for a while.",
        "The search index takes 600 million years.",
    ],
)
def test_a_slip_of_chance_is_no_proposal(said):
    proposed = _proposed(f"<!-- capest: use a.capest.yaml -->\n\n{said}\n")
    assert not proposed.proposals and not proposed.suspicious
