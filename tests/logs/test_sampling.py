"""Sets that grow too large give way to samples by hash, of the whole log."""

from __future__ import annotations

from random import Random

import pytest
from log_lines import csv_log
from test_learn import facts, seen

from capest.logs import counting, keys
from capest.logs.counting import RATES, below
from capest.logs.learn import learn


def test_one_in_so_many_hashes_is_sampled():
    for rate in RATES:
        found = sum(hash(f"user {number}") < below(rate) for number in range(200_000))
        assert found == pytest.approx(200_000 / rate, rel=0.2)


def test_users_are_sampled_from_the_first_request_on(monkeypatch):
    truth = csv_log(30_000, users=20_000, keys=20)
    monkeypatch.setattr(counting, "MOST_USERS", 10_000)
    monkeypatch.setattr("capest.logs.learn.FEWEST_SAMPLED", 100)
    dau = facts(truth.lines)["dau"]
    assert dau.value == pytest.approx(truth.dau, rel=3 * dau.spread)
    assert "one in 16 by their hash" in dau.how


def test_too_small_a_sample_says_nothing(monkeypatch):
    truth = csv_log(10_000)
    monkeypatch.setattr(counting, "MOST_USERS", 100)
    monkeypatch.setattr(counting, "MOST_KEYS", 500)
    found = seen(truth.lines)
    names = {fact.name for fact in learn(found, "x.log").every_fact()}
    assert not {"dau", "working_set"} & names
    monkeypatch.setattr(keys, "FEWEST_SAMPLED", 50)
    (working,) = (fact for fact in learn(found, "").assumptions if fact.name == "working_set")
    assert "of one key in 16 by their hash" in working.how


def test_what_is_held_stays_small(monkeypatch):
    monkeypatch.setattr(counting, "MOST_USERS", 1000)
    monkeypatch.setattr(counting, "MOST_KEYS", 1000)
    random = Random(1)
    lines = ["time,user,key", *(
        f"2026-11-01 00:00:00Z,{random.random()},{random.random()}" for _ in range(20_000)
    )]  # fmt: skip
    found = seen(lines)
    assert found.users.rate > 1 and sum(found.users.by_day.values()) < 2000
    assert found.keys.rate == 256
    assert found.keys.fit.working_set.keys == pytest.approx(20_000, rel=0.4)
