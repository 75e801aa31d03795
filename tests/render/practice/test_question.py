"""What a learner sees: verdicts, remarks and the summary, in 80 columns."""

from __future__ import annotations

from dataclasses import replace

import pytest
from practice_samples import RECORD, asked

from capest.factors import times
from capest.practice.marking.grading import Grade
from capest.practice.session import Again, Answered
from capest.render.lines import Page, laid_out_on, plain
from capest.render.practice.question import (
    KEYS,
    of_again,
    of_answered,
    of_question,
    of_summary,
    prompted,
    signed,
)

SLIP = "8x high: bits for bytes?"


def answered(**changes):
    mark = Grade(points=5, words="good", factor=1.02, decades=0.0086)
    settings = {
        "number": 2, "question": asked(), "answer": "1.7 Gbps", "said": "1.7 Gbit/s",
        "grade": mark, "hints": 0, "seconds": 22.0,
    }  # fmt: skip
    return Answered(**{**settings, **changes})


def shown(lines):
    text = plain(lines)
    assert max(map(len, text.splitlines())) <= 80
    return text


def test_a_question_and_a_good_answer():
    question = shown(of_question(asked(), 2, 5, keys=True))
    first = "Question 2 of 5 · step · bandwidth · par 60 s"
    assert question.startswith(f"\n{first}{' ' * (80 - len(first) - len(KEYS))}{KEYS}\n")
    verdict, *rest = shown(of_answered(answered(), timed=False)).splitlines()
    left = "  read as 1.7 Gbit/s · answer 1.67 Gbit/s · 1.02x high"
    assert verdict == f"{left}{' ' * (70 - len(left))}5/5   22 s"
    assert rest == ["  34.7k/s × 6 kB = 1.67 Gbit/s", "  ~ 3.5e4 × 6e3 × 8 = 1.7e9"]


def test_what_is_remarked():
    mark = Grade(
        points=0, words="one order off", factor=8.0, decades=0.903, slip=SLIP,
        against="1 Gbit/s with your own earlier value",
    )  # fmt: skip
    text = shown(of_answered(answered(grade=mark, hints=2), timed=False))
    assert "answer 1 Gbit/s with your own earlier value · 8x high" in text
    assert f"2 hints · {SLIP}" in " ".join(text.split())


@pytest.mark.parametrize(
    ("timed", "seconds", "told"), [(True, 61, 1), (True, 60, 0), (False, 90, 0)]
)
def test_par_is_told_against_the_clock(timed, seconds, told):
    text = shown(of_answered(answered(seconds=seconds), timed=timed))
    assert text.count("over the par of 60 s") == told


def test_a_reading_is_told_before_its_fault():
    again = Again(said="200 MB", reason="you gave MB, this is bit/s")
    assert shown(of_again(again)) == (
        "  read as 200 MB · you gave MB, this is bit/s; try again\n"
    )  # fmt: skip


def test_long_words_and_long_heads_fit():
    shown(of_again(Again(said="", reason=f"'{'x' * 200}' is not a unit")))
    shown(of_answered(answered(said="9" * 120), timed=False))
    shown(of_question(asked(topic="t" * 60), 1, 10, keys=True))


def answers(*factors, topic="bandwidth", points=1, **changes):
    return [
        replace(RECORD, topic=topic, factor=factor, points=points, **changes) for factor in factors
    ]


def test_the_summary_says_points_times_off_bias_and_the_weakest_topic():
    records = [
        *answers(8.0, 7.9, slip=SLIP),
        *answers(0.2, 0.3, 0.25, topic="storage", points=3),
        *answers(1.1, 1.0, 0.9, topic="qps", points=5, seconds=20.0),
    ]
    assert shown(of_summary(records, 10)) == (
        "\n"
        "Summary  26/40 for 8 of 10 questions · median 3.7x off · 41 s a question ·\n"
        "  4 min 25 s in all\n"
        "  bandwidth: 8x high twice, bits for bytes?\n"
        "  storage: 4.1x low 3 times\n"
        "  weakest: bandwidth, 2 of 10 points\n"
    )


def test_one_answer_is_no_habit_unless_it_has_a_name():
    assert shown(of_summary(answers(5.0), 1)).count("\n") == 2
    assert "8x high, bits for bytes?" in shown(of_summary(answers(8.0, slip=SLIP), 1))


def test_ranges_are_held_to_what_they_promise():
    records = answers(None, None, None, None, held=True) + answers(None, held=False)
    assert "ranges: 4 of 5 held the truth; of 80% ranges 4 in 5 should" in shown(
        of_summary(records, 5)
    )


@pytest.mark.parametrize(
    ("factor", "text"),
    [(1.0, "none"), (1.04, "none"), (8.0, "8x high"), (0.125, "8x low"), (1e5, "100,000x high"),
     (420.0, "420x high"), (1e12, "1e12x high")],
)  # fmt: skip
def test_biases_are_signed(factor, text):
    assert signed(factor) == text


def test_times_keep_three_digits_and_count_no_more_zeros_than_six():
    assert [times(number) for number in (1.259, 99.96, 999.6, 86_400, 999_600, 9.6e10)] == [
        "1.26x", "100x", "1,000x", "86,400x", "1e6x", "9.6e10x",
    ]  # fmt: skip


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_a_prompt_fills_the_lines_there_are(columns):
    long = "given: " + "; ".join(f"count_{n} = {n}M users" for n in range(30))
    with laid_out_on(Page(width=columns)):
        lines = plain(prompted(f"  {long}")).splitlines()
    widest = max(map(len, lines))
    assert min(columns, 100) - 20 < widest <= columns
    assert lines[0].startswith("    given") and lines[1].startswith("      ")
