"""How a report shows what is uncertain: the ends that nine of ten draws lie between."""

from __future__ import annotations

import math
import re
from collections.abc import Container, Iterator
from dataclasses import replace
from functools import partial

from ..derivations import Derivation
from ..engine.ranges import uncertain_names
from ..engine.sample import DRAWS, Sample
from ..formulas import Column, Section
from ..nouns import counted, few
from ..quantities import cell, humanise
from ..uncertainty.outcome import Outcome, outcome
from ..units import PERCENT, Unit
from .report import Report, Table

DIGITS = 2
"""As many as 2,048 draws know of an end."""
NINE_OF_TEN = "90 %"
"""What heads both ends, between which 90 % of the draws lie."""
FEW = "few draws, as models that take milliseconds are run in each; --draws {draws} makes more"
MOST_NAMED = 3
"""Quantities of which a line says something; of the others it says how many there are."""

_WHOLE = 1e6  # from here on a whole number is rounded too, as everywhere

_AMOUNT = re.compile(r"([^\d-]?[\d.,]+(?:e-?\d+)?[kMBT]?)(.*)")


def with_draws(report: Report, draws: int | None, seed: int, *, of_all: bool) -> Report:
    """The report with draws, of all its quantities or of those whose range it tells to people."""
    estimate = report.estimate
    names = {item.name for item in report.quantities()}
    if not of_all:
        uncertain = uncertain_names(estimate.graph)
        names = {item.name for item in told(report, uncertain)}
        names |= {item.name for item, _ in report.headline if item.name in uncertain}
    return replace(report, sample=estimate.sample(draws, seed, outputs=names))


def told(report: Report, uncertain: Container[str]) -> tuple[Derivation, ...]:
    """The quantities whose range a report for people tells: a column of each table, and derived
    ones.
    """
    found: list[Derivation] = []
    for table in report.tables:
        column = _column_told(table, uncertain)
        if column:
            index = table.columns.index(column)
            found += [item for row in table.all_rows if (item := row.cells[index])]
    return (*found, *report.derived)


def _column_told(table: Table, uncertain: Container[str]) -> Column | None:
    """The column that is planned by, if it is uncertain."""
    found = {
        column.quantity: column
        for index, column in enumerate(table.columns)
        if any((cell := row.cells[index]) and cell.name in uncertain for row in table.all_rows)
    }
    first = next((name for name in _by_use(table.section) if name in found), None)
    return found[first or list(found)[-1]] if found else None


def intervals_of(report: Report, table: Table) -> tuple[str, tuple[str, ...]] | None:
    """The heading of a column of ranges, and its cells; None where nothing is uncertain."""
    column = _column_told(table, report.sample or ())
    if column is None:
        return None
    index = table.columns.index(column)
    cells = tuple(interval(report, row.cells[index], column) for row in table.all_rows)
    return f"{column.heading}, {NINE_OF_TEN}", cells


def _by_use(section: Section) -> Iterator[str]:
    yield from (section.told_with_range, section.machines, *section.leads_to)
    yield from (column.quantity.rpartition(".")[2] for column in section.headline)


def outcome_of(report: Report, derivation: Derivation | None) -> Outcome | None:
    """What a quantity comes to in the draws, if it is uncertain."""
    if derivation is None or report.sample is None or derivation.name not in report.sample:
        return None
    return outcome(report.sample, derivation.name, derivation.quantity.value)


def percentiles_of(report: Report, derivation: Derivation) -> dict[str, float]:
    """The percentiles of an uncertain quantity, their mean too, in the unit for programs."""
    found = outcome_of(report, derivation)
    if found is None:
        return {}
    named = {f"p{part}": value for part, value in found.percentiles.items()} | {"mean": found.mean}
    standard = report.estimate.standard
    return {name: standard(derivation.name, value).value for name, value in named.items()}


def interval(report: Report, derivation: Derivation | None, column: Column | None = None) -> str:
    """Both ends: 4.8k to 43k/s; nothing for what is certain."""
    found = outcome_of(report, derivation)
    if found is None or derivation is None:
        return ""
    show = partial(cell, per=column.per) if column else humanise
    unit = derivation.quantity.unit
    low, high = (show(rounded(end, unit), unit) for end in found.ends)
    return joined(low, high)


def joined(low: str, high: str) -> str:
    """Two ends, the unit once where they share it: 4.8k to 43k/s, 120 MB to 1.2 GB.

    >>> joined("5 MB", "40 MB"), joined("90%", "98%"), joined("2", "2")
    ('5 to 40 MB', '90 to 98%', '2')
    """
    if low == high:
        return low
    one, other = _AMOUNT.fullmatch(low), _AMOUNT.fullmatch(high)
    if one and other and one[2] == other[2]:
        low = one[1]
    return f"{low} to {high}"


def rounded(value: float, unit: Unit) -> float:
    """A value to two digits; whole ones as they are, and of what is nearly all, what lacks."""
    if value == 0 or (value == math.floor(value) and abs(value) < _WHOLE and unit != PERCENT):
        return value
    if unit == PERCENT and 90 < value < 100:
        return 100 - rounded(100 - value, unit)
    return float(f"{value:.{DIGITS}g}")


def few_draws(sample: Sample) -> str:
    """Why there are few draws, where nobody asked for as many."""
    return FEW.format(draws=DRAWS) if sample.is_few else ""


def footer(report: Report) -> Iterator[str]:
    """What was drawn, where the estimate lies aside, and what draws give no value."""
    sample = report.sample
    if sample is None:
        return
    if not sample.ranges:
        yield "nothing is uncertain: no value is written as a range, such as 250M to 350M users"
        return
    ranges, draws = counted(len(sample.ranges), "range"), counted(sample.draws, "draw")
    yield f"{NINE_OF_TEN} of {draws} of {ranges}, seed {sample.seed}, lie in between"
    if why := few_draws(sample):
        yield why
    items = {item.name: item for item in told(report, sample)}
    found = {name: at for name, item in items.items() if (at := outcome_of(report, item))}
    pairs = {
        name: (_shown(at.point, items[name]), _shown(at.percentiles[50], items[name]))
        for name, at in found.items()
        if at.is_point_aside
    }
    aside = [
        f"{name} is {one}, theirs {other}" for name, (one, other) in pairs.items() if one != other
    ]
    if aside:
        yield f"the estimate lies outside the middle half of the draws: {few(aside, MOST_NAMED)}"
    lost = {name: sample.without_value(name) for name in items if name in sample}
    without = [f"{name} in {number:,}" for name, number in lost.items() if number]
    if without:
        yield f"without a value: {few(without, MOST_NAMED)} of {draws}"


def _shown(value: float, derivation: Derivation) -> str:
    unit = derivation.quantity.unit
    return humanise(rounded(value, unit), unit)
