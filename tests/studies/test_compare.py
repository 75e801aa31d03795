"""Two estimates beside each other: what is written otherwise, and what that changes."""

from __future__ import annotations

import math

import pytest

import capest
from capest import CapestError
from capest.engine.estimate import estimate
from capest.render.lines import plain
from capest.render.studies import compare
from capest.sections import sections
from capest.studies.compare import REST, difference

OLD = """
title: Photos
assumptions:
  dau: 300M users
  posts_per_user: 2 posts/user/day
  size: 1 MB
traffic:
  post: {per_user: posts_per_user, kind: write, request: size}
storage:
  photos: {added_by: post, size: size, keep: 5 years, replicas: 3}
shards:
  store: {of: photos, max_size: 100 TB, round: power_of_two}
derived:
  each: photos.stored / dau
expect:
  - post.qps ~ 7k/s
  - store.shards <= 20k
  - photos.stored >= 3 EB
"""


def _compare(old, new, **changes):
    sides = [capest.estimate(old), capest.estimate(new, **changes)]
    return difference(*sides, sections())


def _effects(found):
    return {item.name: item for item in found.effects}


def test_what_is_written_otherwise():
    new = OLD.replace("300M users", "0.42B").replace("size: 1 MB", "size: 1000 kB")
    found = _compare(OLD, new)
    assert [(item.name, item.factor) for item in found.changes] == [("dau", pytest.approx(1.4))]


def test_a_number_that_leaves_out_what_it_counts_is_the_same_number():
    assert _compare(OLD, OLD.replace("2 posts/user/day", "2/day")).changes == ()
    found = _compare(OLD, OLD.replace("2 posts/user/day", "3/day"))
    assert found.changes[0].factor == pytest.approx(1.5)
    assert [cause.name for cause in _effects(found)["storage.stored"].causes] == ["posts_per_user"]


def test_the_factors_of_a_product_are_its_causes():
    """The sample of four changes that multiply: 1.4 x 1.3 x 1.8 x 0.8 is 2.62."""
    new = OLD.replace("300M", "420M").replace("2 posts", "2.6 posts").replace("1 MB", "0.8 MB")
    effect = _effects(_compare(OLD, new))["storage.stored"]
    assert {item.name: item.factor for item in effect.causes} == pytest.approx(
        {"dau": 1.4, "posts_per_user": 1.3, "size": 0.8}
    )
    assert [item.name for item in effect.causes] == ["dau", "posts_per_user", "size"]


def test_no_cause_is_blamed_for_coming_last_where_a_count_is_rounded_up():
    """1.1 EB make 10,950 shards, rounded to 16,384; only both changes together make 32,768."""
    found = _compare(OLD, OLD.replace("300M", "390M").replace("2 posts", "2.6 posts"))
    effect = _effects(found)["store.shards"]
    assert (effect.before.value, effect.factor) == (16384, 2)
    assert {item.name: item.factor for item in effect.causes} == pytest.approx(
        {"dau": math.sqrt(2), "posts_per_user": math.sqrt(2)}
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [("twitter", "twitter"), ("dropbox", "instagram"), ("pastebin", "url_shortener")],
)
def test_the_causes_make_up_the_whole(old, new):
    changes = {"dau": "470M", "peak_factor": "4"} if old == new else {}
    found = _compare(old, new, **changes)
    for effect in found.effects:
        if effect.causes and effect.causes[0].factor:
            product = math.prod(item.factor for item in effect.causes)
            assert product == pytest.approx(effect.factor, rel=1e-6)
        elif effect.causes:
            total = sum(item.added for item in effect.causes)
            assert total == pytest.approx(effect.after.value - effect.before.value)
    assert old != new or _effects(found)["traffic.peak_qps"].causes


def test_what_has_no_number_of_its_own_is_one_cause():
    new = OLD.replace("300M", "600M").replace("round: power_of_two", "round: even")
    effect = _effects(_compare(OLD, new))["store.shards"]
    assert {item.name for item in effect.causes} == {"dau", REST}
    assert math.prod(item.factor for item in effect.causes) == pytest.approx(effect.factor)


