"""The grammar: what is read, what is refused, and where the caret lands."""

from __future__ import annotations

import pytest

from capest.language.parser import parse, parse_expectation, parse_template
from capest.language.printer import print_tree
from capest.language.tokens import Fault
from capest.language.tree import Binary, Call, Division, Name, Number, Range, names


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("300M users", 300e6, "users"),
        ("10 million", 10e6, None),
        ("3e8", 3e8, None),
        ("1,000,000", 1e6, None),
        ("1_000_000", 1e6, None),
        ("500B", 500e9, None),
        ("500 B", 500, "B"),
        ("10MB", 10, "MB"),
        ("2.5 billion requests", 2.5e9, "requests"),
        ("100:1", 100, None),
        ("3x", 3, None),
        ("20%", 20, "%"),
        ("$0.02", 0.02, "USD"),
        (".5", 0.5, None),
        ("100 Gbps", 100, "Gbps"),
    ],
)
def test_quantities_as_people_write_them(text, value, unit):
    tree = parse(text)
    assert isinstance(tree, Number)
    assert (tree.value, tree.unit) == (value, unit)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("10 searches per user per day", "10 searches / user / day"),
        ("2 ** 3", "2 ^ 3"),
        ("2 × 3 ÷ 4 − 1", "2 * 3 / 4 - 1"),
        ("5 to 15 MB/s", "5 MB/s to 15 MB/s"),
        ("250M to 350M users / day", "250M users/day to 350M users/day"),
        ("300M users +/- 10%", "300M users ± 10%"),
        ("2 ^ 3 ^ 2", "2 ^ (3 ^ 2)"),
        ("-2 ^ 2", "-(2 ^ 2)"),
        ("1 - 2 - 3", "(1 - 2) - 3"),
        ("8 / 4 / 2", "(8 / 4) / 2"),
    ],
)
def test_two_spellings_of_one_tree(text, same):
    assert parse(text) == parse(same)


@pytest.mark.parametrize(
    ("text", "code", "at"),
    [
        ("max(1,000)", "ambiguous-comma", (4, 9)),
        ("3e8B", "ambiguous-magnitude", (0, 4)),
        ("10^6 dozen", "ambiguous-magnitude", (3, 10)),
        ("0.5 to 95%", "ambiguous-range", (0, 3)),
        ("20% ± 5%", "ambiguous-spread", (0, 8)),
        ("300M daily users", "unexpected-token", (11, 16)),
        ("3 +", "unexpected-end", (3, 4)),
        ("(1", "unexpected-end", (2, 3)),
        ("1 to 2 to 3", "nested-range", (7, 9)),
        ("a & b", "unexpected-character", (2, 3)),
        ("", "empty-expression", (0, 1)),
        ("1e999", "too-large", (0, 5)),
        ("5:0", "division-by-zero", (0, 3)),
    ],
)
def test_what_could_mean_two_things_is_refused_at_its_place(text, code, at):
    with pytest.raises(Fault) as caught:
        parse(text)
    assert (caught.value.code, caught.value.at) == (code, at)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1+" * 600 + "1", "expression-too-long"),
        ("1+" * 250 + "1", "expression-too-long"),
        ("(" * 60 + "1" + ")" * 60, "expression-too-deep"),
        ("-" * 60 + "1", "expression-too-deep"),
        ("2^" * 60 + "1", "expression-too-deep"),
        ("ceil(" * 60 + "1" + ")" * 60, "expression-too-deep"),
    ],
)
def test_size_has_a_limit(text, code):
    with pytest.raises(Fault) as caught:
        parse(text)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("10 / 2 day", ["10 / (2 day)", "10 / 2 * 1 day"]),
        ("a / 3 B / s", ["a / (3 B / s)", "a / (3 B) / s", "a / 3 * 1 B / s"]),
        ("a / 3GB/s", ["a / (3 GB / s)", "a / (3 GB) / s"]),
        ("1 / 10^-4 bytes", ["1 / (10^-4 * 1 bytes)", "1 / 10^-4 * 1 bytes"]),
        ("1 / 2^10 bytes", ["1 / (2^10 * 1 bytes)", "1 / 2^10 * 1 bytes"]),
    ],
)
def test_the_readings_of_a_division_are_left_to_the_units(text, readings):
    tree = parse(text)
    assert isinstance(tree, Division)
    assert [print_tree(way) for way in tree.readings(tree.left)] == readings


@pytest.mark.parametrize(
    "text", ["a / 250GB", "a per 1000 requests", "a / (2 day)", "a / $5", "a / 20%"]
)
def test_a_division_that_reads_in_one_way(text):
    assert isinstance(parse(text), Binary)


def test_a_range_lends_its_unit_to_a_bare_end():
    tree = parse("5 to 15 MB")
    assert isinstance(tree, Range)
    assert tree.low == Number(5, "MB") and tree.high == Number(15, "MB")


def test_an_expectation_has_two_sides_a_sign_and_perhaps_a_tolerance():
    left, sign, right, tolerance, odds = parse_expectation("search.qps ~ 30k/s ± 5%")
    assert left == Name("search.qps")
    assert sign == "~"
    assert names(right) == ("s",)
    assert tolerance == Number(5, "%") and odds is None
    assert parse_expectation("a <= 5 PB with 90%")[3:] == (None, Number(90, "%"))
    assert parse_expectation("a ~ 30k/s ± 5% with 99.5%")[3:] == (Number(5, "%"), Number(99.5, "%"))


@pytest.mark.parametrize("text", ["search.qps", "a < 3 ± 5%", "a ~ 3 ± 5", "a ~ 3 ~ 4"])
def test_half_an_expectation_is_refused(text):
    with pytest.raises(Fault):
        parse_expectation(text)


def test_templates_mark_what_may_be_absent():
    tree = parse_template("logical [/ compression] [* replicas]")
    assert isinstance(tree, Binary) and tree.optional and tree.right == Name("replicas")
    call = parse_template("max([a], b)")
    assert isinstance(call, Call) and call.optional == frozenset({0})
    with pytest.raises(Fault):
        parse("logical [* replicas]")


@pytest.mark.parametrize(
    ("text", "pretty"),
    [
        ("dau * 10 searches / user / day", "dau × 10 searches/user/day"),
        ("a / (b * c)", "a ÷ (b × c)"),
        ("a - (b - c)", "a - (b - c)"),
        ("a / (2 day)", "a ÷ (2 day)"),
        ("a / 2 day / user", "a / 2 day / user"),
        ("sum(a, b)", "a + b"),
    ],
)
def test_formulas_are_printed_for_reading(text, pretty):
    assert print_tree(parse(text), pretty=True) == pretty


@pytest.mark.parametrize(
    "text", ["f(a=1)", "f(lru, a=b + 1, c=2 to 3)", "f(lru, stays, a=max(b, c)) * 2"]
)
def test_arguments_by_name_come_back_as_they_were_written(text):
    assert print_tree(parse(text)) == text
    assert "lru" not in names(parse(text)) and "a" not in names(parse(text))


def test_an_argument_by_name_is_optional_in_a_template_alone():
    call = parse_template("f(policy, [expired], items=n, [ttl=t * 2])")
    assert isinstance(call, Call) and call.optional == {1, 3}
    assert [word.name for word in call.words] == ["policy", "expired"]
    assert [key.name for key in call.keys] == ["items", "ttl"]
    with pytest.raises(Fault):
        parse("f(items=n, [ttl=t])")
