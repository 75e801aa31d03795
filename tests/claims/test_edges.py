"""Where a rule for documents begins and ends: each threshold with a case on both of its sides."""

from __future__ import annotations

from dataclasses import replace

import pytest
from reported import NOTHING, Reports

from capest.claims.documents.document import document_of
from capest.claims.judging.derivation_line import derivation_line
from capest.claims.judging.equations import faulty_equations
from capest.claims.judging.findings import FileReport
from capest.claims.judging.slips import name_slip
from capest.claims.judging.tolerances import Tolerances
from capest.claims.marks.library import Library
from capest.claims.proposing.propose import propose
from capest.cli.documents.bind import proposals
from capest.cli.documents.check_options import CheckOptions
from capest.cli.documents.fix import fix
from capest.cli.documents.run import checked
from capest.problems import Problem, Source
from capest.prose.read import quantities_in
from capest.units import NUMBER, unit_table
from capest.wording import vocabulary

UNITS = unit_table()
PLAIN = CheckOptions()
MODEL = """
assumptions: {dau: 300M users, peak_factor: 3}
traffic: {search: {per_user: 10/day}}
derived: {web: 100 servers, archive: 34.7 TB}
"""
QPS = "<!-- capest: search.qps -->"


@pytest.fixture
def findings(tmp_path, monkeypatch):
    """What a check finds in a document beside MODEL, in a format where one is named."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.capest.yaml").write_text(MODEL)

    def find(text, format_name=None):
        (tmp_path / "a.md").write_text(text)
        reports = Reports()
        found = checked(replace(PLAIN, paths=("a.md",)), notes=(reports.note,))
        return reports.text(format_name, found) if format_name else reports.problems(found)

    return find


@pytest.fixture
def codes(findings):
    return lambda text: [problem.code for problem in findings(text)]


# --- reading ---


@pytest.mark.parametrize(("distance", "found"), [(8, []), (9, ["dimension"])])
def test_a_unit_stands_within_eight_cells(codes, distance, found):
    cells = [f"35{QPS}", *["x"] * (distance - 1), "K QPS"]
    rows = [["h"] * len(cells), ["---"] * len(cells), [f"35K{QPS}", *cells[1:-1], "QPS"]]
    assert codes("\n".join(f"| {' | '.join(row)} |" for row in rows)) == found


@pytest.mark.parametrize(("blanks", "found"), [(55, []), (56, ["dimension"])])
def test_a_unit_ends_within_sixty_characters_behind_a_mark(codes, blanks, found):
    assert codes(f"It serves 35{QPS}{' ' * blanks}K QPS.") == found


@pytest.mark.parametrize(("words", "found"), [(11, []), (12, ["dimension"])])
def test_a_unit_is_one_of_the_twelve_last_words_of_a_label(codes, words, found):
    assert codes(f"QPS {'now ' * words}: 35K{QPS}.") == found


@pytest.mark.parametrize(("blanks", "found"), [(112, []), (113, ["dimension"])])
def test_a_label_begins_within_a_hundred_and_twenty_characters(codes, blanks, found):
    """It takes the last eight before the blanks: "per day:"."""
    assert codes(f"Searches per day:{' ' * blanks}3B{QPS}.") == found


@pytest.mark.parametrize(("between", "found"), [(399, []), (400, ["no-quantity"])])
def test_a_number_stands_within_four_hundred_characters_before_its_mark(codes, between, found):
    number = "35K QPS"
    assert codes(f"It serves {number}{' ' * (between - len(number))}{QPS}.") == found


@pytest.mark.parametrize(("length", "found"), [(1999, ["equation"]), (2001, [])])
def test_a_line_of_over_two_thousand_characters_is_no_prose(codes, length, found):
    sum_of_sizes = "2 KB * 3 = 7 KB "
    line = f"{sum_of_sizes}{'x' * (length - len(sum_of_sizes))}"
    assert codes(f"{line}\n\nIt serves 35K QPS{QPS}.") == found


@pytest.mark.parametrize(("before", "found"), [(1999, "the text says 7"), (2000, "2,000 signs")])
def test_equations_are_looked_for_around_two_thousand_signs(before, found):
    text = f"{'2 * 3 = 6' + chr(10) * 2}" * before + "2 KB * 3 = 7 KB\n"
    (problem,) = faulty_equations(document_of("a.md", text), ())
    assert found in problem.message


@pytest.mark.parametrize(("claims", "found"), [(10_000, []), (10_001, ["too-many-claims"])])
def test_ten_thousand_claims_of_a_document_are_checked(codes, claims, found):
    told = codes(f"It serves 35K QPS{QPS}.\n\n" * claims)
    assert [code for code in told if code != "unbound"] == found


@pytest.mark.parametrize(("claims", "found"), [(5000, []), (5001, ["too-many-claims"])])
def test_ten_thousand_numbers_are_read_for_claims_with_those_in_front(codes, claims, found):
    told = codes(f"In 3 zones it serves 35K QPS{QPS}.\n\n" * claims)
    assert [code for code in told if code != "unbound"] == found


@pytest.mark.parametrize(("claims", "found"), [(5000, []), (5001, ["too-many-claims"])])
def test_claims_are_checked_until_five_thousand_fail(codes, claims, found):
    told = codes(f"It serves 99K QPS{QPS}.\n\n" * claims)
    assert told.count("value") == 5000
    assert [code for code in told if code != "value"] == found


def test_a_fix_judges_what_it_wrote_and_no_claim_behind(findings):
    assert findings(f"It serves 99K QPS{QPS}.\n\n" * 5003)
    fixed = fix(replace(PLAIN, paths=("a.md",))).fixed[0]
    (told,) = fixed.report.problems
    assert len(fixed.changes) == 5000
    assert (told.code, "5,000 are checked" in told.message) == ("too-many-claims", True)


@pytest.mark.parametrize(("numbers", "told"), [(1999, []), (2000, [(3999, 18)])])
def test_numbers_are_held_against_quantities_eight_thousand_times(findings, numbers, told):
    """Each of these is read, and judged, for both loads of the search."""
    findings("The search takes 1005 requests per second.\n\n" * numbers)
    found = proposals(replace(PLAIN, paths=("a.md",)))
    assert [(item.span.line, item.span.column) for item in found.unread] == told
    assert len(found.proposed[0].asked) == 1999


@pytest.mark.parametrize(("before", "hint"), [(99, "did you mean 'value'?"), (100, "lists them")])
def test_codes_to_ignore_are_suggested_for_a_hundred(findings, before, hint):
    words = " ".join([*(f"code{number}" for number in range(before)), "valu"])
    text = f"It serves 35K QPS{QPS}<!-- capest: ignore {words} -->."
    (*_, last) = findings(text)
    assert "'valu'" in last.message and hint in last.hint


@pytest.mark.parametrize(("different", "found"), [(3000, []), (3001, ["too-many-claims"])])
def test_three_thousand_different_expressions_are_computed(codes, different, found):
    text = "".join(f"{number} GB<!-- capest: = {number} GB -->\n" for number in range(different))
    told = codes(text + "5 GB<!-- capest: = 5 GB -->")
    assert [code for code in told if code not in ("unbound", "disagreement")] == found


@pytest.mark.parametrize(("length", "found"), [(399, []), (401, ["too-many-claims"])])
def test_a_hundred_thousand_characters_of_expressions_are_computed(codes, length, found):
    """These are 250 different ones, and one more."""
    text = ""
    for number in range(251):
        blanks = " " * (length - len("1 GB +000 GB"))
        text += f"{number + 1} GB<!-- capest: = 1 GB +{blanks}{number:03} GB -->\n"
    told = codes(text)
    assert [code for code in told if code not in ("unbound", "disagreement")] == found


@pytest.mark.parametrize(("faulty", "last"), [(99, "unknown-name"), (100, "too-many-claims")])
def test_a_hundred_faulty_expressions_are_told_and_the_rest_in_one(codes, faulty, last):
    text = "".join(f"5<!-- capest: = name{number} -->\n\n" for number in range(faulty + 1))
    more = "5<!-- capest: = other -->\n\n" if faulty == 100 else ""
    assert codes(text + more) == ["unknown-name"] * faulty + [last]


@pytest.mark.parametrize(("scenarios", "found"), [(100, []), (101, ["too-many-claims"])])
def test_a_hundred_scenarios_of_a_document_are_read(codes, scenarios, found):
    uses = "".join(
        f"<!-- capest: use a.capest.yaml as a{number} -->\n" for number in range(scenarios)
    )
    assert codes(f"{uses}It serves 35K users<!-- capest: a1.dau -->.") == [*found, "value"]


# --- judging ---


@pytest.mark.parametrize(("said", "found"), [("305M", []), ("307M", ["input"])])
def test_an_assumption_may_differ_by_two_percent(codes, said, found):
    assert codes(f"There are {said} users<!-- capest: input dau -->.") == found


@pytest.mark.parametrize(("other", "found"), [("36K", []), ("37K", ["disagreement"])])
def test_two_figures_of_one_quantity_may_differ_by_fifteen_percent(codes, other, found):
    """31 and 36 are 13.9 % apart, 31 and 37 are 16.2 %; both hold for 34.7K."""
    assert codes(f"It serves 31K QPS{QPS}.\n\nThen {other} QPS{QPS}.") == found


@pytest.mark.parametrize(("words", "found"), [("Our quota is", []), ("Then", ["disagreement"])])
def test_what_is_given_does_not_disagree_with_what_is_needed(codes, words, found):
    assert codes(f"It serves 31K QPS{QPS}.\n\n{words} 37K QPS{QPS}.") == found


@pytest.mark.parametrize(
    ("said", "found"), [("9,999", ["unreadable-quantity"]), ("10,000", ["value"])]
)
def test_an_unknown_word_multiplies_less_than_ten_thousand(codes, said, found):
    assert codes(f"There are {said} lakhhh users<!-- capest: dau -->.") == found


@pytest.mark.parametrize(("last", "length"), [(1, 71), (10, 72), (100, 9)])
def test_a_derivation_is_as_deep_as_fits_into_seventy_two_characters(estimate, last, length):
    """17 times 1, the last and 2; or one character more, and what they come to instead."""
    graph = estimate(
        f"assumptions: {{one: 1, last: {last}}}\n"
        f"derived: {{inner: {'one * ' * 16}last, outer: inner + 200}}"
    )
    assert len(derivation_line(graph["outer"])[0]) == length


@pytest.mark.parametrize(
    ("ratio", "kind"),
    [
        (1000 * 1.055, "thousands"),  # 6 %: two written digits are 5 % coarse
        (1000 * 1.065, None),
        (365 * 1.018, "time"),  # 2 %
        (365 * 1.022, None),
        (52 * 1.005, "time"),  # 0.6 %: 50 and 54 are no weeks
        (52 * 1.007, None),
    ],
)
def test_how_near_a_ratio_is_to_its_slip(ratio, kind):
    for side in (ratio, 1 / ratio):
        slip = name_slip(side, NUMBER)
        assert (slip.kind if slip else None) == kind


@pytest.mark.parametrize(("factor", "kind"), [(1.28, None), (1.32, "factor-forgotten")])
def test_a_factor_nearer_to_one_than_the_tolerance_is_not_said_to_be_forgotten(
    estimate, factor, kind
):
    graph = estimate(f"assumptions: {{retries: {factor}}}\nderived: {{calls: 700 * retries}}")
    slip = name_slip(1 / factor, NUMBER, subject=graph["calls"])
    assert (slip.kind if slip else None) == kind


@pytest.mark.parametrize(("value", "kind"), [(9.5, None), (10, "other-quantity")])
def test_numbers_below_ten_are_equal_by_chance(estimate, value, kind):
    graph = estimate(f"derived: {{one: {value}, two: one * 3.7}}")
    (written,) = quantities_in(str(value), UNITS, NUMBER)
    others = graph.derivations.values()
    slip = name_slip(1 / 3.7, NUMBER, written=written, subject=graph["two"], others=others)
    assert (slip.kind if slip else None) == kind


@pytest.mark.parametrize(("wrong", "shown"), [(10, 10), (11, 10)])
def test_a_step_shows_ten_annotations_of_a_kind(findings, wrong, shown):
    text = "".join(f"At {i}0K QPS{QPS}.\n\n" for i in range(10, 10 + wrong))
    said = findings(text, "github")
    assert said.count("::error ") == shown
    assert ("1 more error not shown here" in said) == (wrong > shown)


@pytest.mark.parametrize("format_name", ["json", "sarif", "gitlab", "junit"])
@pytest.mark.parametrize(("found", "told"), [(5000, False), (5001, True)])
def test_programs_are_given_five_thousand_findings_of_a_document(format_name, found, told):
    problems = tuple(Problem(code="value", message=f"{number}") for number in range(found))
    report = FileReport(name="a.md", is_document=True, problems=problems)
    said = Reports([report]).text(format_name, NOTHING)
    assert ("1 more error in a.md" in said) == told and "4999" in said


# --- proposing ---


def _subjects(text):
    library = Library(
        read=lambda name: Source(name, MODEL),
        exists="a.capest.yaml".__eq__,
        region=lambda *_: None,
    )
    proposed, _ = propose(document_of("a.md", text), library, Tolerances())
    return [item.subject for item in proposed.proposals]


@pytest.mark.parametrize(("said", "found"), [("114", ["web"]), ("116", [])])
def test_machines_are_proposed_within_fifteen_percent(said, found):
    """As a claim even 199 would hold: twice the need is enough."""
    assert _subjects(f"The web tier has {said} servers.") == found


@pytest.mark.parametrize(("said", "found"), [("34.7 TB", ["archive"]), ("35 TB", [])])
def test_three_digits_tell_a_number_without_words(said, found):
    assert _subjects(f"It takes {said}.") == found


@pytest.mark.parametrize(("word", "is_alike"), [("post", True), ("cat", False)])
def test_two_forms_of_a_word_share_four_letters(word, is_alike):
    name = f"{word}.size"
    spoken_for = vocabulary((name,)).spoken_for
    assert list(spoken_for(frozenset({f"{word}ing", "size"}))) == [name] * is_alike
    assert list(spoken_for(frozenset({f"{word}s", "size"}))) == [name]


@pytest.mark.parametrize(
    ("number", "found"), [(31, []), *((n, ["scenario-too-large"]) for n in (32, 60))]
)
def test_the_expressions_of_a_document_may_take_one_and_a_half_seconds(codes, number, found):
    """Of a model that may take a twentieth of one; the next is refused, and it is said once."""
    marks = "".join(
        f"1<!-- capest: = split_imbalance(9, {90 + at}, 0) -->\n\n" for at in range(number)
    )
    assert codes(marks) == found
