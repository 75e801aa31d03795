"""What follows from an estimate: keys come from the graph, here checked by hand."""

from __future__ import annotations

import random
from itertools import islice

import pytest

import capest
from capest.practice.kinds import question, questions
from capest.practice.making.consequences import CONSEQUENCES, machines
from capest.practice.making.elasticity import elasticity
from capest.practice.marking.answers import read_answer
from capest.practice.question import OptionKey


def test_elasticities_of_a_product_and_of_a_part(estimate):
    found = estimate(
        "assumptions: {a: 2 B, b: 3, c: 1 B}\nderived: {total: a * b ^ 2 + 0 * c, part: a + 3 * c}"
    )
    assert elasticity(found, "total", "a") == pytest.approx(1)
    assert elasticity(found, "total", "b") == pytest.approx(2)
    assert elasticity(found, "total", "c") == pytest.approx(0)
    assert elasticity(found, "part", "c") == pytest.approx(3 / 5, rel=1e-4)


def test_what_jumps_has_no_elasticity(estimate):
    found = estimate("parts: {db: {availability: 99%, copies: 3, needed: 2}}")
    assert elasticity(found, "db.downtime", "db.copies") is None
    assert elasticity(found, "db.downtime", "db.availability") < -1


def test_the_assumption_that_moves_most_does_so_when_estimated_again(material):
    """Raising each option by 1 % with --set gives the same winner as the question's key."""
    asked_some = 0
    for asked in questions("so-what", material, random.Random(2)):
        _, name, what, quantity = asked.id.split(".", 3)
        if what != "moves":
            continue
        asked_some += 1
        scenario = capest.load(name)
        base = material.load(name)
        moved = {}
        for option in asked.key.options:
            word = option.partition(" = ")[0]
            if base[word].origin.__class__.__name__ == "Assumed":
                continue
            raised = float(base[word].value) * 1.001
            changed = capest.estimate(scenario, **{word: f"{raised!r} {base[word].unit}".strip()})
            moved[option] = abs(float(changed[quantity].value) / float(base[quantity].value) - 1)
        assert max(moved, key=moved.get) == asked.key.options[asked.key.right]
    assert asked_some > 10


@pytest.mark.parametrize(
    ("parts", "is_asked"),
    [
        ((31, 1, 1), True),
        ((29, 1, 1), False),  # percent of 1 %: of 0.3 at least
        ((40, 19, 19), True),
        ((40, 21, 21), False),  # which moves the result half as much, and more
    ],
)
def test_one_assumption_clearly_moves_it_most(estimate, parts, is_asked):
    a, b, c = parts
    found = estimate(
        f"assumptions: {{a: {a}, b: {b}, c: {c}}}\n"
        f"derived: {{total: a + b + c + {100 - sum(parts)}}}"
    )
    asked = CONSEQUENCES["moves"].ask(found, "x", "total", random.Random(1))
    assert (asked is not None) == is_asked
    assert asked is None or asked.key.options[asked.key.right].startswith("a = ")


@pytest.mark.parametrize(("part", "is_asked"), [(99, True), (101, False)])
def test_what_is_a_hundredth_of_a_machine_fits_without_a_question(estimate, part, is_asked):
    smallest = min(machine.quantity.to("GiB") for machine in machines())
    found = estimate(f"derived: {{kept: {smallest} GiB / {part}}}")
    assert (CONSEQUENCES["fits"].ask(found, "x", "kept", random.Random(1)) is None) != is_asked


def test_the_limit_that_binds_is_the_report_s(material):
    asked = question("so-what.instagram.binds.post_store.shards", material)
    assert isinstance(asked.key, OptionKey)
    assert asked.key.options[asked.key.right] == "post_store.by_size"
    asked = question("so-what.youtube.binds.edge.nodes", material)
    assert asked.key.options[asked.key.right] == "edge.by_qps"


def test_how_many_shards_is_what_estimate_says(material):
    asked = question("so-what.instagram.needs.post_store.shards", material)
    assert asked.key.truth.value == 256
    assert asked.prompt[0] == (
        "Instagram: how many shards does post_store need, rounded up to a power of two?"
    )
    assert "  posts.logical = 659 TB" in asked.prompt


def test_a_small_thing_fits_one_machine_and_a_large_one_does_not(material):
    ratio = question("fact.dean.ssd.memory", material)
    fits = [one for one in questions("so-what", material, random.Random(1)) if ".fits." in one.id]
    answers = {one.id: one.key.options[one.key.right] for one in fits}
    assert answers["so-what.proximity_service.fits.quadtree.memory"] == "yes"  # 1.71 GB
    assert {"yes", "no"} == set(answers.values())
    for one in fits:
        assert one.fact.date and "memory" in one.prompt[0]
        times = read_answer(one.derivation[0].rpartition(" = ")[2], ratio).quantity.value
        assert 1.25 <= max(times, 1 / times) <= 101, "neither a coin's toss nor plain to see"


def test_it_ends_when_all_is_asked(material):
    asked = [one.id for one in islice(questions("so-what", material, random.Random(1)), 1000)]
    assert len(asked) == len(set(asked)) < 1000


def test_only_what_is_rounded_to_a_power_of_two_says_so(material):
    asked = question("so-what.twitter.needs.timelines.nodes", material)
    assert asked.prompt[0] == "Twitter: how many nodes does timelines need?"


def test_tiny_shares_are_not_spelled_out(material):
    asked = question("so-what.web_crawler.moves.storage.stored", material)
    assert "~0 %" in " ".join((*asked.hints, *asked.derivation))
    assert "e-" not in " ".join(asked.derivation)
