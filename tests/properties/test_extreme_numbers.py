"""However large or small the numbers: an answer or a reason, within two seconds."""

from __future__ import annotations

import math
import re
import signal
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import capest
from capest.engine.calculate import calculate
from capest.engine.defining.definitions import MOST_COST, cost
from capest.engine.expectations import judge
from capest.functions import FUNCTIONS
from capest.language.parser import parse
from capest.problems import CapestError, Source, passage_of
from capest.scenario.changes import with_changes
from capest.scenario.reader import read
from capest.sections import sections

SECONDS = 2.0
"""Of processor time, for any one question."""

NUMBERS = (
    0.0, 5e-324, 1e-300, 1e-15, 1e-9, 1e-3, 0.05, 0.5, 0.9, 0.999999999999, 1 - 2**-53, 1.0,
    1.0000000001, 2.0, 3.0, 7.3, 10.0, 100.0, 1e3, 1e5, 999_999.0, 1e6, 1e9, 1e12, 1e15, 2.0**53,
    2.0**53 + 2, 2.0**60, 1e18, 1e100, 1e300, 1.7e308, -0.0, -0.5, -1.0, -1e300,
    math.inf, -math.inf, math.nan,
)  # fmt: skip
ARGUMENTS = {"hop_mean": 7, "path_time": 15, "path_share": 15, "combined_peak": 6}
"""How many, where it is not the least."""


class SlowError(Exception):
    """It took too long."""


@contextmanager
def soon():
    """Ends what takes longer."""

    def stop(*_):
        raise SlowError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@st.composite
def calls(draw):
    """A function and arguments for it, some of them beyond the floats."""
    name = draw(st.sampled_from(sorted(FUNCTIONS)))
    function, number = FUNCTIONS[name], st.sampled_from(NUMBERS)
    if function.parameters:
        optional = [item.name for item in function.parameters if not item.required]
        given_too = draw(st.sets(st.sampled_from(optional)))
        named = {
            item.name: draw(number)
            for item in function.parameters
            if item.required or item.name in given_too
        }
        return function, [draw(st.sampled_from(group)) for group in function.choices], named
    least = ARGUMENTS.get(name, function.least)
    most = least if function.most is None else function.most
    return function, draw(st.lists(number, min_size=least, max_size=most)), {}


@settings(max_examples=800, deadline=None)
@given(calls())
def test_every_function_has_an_answer_or_a_reason_soon(call):
    function, words, named = call
    try:
        with soon():
            answer = function.compute(*words, **named)
    except (OverflowError, ZeroDivisionError):
        return
    except ValueError as error:
        assert not re.search("NaN|math|float", str(error)), "in words of its own"
        return
    assert isinstance(answer, (int, float))


def test_a_sample_beyond_the_floats_has_no_value_and_the_others_have_theirs(numpy):
    shards = numpy.asarray([64.0, math.inf, math.nan])
    with soon():
        found = FUNCTIONS["hashed_imbalance"].compute(shards, 1e6, 1.0)
    alone = FUNCTIONS["hashed_imbalance"].compute(64.0, 1e6, 1.0)
    assert found[0] == pytest.approx(alone, rel=1e-6)
    assert numpy.isnan(found[1:]).all()


TEXTS = {
    path.stem: path.read_text("utf-8")
    for path in sorted((Path(__file__).parents[2] / "scenarios").glob("*.yaml"))
}
VALUES = (
    "0", "-1", "5e-324", "1e-300", "1e-9", "0.5", "1e6", "1e15", "1e18", "1e300", "1.7e308",
    "1e309", "10/day", "1e-300/s", "1e300/s", "1e300 users", "1 B", "1e300 B", "1e300 years",
    "1 ns", "0 s", "100%", "0%", "99.9999999999999%", "zipf 0", "zipf 10", "uniform",
    "20% of items get 80% of reads", "1 to 1e300", "1e300 ± 10%", "1/0", "9^9^9", "$1e300",
    "1e300 shards", "1e300 servers", "1e300 requests/s",
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(sorted(TEXTS)), st.integers(0, 10_000), st.sampled_from(VALUES))
@example("twitter", "celebrity", "1")
@example("ride_hailing", "rides", "0/s")
@example("twitter", "shard_writes", "10/day")
def test_every_assumption_takes_every_number_to_an_answer_or_a_reason_soon(scenario, pick, value):
    known, _ = read(Source(f"{scenario}.yaml", TEXTS[scenario]), sections())
    names = sorted({**known.assumptions, **known.derived})
    name = pick if isinstance(pick, str) else names[pick % len(names)]
    change = (passage_of("--set", name), passage_of("--set", value))
    with soon():
        changed, problems = with_changes(known, [change], sections())
        if problems:
            return
        try:
            found = capest.estimate(changed)
            judge(found)
        except CapestError as error:
            assert error.problems
            return
    assert all(abs(item.value) < math.inf for item in found.derivations.values())


COSTLY = [
    "items_to_cache(lru, leaves, items={n}, popularity=0.9, hit_ratio=1e-6, ttl=1e6, "
    "write_share=0.9)",
    "items_to_cache(fifo, leaves, items={n}, popularity=0.001, hit_ratio=0.999999, "
    "renewal_share=0.9)",
    "items_in_room(items={n}, popularity=0.9, room=1e12, served_size=1.5)",
    "hashed_imbalance(10, {n}, 2)",
    "hashed_imbalance(4802, {n}, 0.8)",
    "split_shards(300, {n}, 0.9)",
    "top_share({n}, 0.9, 1e9)",
]


@pytest.mark.slow
@pytest.mark.parametrize("call", COSTLY)
def test_as_many_of_the_costliest_calls_as_there_may_be_are_done_soon(call):
    """Each of a law of its own, so that none is remembered; one more is refused."""
    most = MOST_COST // cost(parse(call.format(n=1)))
    lines = [f"  a{number}: {call.format(n=10**15 - number)}\n" for number in range(most + 1)]
    with soon():
        capest.estimate(capest.load("derived:\n" + "".join(lines[:most])))
    with pytest.raises(CapestError) as caught:
        capest.estimate(capest.load("derived:\n" + "".join(lines)))
    assert {problem.code for problem in caught.value.problems} == {"scenario-too-large"}


@pytest.mark.parametrize(("number", "codes"), [(30, []), (31, ["scenario-too-large"])])
def test_one_expression_may_take_as_long_as_a_scenario(number, codes):
    text = " + ".join(["split_imbalance(9, 90, 0)"] * number)
    found = []
    try:
        calculate(passage_of("calc", text))
    except CapestError as error:
        found = [problem.code for problem in error.problems]
    assert found == codes


def test_a_call_is_counted_once_however_its_expression_is_read():
    text = "derived:\n  a: split_imbalance(9, 90, 0) * (9 KB / 4 KB)\n"
    definitions = capest.estimate(capest.load(text)).graph.definitions
    assert definitions.cost == cost(definitions.by_name["a"].tree) > 0
