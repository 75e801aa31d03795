"""Fields that name several entries: what they add up to, how it is written, what is refused."""

from __future__ import annotations

from dataclasses import replace

import jsonschema
import pytest

import capest
from capest.engine.estimate import estimate as evaluate
from capest.formulas import Column, Formula, Reference, Section
from capest.language.printer import print_tree
from capest.problems import CapestError, Source
from capest.scenario.reader import read
from capest.scenario.schema import json_schema
from capest.sections import sections

TRAFFIC = """
traffic:
  post:    {rate: 100/s, kind: write, peak: 2, request: 1 KB}
  comment: {rate: 300/s, kind: write, peak: 3, request: 100 B}
  feed:    {rate: 4k/s, kind: read, peak: 2, response: 50 KB}
  profile: {rate: 1k/s, kind: read, peak: 5, response: 20 KB}
  search:  {rate: 600/s, kind: read, peak: 1, response: 5 KB}
storage:
  posts:    {added_by: post, size: 2 KB, keep: 10 days, replicas: 3}
  comments: {added_by: comment, size: 200 B, keep: 100 days, replicas: 2}
"""
CACHE = "caches: {hot: {serves: [feed, profile], written_by: [post, comment], HOT}}\n"
STORE = "shards: {store: {of: [posts, comments], fill: 100%, STORE}}\n"
FANOUT = """
fanouts:
  home: {posts: [post, comment], reads: [feed, profile], followers: 75, authors: 1M, FANOUT}
"""


def _quantity(estimate, text, name, unit):
    return estimate(text)[name].quantity.to(unit)


@pytest.mark.parametrize(
    ("name", "unit", "expected"),
    [
        # 100 + 300 a second, of which a tenth adds two items of 50 B each, kept an hour
        ("likes.items_per_day", "item/s", (100 + 300) * 0.1 * 2),
        ("likes.logical", "MB", (100 + 300) * 0.1 * 2 * 3600 * 50 / 1e6),
    ],
)
def test_storage_added_by_several(name, unit, expected, estimate):
    likes = "  likes: {added_by: [post, comment], share: 10%, items_per_request: 2, size: 50 B, "
    text = TRAFFIC + likes + "keep: 1 h}\n"
    assert _quantity(estimate, text, name, unit) == pytest.approx(expected)


READS, PEAK_READS, WRITES, PEAK_WRITES = 4000 + 1000, 8000 + 5000, 100 + 300, 200 + 900


