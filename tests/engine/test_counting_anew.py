"""`as`, which changes what is counted and nothing else: its units, its place, what is refused."""

from __future__ import annotations

import pytest

from capest.engine.calculate import calculate
from capest.language.parser import parse, parse_template
from capest.language.printer import print_tree
from capest.language.tree import Binary, Convert, Number, walk
from capest.problems import EstimateError, passage_of
from capest.sections import sections
from capest.units import unit_table


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("75 users as deliveries", "75 deliveries"),
        ("75 users as deliveries/request", "75 delivery/request"),
        ("3 shards * 2 as nodes", "6 nodes"),
        ("(3 shards as nodes) + 2 nodes", "5 nodes"),
        ("2,048 shards - 1 shard as number", "2,047"),
        ("3.82 / (2,000 shards) as %", "0.191%"),
        ("16 B/item * 1G items as GB/node", "16 GB/node"),
        ("600 requests/min as views/s", "10 view/s"),
        ("10 as users", "10 users"),
    ],
)
def test_the_same_number_of_something_else(text, shown):
    assert str(calculate(passage_of("text", text))) == shown


@pytest.mark.parametrize(
    ("text", "code", "hint"),
    [
        ("5 GB as requests", "dimension", "divide by the size of one, e.g. `/ (1 KB/request)`"),
        ("9 requests/s as users", "dimension", "`as` changes what is counted, and nothing else"),
        ("3 users as", "unexpected-end", None),
        ("3 users as 5", "not-a-unit", "e.g. in GB/day, as requests"),
        (
            "3 users as nodes as shards", "unexpected-token",
            "`as` comes once, after the whole value: (shards as nodes) * 3",
        ),
    ],
)  # fmt: skip
def test_what_as_does_not_do(text, code, hint):
    with pytest.raises(EstimateError) as raised:
        calculate(passage_of("text", text))
    (problem,) = raised.value.problems
    assert (problem.code, problem.hint) == (code, hint)


@pytest.mark.parametrize("word", ["in", "as"])
def test_an_unknown_word_behind_it_is_an_unknown_unit(word):
    with pytest.raises(EstimateError) as raised:
        calculate(passage_of("text", f"3 users {word} nodse"))
    assert raised.value.problems[0].code == "unknown-unit"


def test_it_stands_behind_the_whole_value():
    tree = parse("shards * 3 as nodes")
    assert isinstance(tree, Convert) and isinstance(tree.value, Binary)
    assert print_tree(parse("(shards as nodes) * 3")) == "(shards as nodes) * 3"
    assert parse(print_tree(tree)) == tree


@pytest.mark.parametrize("section", sections(), ids=lambda section: section.name)
def test_no_formula_changes_what_is_counted_by_a_factor_of_one(section):
    """`1 delivery / (1 user)` says in units what `as deliveries` says in words."""
    for formula in section.formulas:
        for node in walk(parse_template(formula.text)):
            match node:
                case Binary(operator="/", right=Number(value=1, unit=str(word))):
                    assert not unit_table().is_noun(word), f"{formula.name}: {formula.text}"