@pytest.mark.parametrize("shown", ["in MB", "in PB"])
def test_another_unit_is_no_cause(shown):
    """What is stored twice over is twice as much, in MB as in GB."""
    old = OLD.replace("photos.stored / dau", "photos.stored in GB")
    found = _compare(old, old.replace("in GB", shown), dau="600M")
    effect = _effects(found)["each"]
    told = compare.as_mapping(found)["quantities"]["each"]
    assert effect.factor == pytest.approx(2)
    assert {item.name: item.factor for item in effect.causes} == pytest.approx({"dau": 2})
    assert told["after"] / told["before"] == pytest.approx(2)


def test_a_quantity_that_was_zero_has_causes_that_add_up():
    old = OLD.replace("2 posts", "0 posts").replace("  - store.shards <= 20k\n", "")
    effect = _effects(_compare(old, old.replace("0 posts", "1 post")))["post.qps"]
    assert effect.factor is None and not effect.is_same


def test_entries_and_sections_that_come_and_go():
    new = OLD.replace(
        "shards:", "caches:\n  hot: {serves: view, items: 1M, item_size: 1 kB}\nshards:"
    )
    new = new.replace("traffic:", "traffic:\n  view: {per_user: 9/day, kind: read}")
    found = _compare(OLD, new)
    told = {item.name: (item.before, item.after) for item in found.changes}
    assert told == {"hot": (None, "in caches"), "view": (None, "in traffic")}
    assert _effects(found)["hot.memory"].before is None
    back = _compare(new, OLD)
    assert {item.name: item.before for item in back.changes} == {
        "hot": "in caches",
        "view": "in traffic",
    }
    assert "hot" in plain(compare.layout(back))


ROWS = """
title: Posts
assumptions: {dau: 10M users}
entities:
  tweet:
    fields:
      id: int64
      text: 280 chars
traffic: {post: {per_user: 2/day, kind: write}}
storage: {posts: {added_by: post, size: tweet.size, keep: 5 years}}
"""


@pytest.mark.parametrize(
    ("new", "change", "cause"),
    [
        (
            ROWS.replace("280", "560"),
            ("tweet.text.chars", "280 characters", "560 characters"),
            "tweet.text.chars",
        ),
        (ROWS.replace("int64", "int32"), ("tweet.id.type", "int64", "int32"), REST),
        (
            ROWS.replace("      text", "      lang: 2 chars\n      text"),
            ("tweet.lang", None, "in entities.fields"),
            REST,
        ),
        (
            ROWS.replace("      text: 280 chars\n", ""),
            ("tweet.text", "in entities.fields", None),
            REST,
        ),
    ],
)
def test_fields_of_a_row_are_written_otherwise(new, change, cause):
    found = _compare(ROWS, new)
    assert [(item.name, item.before, item.after) for item in found.changes] == [change]
    assert [item.name for item in _effects(found)["storage.stored"].causes] == [cause]


def test_an_entry_that_comes_with_fields_is_one_change():
    new = ROWS.replace("traffic:", "  user: {fields: {id: int64}}\ntraffic:")
    assert [item.name for item in _compare(ROWS, new).changes] == ["user"]


def test_expectations_that_no_longer_hold_and_those_that_hold_now():
    found = _compare(OLD, OLD, dau="600M", size="0.1 MB")
    texts = [item.expectation.passage.text for item in found.broken]
    assert texts == ["post.qps ~ 7k/s", "photos.stored >= 3 EB"]
    found = _compare(OLD.replace("300M", "600M"), OLD)
    assert [item.expectation.passage.text for item in found.mended] == [
        "post.qps ~ 7k/s",
        "store.shards <= 20k",
    ]
    assert not found.broken and not found.failing


