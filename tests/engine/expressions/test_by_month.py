"""Money in small rates is shown by the month."""

from __future__ import annotations

import pytest

from capest.engine.calculate import calculate
from capest.problems import passage_of


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("10 GB/s * $0.02/GB", "$518k/month"),
        ("1 kB/s * $0.02/GB", "$0.0518/month"),
        ("10 nodes * $0.10/node/hour", "$1/h"),
        ("1 GB/s * €0.02/GB in €/day", "€1.73k/day"),
        ("$0.2/s", "$0.2/s"),
    ],
)
def test_a_price_times_a_rate_is_a_bill(text, shown):
    assert str(calculate(passage_of("calc", text))) == shown


def test_the_month_is_the_scenarios(estimate):
    """10 GiB in at 1 million requests of 10 KiB in a month, at $0.0032 a GiB: AWS's S3 Express
    example, 3 cents.
    """
    found = estimate("""
conventions: {month: 31 days}
traffic: {put: {rate: 1M/month, kind: write, request: 10 KiB}}
derived: {up: put.ingress * $0.0032/GiB, yearly: up * 1 year}
""")
    assert str(found["up"].quantity) == "$0.0305/month"
    assert found["up"].value == pytest.approx(1e6 * 10 / 1024**2 * 0.0032, rel=1e-12)
    assert found["yearly"].quantity.to("USD") == pytest.approx(found["up"].value * 365 / 31)