@pytest.mark.parametrize(
    ("fields", "name", "unit", "expected"),
    [
        ("share: 20%", "items", "item", READS * 86_400),
        ("hit_ratio: 80%", "write_share", "1", WRITES / (READS + WRITES)),
        ("hit_ratio: 80%", "miss_qps", "1/s", PEAK_READS * 0.2),
        ("hit_ratio: 80%, node_qps: 1k/s", "by_qps", "node", PEAK_READS / 1000),
        ("ttl: 10 s, items: 1M, popularity: uniform", "requests_within_ttl", "1", READS * 10),
        ("max_idle: 5 s, items: 1M, popularity: uniform", "requests_within_idle", "1", READS * 5),
        (
            "items: 1M, popularity: uniform, store_max_qps: 12k/s, writes: write-around",
            "target_hit_ratio", "1", 1 - (12_000 - PEAK_WRITES) / PEAK_READS,
        ),
        ("hit_ratio: 80%, writes: cache-aside", "cache_qps", "1/s", PEAK_READS * 1.2 + PEAK_WRITES),
        ("hit_ratio: 80%, writes: write-through", "store_write_qps", "1/s", PEAK_WRITES),
        ("hit_ratio: 80%, writes: write-behind", "store_write_qps", "1/s", PEAK_WRITES),
        (
            "hit_ratio: 80%, writes: write-behind, coalescing: 25%, write_delay: 4 s",
            "writes_at_risk", "1", PEAK_WRITES * 4,
        ),
        (  # of 1,100 writes at peak 200 have 1 KB and 900 have 100 B
            "hit_ratio: 80%, writes: write-behind, coalescing: 25%, write_delay: 4 s",
            "data_at_risk", "KB", (200 * 1 + 900 * 0.1) * 4,
        ),
    ],
)  # fmt: skip
def test_a_cache_that_serves_and_is_written_by_several(fields, name, unit, expected, estimate):
    text = TRAFFIC + CACHE.replace("HOT", fields)
    assert _quantity(estimate, text, f"hot.{name}", unit) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("fields", "name", "unit", "expected"),
    [
        ("max_size: 1 TB", "size", "GB", (100 * 10 * 2000 + 300 * 100 * 200) * 86_400 / 1e9),
        ("placement: hash", "keys", "item", (100 * 10 + 300 * 100) * 86_400),
        ("max_write_qps: 1k/s", "write_qps", "1/s", PEAK_WRITES),
        ("writes: [comment, search]", "write_qps", "1/s", 900 + 600),
        ("reads: [feed, search]", "read_qps", "1/s", 8000 + 600),
        ("max_ingress: 1 MB/s", "write_ingress", "B/s", 200 * 2000 + 900 * 200),
        ("max_ingress: 1 MB/s, writes: [post, comment]", "write_ingress", "B/s", 200e3 + 90e3),
        (  # 600 writes a second of the mean item: of 31 items one has 2 KB, the others 200 B
            "max_ingress: 1 MB/s, writes: search", "write_ingress", "B/s", 600 * 8000 / 31,
        ),
        ("max_egress: 1 MB/s, reads: [feed, search]", "read_egress", "B/s", 400e6 + 3e6),
        ("max_size: 1 TB", "replicas", "1", 3),
        ("max_size: 100 GB, replicas: 5", "nodes", "node", 7 * 5),  # 691 GB in 7 shards
    ],
)  # fmt: skip
def test_a_store_of_several_that_several_read_and_write(fields, name, unit, expected, estimate):
    text = TRAFFIC + STORE.replace("STORE", fields)
    assert _quantity(estimate, text, f"store.{name}", unit) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("fields", "name", "unit", "expected"),
    [
        ("users: 1M", "deliveries", "1/s", WRITES * 75),
        ("users: 1M", "peak_deliveries", "1/s", PEAK_WRITES * 75),
        ("users: 1M, strategy: pull", "lookups", "1/s", READS * 75),
        ("users: 1M, strategy: pull", "peak_lookups", "1/s", PEAK_READS * 75),
        ("users: 1M", "push", "1/s", PEAK_WRITES * 75 + PEAK_READS),
        ("users: 1M", "pull", "1/s", PEAK_READS * 75),
        (
            "threshold: 10k, follows_above: 40%", "hybrid", "1/s",
            PEAK_WRITES * 75 * 0.6 + PEAK_READS * (1 + 75 * 0.4),
        ),
        ("largest: 165k", "largest_post", "s", 165_000 / 75 / PEAK_WRITES),
    ],
)  # fmt: skip
def test_a_fan_out_of_several_posts_and_reads(fields, name, unit, expected, estimate):
    text = TRAFFIC + FANOUT.replace("FANOUT", fields)
    assert _quantity(estimate, text, f"home.{name}", unit) == pytest.approx(expected)


BEHIND = CACHE + (
    "  cold: {serves: search, written_by: comment, writes: write-behind, coalescing: 50%, "
    "hit_ratio: 50%}\n"
)
BEHIND = BEHIND.replace("{hot: {", "\n  hot: {").replace("HOT}}", "hit_ratio: 80%}")


