"""The draws of one quantity for programs and documents: JSON, CSV and Markdown."""

from __future__ import annotations

import math
from typing import Any

from ...factors import percentage
from ...quantities import humanise
from ...safe_text import markdown, markdown_code
from ...uncertainty.study import Study
from ..formats.markdown import markdown_table
from ..intervals import joined, rounded
from ..programs import csv_text, unit_text

HEADER = ("range", "text", "low", "high", "unit", "share", "rank_correlation", "width_if_known")


def as_mapping(found: Study) -> dict[str, Any]:
    """Everything, in the unit of the quantity's value."""
    standard = _standard(found)
    percentiles = {f"p{part}": standard(at) for part, at in found.outcome.percentiles.items()}
    return {
        "quantity": found.name,
        "unit": unit_text(found.estimate[found.name].unit),
        "draws": found.sample.draws,
        "seed": found.sample.seed,
        "point": standard(found.outcome.point),
        **percentiles,
        "mean": standard(found.outcome.mean),
        "without_value": found.outcome.without_value,
        "width": found.width,
        "histogram": [
            {
                "from": standard(bar.low),
                "to": standard(bar.high),
                "share": bar.share,
                "open": bar.is_open,
            }
            for bar in found.bars
        ],
        "drivers": _drivers(found),
        "interactions": found.interactions,
        "expect": [
            {
                "text": verdict.expectation.passage.text,
                "at": str(verdict.expectation.passage.span()),
                "holds": verdict.holds,
                "odds": verdict.odds,
                "wrong": found.wrong(verdict),
            }
            for verdict in found.verdicts
        ],
    }


def _drivers(found: Study) -> list[dict[str, Any]]:
    standard = _standard(found)
    return [
        {
            "range": driver.range.name,
            "text": driver.range.text,
            "at": str(driver.range.span),
            "distribution": driver.range.law.shape,
            "low": standard(driver.low),
            "high": standard(driver.high),
            "share": driver.share,
            "rank_correlation": driver.rank_correlation,
            "width_if_known": driver.width_if_known,
            "wrong_if_known": driver.wrong_if_known,
        }
        for driver in found.drivers
    ]


def _standard(found: Study) -> Any:
    def standard(value: float) -> float | None:
        if math.isnan(value):
            return None
        told: float = found.estimate.standard(found.name, value).value
        return told

    return standard


def as_csv(found: Study) -> str:
    """A line for each range that moves it."""
    unit = unit_text(found.estimate[found.name].unit)
    rows = ([{"unit": unit, **facts}[name] for name in HEADER] for facts in _drivers(found))
    return csv_text(HEADER, rows)


def as_markdown(found: Study) -> str:
    """A sentence and a table, as for a design document."""
    unit = found.estimate.graph.unit[found.name]

    def show(value: float) -> str:
        return "" if math.isnan(value) else markdown(humanise(rounded(value, unit), unit))

    low, high = map(show, found.outcome.ends)
    middle, point = show(found.outcome.percentiles[50]), show(found.outcome.point)
    rows = [
        (
            markdown_code(driver.range.name),
            markdown(driver.range.text),
            show(driver.low),
            show(driver.high),
            percentage(driver.share),
        )
        for driver in found.drivers
    ]
    told = [
        f"{verdict.expectation.passage.text}: {verdict.told_odds}" for verdict in found.verdicts
    ]
    blocks = [
        f"**{markdown_code(found.name)}** is {joined(low, high)} in 90 % of "
        f"{found.sample.draws:,} draws (seed {found.sample.seed}), half of them below {middle}; "
        f"the estimate is {point}.",
        markdown_table(("what moves it", "range", "at its low", "at its high", "share"), rows),
        *("\n".join(f"- {markdown(text)}" for text in told) for _ in told[:1]),
    ]
    return "\n\n".join(blocks) + "\n"
