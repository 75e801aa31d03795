"""What rests on what: the two ways of asking agree, and with what derivations say."""

from __future__ import annotations

import pytest

import capest


@pytest.fixture(scope="module")
def twitter():
    return capest.estimate(capest.load("twitter"))


def test_what_a_quantity_rests_on_is_what_its_derivation_walks_through(twitter):
    for name, item in twitter.derivations.items():
        assert twitter.graph.behind([name]) == {below.name for below in item.walk()}


def test_behind_and_resting_on_are_one_relation_seen_from_both_sides(twitter):
    graph = twitter.graph
    behind = {name: graph.behind([name]) for name in graph.compute}
    for name in ("dau", "post.qps", "post_store.size"):
        assert graph.resting_on([name]) == {each for each in graph.compute if name in behind[each]}


def test_a_part_of_a_graph_computes_what_is_asked_for_alone(twitter):
    part = twitter.graph.only(["post.qps"])
    assert set(part.run({})) == twitter.graph.behind(["post.qps"])


def test_nothing_moves_behind_what_is_put_in(twitter):
    moved = twitter.graph.resting_on(["dau"], put_in={"post.qps"})
    assert moved.isdisjoint({"post.qps", "post.peak_qps"})
    assert "timeline.peak_qps" in moved