@pytest.mark.parametrize(
    ("fields", "name", "expected"),
    [
        # a read that a cache in front serves comes as a miss; others come as they are
        ("behind: [hot, cold]", "read_qps", PEAK_READS * 0.2 + 600 * 0.5),
        ("behind: hot, reads: [feed, search]", "read_qps", PEAK_READS * 0.2 + 600),
        ("behind: [hot, cold], reads: [feed, search]", "read_qps", PEAK_READS * 0.2 + 600 * 0.5),
        ("behind: cold, reads: [feed, profile]", "read_qps", 600 * 0.5 + PEAK_READS),
        # what a write-behind cache in front merges does not come; another's writes do
        ("behind: cold", "write_qps", 200 + 900 * 0.5),
        ("behind: cold, writes: [post, comment]", "write_qps", 200 + 900 * 0.5),
        ("behind: cold, writes: post", "write_qps", 200),
        ("behind: hot", "write_qps", 200 + 900),
        # a cache in front that merges nothing of the same writes lets them all through
        ("behind: [hot, cold]", "write_qps", 200 + 900),
    ],
)
def test_what_the_caches_in_front_leave_of_several(fields, name, expected, estimate):
    text = TRAFFIC + BEHIND + STORE.replace("STORE", fields)
    assert _quantity(estimate, text, f"store.{name}", "1/s") == pytest.approx(expected)


def test_a_formula_is_written_with_the_real_names(estimate):
    found = estimate(
        TRAFFIC + BEHIND + STORE.replace("STORE", "behind: hot, reads: [feed, search]")
    )
    printed = {name: print_tree(found[name].origin.formula, pretty=True) for name in (
        "store.size", "store.write_qps", "store.read_qps", "hot.miss_qps", "store.replicas",
    )}  # fmt: skip
    assert printed == {
        "store.size": "posts.one_copy + comments.one_copy",
        "store.write_qps": "post.peak_qps + comment.peak_qps",
        "store.read_qps": "hot.miss_qps + search.peak_qps",
        "hot.miss_qps": "(feed.peak_qps + profile.peak_qps) × (1 - hot.hit_ratio)",
        "store.replicas": "max(posts.replicas, comments.replicas)",
    }
    assert [item.name for item in found["store.size"].inputs] == [
        "posts.one_copy", "comments.one_copy",
    ]  # fmt: skip


@pytest.mark.parametrize("written", ["feed, search", "[feed, search]", " [ feed ,search ] "])
def test_a_list_is_set_as_it_is_written(written, estimate):
    text = TRAFFIC + STORE.replace("STORE", "reads: profile")
    changed = estimate(text, **{"store.reads": written})
    assert changed["store.read_qps"].quantity.to("1/s") == 8000 + 600
    if "[" in written:
        same = TRAFFIC + STORE.replace("STORE", f"reads: {written}")
        assert estimate(same)["store.read_qps"].quantity == changed["store.read_qps"].quantity


def test_one_that_lacks_what_the_others_have_is_asked_for(estimate):
    silent = TRAFFIC.replace(", response: 5 KB", "")
    found = estimate(silent + STORE.replace("STORE", "max_egress: 1 MB/s, reads: [feed, search]"))
    assert found["store.read_qps"].quantity.to("1/s") == 8600
    assert found["store.read_egress"].quantity.to("B/s") == pytest.approx(8600 * 8000 / 31)
    stock = TRAFFIC.replace(
        "added_by: comment, size: 200 B, keep: 100 days", "count: 1M, size: 1 B"
    )
    found = estimate(stock + STORE.replace("STORE", "max_write_qps: 1k/s"))
    assert "store.write_qps" not in found, "who writes the stock is not known"
    assert found.absent["store.write_qps"].wants == ("store.writes",)


PROBLEMS = [
    ("reads: [feed, profil]", "unknown-name", "profil", "did you mean 'profile'?"),
    ("reads: [feed, posts]", "unknown-name", "posts", None),
    ("reads: [feed, search, feed]", "duplicate-name", "feed", "name it once"),
    ("reads: []", "missing-field", "[", "give a name under traffic, or a list of them"),
    ("reads: [feed, {rate: 3/s}]", "not-a-value", "{", None),
]


