"""Traces and write strategies: keys against published figures and an independent replay."""

from __future__ import annotations

import random
import re
from itertools import islice

import pytest

from capest.models.traces.replay import POLICIES
from capest.practice.kinds import question, questions
from capest.practice.making.facts import promises, strategies
from capest.practice.making.promises import asked_together
from capest.practice.making.traces import RULES
from capest.practice.marking.answers import read_answer
from capest.practice.marking.grading import grade
from capest.practice.material import Wanted


@pytest.mark.parametrize(("policy", "hits"), [("fifo", 2), ("lifo", 4), ("lru", 3), ("opt", 5)])
def test_the_stream_of_the_course_has_the_hits_of_the_course(policy, hits, material):
    asked = question(f"cache.{policy}.hits.0", material)
    assert asked.key.truth.value == hits
    assert "  requests: 1 2 3 4 2 1 2 1 3 4" in asked.prompt
    assert grade(read_answer(str(hits), asked), asked).points == 5
    assert grade(read_answer(str(hits + 1), asked), asked).points == 0


def test_a_trace_looks_as_it_should(material):
    asked = question("cache.lru.hits.0", material)
    assert asked.prompt == (
        "A cache for 3 keys evicts by lru: how many hits in all?",
        "  lru: the key that was not asked for the longest goes",
        "  requests: 1 2 3 4 2 1 2 1 3 4",
        "  it begins: m m m m(-1)",
        "  (m a miss, h a hit, m(-1) a miss that evicts a key)",
    )
    assert asked.hints == (
        "a request is a hit if its key is held; 3 keys are held at most",
        "after 7 requests it holds 4 1 2 (left: least recently used, next to go)",
        "2 hits in 7 requests + 1 in the rest = ?",
    )
    assert asked.derivation == (
        "1 m, 2 m, 3 m, 4 m(-1), 2 h, 1 m(-3), 2 h, 1 h, 3 m(-4), 4 m(-2)",
        "hits of 10 requests: fifo 2, lifo 4, lru 3, mru 5, lfu 3, opt 5",
    )


def _evict(policy, held, order, used, counts, rest):
    """The key that goes, by the rule as it is told: plain lists, none of the package's own code."""
    match policy:
        case "fifo":
            return min(held, key=order.get)
        case "lifo":
            return max(held, key=order.get)
        case "lru":
            return min(held, key=used.get)
        case "mru":
            return max(held, key=used.get)
        case "lfu":
            return min(held, key=lambda key: (counts[key], used[key]))
        case "opt":
            return max(held, key=lambda key: rest.index(key) if key in rest else len(rest))


def _replayed(policy, size, keys):
    """The hits, and the key that the last request evicts."""
    order, used, counts, hits, victim = {}, {}, {}, 0, None
    held = set()
    for now, key in enumerate(keys):
        victim = None
        if key in held:
            hits += 1
            counts[key] += 1
        else:
            if len(held) == size:
                victim = _evict(policy, held, order, used, counts, keys[now + 1 :])
                held.remove(victim)
            held.add(key)
            order[key], counts[key] = now, 1
        used[key] = now
    return hits, victim


def test_every_trace_is_keyed_as_its_rule_says(material):
    wanted = Wanted(topic="eviction")
    for asked in islice(questions("cache", material, random.Random(1), wanted), 2000):
        size = int(re.search(r"for (\d) keys", asked.prompt[0])[1])
        policy = asked.id.split(".")[1]
        keys = asked.prompt[2].removeprefix("  requests: ").split()
        hits, victim = _replayed(policy, size, keys)
        if ".hits." in asked.id:
            assert asked.key.truth.value == hits > 0, asked.id
        else:
            assert asked.key.options[asked.key.right] == victim, asked.id


def test_every_rule_is_that_of_a_policy():
    assert set(RULES) <= set(POLICIES)


def test_each_strategy_is_the_answer_to_a_question(material):
    asked = [question(f"cache.promise.{name}", material) for name in asked_together()]
    assert {one.key.options[one.key.right] for one in asked} == set(strategies())
    assert all(one.key.options == strategies() for one in asked)


@pytest.mark.parametrize(
    ("names", "strategy"),
    [
        ("untouched", "write-around"),
        ("merged", "write-behind"),
        ("stored_when_done.cached_when_done", "write-through"),
        ("deleted.loads_itself", "read-through"),
        ("deleted.works_without", "cache-aside"),
    ],
)
def test_the_strategies_keep_what_their_descriptions_say(names, strategy, material):
    asked = question(f"cache.promise.{names}", material)
    assert asked.answer.endswith(f") {strategy}")
    assert grade(read_answer(strategy, asked), asked).points == 5
    wrong = next(name for name in strategies() if name != strategy)
    assert grade(read_answer(wrong, asked), asked).points == 0


def test_no_strategy_both_keeps_and_breaks_a_promise():
    for promise in promises():
        assert not promise.kept_by & promise.broken_by
        assert promise.kept_by | promise.broken_by <= set(strategies())
        assert promise.source and promise.date
