"""Walks: their references are the estimate's own, and a slip costs one step."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from capest.practice.kinds import question, questions
from capest.practice.making.walks import headlines, steps
from capest.practice.marking.answers import read_answer
from capest.practice.marking.grading import grade
from capest.scenario.shipped import shipped_names


@pytest.mark.parametrize("name", shipped_names())
def test_every_shipped_scenario_is_walked_to_what_estimate_says(name, material):
    estimate = material.load(name)
    walked = list(questions("walk", replace(material, names=(name,)), random.Random(1)))
    found = {asked.step.name: asked.key.truth for asked in walked}
    assert set(headlines(estimate)) <= found.keys(), "every walk ends at its headline"
    assert len(walked) == len(found) > 8, "each step is asked once"
    for quantity, truth in found.items():
        assert truth.to(str(estimate[quantity].unit) or "1") == pytest.approx(
            float(estimate[quantity].value), rel=1e-12
        )


def test_a_walk_goes_from_users_to_storage_in_order(material):
    estimate = material.load("twitter")
    assert steps(estimate, "storage.stored") == (
        "upload.per_user", "upload.per_day", "media.items", "media.logical", "media.stored",
        "storage.stored",
    )  # fmt: skip
    assert headlines(estimate) == (
        "traffic.qps", "traffic.peak_qps", "traffic.peak_egress", "storage.stored",
        "costs.per_month", "user.size", "tweet.size", "following.size",
        "timelines.by_memory", "celebrities.by_qps", "warm.by_memory",
        "home.peak_deliveries", "post_store.shards", "follow_store.shards",
        "america.peak_qps", "europe.peak_qps", "balancers.servers", "app.servers",
        "post_rows.up", "answering.by_machine", "caching.by_machine", "rows.by_machine",
        "files.by_kept", "pages.per_month", "pictures.per_month", "stale_feed",
        "from_browsers", "cdn_egress", "own_egress",
    )  # fmt: skip


def test_every_step_comes_after_what_it_is_computed_from(material):
    for name in material.names:
        estimate = material.load(name)
        for headline in headlines(estimate):
            way = steps(estimate, headline)
            assert way[-1] == headline
            for index, step in enumerate(way):
                below = {item.name for item in estimate[step].walk()} - {step}
                assert not below & set(way[index:]), (headline, step)


def test_one_slip_costs_one_step(material):
    """A learner loses a factor 1000 in the first step and goes on from there."""
    estimate = material.load("twitter")
    way = [question(f"walk.twitter.{name}", material) for name in steps(estimate, "storage.stored")]
    own, points = {}, []
    for asked in way:
        own_truth = asked.key.carried(own) or asked.key.truth.value / 1000
        mark = grade(read_answer(repr(own_truth), asked), asked, 0, own)
        points.append(mark.points)
        own[asked.step.name] = own_truth
    assert points == [0, 5, 5, 5, 5, 5]


def test_an_answer_from_the_reference_counts_after_a_slip_too(material):
    asked = question("walk.twitter.media.items", material)
    earlier = {"media.items_per_day": asked.key.truth.value / 1825 / 50}
    mark = grade(read_answer(str(asked.key), asked), asked, 0, earlier)
    assert (mark.points, mark.against) == (5, "")


def test_the_carried_value_counts_in_the_unit_that_was_asked_for(material):
    """`storage.stored` is asked for in bytes whatever the scenario writes."""
    asked = question("walk.web_search.search.peak_egress", material)
    earlier = {"search.peak_qps": 59_000.0 * 2}
    assert asked.key.carried(earlier) == pytest.approx(asked.key.truth.value * 2, rel=1e-3)
    assert asked.key.carried({}) is None


def test_a_scenario_with_round_days_takes_an_exact_day_too(material):
    asked = question("walk.proximity_service.search.qps", material)
    assert asked.key.truth.value == 5000
    (other,) = asked.key.alternatives
    assert other.because == "with a day of 86,400 s"
    assert other.value == pytest.approx(5e8 / 86_400)


def test_a_sum_of_more_than_a_prompt_can_tell_is_no_step(estimate):
    entries = "\n".join(f"  t{index}: {{per_user: {index + 1}/day}}" for index in range(9))
    found = estimate(f"assumptions: {{dau: 1M}}\ntraffic:\n{entries}\n")
    assert headlines(found) == ()


def test_a_formula_that_nobody_computes_in_their_head_is_told(estimate):
    found = estimate(
        "assumptions: {peak_factor: 2}\ntraffic: {read: {rate: 10k/s}}\n"
        "caches: {hot: {serves: read, items: 1M, item_size: 2 KB, popularity: zipf 0.9,\n"
        "  hit_ratio: 90%, node_memory: 1 GB}}\n"
    )
    assert "hot.items_cached" not in steps(found, "hot.nodes")
    assert steps(found, "hot.nodes") == ("hot.memory", "hot.usable_memory", "hot.by_memory")


def test_a_formula_names_what_is_given(material):
    """A quantity that only renames another is told by the name under which it is given."""
    asked = question("walk.web_search.shard_queries", material)
    assert asked.prompt[1].startswith("  = results.miss_qps × index_store.by_size as queries/s")
    assert "  index_store.by_size = 3,334 shards" in asked.prompt
