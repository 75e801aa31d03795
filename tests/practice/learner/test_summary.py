"""What some answers come to, computed here by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from practice_samples import RECORD

from capest.practice.learner.summary import biases, by_topic, figures, weakest


def answer(topic="qps", points=5, factor=1.0, **changes):
    return replace(RECORD, topic=topic, points=points, factor=factor, **changes)


def test_figures_of_a_few_answers():
    found = figures(
        [
            answer(points=5, factor=1.0, seconds=10),
            answer(points=1, factor=8.0, seconds=20),
            answer(points=4, factor=0.5, seconds=60),
            answer(points=0, factor=None, seconds=None),
        ]
    )
    assert (found.answers, found.points, found.most, found.right) == (4, 10, 20, 2)
    assert found.bands == (1, 1, 0, 0, 1, 1)
    assert found.factor == pytest.approx(2.0), "of 1, 2 and 8 times off"
    assert found.bias == pytest.approx(4 ** (1 / 3)), "the geometric mean of 1, 8 and 1/2"
    assert (found.seconds, found.total_seconds) == (20, 90)


def test_an_even_number_has_the_median_between_two_in_decades():
    assert figures([answer(factor=1.0), answer(factor=100.0)]).factor == pytest.approx(10)


def test_without_answers_nothing_is_claimed():
    found = figures([])
    assert (found.answers, found.points, found.factor, found.bias, found.seconds) == (
        0, 0, None, None, None,
    )  # fmt: skip
    assert biases([]) == () and weakest([]) is None


def test_ranges_are_counted_and_how_many_held():
    found = figures([answer(held=True), answer(held=False), answer(held=None)])
    assert (found.ranges, found.held) == (2, 1)


def test_a_bias_is_told_where_a_topic_errs_one_way_and_its_slip_where_it_is_the_same():
    slip = "8x high: bits for bytes?"
    found = biases(
        [
            answer("bandwidth", 1, 8.0, slip=slip),
            answer("bandwidth", 1, 8.2, slip=slip),
            answer("bandwidth", 5, 1.1),
            answer("storage", 1, 0.2),
            answer("storage", 3, 0.3, slip="3x low: copies left out?"),
            answer("qps", 3, 3.0),
            answer("qps", 3, 1 / 3),
            answer("cache", 5, 1.25),
        ]
    )
    assert [(bias.topic, bias.answers, bias.slip) for bias in found] == [
        ("bandwidth", 2, slip), ("storage", 2, None),
    ]  # fmt: skip
    assert found[0].factor == pytest.approx((8 * 8.2) ** 0.5)
    assert found[1].factor == pytest.approx((0.2 * 0.3) ** 0.5)


@pytest.mark.parametrize(("factor", "topics"), [(1.24, []), (1.26, ["qps"])])
def test_a_quarter_off_is_no_bias(factor, topics):
    for side in (factor, 1 / factor):
        assert [bias.topic for bias in biases([answer(factor=side)])] == topics


def test_the_weakest_topic_lost_the_largest_share_and_a_right_one_is_not_weak():
    records = [answer("a", 4), answer("b", 5), answer("b", 1), answer("c", 2)]
    assert weakest(records) == "c", "2 of 5 points; b has 6 of 10"
    assert weakest([answer("a", 0), answer("b", 0), answer("b", 0)]) == "b", "more was lost"
    assert weakest([answer("a", 4)]) is None
    assert list(by_topic(records)) == ["a", "b", "c"]
