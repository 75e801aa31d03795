"""What goes where in a design, and its picture: nothing lies upon anything else."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

import capest
from capest.formulas import Reference
from capest.render.flow import flow
from capest.render.page.architecture import WIDTH, drawn
from capest.sections import sections

SCENARIOS = sorted(path.stem for path in (Path(__file__).parents[2] / "scenarios").glob("*.yaml"))


def _edges(text):
    found = flow(capest.estimate(capest.load(text)))
    return {
        (edge.source or "users", edge.target, edge.label.text if edge.label else "")
        for edge in found.edges
    }


def test_requests_go_from_users_through_caches_to_stores():
    assert _edges("""
assumptions: {dau: 10M users, peak_factor: 2}
traffic:
  post: {per_user: 0.864/day, kind: write, request: 1 KB}
  feed: {per_user: 8.64/day, kind: read, response: 1 KB}
  reads: {rate: feed.per_day * 20, kind: read, made_by: services}
storage:
  posts: {added_by: post, size: 1 KB, keep: 1 year}
caches:
  hot: {serves: reads, items: 1M, item_size: 1 KB, hit_ratio: 90%, node_memory: 64 GiB}
shards:
  store: {of: posts, behind: hot, max_size: 1 TB, max_read_qps: 10k/s}
hops:
  disk: {p50: 5 ms, p99: 15 ms, on_miss_of: hot}
""") == {
        ("users", "post", "200/s"),
        ("users", "feed", "2k/s"),
        ("feed", "reads", "40k/s"),
        ("post", "posts", "200/s"),
        ("reads", "hot", "40k/s"),
        ("posts", "store", ""),
        ("hot", "store", "4k/s"),
    }  # fmt: skip


def test_what_services_ask_of_themselves_goes_in_a_circle():
    found = flow(
        capest.estimate(
            capest.load("""
assumptions: {dau: 10M users}
traffic:
  post: {per_user: 2/day, kind: write}
  deliver: {rate: home.deliveries, kind: write, made_by: services}
fanouts:
  home: {posts: post, followers: 75 users, kept_in: lines}
caches:
  lines: {serves: deliver, items: 1M, item_size: 1 KB, share: 100%}
""")
        )
    )
    pairs = {(edge.source, edge.target) for edge in found.edges}
    assert {("post", "home"), ("home", "deliver"), ("deliver", "lines")} <= pairs
    assert drawn(found).ways


def test_only_users_make_what_nobody_else_makes():
    assert _edges("traffic: {search: {rate: 100/s}}") == {("users", "search", "100/s")}
    services = "traffic: {search: {rate: 100/s, made_by: services}}"
    assert _edges(services) == set()


@pytest.mark.parametrize("section", sections(), ids=lambda section: section.name)
def test_a_section_says_where_requests_go(section):
    named = {column.quantity for column in section.columns} | set(section.results)
    assert not section.sends or section.sends in named
    for field in section.fields:
        assert not isinstance(field, Reference) or field.flows in {"in", "out", ""}


@pytest.mark.parametrize("name", SCENARIOS)
def test_no_box_lies_upon_another_and_no_arrow_goes_through_one(name):
    drawing = drawn(flow(capest.estimate(name)))
    assert drawing.boxes and drawing.ways
    for (_, x, y, height), (_, left, top, tall) in combinations(drawing.boxes, 2):
        assert x != left or y + height <= top or top + tall <= y
    for _, x, y, height in drawing.boxes:
        assert 0 <= x <= drawing.width - WIDTH and 0 <= y <= drawing.height - height
    for way in drawing.ways:
        for at in range(2, len(way.points) - 2, 2):  # across a column
            (start, y), (end, _) = way.points[at : at + 2]
            boxes = [box for box in drawing.boxes if start < box[1] < end]
            assert all(not top < y < top + tall for _, _, top, tall in boxes)
