"""Costs: against bills computed by hand."""

from __future__ import annotations

import pytest

from capest.problems import CapestError
from capest.render.report import make_report
from capest.sections import sections

FEED = """
assumptions: {dau: 300M users}
traffic:
  timeline: {per_user: 10/day, kind: read, response: 6 KB}
  post: {rate: 3M/day, kind: write, request: 10 KB}
storage: {media: {total: 329 PB}, posts: {per_day: 1 TB/day, keep: 1 year}}
tiers: {cold: {of: posts, older_than: 65 days}}
streams: {log: {fed_by: timeline, message: 1 KB, keep: 7 days, broker_disk: 25 TB}}
servers: {app: {serves: timeline, cpu_time: 5 ms, cores: 8, utilisation: 60%, zones: 3}}
costs:
"""


@pytest.mark.parametrize(
    ("entry", "dollars"),
    [
        ("{of: app, machine: $0.384/h}", 165 * 0.384 * 720),  # a month of 30 days
        ("{of: media, kept: $0.021/GiB/month}", 329e15 / 2**30 * 0.021),  # clouds' GB are 2^30 B
        ("{of: cold, kept: $0.0036/GB/month}", 300e3 * 0.0036),
        ("{of: log, machine: $1/h, kept: $0.1/GB/month}", 720 + 21e3 * 0.1),
        ("{of: timeline, moved: $0.05/GiB}", 3e9 * 30 * 6000 / 2**30 * 0.05),
        ("{of: timeline, request: $0.4/(1M requests)}", 3e9 * 30 * 0.4e-6),
        ("{of: timeline, moved: $0.05/GiB, share: 34.5%}", 0.345 * 3e9 * 30 * 6000 / 2**30 * 0.05),
        ("{of: post, received: $0.0032/GiB}", 3e6 * 30 * 1e4 / 2**30 * 0.0032),
        ("{of: timeline, prices: illustrative, request: $0/request}",
         3e9 * 30 * 6000 / 2**30 * 0.05),
        ("{of: timeline, prices: illustrative}", 3e9 * 30 * (0.4e-6 + 6000 / 2**30 * 0.05)),
    ],
)  # fmt: skip
def test_a_month(estimate, entry, dollars):
    found = estimate(f"{FEED}  it: {entry}\n")
    assert found["it.per_month"].quantity.to("USD/month") == pytest.approx(dollars)
    assert found["costs.per_user"].quantity.to("USD/user/month") == pytest.approx(dollars / 3e8)


@pytest.mark.parametrize(("gigabytes", "dollars"), [(5e3, 450), (10e3, 900), (200e3, 13_800)])
def test_tiered_prices(estimate, gigabytes, dollars):
    """$0.09 up to 10 TB a month, $0.085 for 40 TB, $0.07 for 100 TB more, $0.05 beyond: by hand
    900 + 3,400 + 7,000 + 2,500 for 200 TB.
    """
    found = estimate(
        f"traffic: {{out: {{rate: 1M/month, kind: read, response: {gigabytes / 1e6} GB}}}}\n"
        "costs:\n"
        "  first:  {of: out, moved: $0.09/GB, up_to: 10 TB}\n"
        "  second: {of: out, moved: $0.085/GB, above: 10 TB, up_to: 50 TB}\n"
        "  third:  {of: out, moved: $0.07/GB, above: 50 TB, up_to: 150 TB}\n"
        "  rest:   {of: out, moved: $0.05/GB, above: 150 TB}\n"
    )
    assert found["costs.per_month"].quantity.to("USD/month") == pytest.approx(dollars)


def test_a_tier_that_ends_before_it_begins(estimate):
    with pytest.raises(CapestError, match=r"it.up_to is not above it.above"):
        estimate(f"{FEED}  it: {{of: media, kept: $0.02/GB/month, above: 50 TB, up_to: 10 TB}}")


def test_tiers_of_what_is_kept(estimate):
    found = estimate(
        f"{FEED}  it: {{of: media, kept: $0.022/GB/month, above: 50 TB, up_to: 500 TB}}"
    )
    assert found["it.per_month"].quantity.to("USD/month") == pytest.approx(450e3 * 0.022)


def test_all_of_it(estimate):
    found = estimate(
        f"{FEED}  fleet: {{of: app, machine: $1/h}}\n  disks: {{of: media, kept: $0.02/GB/month}}\n"
    )
    assert found["costs.per_month"].quantity.to("USD/month") == pytest.approx(165 * 720 + 6.58e6)


def test_what_is_not_priced_is_asked_for(estimate):
    found = estimate(f"{FEED}  fleet: {{of: app, machine: $1/h}}\n  disks: {{of: media}}\n")
    wants = make_report(found, sections(), (), version="").wants()
    assert [want for want in wants if want.startswith(("fleet.", "disks."))] == [
        "disks.machine or disks.kept or disks.moved or disks.received or disks.request"
    ]


def test_kinds_that_do_not_add_up_are_refused(estimate):
    with pytest.raises(CapestError, match=r"'timeline' is of traffic, 'app' of servers"):
        estimate(f"{FEED}  it: {{of: [timeline, app, media], moved: $0.05/GiB}}\n")


def test_a_currency_is_kept(estimate):
    found = estimate(f"{FEED}  it: {{of: app, machine: €0.384/h}}\n")
    assert found["costs.per_month"].quantity.to("EUR/month") == pytest.approx(165 * 0.384 * 720)
    assert str(found["it.machine"].unit) == "EUR/server/h"
    with pytest.raises(CapestError, match=r"EUR/month and USD/month(.|\n)*one currency"):
        estimate(
            f"{FEED}  it: {{of: app, machine: €1/h}}\n  disk: {{of: media, kept: $1/TB/month}}\n"
        )


def test_prices_by_volume(estimate):
    """AWS, Understanding your billing and usage reports for Amazon S3: 52,900 GB-months, of which
    51,200 at $0.023 and 1,700 at $0.022, are $1,215.00.
    """
    found = estimate("""
        storage: {bucket: {total: 52900 GiB}}
        derived:
          first: min(bucket.stored, 51200 GiB) * $0.023/GiB/month
          next: max(0 GiB, bucket.stored - 51200 GiB) * $0.022/GiB/month
        costs: {it: {of: bucket, kept: (first + next) / bucket.stored}}
    """)
    assert found["it.per_month"].quantity.to("USD/month") == pytest.approx(1215.00, abs=0.005)


def test_two_currencies_are_told_of_where_the_second_is(estimate):
    with pytest.raises(CapestError) as caught:
        estimate("""
traffic: {see: {rate: 5/s, response: 1 KB}}
costs:
  wires: {of: see, moved: €0.09/GB}
  calls: {of: see, request: $1/(1M requests)}
""")
    (problem,) = caught.value.problems
    assert (problem.code, problem.span.line) == ("dimension", 5)


@pytest.mark.parametrize("price", ["$0.09", "$0.09/month"])
def test_a_price_says_for_how_much_of_what(estimate, price):
    with pytest.raises(CapestError, match=r"say for how much of what, e\.g\. \$0\.05/GiB"):
        estimate(
            "traffic: {see: {rate: 5/s, response: 1 KB}}\n"
            f"costs: {{wires: {{of: see, moved: {price}}}}}\n"
        )
