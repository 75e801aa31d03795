"""Where the rules for scenarios begin and end: each threshold with a case on both of its sides."""

from __future__ import annotations

import pytest

import capest
from capest.engine.expectations import judge
from capest.language.parser import parse
from capest.language.tokens import Fault
from capest.problems import EstimateError, ScenarioError, Source
from capest.scenario.reader import read
from capest.sections import sections


def _problems(text):
    return read(Source("a.yaml", text), sections())[1]


@pytest.mark.parametrize(
    ("expectation", "holds"),
    [
        ("~ 114.9", True),  # 15 % of the computed 100
        ("~ 115.1", False),
        ("~ 85.1", True),
        ("~ 84.9", False),
        ("= 100.00000005", True),  # 1e-9: the noise of floats
        ("= 100.0000002", False),
    ],
)
def test_how_near_an_expectation_is_met(estimate, expectation, holds):
    (verdict,) = judge(estimate(f"derived: {{total: 10 * 10}}\nexpect: [total {expectation}]"))
    assert verdict.holds == holds


@pytest.mark.parametrize(("most", "said"), [("99.6", ""), ("99.4", " (1.01x over)")])
def test_how_far_off_is_told_where_three_digits_show_it(estimate, most, said):
    (verdict,) = judge(estimate(f"derived: {{total: 10 * 10}}\nexpect: [total < {most}]"))
    assert verdict.message == f"total is 100; expected < {most}{said}"


@pytest.mark.parametrize(("power", "is_read"), [(9, True), (10, False)])
@pytest.mark.parametrize("is_product", [False, True])
def test_a_unit_is_raised_to_nine_at_most(is_product, power, is_read):
    text = " * ".join(["a"] * power) if is_product else f"a ^ {power}"
    scenario = f"assumptions: {{a: 2 B}}\nderived: {{total: {text}}}"
    if is_read:
        capest.estimate(capest.load(scenario))
    else:
        with pytest.raises(EstimateError):
            capest.estimate(capest.load(scenario))


@pytest.mark.parametrize(
    ("length", "is_read"), [("0.9 s", False), ("1 s", True), ("0.99e12 s", True), ("1e12 s", False)]
)
def test_a_convention_is_between_a_second_and_thirty_thousand_years(estimate, length, is_read):
    text = f"conventions: {{year: {length}}}\nderived: {{a: 1 year}}"
    if is_read:
        estimate(text)
    else:
        with pytest.raises(EstimateError, match="this convention is"):
            estimate(text)


@pytest.mark.parametrize(("length", "is_read"), [(1000, True), (1001, False)])
def test_an_expression_has_a_thousand_characters_at_most(length, is_read):
    text = "1" + " " * (length - 4) + "+ 2"
    if is_read:
        parse(text)
    else:
        with pytest.raises(Fault, match="1,000"):
            parse(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f"{'(' * 40}1{')' * 40}", None),
        (f"{'(' * 41}1{')' * 41}", "expression-too-deep"),
        (f"1{' + 1' * 200}", None),
        (f"1{' + 1' * 201}", "expression-too-long"),
    ],
)
def test_an_expression_is_forty_deep_and_of_two_hundred_operations_at_most(text, code):
    if code is None:
        parse(text)
    else:
        with pytest.raises(Fault) as caught:
            parse(text)
        assert caught.value.code == code


@pytest.mark.parametrize(("levels", "code"), [(15, "not-a-mapping"), (16, "too-deep")])
def test_a_scenario_has_sixteen_levels_at_most(levels, code):
    (problem,) = _problems(f"derived: {'[' * levels}{']' * levels}")
    assert problem.code == code


@pytest.mark.parametrize(("length", "codes"), [(200_000, []), (200_001, ["file-too-large"])])
def test_a_scenario_has_two_hundred_thousand_characters_at_most(length, codes):
    text = "derived: {total: 1}\n"
    assert [problem.code for problem in _problems(text + "#" * (length - len(text)))] == codes


@pytest.mark.parametrize(("length", "codes"), [(100, []), (101, ["key"])])
def test_a_name_has_a_hundred_characters_at_most(length, codes):
    assert [problem.code for problem in _problems(f"derived: {{{'a' * length}: 1}}")] == codes


@pytest.mark.parametrize(("number", "codes"), [(1_000, []), (1_001, ["scenario-too-large"])])
def test_a_scenario_has_a_thousand_expectations_at_most(number, codes):
    text = "derived: {total: 1}\nexpect:\n" + "  - total = 1\n" * number
    assert [problem.code for problem in _problems(text)] == codes


def _lines(number, line):
    return "".join(f"  {line.format(at)}\n" for at in range(number))


