"""A rate that rests on what is at peak already is not multiplied by a peak again."""

from __future__ import annotations

from collections.abc import Iterator

from ..design import Contradiction, Design

_RATES = ("rate", "bytes")
_AT_PEAK = "peak_"


def contradictions(design: Design) -> Iterator[Contradiction]:
    """Each traffic whose rate is taken from a peak, and which has a peak of its own."""
    for entry in design.entries("traffic"):
        rate = next((field for field in _RATES if field in entry.values), None)
        mean, peak = design.value(entry, "qps"), design.value(entry, "peak_qps")
        resting = rate and design.rests_on_rate(f"{entry.name}.{rate}", _AT_PEAK)
        if resting and mean and peak and peak > mean * 1.001:
            yield Contradiction(
                code="peaked-twice",
                about=f"{entry.name}.peak_qps",
                message=f"{entry.name}.{rate} rests on {resting}, which is at peak, and is "
                f"multiplied by {peak / mean:.3g} for its peak once more",
                hint=f"give {entry.name} `peak: 1`, or a rate of the mean: per_day or qps, of what "
                f"{resting} rests on",
                places=(design.says(entry, rate or ""),),
            )