def test_the_limit_that_decides():
    found = _compare("twitter", "twitter", node_memory="256 GiB")
    decided = ("timelines.by_memory", "timelines.by_qps")
    assert _effects(found)["timelines.nodes"].decided_by == decided
    assert "timelines.by_qps decides now, timelines.by_memory did before" in " ".join(
        plain(compare.layout(found)).split()
    )


def test_nothing_is_written_otherwise():
    found = _compare(OLD, OLD + "\n")
    assert plain(compare.layout(found)) == "Photos · nothing is written otherwise\n"
    assert compare.as_markdown(found) == "**Photos**: nothing is written otherwise.\n"


def test_what_is_expected_anew_is_told_though_no_number_changes():
    new = OLD.replace("  - store.shards <= 20k", "  - store.shards <= 20\n  - post.qps >= 1/s")
    assert new != OLD
    found = _compare(OLD, new)
    assert not found.is_none and not found.changes and not found.broken
    assert [item.expectation.passage.text for item in found.unmet] == ["store.shards <= 20"]
    shown = plain(compare.layout(found))
    assert shown.startswith("Photos · nothing but what is expected is written otherwise\n")
    assert "are new and fail\n    store.shards <= 20\n" in shown
    assert "- **is new and fails** `store.shards <= 20`" in compare.as_markdown(found)
    assert compare.as_mapping(found)["expect"]["new_and_fail"] == ["store.shards <= 20"]


@pytest.mark.parametrize("every", [False, True])
def test_a_terminal_has_room(every):
    found = _compare("twitter", "web_crawler")
    assert max(map(len, plain(compare.layout(found, every=every)).splitlines())) <= 80


def test_formats_tell_the_same():
    found = _compare(OLD, OLD, dau="600M")
    told = compare.as_mapping(found)
    assert told["quantities"]["storage.stored"]["factor"] == pytest.approx(2)
    assert told["quantities"]["storage.stored"]["causes"]["dau"]["factor"] == pytest.approx(2)
    assert told["expect"]["no_longer_hold"] == ["post.qps ~ 7k/s", "store.shards <= 20k"]
    lines = compare.as_csv(found).splitlines()
    assert "post.qps,6944.444444444444,13888.888888888889,request/s,2" in lines
    assert len(lines) == 1 + len(found.effects)
    page = compare.as_markdown(found)
    assert "| `storage.stored` | 3.29 EB | 6.57 EB | 2x |" in page
    assert page.count("<details>") == page.count("</details>") == 2
    assert "- **no longer holds** `post.qps ~ 7k/s`" in page


def test_a_change_of_what_a_range_says_is_a_change():
    one, other = (capest.estimate(OLD, dau=text) for text in ("100M to 400M", "50M to 800M"))
    found = difference(one, other, sections())
    assert [(item.name, item.factor) for item in found.changes] == [("dau", pytest.approx(1))]
    assert estimate(one.scenario, sections())


@pytest.mark.parametrize("number", [3, 8, 21, 22])
def test_models_that_take_long_are_run_no_more_often_than_is_allowed(number):
    """They allow 42 runs here: every combination of few changes, or some orders."""
    slow = " + ".join(["split_imbalance(9, 90, 0)"] * 28)
    factors = " * ".join(f"f{index}" for index in range(number))

    def text(value):
        given = "".join(f"  f{index}: {value + index}\n" for index in range(number))
        new = OLD.replace("each: ", f"one: ({slow}) * {factors}\n  each: ")
        new = new.replace("size: 1 MB", f"size: 1 MB\n{given.rstrip()}")
        return new.replace("size: size, keep", "size: size * one, keep")

    if number > 21:
        with pytest.raises(CapestError) as caught:
            _compare(text(2), text(3))
        assert caught.value.problems[0].code == "scenario-too-large"
        assert "with 21 of the changes" in str(caught.value.problems[0].hint)
        return
    stored = _effects(_compare(text(2), text(3)))["storage.stored"]
    product = math.prod(cause.factor for cause in stored.causes)
    assert product == pytest.approx(stored.factor) and len(stored.causes) == number
