"""A session: what each line leads to, with time passed in."""

from __future__ import annotations

import pytest
from practice_samples import asked, keyed

from capest.practice.question import NumberKey, OptionKey, Step
from capest.practice.session import Again, Answered, Command, Hint, Pace, Session
from capest.quantities import Quantity
from capest.units import unit_table


def session_of(*questions, pace=Pace.RELAXED):
    return Session(iter(questions), pace)


def test_an_answer_is_read_marked_and_timed():
    session = session_of(asked())
    session.ask(100.0)
    answered = session.reply("1.7 Gbps\n", 122.0)
    assert isinstance(answered, Answered)
    assert (answered.answer, answered.said, answered.seconds) == ("1.7 Gbps", "1.7 Gbit/s", 22.0)
    assert (answered.grade.points, answered.grade.direction) == (5, "1.02x high")
    assert session.answers == [answered]
    assert session.ask(123.0) is None
    with pytest.raises(ValueError, match="no question"):
        session.reply("1", 124.0)


def test_hints_come_one_by_one_cost_a_point_each_and_end():
    session = session_of(asked())
    session.ask(0)
    hints = [session.reply(word, 0) for word in ("h", "H", "hint")]
    assert [(hint.number, hint.many, hint.text) for hint in hints] == [
        (1, 3, "what meets"), (2, 3, "the formula"), (3, 3, "one operation left"),
    ]  # fmt: skip
    last = session.reply("h", 0)
    assert isinstance(last, Again) and "last hint" in last.reason
    answered = session.reply("1.67 Gbps", 0)
    assert (answered.hints, answered.grade.points) == (3, 2)


def test_hints_start_anew_with_each_question():
    session = session_of(asked(), asked(key="step.egress.2"))
    session.ask(0)
    session.reply("h", 0)
    session.reply("1.67 Gbps", 0)
    session.ask(0)
    first = session.reply("h", 0)
    assert isinstance(first, Hint) and first.number == 1


def test_a_wrong_dimension_has_one_more_try_and_then_counts():
    session = session_of(asked(), asked(key="step.egress.2"))
    session.ask(0)
    again = session.reply("200 MB", 1)
    assert isinstance(again, Again) and "this is bit/s" in again.reason
    assert session.answers == []
    assert session.reply("1.67 Gbps", 2).grade.points == 5
    session.ask(3)
    session.reply("200 MB", 4)
    second = session.reply("200 MB", 5)
    assert isinstance(second, Answered) and second.grade.points == 0
    assert "this is bit/s" in second.grade.words and not second.grade.may_retry


def test_against_the_clock_a_wrong_dimension_counts_at_once():
    session = session_of(asked(), pace=Pace.TIMED)
    session.ask(0)
    assert isinstance(session.reply("bandwidth", 1), Again), "what cannot be read still does not"
    assert session.reply("200 MB", 2).grade.points == 0


def test_enough_during_a_second_try_counts_the_first():
    session = session_of(asked())
    session.ask(0)
    session.reply("200 MB", 7)
    assert session.reply("q", 9) is Command.QUIT
    left = session.finish()
    assert left and (left.grade.points, left.answer, left.seconds) == (0, "200 MB", 7)
    assert session.answers == [left]
    assert session.finish() is None, "once"


def test_quitting_leaves_the_question_uncounted():
    session = session_of(asked())
    session.ask(0)
    assert session.reply(" Q ", 0) is Command.QUIT
    assert session.finish() is None and session.answers == []


def test_show_scores_none():
    session = session_of(asked())
    session.ask(0)
    answered = session.reply("s", 4)
    assert (answered.grade.points, answered.grade.words, answered.answer) == (0, "shown", "")


def test_of_a_pipe_each_line_is_an_answer_but_a_hint():
    questions = [asked(key=f"step.egress.{seed}") for seed in range(4)]
    session = session_of(*questions, pace=Pace.ONE_LINE)
    found = []
    for line in ("what?", "", "200 MB", "h", "1.67 Gbps"):
        if line != "1.67 Gbps":
            session.ask(0)
        found.append(session.reply(line, 10))
    assert isinstance(found.pop(3), Hint)
    assert [answered.grade.points for answered in found] == [0, 0, 0, 4]
    assert found[1].grade.words == "no answer" and found[1].answer == ""
    assert {answered.seconds for answered in found} == {None}, "nobody waited"


def test_an_answer_of_a_sheet_is_never_a_command():
    session = session_of(asked(), pace=Pace.ONE_LINE)
    session.ask(0)
    assert session.answer("q", 0).grade.points == 0


def test_a_choice_takes_its_letter():
    key = OptionKey(options=("one machine", "two"), right=1)
    session = session_of(keyed(asked(), key))
    session.ask(0)
    answered = session.reply("b", 0)
    assert (answered.grade.points, answered.said) == (5, "b) two")


def walk(name, number, value, carried=None):
    amount = NumberKey(truth=Quantity(value, unit_table().unit("request/s")), carried=carried)
    step = Step(walk="search", name=name, number=number, many=2)
    return keyed(asked(key=f"walk.search.{number}", kind="walk", step=step), amount)


def test_a_slip_in_a_walk_costs_one_step():
    first = walk("qps", 1, 34_722)
    second = walk("peak_qps", 2, 104_167, carried=lambda own: own["qps"] * 3)
    session = session_of(first, second)
    session.ask(0)
    assert session.reply("208M/min", 0).grade.points == 0, "a hundred times too high"
    session.ask(0)
    answered = session.reply("10.4M", 0)
    assert answered.grade.points == 5
    assert "your own" in answered.grade.against


def test_a_step_that_was_shown_is_gone_on_from_the_key():
    first = walk("qps", 1, 34_722)
    second = walk("peak_qps", 2, 104_167, carried=lambda own: own["qps"] * 3)
    session = session_of(first, second)
    session.ask(0)
    session.reply("s", 0)
    session.ask(0)
    assert session.reply("104k", 0).grade.points == 5
