"""Parts: against published figures of availability."""

from __future__ import annotations

import pytest

from capest.problems import CapestError


@pytest.mark.parametrize(
    ("fields", "up"),
    [
        ("availability: 99.9%", 0.999),
        ("mttf: 720 h, mttr: 1 h", 720 / 721),
        ("mttf: 720 h, mttr: 10 min", 0.999769),
        ("availability: 99%, copies: 3, needed: 2, common_cause: 0%", 0.999702),
        ("availability: 99%, copies: 14, needed: 10, common_cause: 0%", 0.9999998143),
        ("availability: 99%, copies: 2, common_cause: 0%", 1 - 1e-4),
        ("availability: 99%, copies: 2, common_cause: 1%", 1 - 1.9801e-4),
        ("availability: 99%, copies: 2", 1 - 1.081e-3),  # a tenth of all failures takes both
        ("availability: 99.9%, copies: 3, commit: two_phase", 0.996005996),
        ("availability: 99.9%, copies: 3, read_quorum: 2, write_quorum: 2, common_cause: 0%",
         0.999997002),
    ],
)  # fmt: skip
def test_a_part(estimate, fields, up):
    found = estimate(f"parts: {{db: {{{fields}}}}}")
    assert found["db.up"].value == pytest.approx(up, rel=1e-6)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ("availability: 99.9%, copies: 2, needed: 3", "db.up"),
        ("availability: 101%", "db.availability"),
        ("mttf: 3 days", "mttr"),
        ("availability: 99%, needed: 2", "copies"),
    ],
)
def test_parts_that_cannot_be(estimate, fields, message):
    with pytest.raises(CapestError) as caught:
        estimate(f"parts: {{db: {{{fields}}}}}")
    assert message in str(caught.value)


@pytest.mark.parametrize(("read", "write", "overlap"), [(2, 2, 1), (1, 2, 0), (1, 1, -1)])
def test_what_availability_costs_in_consistency(estimate, read, write, overlap):
    """A read is sure to meet the last write if R + W > N (Gifford 1979)."""
    found = estimate(
        f"parts: {{db: {{availability: 99%, copies: 3, read_quorum: {read}, "
        f"write_quorum: {write}}}}}"
    )
    assert found["db.overlap"].value == overlap


def test_a_month_is_the_scenarios(estimate):
    found = estimate("""
conventions: {month: 365 days / 12}
parts: {web: {availability: 99.9%}}
""")
    assert found["web.downtime"].quantity.to("min") == pytest.approx(43.8)


@pytest.mark.parametrize(
    ("fields", "blamed"),
    [
        ("copies: 3, read_quorum: 4, write_quorum: 2", "4"),
        ("copies: 3, read_quorum: 2, write_quorum: 1.5", "1.5"),
        ("copies: 2.5", "2.5"),
    ],
)
def test_what_is_to_blame_is_pointed_at(estimate, fields, blamed):
    with pytest.raises(CapestError) as caught:
        estimate(f"parts: {{db: {{availability: 99.9%, {fields}}}}}")
    text = f"parts: {{db: {{availability: 99.9%, {fields}}}}}"
    spans = [problem.span for problem in caught.value.problems]
    assert [text[span.column - 1 : span.end_column - 1] for span in spans] == [blamed]