@pytest.mark.parametrize(("fields", "code", "word", "hint"), PROBLEMS)
def test_the_caret_is_on_the_item(fields, code, word, hint):
    text = TRAFFIC + STORE.replace("STORE", fields)
    with pytest.raises(CapestError) as raised:
        capest.load(text)
    (problem,) = raised.value.problems
    assert problem.code == code
    line = text.splitlines()[problem.span.line - 1]
    assert line[problem.span.column - 1 : problem.span.end_column - 1] == word
    assert problem.span.column >= line.index(fields)
    assert hint is None or problem.hint == hint


def test_a_caret_of_a_change_is_on_the_item_too():
    scenario = capest.load(TRAFFIC + STORE.replace("STORE", "reads: profile"))
    with pytest.raises(CapestError) as raised:
        capest.estimate(scenario, **{"store.reads": "feed, profil"})
    assert raised.value.problems[0].span.column == 7


def test_an_editor_takes_a_name_or_a_list_of_names():
    schema = jsonschema.Draft202012Validator(json_schema(sections()))
    for reads in ("feed", ["feed", "profile"]):
        schema.validate({"shards": {"store": {"of": "posts", "reads": reads}}})
    for reads in ([], [3], {"feed": 1}):
        assert not schema.is_valid({"shards": {"store": {"of": "posts", "reads": reads}}})


PATHS = Section(
    name="paths",
    follows="shards",
    meaning="what a request passes",
    fields=(Reference(name="passes", sections=("caches", "shards"), meaning="what it passes"),),
    formulas=(
        Formula(name="nodes", text="sum(passes.nodes)", unit="node", because="all it passes"),
        Formula(name="widest", text="max([passes.nodes])", unit="node", because="the widest"),
        Formula(
            name="hits", text="sum([passes.hit_ratio])", unit="%", because="of those that have one"
        ),
        Formula(name="only", text="passes.nodes", unit="node", because="where it is one"),
    ),
    columns=(Column(quantity="nodes", heading="nodes"),),
)


def test_any_section_can_name_entries_of_several_others():
    """A path over a cache of 4 nodes and a store of 7 x 3: formulas expand over both, and leave out
    what an entry's section does not have only where it may be left out.
    """
    hot = "hit_ratio: 80%, share: 1%, items: 1G, item_size: 1 KB, node_memory: 4 GB"
    text = TRAFFIC + CACHE.replace("HOT", hot) + STORE.replace("STORE", "max_size: 100 GB")
    every = (*sections(), PATHS)
    for passes, nodes in (("[hot, store]", (4, 21)), ("store", (21,))):
        source = Source("text", f"{text}paths: {{look: {{passes: {passes}}}}}\n")
        scenario, problems = read(source, every)
        assert not problems
        found = evaluate(scenario, every)
        assert found["look.nodes"].value == sum(nodes)
        assert found["look.widest"].value == max(nodes)
        assert ("look.only" in found) == (len(nodes) == 1)
    formula = print_tree(evaluate(scenario, every)["look.nodes"].origin.formula)
    assert formula == "store.nodes"


def test_what_an_entry_does_not_have_is_not_taken_for_a_unit():
    strict = replace(PATHS.formulas[0], name="hits", text="sum(passes.hit_ratio)", unit="%")
    section = replace(PATHS, formulas=(*PATHS.formulas[:1], strict))
    text = TRAFFIC + CACHE.replace("HOT", "hit_ratio: 80%") + STORE.replace("STORE", "replicas: 3")
    source = Source("text", f"{text}paths: {{look: {{passes: [hot, store]}}}}\n")
    scenario, _ = read(source, (*sections(), section))
    found = evaluate(scenario, (*sections(), section))
    assert "look.hits" not in found
    assert found.absent["look.hits"].wants == (), "nothing gives it"