@pytest.mark.parametrize(
    ("head", "line", "most"),
    [
        ("traffic:\n", "t{}: {{rate: 1/s}}", 3_333),  # twelve quantities each, 40,000 in all
        ("derived:\n", "n{0}: top_share(1e6, 0.9, 1000 + {0})", 300),
        ("derived: {a: 1}\nexpect:\n", "- top_share(1e6, 0.9, 1000 + {}) > 0", 300),
    ],
    ids=["quantities", "laws", "laws-expected"],
)
def test_how_large_a_scenario_may_be(head, line, most):
    judge(capest.estimate(capest.load(head + _lines(most, line))))
    text = head + _lines(most + 1, line)
    with pytest.raises(EstimateError) as caught:
        judge(capest.estimate(capest.load(text)))
    (problem,) = caught.value.problems
    assert problem.code == "scenario-too-large"
    assert problem.span.line == text.count("\n", 0, text.index("\n  ")) + most + 2


@pytest.mark.parametrize(("caches", "codes"), [(20, []), (40, ["scenario-too-large"])])
def test_sums_over_every_pair_of_two_long_lists_are_refused_before_they_are_made(caches, codes):
    """200,000 terms: of 200 writes and 20 caches some 60,000, of 400 and 40 four times as many."""
    names = ", ".join(f"t{at}" for at in range(10 * caches))
    fronts = ", ".join(f"c{at}" for at in range(caches))
    text = "traffic:\n" + _lines(10 * caches, "t{}: {{rate: 1/s, kind: write, request: 1 KB}}")
    cache = f"{{serves: t0, written_by: [{names}], writes: write-behind, items: 1M}}"
    text += "caches:\n" + "".join(f"  c{at}: {cache}\n" for at in range(caches))
    text += f"storage: {{s: {{added_by: [{names}], size: 1 KB}}}}\n"
    text += f"shards: {{h: {{of: s, writes: [{names}], behind: [{fronts}], max_size: 1 TB}}}}\n"
    found = []
    try:
        capest.estimate(capest.load(text))
    except EstimateError as error:
        found = [problem.code for problem in error.problems]
    assert found == codes


def test_a_hundred_problems_are_enough():
    """Of fields that there are not, and of names that there are not."""
    fields = "".join(f"  t{number}: {{per_user: 1/day, wrong: 1}}\n" for number in range(150))
    assert len(_problems(f"traffic:\n{fields}")) == 100
    names = "".join(f"  d{number}: missing{number}\n" for number in range(150))
    with pytest.raises((EstimateError, ScenarioError)) as caught:
        capest.estimate(capest.load(f"derived:\n{names}"))
    codes = [problem.code for problem in caught.value.problems]
    assert codes == [*["unknown-name"] * 100, "more-findings"]


# --- what is blamed ---


def _said(problem):
    span = problem.span
    return span.source.line(span.line)[span.column - 1 : span.end_column - 1]


HUGE = """
assumptions: {dau: 300M, peak_factor: 3}
traffic:
  post: {per_user: 2/day, request: 1e200 B}
storage:
  posts: {added_by: post, size: 1e308 B, keep: 5 years, replicas: 3}
"""


def test_a_cause_is_told_once_where_it_stands():
    """The bytes of a day, of a copy, of all copies: none has a value, and one size is to blame."""
    with pytest.raises(EstimateError) as caught:
        capest.estimate(capest.load(HUGE))
    (problem,) = caught.value.problems
    assert _said(problem) == "1e308 B"


@pytest.mark.parametrize(
    ("users", "each", "blamed"),
    [("1e300", "1e20/day", "1e300"), ("1e20", "1e300/day", "1e300/day")],
)
def test_of_two_values_the_one_furthest_from_one_is_blamed(users, each, blamed):
    text = f"assumptions: {{dau: {users}}}\ntraffic: {{post: {{per_user: {each}}}}}"
    with pytest.raises(EstimateError) as caught:
        capest.estimate(capest.load(text))
    assert [_said(problem) for problem in caught.value.problems] == [blamed]


def test_a_range_may_be_as_narrow_as_one_number(estimate):
    assert estimate("assumptions: {dau: 5M to 5M}")["dau"].value == 5e6
    with pytest.raises(EstimateError):
        estimate("assumptions: {dau: 5.1M to 5M}")


def test_of_all_that_a_total_rests_on_the_value_furthest_from_one_is_blamed():
    one, other = "{count: 1.7e8, size: 1e300 B}", "{count: 1.7e10, size: 1e298 B}"
    with pytest.raises(EstimateError) as caught:
        capest.estimate(capest.load(f"storage:\n  one: {one}\n  other: {other}\n"))
    assert [_said(problem) for problem in caught.value.problems] == ["1e300 B"]


@pytest.mark.parametrize("beside", ["", "trafic: {}\n"])
def test_one_cause_is_told_once_beside_a_fault_of_the_text_too(beside):
    """A policy that leaves a cache without a hit ratio leaves it without an eviction age too."""
    lists = "{serves: view, items: 1M, popularity: zipf 1, share: 5%, policy: q_lru}"
    text = f"{beside}traffic: {{view: {{rate: 7k/s, kind: read}}}}\ncaches: {{lists: {lists}}}"
    with pytest.raises((EstimateError, ScenarioError)) as caught:
        capest.estimate(capest.load(text))
    assert [problem.code for problem in caught.value.problems] == [
        *["unknown-section"] * bool(beside),
        "missing-field",
        "undefined",
    ]
