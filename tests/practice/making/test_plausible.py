"""Steps ask for what somebody may have had to plan for: bounds on each side, and no draw beyond."""

from __future__ import annotations

import random
from itertools import islice

import pytest

from capest.practice.kinds import questions
from capest.practice.making.plausible import is_plausible
from capest.practice.material import estimate_of


@pytest.mark.parametrize(
    ("users", "each", "size", "years", "is_asked"),
    [
        ("50M", 5, "500 KB", 10, True),  # 456 PB
        ("50M", 5, "1 MB", 10, False),  # 913 PB: Dropbox kept 500
        ("1B", 2, "100 B", 1, True),
        ("1B", 3, "100 B", 1, False),  # 3B uploads a day
        ("1M", 10, "100 B", 1, False),  # nobody makes ten a day
    ],
)
def test_what_is_uploaded_and_kept(users, each, size, years, is_asked):
    text = (
        f"assumptions: {{dau: {users} users}}\n"
        f"traffic: {{uploads: {{per_user: {each}/day, kind: write}}}}\n"
        f"storage: {{data: {{added_by: uploads, size: {size}, keep: {years} years, replicas: 1}}}}"
    )
    assert is_plausible(estimate_of(text)) == is_asked


@pytest.mark.parametrize(("items", "is_asked"), [("1B", False), ("2B", True), ("20T", False)])
def test_shards(items, is_asked):
    text = (
        f"storage: {{data: {{count: {items} items, size: 100 B}}}}\n"
        "shards: {store: {of: data, max_size: 100 GB, fill: 100%}}\n"
    )
    assert is_plausible(estimate_of(text)) == is_asked


def test_no_step_is_larger_than_what_anybody_keeps_or_sends(material):
    for asked in islice(questions("step", material, random.Random(4)), 150):
        truth = asked.key.truth
        most = {"B": 500e15, "bit/s": 10e12, "request/s": 6e6, "shard": 10_000, "server": 10_000}
        assert truth.value <= most.get(str(truth.unit), 1e18), asked.id
