"""Properties of fixing: what is fixed is checked, stays as it is, and nothing else has moved.

The claims are those of published documents, each bound to the value that its own formula gives.
"""

from __future__ import annotations

from pathlib import Path

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from test_document_properties import DOCUMENTS, NAMES

from capest.claims.check import check_document
from capest.claims.documents.diff import unified_diff
from capest.claims.documents.document import document_of
from capest.claims.documents.edits import splice
from capest.claims.fix import fix_document
from capest.claims.judging.findings import Status
from capest.claims.judging.tolerances import Tolerances
from capest.claims.marks.library import Library
from capest.claims.proposing.propose import propose
from capest.problems import Severity, Source
from capest.render.formats.markdown import region_of

PUBLISHED = Path(__file__).parents[1] / "published" / "claims.yaml"
CLAIMS = yaml.safe_load(PUBLISHED.read_text("utf-8"))
TRAFFIC = "traffic: {search: {rate: 5/s}}\n"
MODEL = f"{TRAFFIC}derived:\n" + "".join(
    f"  {claim['id']}: '{claim['recomputed']!r} {claim['unit'].removeprefix('1')}'\n"
    for claim in CLAIMS
)
LIBRARY = Library(
    read=lambda name: Source(name, MODEL),
    exists="a.capest.yaml".__eq__,
    region=region_of,
)


def _bound(claim, name=None):
    """The quote with a comment behind what it claims."""
    before, says, after = claim["quote"].partition(claim["says"])
    code = "`" if after.startswith("`") else ""
    mark = f"<!-- capest: {name or claim['id']} -->"
    return f"{before}{says}{code}{mark}{after.removeprefix(code)}"


def _fix(text, library=LIBRARY, name="a.md"):
    return fix_document(document_of(name, text), library, Tolerances())


def _errors(text, library=LIBRARY, name="a.md"):
    found = check_document(document_of(name, text), library, Tolerances()).problems
    return [(item.code, item.span) for item in found if item.severity is Severity.ERROR]


def _without_numbers(text):
    """The bytes of a document around the numbers that are bound in it."""
    claims = check_document(document_of("a.md", text), LIBRARY, Tolerances()).claims
    pieces, position = [], 0
    for start, end in sorted(claim.bound.number_at for claim in claims if claim.bound):
        pieces.append(text[position:start])
        position = end
    return [piece.encode() for piece in [*pieces, text[position:]]]


def test_every_published_claim_that_is_wrong_is_fixed():
    fixed = _fix("\n\n".join(_bound(claim) for claim in CLAIMS))
    wrong = {claim["id"] for claim in CLAIMS if claim.get("fault") == "value"}
    assert not LIBRARY.problems
    besides = {"C061", "C081"}  # 25 % off, "rounded"; machines with two zeros too many
    assert {change.subject for change in fixed.changes} == wrong | besides
    assert fixed.left == () and len(fixed.report.claims) == len(CLAIMS)
    assert all(claim.status is Status.HOLDS for claim in fixed.report.claims)
    assert _fix(fixed.text).changes == ()


FILLERS = st.sampled_from(
    (
        "", "# Größe\n\n", "日本語 💾 5 PB\n\n", "> quoted – 30K\n\n",
        "```\n7 GB<!-- capest: C070 -->\n```\n\n",
    )
)  # fmt: skip
PARAGRAPHS = st.lists(st.tuples(FILLERS, st.sampled_from(CLAIMS)), min_size=1, max_size=6)


@settings(max_examples=100, deadline=None)
@given(PARAGRAPHS, st.sampled_from(("\n", "\r\n", "\r")), st.booleans(), st.booleans())
def test_no_byte_outside_of_a_number_changes(paragraphs, line_end, has_mark, ends_in_a_line_end):
    text = "\n\n".join(filler + _bound(claim) for filler, claim in paragraphs)
    text = ("\ufeff" if has_mark else "") + text + ("\n" if ends_in_a_line_end else "")
    text = text.replace("\n", line_end)
    fixed = _fix(text)
    assert _without_numbers(fixed.text) == _without_numbers(text)
    assert _errors(fixed.text) == []
    assert _fix(fixed.text).changes == ()


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(CLAIMS), min_size=1, max_size=8), st.sampled_from(CLAIMS))
def test_claims_of_one_quantity_agree_once_they_are_fixed(claims, meant):
    text = "\n\n".join(_bound(claim, meant["id"]) for claim in claims)
    fixed = _fix(text)
    assert _fix(fixed.text).changes == ()
    left = {"bound", "dimension", "disagreement", "insufficient", "unreadable-quantity", "value"}
    assert {problem.code for problem in fixed.left} <= left
    for problem in fixed.left:
        if problem.code == "value":  # 1.44 TB of content: 42.0 B of content are billions
            assert problem.notes[-1].endswith("would be read as something else here")


BROKEN = Library(
    read=lambda name: Source(name, "traffic: {search: {per_user: 10/day, users: 3M}}\n"),
    exists="m.yaml".__eq__,
    region=region_of,
)


@settings(max_examples=300, deadline=None)
@given(NAMES, DOCUMENTS)
def test_any_document_is_fixed_once_and_for_all(name, text):
    fixed = _fix(text, BROKEN, name)
    assert [(item.code, item.span) for item in fixed.left] == _errors(fixed.text, BROKEN, name)
    again = _fix(fixed.text, BROKEN, name)
    assert (again.text, again.changes) == (fixed.text, ())
    shown = unified_diff(name, text, [change.edit for change in fixed.changes])
    assert bool(shown) == (text != fixed.text)
    rest = fixed.text
    for change in reversed(fixed.changes):  # what is not named as changed is as it was
        start = change.edit.at[0] + sum(
            len(item.edit.text) - (item.edit.at[1] - item.edit.at[0])
            for item in fixed.changes
            if item.edit.at < change.edit.at
        )
        old = text[slice(*change.edit.at)]
        rest = rest[:start] + old + rest[start + len(change.edit.text) :]
    assert rest == text


@settings(max_examples=200, deadline=None)
@given(NAMES, DOCUMENTS)
def test_any_document_is_bound_by_additions_alone_and_what_is_bound_holds(name, text):
    found = propose(document_of(name, text), BROKEN, Tolerances())[0]
    edits = [edit for item in found.proposals for edit in item.edits]
    assert all(start == end for start, end in (edit.at for edit in edits))
    assert splice(text, edits).text == found.text
    codes = {code for code, _ in _errors(text, BROKEN, name)}
    assert {code for code, _ in _errors(found.text, BROKEN, name)} <= codes


def test_what_bind_proposes_in_published_claims_holds():
    """Without names in the words nothing is bound but what digits and unit leave no doubt about."""
    text = "\n\n".join(claim["quote"] for claim in CLAIMS)
    found = propose(document_of("a.md", text), LIBRARY, Tolerances())[0]
    claims = check_document(document_of("a.md", found.text), LIBRARY, Tolerances()).claims
    assert 0 < len(claims) == len(found.proposals)
    assert all(claim.status is Status.HOLDS for claim in claims)
