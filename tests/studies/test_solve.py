"""Which values meet a condition: against scalar bisection of estimates, steps, ways back."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import capest
from capest import CapestError
from capest.problems import passage_of
from capest.quantities import spelled
from capest.render.lines import plain
from capest.render.studies import solve as views
from capest.sections import sections
from capest.studies.solve import solve

TEXT = """
title: Photos
assumptions:
  dau: 20M users
  peak_factor: 3
  spare: 5
  level: 10
  share: 30%
traffic:
  upload: {per_user: 0.5/day, kind: write, request: 2 MB}
  view: {per_user: 20/day, kind: read, response: 300 KB}
storage:
  photos: {added_by: upload, size: 2 MB, keep: 5 years, replicas: 3}
shards:
  store: {of: photos, max_size: 10 TB, round: power_of_two}
derived:
  valley: (level - 40) ^ 2
  waves: (level - 20) * (level - 60) * (level - 90)
  pieces: share * (1 - share)
  narrow: (level - 33) ^ 2
"""


ROWS = """
assumptions: {dau: 10M users}
entities: {tweet: {fields: {id: int64, text: 280 chars}}}
traffic: {post: {per_user: 2/day, kind: write}}
storage: {posts: {added_by: post, size: tweet.size, keep: 5 years}}
"""


def _solve(condition, vary, text=TEXT):
    condition, vary = passage_of("condition", condition), passage_of("--vary", vary)
    return solve(capest.load(text), condition, vary, sections())


def _ends(found):
    return [
        tuple(border and border.inside.at for border in (stretch.low, stretch.high))
        for stretch in found.found.stretches
    ]


def _holds(estimate, name, most):
    return estimate[name].value <= most


@pytest.mark.parametrize(
    ("name", "most", "vary"),
    [
        ("store.shards", 16384, "dau"),
        ("photos.stored", 5e17, "photos.size"),
        ("traffic.peak_qps", 1e6, "peak_factor"),
        ("photos.stored", 1e17, "photos.keep"),
        ("view.peak_egress", 5e11, "view.response"),
    ],
)
def test_the_border_is_that_of_scalar_bisection(name, most, vary):
    estimate = capest.estimate(TEXT)
    unit = "B" if most in (1e17, 5e17) else "bit/s" if most == 5e11 else ""
    unit = "/s" if name == "traffic.peak_qps" else unit
    found = _solve(f"{name} <= {most:.0f} {unit}", vary)
    low, high = estimate[vary].quantity.value / 1e4, estimate[vary].quantity.value * 1e4
    own = estimate[vary].quantity.unit
    for _ in range(60):
        middle = (low * high) ** 0.5
        holds = _holds(capest.estimate(TEXT, **{vary: spelled(middle, own)}), name, most)
        low, high = (middle, high) if holds else (low, middle)
    assert _ends(found)[-1][1] == pytest.approx(low, rel=1e-7)
    assert (
        found.found.stretches[-1].high.inside.holds
        and not found.found.stretches[-1].high.beyond.holds
    )


@given(st.integers(1_000, 10**7))
@settings(max_examples=5, deadline=None)
def test_what_is_told_meets_the_condition_and_a_little_more_does_not(most):
    found = _solve(f"traffic.peak_qps <= {most}/s", "dau")
    border = found.found.stretches[-1].high
    told = capest.estimate(TEXT, dau=border.shown)
    assert _holds(told, "traffic.peak_qps", most * (1 + 1e-9))
    assert border.beyond.at == border.inside.at + 1, "users are whole"
    more = capest.estimate(TEXT, dau=f"{border.beyond.at * 1.00001:.0f}")
    assert not _holds(more, "traffic.peak_qps", most)


def test_the_direction_is_found():
    assert _ends(_solve("store.shards <= 4096", "store.max_size"))[0][1] is None
    assert _ends(_solve("store.shards >= 4096", "store.max_size"))[0][0] is None


def test_steps_and_what_lies_beyond():
    found = _solve("store.shards <= 4096", "dau")
    shown = plain(views.layout(found))
    assert shown == (
        "store.shards <= 4096\n"
        "  holds for dau up to 15.7M users (0.786x)\n"
        "    dau is 20M users now, where it fails\n"
        "    there it is 4,096 shards, just above 8,192 shards\n"
    )


def test_what_holds_and_fails_and_holds_again():
    found = _solve("waves <= 0", "level")
    assert [end for ends in _ends(found) for end in ends] == [
        None,
        pytest.approx(20),
        pytest.approx(60),
        pytest.approx(90),
    ]
    shown = plain(views.layout(found))
    assert "holds for level up to 20 (2x), from 60 (6x) to 90 (9x)" in shown
    assert "it goes up and down" in shown


def test_a_valley_between_the_points_is_found():
    assert _ends(_solve("narrow <= 0.0001", "level"))[0] == pytest.approx((32.99, 33.01))


def test_whole_things_are_whole():
    found = _solve("photos.stored <= 150 PB", "photos.replicas")
    assert _ends(found)[0][1] == 4
    found = _solve("photos.stored <= 150 PB", "dau")
    assert _ends(found)[0][1] == int(_ends(found)[0][1])


def test_a_share_is_looked_for_between_none_and_all():
    found = _solve("pieces >= 24%", "share")
    assert _ends(found) == [pytest.approx((40, 60))]
    found = _solve("pieces <= 1", "share")
    assert _ends(found) == [(None, None)]


@pytest.mark.parametrize(
    ("condition", "low", "high"),
    [
        ("photos.stored = 164.25 PB", 30e6, 30e6),
        ("photos.stored ~ 164.25 PB ± 10%", 30e6 / 1.1, 30e6 / 0.9),
        ("store.shards = 16384", 31421370, 62842739),
    ],
)
def test_what_is_to_be_equal(condition, low, high):
    (ends,) = _ends(_solve(condition, "dau"))
    assert ends == pytest.approx((low, high), rel=1e-3)


def test_a_condition_over_two_names():
    (ends,) = _ends(_solve("view.qps <= 2k/s + upload.qps", "view.per_user"))
    assert ends[1] == pytest.approx(0.5 + 2000 * 86400 / 20e6)


@pytest.mark.parametrize("level", ["10", "5 to 40", "(1 to 4) * 10"])
def test_odds_are_of_what_is_put_in(level):
    """What is varied is known, whatever was said of it; 95 % of 30% to 70% lie below 70%."""
    text = TEXT.replace("level: 10", f"level: {level}").replace("share: 30%", "share: 30% to 70%")
    text = text.replace("valley:", "part: level * share\n  valley:")
    found = _solve("part <= 20 with 95%", "level", text=text)
    (stretch,) = found.found.stretches
    assert stretch.high.inside.at == pytest.approx(20 / 0.7, rel=1e-4)


def test_what_cannot_be_met_says_the_nearest():
    found = _solve("valley <= -1", "level")
    assert not found.found.stretches
    assert (found.found.nearest.at, found.found.nearest.verdict.computed.value) == pytest.approx(
        (40, 0), abs=1e-3
    )
    assert "the nearest it comes is" in plain(views.layout(found))


def test_formats_tell_the_same():
    found = _solve("store.shards <= 4096", "dau")
    told = views.as_mapping(found)
    most = told["stretches"][0]["to"]
    assert (told["stretches"][0]["from"], told["holds_now"], told["unit"]) == (None, False, "user")
    assert views.as_csv(found).splitlines()[1] == f"dau,,{most},user,store.shards <= 4096"
    assert "holds for dau up to 15.7M users" in views.as_markdown(found)


@pytest.mark.parametrize(
    ("condition", "vary", "code", "said"),
    [
        ("store.shards <= 4096", "spare", "idle-name", "it rests on"),
        ("1 < 2", "dau", "idle-name", "it rests on no name"),
        ("store.shards <= 4096", "dua", "unknown-name", "did you mean 'dau'?"),
        ("store.shards <= 4096", "upload.qps", "unknown-name", "is computed"),
        ("store.shards <= 4096", "store.round", "not-a-number", "capest sweep"),
        ("store.shards <= 4096", "store.of", "not-a-number", "capest sweep"),
        ("store.shards <= 4096", "upload.response", "no-value", "--set upload.response="),
        ("store.shard <= 4096", "dau", "unknown-name", "did you mean 'store.shards'?"),
        ("store.shards", "dau", "no-comparison", "compares two sides"),
        ("store.shards <= 5 MB", "dau", "dimension", "compares"),
        ("store.shards <= 1M to 2M", "dau", "malformed-range", "not a range"),
        ("", "dau", "empty-expression", "no value"),
        ("upload.egress <= 5 MB/s", "dau", "no-value", "upload.response"),
    ],
)
def test_what_is_refused(condition, vary, code, said):
    with pytest.raises(CapestError) as caught:
        _solve(condition, vary)
    problem = caught.value.problems[0]
    assert problem.code == code and problem.span
    assert said in f"{problem.message} {problem.hint}"


@pytest.mark.parametrize(
    ("vary", "code", "said"),
    [
        ("tweet.id.type", "not-a-number", "capest sweep ... tweet.id.type="),
        ("tweet.fields", "not-a-number", "vary one of tweet.text.chars"),
        ("tweet.id.filled", "no-value", "--set tweet.id.filled="),
        ("tweet.txt.chars", "unknown-name", "did you mean 'tweet.text.chars'?"),
    ],
)
def test_what_is_refused_of_a_field_of_a_row(vary, code, said):
    with pytest.raises(CapestError) as caught:
        _solve("posts.stored <= 1 PB", vary, ROWS)
    problem = caught.value.problems[0]
    assert problem.code == code and said in f"{problem.message} {problem.hint}"


def test_an_edge_without_a_value_is_told_as_one():
    roots = TEXT + "  root: (level - 2) ^ 0.5\n  window: (level - 2) ^ 0.5 * (60 - level) ^ 0.5\n"
    assert plain(views.layout(_solve("root <= 3", "level", roots))) == (
        "root <= 3\n"
        "  holds for level from 2 (0.2x) to 11 (1.1x)\n"
        "    level is 10 now, where it holds\n"
        "    just below 2, 'root' has no value: a root of a negative number\n"
        "    there it is 3\n"
    )
    shown = plain(views.layout(_solve("window <= 100", "level", roots)))
    assert "holds for level from 2 (0.2x) to 60 (6x)" in shown


def test_only_values_that_a_name_may_have_are_looked_at():
    found = _solve("upload.peak_qps <= 1000/s", "peak_factor")
    assert _ends(found) == [(None, pytest.approx(8.64))]
    assert found.found.looked[0] == 1
    assert "no value" not in plain(views.layout(found))


_TAKEN = """
assumptions:
  dau: 10M users
  hits: 90%
  copies: 3
  few: 3 to 10 servers
  several: 12 servers ± 25%
  hops: 2 to 4
  cost: 2
