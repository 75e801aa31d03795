"""Traffic: requests and bits per second, from users or from a rate."""

from __future__ import annotations

import pytest

from capest.problems import CapestError
from capest.render.report import make_report
from capest.sections import sections

TWO = """
assumptions: {dau: 10M users}
traffic:
  view: {per_user: 20/day, kind: read, request: 1 KB, response: 50 KB, peak: 2}
  post: {per_user: 2/day, kind: write, request: 10 KB}
"""


def test_average_and_peak_by_hand(estimate):
    traffic = estimate(TWO)
    assert traffic["view.per_day"].value == 200e6
    assert traffic["view.qps"].value == pytest.approx(200e6 / 86_400)
    assert traffic["view.peak_qps"].value == pytest.approx(2 * 200e6 / 86_400)
    assert traffic["post.peak_qps"].value == pytest.approx(3 * 20e6 / 86_400), "our peak factor"


def test_bandwidth_is_in_bits(estimate):
    traffic = estimate(TWO)
    assert traffic["view.egress"].value == pytest.approx(200e6 / 86_400 * 50_000 * 8)
    assert traffic["view.peak_egress"].value == pytest.approx(2 * 200e6 / 86_400 * 50_000 * 8)
    assert str(traffic["view.egress"].unit) == "bit/s"


def test_totals_add_up_and_divide_reads_from_writes(estimate):
    traffic = estimate(TWO)
    assert traffic["traffic.qps"].value == pytest.approx(220e6 / 86_400)
    assert traffic["traffic.read_qps"].value == pytest.approx(200e6 / 86_400)
    assert traffic["traffic.write_qps"].value == pytest.approx(20e6 / 86_400)
    assert traffic["traffic.read_write_ratio"].value == pytest.approx(10)
    assert traffic["traffic.peak_qps"].value == pytest.approx((2 * 200e6 + 3 * 20e6) / 86_400)
    ingress = 8 * (200e6 * 1_000 + 20e6 * 10_000) / 86_400
    assert traffic["traffic.ingress"].value == pytest.approx(ingress)
    assert traffic["traffic.egress"].value == traffic["view.egress"].value, (
        "only one has a response"
    )


def test_a_rate_stands_for_users(estimate):
    traffic = estimate("traffic: {crawl: {rate: 4B pages/month, response: 500 KB}}")
    assert traffic["crawl.qps"].value == pytest.approx(1543.21, rel=1e-5), (
        "donnemartin, web crawler"
    )
    assert "traffic.read_qps" not in traffic, "its kind is not said"


def test_other_users_than_the_daily_ones(estimate):
    traffic = estimate("""
assumptions: {writers: 1M users}
traffic: {post: {per_user: 864/day, users: writers}}
""")
    assert traffic["post.qps"].value == 10_000


def test_published_peak_of_a_rate_limiter(estimate):
    """10M users x 50 a day at three times the average: 17,361 (aerlokesh, rate limiter)."""
    traffic = estimate("assumptions: {dau: 10M}\ntraffic: {call: {per_user: 50/day}}")
    assert traffic["call.peak_qps"].value == pytest.approx(17_361.1, rel=1e-5)


FLOWS = """
assumptions: {dau: 1M users, volume: 864 GB/day}
traffic:
  logs:    {ENTRY, kind: write, peak: 2}
  answers: {bytes: 86.4 GB/day, kind: read, peak: 3, response: 10 KB}
"""


@pytest.mark.parametrize(
    "entry",
    [
        "rate: 864 GB/day",
        "rate: 10 MB/s",
        "rate: volume",
        "rate: answers.bytes * 10",
        "bytes: volume",
        "per_user: 864 KB/day",
        "bytes_per_user: 864 KB/day",
    ],
)
def test_a_flow_in_bytes_is_written_in_many_ways(entry, estimate):
    """864 GB a day are 10 MB/s, 80 Mbit/s, twice that at peak; of how many requests is not said."""
    traffic = estimate(FLOWS.replace("ENTRY", entry))
    assert traffic["logs.bytes"].quantity.to("GB/day") == pytest.approx(864)
    assert traffic["logs.ingress"].quantity.to("Mbit/s") == pytest.approx(80)
    assert traffic["logs.peak_ingress"].quantity.to("Mbit/s") == pytest.approx(160)
    assert "logs.egress" not in traffic and "logs.qps" not in traffic
    assert traffic.absent["logs.qps"].wants == ("logs.request",)


