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


BYTES = """
traffic:
  logs:   {rate: 100 GB/day, kind: write}
  events: {bytes: 20 GB/day, kind: write, request: 2 KB}
"""


@pytest.mark.parametrize(
    ("entry", "per_day", "logical", "items"),
    [
        ("{added_by: logs, keep: 30 days}", 100, 3000, None),
        ("{added_by: logs, size: 1 KB, keep: 30 days}", 100, 3000, 3e9),
        ("{added_by: logs, share: 10%, size: 1 KB, keep: 30 days}", 10, 300, 3e8),
        ("{added_by: [logs, events], share: 50%, keep: 10 days}", 60, 600, None),
        ("{added_by: events, keep: 10 days}", 20, 200, 1e8),
        ("{added_by: events, size: 500 B, keep: 10 days}", 5, 50, 1e8),
        ("{added_by: events, items_per_request: 3, size: 1 KB, keep: 1 day}", 30, 30, 3e7),
        ("{per_day: 1 TB/day, keep: 30 days}", 1000, 30_000, None),
        ("{per_day: 12 MB/s, size: 1 KB, keep: 1 day}", 1036.8, 1036.8, 1.0368e9),
        ("{total: 10 TB}", None, 10_000, None),
        ("{count: 10 TB}", None, 10_000, None),
        ("{total: 10 TB, size: 1 KB}", None, 10_000, 1e10),
    ],
)
def test_bytes_as_such(entry, per_day, logical, items, estimate):
    kept = estimate(BYTES + f"storage: {{index: {entry}}}\n")
    found = {
        name: round(kept[f"index.{name}"].quantity.to(unit), 6) if f"index.{name}" in kept else None
        for name, unit in (("per_day", "GB/day"), ("logical", "GB"), ("items", "item"))
    }
    assert found == {"per_day": per_day, "logical": logical, "items": items}


def test_how_many_items_is_not_known_of_bytes_without_a_size(estimate):
    kept = estimate(BYTES + "storage: {index: {added_by: logs, keep: 30 days}}\n")
    assert kept.absent["index.items"].wants == ("logs.request",)
    kept = estimate("storage: {index: {per_day: 1 TB/day, keep: 30 days}}\n")
    assert kept.absent["index.items"].wants == ("index.size",)


@pytest.mark.parametrize(
    ("stock", "grown"),
    [
        ("total: 5 TB, growth: 10%/month, after: 12 months", 5 * 1.1**12),
        ("total: 5 TB, growth: 10%/month, after: 1 year", 5 * 1.1 ** (365 / 30)),
        ("count: 5G, size: 1 KB, growth: 20%/year, after: 18 months", 5 * 1.2 ** (540 / 365)),
        ("total: 5 TB, growth: -10%/year, after: 2 years", 5 * 0.81),
        ("total: 5 TB, growth: 10%/year, after: 0 days", 5),
    ],
)
def test_a_stock_that_grows(stock, grown, estimate):
    kept = estimate(f"storage: {{files: {{{stock}, replicas: 2}}}}\n")
    assert kept["files.stored"].quantity.to("TB") == pytest.approx(2 * grown)


def test_the_growth_of_the_users_grows_a_stock_only_where_it_says_when(estimate):
    text = "assumptions: {growth: 50%/year}\nstorage: {files: {total: 8 TB}}\n"
    assert estimate(text)["files.stored"].quantity.to("TB") == 8
    grown = estimate(text, **{"files.after": "2 years"})
    assert grown["files.stored"].quantity.to("TB") == pytest.approx(18)


def test_a_stock_of_shards_in_bytes_alone_says_what_it_lacks(estimate):
    computed = estimate("""
storage: {data: {total: 50 TB}}
shards: {store: {of: data, max_size: 2.5 TB, max_write_qps: 1k/s, placement: hash, fill: 100%}}
""")
    assert computed["store.shards"].value == 20
    assert computed.absent["store.keys"].wants == ("store.keys or data.size",)
    assert computed.absent["store.by_writes"].wants == ("store.writes",)


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ("{size: 1 KB}", "missing-field"),
        ("{count: 3, total: 1 TB}", "excluded-field"),
        ("{total: 1 TB, keep: 1 year}", "excluded-field"),
        ("{total: 1 TB, share: 10%}", "excluded-field"),
        ("{per_day: 1 TB/day, share: 10%}", "excluded-field"),
        ("{added_by: post, size: 1 KB, after: 1 year}", "excluded-field"),
        ("{total: 1 TB, growth: 10%/year}", "missing-field"),
        ("{total: 1 TB/day}", "dimension"),
        ("{per_day: 1 TB}", "dimension"),
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