traffic: {view: {per_user: 20/day, kind: read}, post: {per_user: 1/day, kind: write}}
storage: {posts: {added_by: post, size: 1 MB, keep: 5 years, replicas: copies}}
shards: {store: {of: posts, max_size: 1 TB}}
caches: {hot: {serves: view, items: 1M, item_size: 1 kB, hit_ratio: hits, popularity: zipf 0.9}}
derived:
  missed: view.qps * (1 - hits)
  twice: copies * 2
  each: 700/s / few
  per_each: 700/s / several
  doubled: cost * hops
"""


@pytest.mark.parametrize(
    ("condition", "vary", "ends"),
    [
        ("missed >= 0/s", "hits", [(None, None)]),  # not above all, as hot.hit_ratio is no more
        ("missed < 0/s", "hits", []),
        ("twice <= 7", "copies", [(None, 3)]),
        ("twice <= 1", "copies", []),  # posts.replicas is at least one
        ("post.peak_qps <= 200/s", "peak_factor", [(None, 86400 * 200 / 10e6)]),
        ("post.peak_qps <= 100/s", "peak_factor", []),  # below 1, which is capest's own default's
        ("store.shards <= 100k", "store.fill", [(18250 / 100_000 * 100, None)]),
        ("store.shards <= 18000", "store.fill", []),
        ("each <= 200/s/server", "few", [(4, None)]),
        ("each = 200/s/server", "few", []),
        ("per_each >= 100/s/server", "several", [(None, 7)]),
        ("doubled <= 7", "cost", [(None, 7 / math.sqrt(8))]),
    ],
)
def test_what_takes_a_value_says_what_it_may_be(condition, vary, ends):
    """By hand: what a field refuses, no answer proposes, and what comes whole stays so."""
    found, expected = (
        [math.nan if end is None else end for pair in pairs for end in pair]
        for pairs in (_ends(_solve(condition, vary, _TAKEN)), ends)
    )
    assert found == pytest.approx(expected, rel=1e-4, nan_ok=True)


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("photos.stored = 100 PB", "comes is 99,999,999,000,000,000 B at dau 18,264,840 users"),
        ("photos.size * 3 = 5 MB", "at 1.666666666 MB/item"),
        ("level ~ 7 ± 0.01%", "from 6.9994 (0.7x) to 7.0007 (0.7x)"),
        ("level <= 7", "up to 7 (0.7x)"),
    ],
)
def test_an_edge_has_as_many_digits_as_tell_it(condition, told):
    vary = {"p": "photos.size" if "MB" in condition else "dau", "l": "level"}[condition[0]]
    assert told in plain(views.layout(_solve(condition, vary)))


def test_odds_are_told_with_their_draws():
    text = TEXT.replace("share: 30%", "share: 30% to 70%")
    text = text.replace("valley:", "part: level * share\n  valley:")
    shown = plain(views.layout(_solve("part <= 20 with 90%", "level", text)))
    assert "there it is 14.4, met in 90% of draws\n    2,048 draws, seed 1\n" in shown
    found = _solve("part <= 0.001 with 90%", "share", text)
    assert found.found.draws == 0, "what is varied is known"
    shown = plain(views.layout(_solve("part + 9 <= 8 with 90%", "level", text)))
    assert "the nearest it comes is 9 at level 0, met in 0% of draws" in shown


def test_the_nearest_is_so_beyond_what_floats_tell_apart():
    nearest = _solve("upload.qps >= 1e300/s", "dau").found.nearest
    assert nearest.at == 20e6 * 1e4


_POLES = """
assumptions: {load: 800/s, cap: 1k/s, level: 10, few: 3 servers, cut: 37}
derived:
  used: load / cap
  wait: 1 ms / (1 - used)
  spare: 1 - used
  by_name: 1 ms / spare
  with_work: 100 ms * used + wait
  twice: 1 ms / spare ^ 2
  two_poles: 1 / ((level - 40) ^ 2 - 1)
  three: 1 / ((level - 12) * (level - 34) * (level - 78))
  narrow: level + 0.001 / (level - 41) ^ 2
  below: 0 - 1 / (40 - level)
  full: 1 - 1 / (1 + level)
  jump: level + 100 * ceil(level / 37 - 1)
  hump: 50 - (level - 33) ^ 2
  root: 1 / (1 - (level / 40) ^ 2) ^ 0.5
  each: 1 ms / (1 - used / few)
