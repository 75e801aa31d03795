"""Ranges: read as people type them, scored so that honesty pays, and marked in step with it."""

from __future__ import annotations

import math
import random
from statistics import NormalDist

import pytest

from capest.practice.kinds import question, questions
from capest.practice.making.facts import published
from capest.practice.marking.answers import Refusal, read_answer
from capest.practice.marking.calibration import MISS_COSTS, SHARE, interval_score, points_of
from capest.practice.marking.grading import grade


@pytest.fixture
def visa(material):
    """639M transactions a day."""
    return question("range.visa.fy2024.transaction", material)


def test_a_range_question_looks_as_it_should(visa):
    assert visa.prompt == (
        "Visa, FY2024: how many transactions a day?",
        "  your 80% range (per day), such as 20 to 90",
    )
    assert visa.hints[0] == "wanted: transaction/day; one in five of your ranges should miss"
    assert visa.mental_path == ("6.4e8 transaction/day = 7.4k a second",)
    assert visa.answer == "639M transaction/day"
    assert str(visa.fact) == (
        "Visa: 639M transactions/day, 7.4k/s "
        "(FY2024; annualreport.visa.com, chairman and CEO message)"
    )


def test_each_figure_is_asked_once_with_its_date_and_source_and_says_when_it_is_second_hand(
    material,
):
    asked = list(questions("range", material, random.Random(1)))
    assert len({one.id for one in asked}) == len(asked) == len(published()) > 50
    for one, figure in ((one, figure) for one in asked for figure in published()):
        if one.fact == figure.fact():
            assert figure.date in one.prompt[0] and figure.date in str(one.fact)
            assert figure.source in str(one.fact)
            assert ("second-hand" in str(one.fact)) == bool(figure.second_hand)
    assert sum("second-hand" in str(one.fact) for one in asked) > 20


def test_the_last_hint_holds_the_figure_somewhere_in_a_thousandfold_range(material):
    places = []
    for one in questions("range", material, random.Random(1)):
        ends = one.hints[2].removeprefix("it is between ").replace(" and ", " to ")
        mark = grade(read_answer(ends, one), one)
        assert mark.held, one.hints
        places.append(float(mark.words.partition("x wide")[0].rpartition(" ")[2].replace(",", "")))
    assert all(900 <= place <= 2500 for place in places)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("20 to 90", "20 /day to 90 /day"),
        ("200M to 900M", "200,000,000 /day to 900,000,000 /day"),
        ("200M - 900M", "200,000,000 /day to 900,000,000 /day"),
        ("2e8-9e8", "200,000,000 /day to 900,000,000 /day"),
        ("1e-1 - 1e2", "0.1 /day to 100 /day"),
        ("2 x 10^8 – 9 x 10^8", "200,000,000 /day to 900,000,000 /day"),
        ("between 200 million and 1 billion", "200,000,000 /day to 1,000,000,000 /day"),
        ("from 200M..1B", "200,000,000 /day to 1,000,000,000 /day"),
        ("~200M/day to 1B/day", "200,000,000 /day to 1,000,000,000 /day"),
        ("20 to 90 per day", "20 /day to 90 /day"),
        ("1k/s to 10k/s", "1,000 /s = 86.4M/day to 10,000 /s = 864M/day"),
    ],
)
def test_ranges_are_read_as_people_type_them(typed, said, visa):
    assert read_answer(typed, visa).said == said


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("20", "'20' is not a range"),
        ("20 to 90 to 100", "'20 to 90 to 100' is not a range"),
        ("20, 90", "'20, 90' is not a range"),
        ("to 90", "'to 90' is not a range"),
        ("20 to 90M", "'20' has no unit or magnitude, '90M' has"),
        ("1 to 3 per second", "'1' has no unit or magnitude, '3 per second' has"),
        ("90 to 20", "the lower end comes first, and is below the other"),
        ("20 to 20", "the lower end comes first, and is below the other"),
        ("20 GB to 90M/s", "the two ends are not of one kind"),
        ("0 to 90", "an estimate is above zero"),
        ("few to many", "'few' does not begin with a number"),
    ],
)
def test_what_is_no_range_is_refused_with_the_reason(typed, reason, visa):
    read = read_answer(typed, visa)
    assert isinstance(read, Refusal) and read.reason == reason


