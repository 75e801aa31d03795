"""Costs: against bills computed by hand."""

from __future__ import annotations

import pytest

from capest.problems import CapestError
from capest.render.report import make_report
from capest.sections import sections

FEED = """
assumptions: {dau: 300M users}
traffic: {timeline: {per_user: 10/day, kind: read, response: 6 KB}}
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
        ("{of: timeline, prices: illustrative}", 3e9 * 30 * (0.4e-6 + 6000 / 2**30 * 0.05)),
        ("{of: [timeline, app, media], moved: $0.05/GiB}", None),
    ],
)
def test_a_month(estimate, entry, dollars):
    found = estimate(f"{FEED}  it: {entry}\n")
    if dollars is None:
        assert "it.per_month" not in found
        return
    assert found["it.per_month"].quantity.to("USD/month") == pytest.approx(dollars)
    assert found["costs.per_user"].quantity.to("USD/user/month") == pytest.approx(dollars / 3e8)


def test_all_of_it(estimate):
    found = estimate(
        f"{FEED}  fleet: {{of: app, machine: $1/h}}\n  disks: {{of: media, kept: $0.02/GB/month}}\n"
    )
    assert found["costs.per_month"].quantity.to("USD/month") == pytest.approx(165 * 720 + 6.58e6)


def test_what_is_not_priced_is_asked_for(estimate):
    found = estimate(f"{FEED}  fleet: {{of: app, machine: $1/h}}\n  disks: {{of: media}}\n")
    wants = make_report(found, sections(), (), version="").wants()
    assert [want for want in wants if want.startswith(("fleet.", "disks."))] == [
        "disks.machine or disks.kept or disks.moved or disks.request"
    ]


def test_a_price_in_another_currency_is_not_added(estimate):
    with pytest.raises(CapestError, match=r"euro|EUR"):
        estimate(f"{FEED}  it: {{of: app, machine: €0.384/h}}\n")
