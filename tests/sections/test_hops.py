"""Hops: which requests take them, and how long they take on average."""

from __future__ import annotations

import pytest

from capest.problems import CapestError

READS = """
traffic: {{read: {{rate: 10k/s, kind: read}}}}
caches:
  near: {{serves: read, hit_ratio: 90%, items: 1M}}
  far: {{serves: read, hit_ratio: 70%, items: 1M}}
hops: {{db: {{p50: 10 ms, p99: 100 ms{field}}}}}
"""


@pytest.mark.parametrize(
    ("field", "share"),
    [
        ("", 1), (", share: 20%", 0.2), (", on_miss_of: near", 0.1),
        (", on_miss_of: [near, far]", 0.03),
    ],
)  # fmt: skip
def test_who_takes_it(estimate, field, share):
    found = estimate(READS.format(field=field))
    assert found["db.share"].value == pytest.approx(share)
    assert found["db.mean"].quantity.to("ms") == pytest.approx(share * 16.3205, rel=1e-5)


def test_the_rest_of_a_lognormal(estimate):
    found = estimate(READS.format(field=""))
    times = [found[f"db.{name}"].quantity.to("ms") for name in ("p90", "p99_9")]
    assert times == pytest.approx([35.552, 212.991], rel=1e-4)


@pytest.mark.parametrize(
    ("field", "message"),
    [
        (", p99: 4 ms", "p99"), (", p90: 200 ms", "db.p99"), (", p99_9: 50 ms", "db.p99_9"),
        (", share: 120%", "db.share"), (", asked_again: 60%", "db.asked_again"),
        (", share: 10%, on_miss_of: near", "share"), (", on_miss_of: read", "'read'"),
        (", parallel: 0.5", "db.parallel"),
    ],
)  # fmt: skip
def test_hops_that_cannot_be(estimate, field, message):
    with pytest.raises(CapestError) as caught:
        estimate(READS.format(field=field))
    assert message in str(caught.value)
