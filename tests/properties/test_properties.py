"""What holds for every text, every scenario and every formula."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import capest
from capest.engine.calculate import calculate
from capest.language.parser import parse
from capest.language.printer import print_tree
from capest.language.tokens import Fault
from capest.language.tree import Binary, Call, Convert, Name, Negative, Number, PlusMinus, Range
from capest.problems import CapestError, passage_of
from capest.quantities import humanise
from capest.units import NUMBER, unit_table

SHIPPED = sorted((Path(__file__).parents[2] / "scenarios").glob("*.yaml"))

# --- the language ---

numbers = st.builds(
    Number,
    st.floats(0, 1e15, allow_nan=False).filter(lambda value: value == 0 or value > 1e-9),
    st.sampled_from([None, "%", "GB", "users", "day", "requests"]),
)
words = st.builds(Name, st.sampled_from(["dau", "search.qps", "x1", "peak_factor"]))


def _branches(tree):
    plain_divisor = tree.filter(lambda node: not (isinstance(node, Number) and node.unit))
    bare = tree.filter(lambda node: not isinstance(node, Number) or node.unit in (None, "%"))
    return st.one_of(
        st.builds(Negative, tree),
        st.builds(Binary, st.just("*"), tree, tree),
        st.builds(Binary, st.just("^"), tree, bare),
        st.builds(Binary, st.just("/"), tree, plain_divisor),
        st.builds(
            Binary,
            st.sampled_from("+-"),
            tree,
            tree.filter(lambda node: not (isinstance(node, Number) and node.unit == "%")),
        ),
        st.builds(Call, st.sampled_from(["max", "ceil"]), st.lists(tree, min_size=1).map(tuple)),
    )


trees = st.recursive(st.one_of(numbers, words), _branches, max_leaves=12)
measures = st.builds(Number, st.floats(1, 1e6), st.sampled_from(["GB", "day"]))
values = st.one_of(
    trees,
    st.builds(Range, measures, measures),
    st.builds(PlusMinus, measures, st.builds(Number, st.floats(1, 50), st.just("%"))),
    st.builds(Convert, trees, st.builds(Name, st.just("GB")), word=st.sampled_from(("in", "as"))),
)


@given(values)
def test_what_is_printed_reads_back_as_the_same_tree(tree):
    try:
        text = print_tree(tree)
        again = parse(text)
    except Fault as fault:
        assert fault.code in ("expression-too-long", "expression-too-deep")
        return
    assert again == tree


@given(values)
def test_what_is_printed_for_reading_reads_back_too(tree):
    try:
        again = parse(print_tree(tree, pretty=True))
    except Fault as fault:
        assert fault.code in ("expression-too-long", "expression-too-deep")
        return
    assert again == tree


ALPHABET = "0123456789.,:;%$+-*/^()[]<>=~±×÷ eEkKMGTBbsxper to in day users GB MB max min\n\t'\"µé"


@settings(max_examples=500)
@given(st.text(ALPHABET, max_size=40) | st.text(max_size=40))
def test_no_text_crashes_the_calculator(text):
    try:
        answer = calculate(passage_of("calc", text))
    except CapestError as error:
        assert all(problem.code and problem.message for problem in error.problems)
        return
    assert isinstance(str(answer), str)


@settings(max_examples=200)
@given(st.text(max_size=200))
def test_no_text_crashes_the_reader(text):
    try:
        capest.estimate(capest.load(text + "\n"))
    except CapestError as error:
        assert error.problems


@settings(max_examples=300)
@given(st.sampled_from(SHIPPED), st.data())
def test_no_slip_of_the_pen_crashes_a_scenario(path, data):
    text = path.read_text("utf-8")
    start = data.draw(st.integers(0, len(text) - 1))
    length = data.draw(st.integers(0, 12))
    slip = data.draw(st.text(ALPHABET, max_size=6))
    try:
        capest.estimate(capest.load(text[:start] + slip + text[start + length :] + "\n"))
    except CapestError as error:
        for problem in error.problems:
            assert problem.span is None or problem.span.line >= 1


# --- showing ---


@given(st.floats(1e-6, 1e24), st.sampled_from(["B", "bit/s", "request/s", "s", "user", "GB/day"]))
def test_a_shown_number_reads_back_within_its_three_digits(value, unit):
    shown = humanise(value, unit_table().unit(unit))
    exact = humanise(value, unit_table().unit(unit), exact=True)
    for text, tolerance in ((shown, 0.0051), (exact, 1e-9)):
        back = calculate(passage_of("shown", f"{text} in {unit}"))
        assert back.value == pytest.approx(value, rel=tolerance), text


@given(st.floats(0, 1e30))
def test_every_number_can_be_shown(value):
    assert humanise(value, NUMBER)


# --- units ---

SPELLINGS = [
    ("1 GB", "1000 MB"), ("1 GB", "1e9 B"), ("1 day", "24 h"), ("1 Gbps", "1000 Mbit/s"),
    ("300M", "0.3 billion"), ("50%", "0.5"), ("1 KiB", "1024 bytes"), ("8 bit", "1 byte"),
    ("10/user/day", "10 per user per day"), ("100:1", "100"), ("3x", "3"), ("1 B/s", "8 bps"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SPELLINGS)
@given(factor=st.floats(1e-3, 1e6))
def test_two_spellings_of_a_unit_are_one_quantity(one, other, factor):
    ratio = calculate(passage_of("calc", f"{factor!r} * ({one}) / ({other})"))
    assert ratio.unit == NUMBER
    assert ratio.value == pytest.approx(factor, rel=1e-9)


# --- the graph ---


@pytest.fixture(scope="module", params=SHIPPED, ids=lambda path: path.stem)
def computed(request):
    return capest.estimate(capest.load(request.param))


def test_replay_gives_the_same_numbers(computed):
    values = {name: item.value for name, item in computed.derivations.items()}
    assert computed.replay({}) == values


def test_every_number_follows_from_its_inputs_alone(computed):
    """Recompute each node with its inputs held at their values and all else forgotten."""
    for name, derivation in computed.derivations.items():
        held = {item.name: item.quantity.value for item in derivation.inputs}
        assert computed.graph.compute[name](held) == derivation.quantity.value


def test_two_runs_are_alike(computed):
    again = capest.estimate(computed.scenario)
    assert {name: item.quantity for name, item in again.derivations.items()} == {
        name: item.quantity for name, item in computed.derivations.items()
    }


WITH_USERS = [path for path in SHIPPED if "dau:" in path.read_text("utf-8")]


@pytest.mark.parametrize("path", WITH_USERS, ids=lambda path: path.stem)
def test_ten_times_the_users_are_ten_times_the_load_and_never_fewer_machines(path):
    computed = capest.estimate(capest.load(path))
    more = computed.replay({"dau": computed["dau"].value * 10})
    scaled = 0
    for name, before in computed.derivations.items():
        if str(before.unit) in ("shard", "node", "server"):
            assert more[name] >= before.value
        inputs = [item.name for item in before.inputs]
        if name.endswith(".per_day") and "dau" in inputs:
            scaled += 1
            assert more[name] == pytest.approx(10 * before.value, rel=1e-12)
    assert scaled, "some traffic comes from the daily users"


def test_leaves_are_given_or_assumed(computed):
    for derivation in computed.derivations.values():
        if not derivation.inputs:
            assert not isinstance(derivation.origin, capest.Computed) or derivation.origin.span
