"""Storage: flows that are kept, and stocks that are there."""

from __future__ import annotations

import pytest

from capest.problems import CapestError

FLOW = "assumptions: {dau: 300M}\ntraffic: {post: {per_user: 2/day, kind: write}}\n"


def test_a_flow_by_hand(estimate):
    kept = estimate(FLOW + "storage: {posts: {added_by: post, size: 300 B, keep: 5 years}}\n")
    assert kept["posts.per_day"].value == 600e6 * 300
    assert kept["posts.items"].value == 600e6 * 365 * 5
    assert kept["posts.logical"].value == kept["posts.stored"].value == 600e6 * 365 * 5 * 300


def test_share_items_compression_overhead_and_replicas_each_act_once(estimate):
    kept = estimate(
        FLOW
        + """storage:
  photos: {added_by: post, share: 10%, items_per_request: 4 photos/post, size: 1 MB, keep: 1 year,
           compression: 2:1, overhead: 25%, replicas: 3 copies}
"""
    )
    items = 600e6 * 0.1 * 4 * 365
    assert kept["photos.items"].value == pytest.approx(items)
    assert kept["photos.logical"].value == pytest.approx(items * 1e6)
    assert kept["photos.one_copy"].value == pytest.approx(items * 1e6 / 2 * 1.25)
    assert kept["photos.stored"].value == pytest.approx(items * 1e6 / 2 * 1.25 * 3)


def test_published_rows_with_an_index_and_three_replicas(estimate):
    """500M rows of 1 KB, twice that with indexes, three copies: 3 TB (estimation drill E5)."""
    kept = estimate("storage: {rows: {count: 500M rows, size: 1 KB, overhead: 100%, replicas: 3}}")
    assert kept["rows.stored"].quantity.to("TB") == 3


def test_published_index_storage_of_a_search_engine(estimate):
    """66 GiB with one replica and 1.45 on top: 191.4 GiB (Amazon OpenSearch Service, sizing)."""
    kept = estimate("storage: {logs: {count: 1, size: 66 GiB, overhead: 45%, replicas: 2}}")
    assert kept["logs.stored"].quantity.to("GiB") == pytest.approx(191.4)


def test_published_kafka_disk(estimate):
    """50k events/s of 1.2 KB for a day, three copies: 15.552 TB."""
    kept = estimate("""
traffic: {event: {rate: 50k events/s}}
storage: {topic: {added_by: event, size: 1.2 KB, keep: 1 day, replicas: 3}}
""")
    assert kept["topic.stored"].quantity.to("TB") == pytest.approx(15.552)


def test_users_may_be_counted_as_items(estimate):
    kept = estimate("assumptions: {mau: 1B users}\nstorage: {profiles: {count: mau, size: 1 KB}}")
    assert kept["profiles.stored"].quantity.to("TB") == 1


def test_without_keep_only_the_daily_amount_is_known(estimate):
    kept = estimate(FLOW + "storage: {posts: {added_by: post, size: 300 B}}\n")
    assert kept["posts.per_day"].value == 180e9
    assert kept.absent["posts.stored"].wants == ("posts.keep",)


def test_totals_leave_out_what_is_absent(estimate):
    kept = estimate(
        FLOW
        + """storage:
  posts: {added_by: post, size: 300 B, keep: 1 day}
  media: {added_by: post, size: 1 MB}
"""
    )
    assert kept["storage.stored"].value == 180e9
    assert kept["storage.per_day"].value == pytest.approx(180e9 + 600e12)


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ("{size: 1 KB}", "missing-field"),
        ("{added_by: post, count: 3, size: 1 KB}", "excluded-field"),
        ("{count: 3, size: 1 KB, keep: 1 year}", "excluded-field"),
        ("{added_by: psot, size: 1 KB}", "unknown-name"),
        ("{added_by: post, size: 500B}", "dimension"),
        ("{added_by: post, size: 1 KB, share: 120%}", "out-of-range"),
        ("{added_by: post, size: 1 KB, replicas: 0}", "out-of-range"),
        ("{added_by: post, size: 0 B}", "out-of-range"),
        ("{added_by: post, size: 1 KB, keep: 5}", "dimension"),
    ],
)
def test_what_makes_no_sense_is_refused(entry, code, estimate):
    with pytest.raises(CapestError) as caught:
        estimate(FLOW + f"storage: {{posts: {entry}}}\n")
    assert [problem.code for problem in caught.value.problems] == [code]
