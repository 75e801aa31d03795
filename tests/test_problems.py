"""Problems: what is told stays readable, however long the words are that it is about."""

from __future__ import annotations

import time

import pytest

from capest.problems import LONGEST_COMPARED, LONGEST_TOLD, Problem, did_you_mean


@pytest.mark.parametrize(("length", "is_whole"), [(LONGEST_TOLD, True), (LONGEST_TOLD + 1, False)])
def test_a_message_and_a_hint_leave_out_what_nobody_reads(length, is_whole):
    text = "a" * (length - 1) + "."
    problem = Problem(code="yaml", message=text, hint=text)
    for told in (problem.message, problem.hint):
        assert (told == text, told.startswith("aaa"), told.endswith("a.")) == (is_whole, True, True)
        assert len(told) <= LONGEST_TOLD + len(" ... ")


@pytest.mark.parametrize(("length", "is_near"), [(LONGEST_COMPARED, True), (101, False)])
def test_near_words_are_looked_for_up_to_a_length(length, is_near):
    word = "ab" * (length // 2) + "c" * (length % 2)
    assert (did_you_mean(word, [word[1:], "x" * 500_000]) is not None) == is_near


def test_a_long_word_among_long_words_takes_no_time():
    started = time.process_time()
    assert did_you_mean("a" * 200_000, ["b" * 200_000]) is None
    assert did_you_mean("abcd", ["ab" * 100_000] * 100) is None
    assert time.process_time() - started < 5, "compared letter by letter it takes minutes"
