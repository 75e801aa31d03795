"""The draws of one quantity for a person: a histogram, what moves it, what to measure first."""

from __future__ import annotations

import math
from collections.abc import Callable

from ...engine.sample import Sample
from ...factors import percentage
from ...nouns import counted
from ...quantities import cell, humanise
from ...safe_text import cut
from ...uncertainty.drivers import Driver
from ...uncertainty.histogram import Bar
from ...uncertainty.outcome import outcome
from ...uncertainty.study import Study
from ...units import Unit
from ..bars import bar as drawn_bar
from ..intervals import few_draws, joined, rounded
from ..lines import Line, columns, fits, width, wrapped

LEAST_SHARE = 0.005
"""Of what a quantity scatters by: a range with less of it, which moves it by less than this, is
counted and not shown."""
MOST_INTERACTIONS = 0.05
"""From this part on it is said that ranges act together."""
MOST_TO_MEASURE = 3
"""Ranges that are proposed to be measured first."""

NEARLY_ALL = 0.9
"""The part of the draws from which on a value that they have in common says more than bars."""

_LONGEST_BAR = 40
_BESIDE = 30  # characters that a bar leaves for what is beside it
_BAR = 17
_RANGE = 16  # characters of a range, where all of it does not fit
_FEW_BARS = 3


def layout(found: Study) -> list[Line]:
    """The three parts, with a line for what was drawn."""
    lines = [*_title(found), *_histogram(found), ()]
    lines += _moved_by(found)
    lines += _to_measure(found)
    return [*lines, *_footer(found)]


def overview(sample: Sample) -> list[Line]:
    """Every uncertain quantity in three percentiles."""
    return columns(*percentiles(sample))


def percentiles(sample: Sample) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """The heading and the rows of such a table."""
    rows = []
    for name in sample:
        found = outcome(sample, name, math.nan)
        told = [found.percentiles[part] for part in (5, 50, 95)] if found else []
        unit = sample.graph.unit[name]
        rows.append((name, *(cell(rounded(value, unit), unit) for value in told)))
    full = [(*row, *[""] * (4 - len(row))) for row in rows]
    return ("QUANTITY", "5 %", "50 %", "95 %"), full


def _title(found: Study) -> list[Line]:
    show = _shower(found, humanise)
    low, high = (show(end) for end in found.outcome.ends)
    half, point = show(found.outcome.percentiles[50]), show(found.outcome.point)
    text = (
        f"{found.name}   {joined(low, high)} in 90 % of draws, half of them below {half}; "
        f"the estimate is {point}"
    )
    is_aside = found.outcome.is_point_aside and half != point
    aside = ", outside their middle half" if is_aside else ""
    return wrapped(text + aside, "title", indent=0)


def _histogram(found: Study) -> list[Line]:
    """A bar for each stretch of values; where nearly all draws give one, a line says so."""
    show = _shower(found, humanise)
    shown = {show(end) for bar in found.bars for end in (bar.low, bar.high)}
    number = found.sample.draws - found.outcome.without_value
    draws = counted(number, "draw")
    if len(shown) == 1:
        given = f"all {draws} give" if number > 1 else "the one draw gives"
        return wrapped(f"{given} {shown.pop()}")
    if len(found.bars) <= _FEW_BARS and max(bar.share for bar in found.bars) >= NEARLY_ALL:
        told = [f"{show(bar.low)} in {percentage(bar.share)}" for bar in found.bars]
        return wrapped(f"{', '.join(told)} of the {draws}")
    return list(map(_bar_line(found), found.bars))


def _shower(found: Study, write: Callable[[float, Unit], str]) -> Callable[[float], str]:
    unit = found.estimate.graph.unit[found.name]
    return lambda value: "-" if math.isnan(value) else write(rounded(value, unit), unit)


def _bar_line(found: Study) -> Callable[[Bar], Line]:
    """A bar with what it starts at, how long it is, and the percentiles that lie in it."""
    show, most = _shower(found, cell), max(bar.share for bar in found.bars)
    labels = max(len(show(bar.low)) for bar in found.bars)
    longest = min(_LONGEST_BAR, width() - _BESIDE - labels)
    marks = {part: found.outcome.percentiles[part] for part in (5, 50, 95)}

    def line(bar: Bar) -> Line:
        is_first, is_last = bar is found.bars[0], bar is found.bars[-1]
        inside = [
            f"p{part}"
            for part, value in marks.items()
            if (is_first or bar.low <= value)
            and (is_last or value < bar.high or bar.low == bar.high == value)
        ]
        length = drawn_bar(bar.share, most, longest).ljust(longest)
        beyond = ["and below" if is_first else "and above"] if bar.is_open else []
        told = f" {percentage(bar.share):>6}  {' '.join((*inside, *beyond))}"
        return (("", f"  {show(bar.low):>{labels}}  "), ("number", length), ("muted", told))

    return line