"""


@pytest.mark.parametrize(
    ("condition", "vary", "ends"),
    [
        ("wait <= 100 ms", "load", [(None, 990), (1000, None)]),
        ("wait >= 100 ms", "load", [(990, 1000)]),
        ("wait = 1 s", "load", [(999, 999)]),
        ("by_name <= 100 ms", "load", [(None, 990), (1000, None)]),
        ("1 / spare <= 100", "load", [(None, 990), (1000, None)]),
        ("with_work <= 150 ms", "load", [(None, 980.741760), (1000, 1519.258241)]),
        ("twice <= 1 s", "load", [(None, 968.377), (1031.623, None)]),
        ("two_poles <= 1", "level", [(None, 38.5858), (39, 41), (41.4142, None)]),
        (
            "three <= 1",
            "level",
            [(None, 12), (12.000689, 33.998967), (34, 78), (78.000344, None)],
        ),
        ("narrow <= 60", "level", [(None, 40.992747), (41.007256, 60)]),
        ("below <= 100", "level", [(None, 40), (40.01, None)]),
        ("below >= -100", "level", [(None, 39.99), (40, None)]),
        ("full < 1", "level", [(None, None)]),
        ("full >= 1", "level", []),
        ("jump <= 40", "level", [(None, 37)]),
        ("jump = 50", "level", []),
        ("hump <= 40", "level", [(None, 29.8377), (36.1623, None)]),
        ("hump >= 49.9999", "level", [(32.99, 33.01)]),
        ("root >= 1000", "level", [(39.99998, 40)]),
        ("each <= 1.2 ms", "few", [(5, None)]),
    ],
)
def test_poles_ends_and_jumps_between_the_points(condition, vary, ends):
    """By hand: where the formula is the limit, and where what it divides by is zero."""
    found, expected = (
        [math.nan if end is None else end for pair in pairs for end in pair]
        for pairs in (_ends(_solve(condition, vary, _POLES)), ends)
    )
    assert found == pytest.approx(expected, rel=1e-6, nan_ok=True)


def test_what_goes_up_and_down_unseen_is_not_promised():
    pole = TEXT + "  pole: 1 / (level - 41)\n"
    shown = plain(views.layout(_solve("pole <= 1", "level", pole)))
    assert "it goes up and down: between the values looked at it may be otherwise" in shown