def test_bytes_of_a_read_go_out_and_make_requests_of_their_size(estimate):
    traffic = estimate(FLOWS.replace("ENTRY", "rate: volume, request: 1 KB"))
    assert traffic["answers.egress"].quantity.to("Mbit/s") == pytest.approx(8)
    assert traffic["answers.peak_egress"].quantity.to("Mbit/s") == pytest.approx(24)
    assert "answers.ingress" not in traffic
    assert traffic["answers.qps"].quantity.to("1/s") == pytest.approx(100)
    assert traffic["logs.qps"].quantity.to("1/s") == pytest.approx(10_000)
    assert traffic["traffic.ingress"].quantity.to("Mbit/s") == pytest.approx(80)


def test_a_rate_in_bytes_is_set_and_asked_for_by_either_name(estimate):
    text = FLOWS.replace("ENTRY", "rate: volume")
    assert estimate(text, **{"logs.rate": "1 GB/day"})["logs.bytes"].quantity.to("GB/day") == 1
    assert estimate(text, **{"logs.rate": "5k/s"})["logs.qps"].quantity.to("1/s") == 5000
    assert estimate(text, **{"logs.bytes": "1 GB/day"})["logs.bytes"].quantity.to("GB/day") == 1
    with pytest.raises(CapestError, match=r"logs\.bytes stands for it"):
        estimate(text + "derived: {twice: logs.rate * 2}\n")


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ("{kind: read}", "missing-field"),
        ("{per_user: 1/day, rate: 1/s}", "excluded-field"),
        ("{rate: 1/s, users: 3 users}", "excluded-field"),
        ("{rate: 1/s, peak: 0.5}", "out-of-range"),
        ("{rate: 5 GB}", "dimension"),
        ("{per_user: 5 GB}", "dimension"),
        ("{bytes: 5/day}", "dimension"),
        ("{rate: 1/s, bytes: 1 GB/s}", "excluded-field"),
        ("{rate: 1 GB/s, users: 3 users}", "excluded-field"),
        ("{rate: 5 users/s}", "swapped-noun"),
        ("{rate: 1/s, kind: reads}", "unknown-option"),
        ("{rate: 1/s, respnse: 5 KB}", "unknown-field"),
    ],
)
def test_what_makes_no_sense_is_refused(entry, code, estimate):
    with pytest.raises(CapestError) as caught:
        estimate(f"traffic: {{call: {entry}}}\n")
    assert [problem.code for problem in caught.value.problems] == [code]


def test_what_services_ask_of_each_other_is_in_no_total(estimate):
    text = """
assumptions: {dau: 864k, peak_factor: 2}
traffic:
  page: {per_user: 10/day, kind: read, response: 1 KB}
  looked_up: {rate: page.per_day * 20 posts/page, kind: read, made_by: services, response: 1 KB}
  post: {per_user: 1/day, kind: write}
"""
    computed = estimate(text)
    assert computed["looked_up.peak_qps"].value == pytest.approx(4000)
    assert computed["traffic.qps"].value == pytest.approx(110)
    assert computed["traffic.read_qps"].value == pytest.approx(100)
    assert computed["traffic.read_write_ratio"].value == pytest.approx(10)
    assert computed["traffic.egress"].value == pytest.approx(800_000), "bit/s"
    (table,) = make_report(computed, sections(), (), version="").tables
    assert [row.name for row in table.rows] == ["page", "post"]
    assert [row.name for row in table.uncounted] == ["looked_up"]
    assert table.notes == ("looked_up: made by the services themselves, in no total",)