def _moved_by(found: Study) -> list[Line]:
    """One range at a time, from its low to its high end."""
    show = _shower(found, cell)
    shown = [driver for driver in found.drivers if not _is_nothing(driver, found)]
    spans = [value for driver in shown for value in (driver.low, driver.high)]
    spans = [value for value in spans if not math.isnan(value)]
    place = _places(found.outcome.point, spans)
    rows = [
        (
            driver.range.name,
            driver.range.text,
            _bar(driver, found.outcome.point, place).ljust(_BAR),
            show(driver.low),
            show(driver.high),
            percentage(driver.share),
        )
        for driver in shown
    ]
    heading = ("WHAT MOVES IT", "", "from low to high", "", "", "share")
    if not fits([heading, *rows]):
        rows = [(row[0], cut(row[1], _RANGE), *row[2:]) for row in rows]
    lines = columns(heading, rows)
    others = len(found.drivers) - len(shown)
    if others:
        ranges = "1 other range moves" if others == 1 else f"{others} other ranges move"
        lines += wrapped(f"{ranges} it by less than {percentage(LEAST_SHARE)}", "muted")
    if found.interactions > MOST_INTERACTIONS and shown:
        lines += wrapped(f"together, and none by itself: {percentage(found.interactions)}", "muted")
    return [*lines, ()]


def _is_nothing(driver: Driver, found: Study) -> bool:
    point = abs(found.outcome.point)
    moved = abs(driver.high - driver.low)
    return driver.share < LEAST_SHARE and moved <= LEAST_SHARE * point


def _places(point: float, values: list[float]) -> Callable[[float], int]:
    """Where on a bar a value lies: by factors where all are above 0."""
    every = [point, *values]
    scale = math.log if min(every) > 0 else float
    low, high = scale(min(every)), scale(max(every))
    per = (_BAR - 1) / (high - low) if high > low else 0
    return lambda value: round((scale(value) - low) * per)


def _bar(driver: Driver, point: float, place: Callable[[float], int]) -> str:
    if math.isnan(driver.low) or math.isnan(driver.high):
        return "no value at an end"
    low, high = sorted((place(driver.low), place(driver.high)))
    middle = place(point)
    return "".join(
        "│" if index == middle else "█" if low <= index <= high else " " for index in range(_BAR)
    ).rstrip()


def _to_measure(found: Study) -> list[Line]:
    """What is known of it once one of the ranges is, those first that tell most."""
    first = [driver for driver in found.drivers if not _is_nothing(driver, found)]
    rows = [
        (
            driver.range.name,
            _factors(found.width, driver.width_if_known),
            *(
                f"{percentage(found.wrong(verdict))} → {percentage(told)}"
                for verdict in found.verdicts[:1]
                for told in [driver.wrong_if_known[verdict.expectation.passage.text]]
            ),
        )
        for driver in first[:MOST_TO_MEASURE]
    ]
    if not rows or len(found.drivers) == 1:
        return []
    heading = ["MEASURE FIRST", "p95 ÷ p5"]
    heading += ["wrong verdicts" for _ in found.verdicts[:1]]
    told = [f"verdicts on {item.expectation.passage.text}" for item in found.verdicts[:1]]
    return [
        *columns(heading, rows),
        *(line for text in told for line in wrapped(text, "muted")),
        (),
    ]


def _factors(now: float | None, then: float | None) -> str:
    return f"{now:.2g}x → {then:.2g}x" if now and then else ""


def _footer(found: Study) -> list[Line]:
    sample = found.sample
    lines = wrapped(f"{counted(sample.draws, 'draw')}, seed {sample.seed}", "muted")
    if few := few_draws(sample):
        lines += wrapped(few, "muted")
    if found.outcome.without_value:
        lines += wrapped(f"{found.outcome.without_value:,} of them give it no value", "ours")
    for verdict in found.verdicts:
        text = f"{verdict.expectation.passage.text}: {verdict.told_odds}"
        lines += wrapped(text, "good" if verdict.holds else "bad")
    return lines