@pytest.mark.parametrize(
    ("typed", "points", "held", "words"),
    [
        ("639M to 640M", 5, True, "holds it, 1x wide: score 0.00"),
        ("400M to 800M", 5, True, "holds it, 2x wide: score 0.30"),
        ("200M to 2B", 4, True, "holds it, 10x wide: score 1.00"),
        ("10M to 10B", 2, True, "holds it, 1,000x wide: score 3.00"),
        ("700M to 1.4B", 4, False, "the truth is 1.1x below it, 2x wide: score 0.70"),
        ("100M to 200M", 0, False, "the truth is 3.19x above it, 2x wide: score 5.35"),
        ("1e-90 to 1e90", 0, True, "holds it, 1e180x wide: score 180.00"),
        ("1k/s to 10k/s", 4, True, "holds it, 10x wide: score 1.00"),
    ],
)
def test_a_range_is_marked_by_its_score(typed, points, held, words, visa):
    mark = grade(read_answer(typed, visa), visa)
    assert (mark.points, mark.held, mark.words) == (points, held, words)


def test_a_range_of_another_dimension_may_be_mended(visa):
    mark = grade(read_answer("1 GB to 2 GB", visa), visa)
    assert (mark.points, mark.may_retry, mark.held) == (0, True, None)
    assert "you gave B" in mark.words or "you gave bytes" in mark.words or "gave" in mark.words


@pytest.mark.parametrize("spread", [0.1, 0.5, 1.2])
def test_the_expected_score_is_least_for_the_80_percent_range(spread):
    """The quantiles at 10 % and 90 % of a normal belief are 1.2816 deviations from its mean."""
    rng = random.Random(1)
    truths = [10 ** rng.gauss(3, spread) for _ in range(20_000)]

    def mean_score(deviations):
        low, high = (10 ** (3 + side * deviations * spread) for side in (-1, 1))
        return sum(interval_score(low, high, truth).total for truth in truths) / len(truths)

    tried = [step / 10 for step in range(5, 25)]
    best = min(tried, key=mean_score)
    assert best == pytest.approx(NormalDist().inv_cdf((1 + SHARE) / 2), abs=0.1)
    low, high = 10 ** (3 - best * spread), 10 ** (3 + best * spread)
    held = sum(interval_score(low, high, truth).held for truth in truths) / len(truths)
    assert held == pytest.approx(SHARE, abs=0.03)


def test_the_mean_score_of_the_best_range_is_that_of_the_theory():
    """For a normal belief the least expected score is 2 phi(z) / 0.1 deviations: 3.51."""
    normal = NormalDist()
    z = normal.inv_cdf(0.9)
    rng = random.Random(2)
    scores = [interval_score(10**-z, 10**z, 10 ** rng.gauss(0, 1)).total for _ in range(100_000)]
    assert sum(scores) / len(scores) == pytest.approx(MISS_COSTS * 2 * normal.pdf(z), rel=0.01)


def test_a_better_score_never_has_fewer_points():
    rng = random.Random(3)
    marks = []
    for _ in range(5000):
        low = 10 ** rng.uniform(0, 6)
        score = interval_score(low, low * 10 ** rng.uniform(0, 4), 10 ** rng.uniform(0, 6))
        marks.append((score.total, points_of(score)))
    ordered = [points for _, points in sorted(marks)]
    assert ordered == sorted(ordered, reverse=True) and set(ordered) == {0, 1, 2, 3, 4, 5}


def test_the_ends_of_a_range_belong_to_it():
    assert interval_score(20, 90, 20).held and interval_score(20, 90, 90).held
    assert not interval_score(20, 90, 90.1).held
    assert interval_score(20, 90, 180).miss == pytest.approx(math.log10(2))
