"""Which pictures a report has: what sets each limit, how long a path takes, and so on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ...derivations import Derivation
from ...engine.estimate import Estimate
from ...problems import EstimateError
from ...quantities import humanise
from ...records import record
from ...studies.growing.grow import grow
from ...studies.growing.over_time import OverTime
from ...studies.growing.rates import rates_of
from ...uncertainty.drivers import drivers
from ..intervals import outcome_of, rounded
from ..report import Report, Table
from .charts import bars, curve, fans, lines, spans, waterfall
from .figures import PageNumbers
from .markup import Markup

_BARS = {
    "costs": ("per_month", "What a month costs"),
    "parts": ("downtime", "How long each part is down in a month"),
}
"""The column of a section of which a bar for each entry says more than its table."""
_YEARS = 3
_SIZES = 24
_ALL = 100.0
_MOST_TORNADO = 10
_MOST_MOVED = 8
_MOST_LINES = 8


@record(kw_only=True)
class Picture:
    """A chart and what stands above it."""

    title: str
    chart: Markup
    still: bool = False
    """Whether it stays as the file has it, whatever is changed."""


def pictures(report: Report, figures: PageNumbers) -> Iterator[Picture]:
    """The pictures of a report, in the order of its tables; then growth and ranges."""
    for table in report.tables:
        yield from _limits(table, figures)
        yield from _of_section(report, table, figures)
    yield from _growth(report)
    yield from _ranges(report)
    yield from _tornado(report)


def _limits(table: Table, figures: PageNumbers) -> Iterator[Picture]:
    for derivation, binding in table.bindings:
        rivals = {item.name for item in (binding.winner, *binding.others)}
        shown = [item for item in derivation.inputs if item.name in rivals]
        named = [(item.name.rpartition(".")[2].replace("_", " "), item) for item in shown]
        title = f"What sets {derivation.name}"
        if len(named) > 1:
            yield Picture(title=title, chart=bars(figures, title, named))


def _of_section(report: Report, table: Table, figures: PageNumbers) -> Iterator[Picture]:
    name = table.section.name
    if name in _BARS:
        yield from _entry_bars(table, figures, *_BARS[name])
    for row in table.rows if name == "budgets" else ():
        if picture := _path(report.estimate, figures, row.name):
            yield picture
    for row in table.rows if name == "systems" else ():
        if picture := _downtime(report.estimate, figures, row.name):
            yield picture
    for row in table.rows if name == "caches" else ():
        if picture := _hit_ratios(report.estimate, row.name):
            yield picture


def _entry_bars(table: Table, figures: PageNumbers, result: str, title: str) -> Iterator[Picture]:
    """A bar for each entry; of a single one, for what its number is made of."""
    index = next((at for at, item in enumerate(table.columns) if item.quantity == result), None)
    if index is None:
        return
    rows = [(row.name, cell) for row in table.rows if (cell := row.cells[index])]
    if len(rows) == 1:
        unit = rows[0][1].quantity.unit
        beside = zip(table.columns[:index], table.rows[0].cells, strict=False)
        rows = [(it.heading, cell) for it, cell in beside if cell and cell.quantity.unit == unit]
    if len(rows) > 1:
        yield Picture(title=title, chart=bars(figures, title, rows))


def _path(estimate: Estimate, figures: PageNumbers, budget: str) -> Picture | None:
    hops = [
        (name, mean)
        for name in estimate.scenario.entries[budget].named_by("path")
        if (mean := estimate.get(f"{name}.mean"))
    ]
    title = f"Where the time of {budget} goes, on average"
    marks = {"p50": "p50", "p99": "p99", "limit": "within"}
    return _fall(estimate, figures, title, hops, budget, marks)


def _downtime(estimate: Estimate, figures: PageNumbers, system: str) -> Picture | None:
    """What each part adds to the time that a system is down; nothing where it goes on without."""
    parts = [
        (name, down)
        for name in dict.fromkeys(estimate.scenario.entries[system].named_by("needs"))
        if (down := estimate.get(f"{name}.downtime"))
        and (counted := estimate.get(f"{name}.counted"))
        and counted.quantity.value < _ALL
    ]
    title = f"How long {system} is down in a month"
    marks = {"down": "downtime", "limit": "downtime_allowed"}
    return _fall(estimate, figures, title, parts, system, marks)


def _fall(
    estimate: Estimate, figures: PageNumbers, title: str, steps: Sequence[tuple[str, Derivation]],
    entry: str, marks: Mapping[str, str],
) -> Picture | None:  # fmt: skip
    shown = [
        (word, item) for word, name in marks.items() if (item := estimate.get(f"{entry}.{name}"))
    ]
    if not steps or not shown:
        return None
    return Picture(title=title, chart=waterfall(figures, title, steps, shown))


def _hit_ratios(estimate: Estimate, cache: str) -> Picture | None:
    """The hit ratio by size, from the graph at other sizes, or at other hit ratios to reach."""
    wanted = tuple(f"{cache}.{name}" for name in ("items", "items_cached", "hit_ratio"))
    found = [estimate.get(name) for name in wanted]
    items, cached, hits = found
    if items is None or cached is None or hits is None or f"{cache}.popularity" not in estimate:
        return None
    target = f"{cache}.target_hit_ratio"
    varied = target if target in estimate else wanted[1]
    part = estimate.graph.only([*wanted, varied])
    whole, answers = items.quantity.value, wanted[2]
    if varied == target:
        whole, answers = hits.quantity.value / estimate[target].quantity.value * _ALL, target
    points = [(0.0, 0.0)]
    for at in range(1, _SIZES + 1):
        try:
            values = part.run({varied: whole * at / _SIZES})
        except EstimateError:
            continue
        points.append((values[wanted[1]] / values[wanted[0]], values[answers] / _ALL))
    at_now = (cached.quantity.value / items.quantity.value, hits.quantity.value / _ALL)
    points = sorted({*points, at_now})
    title = f"Hit ratio of {cache} by its size"
    share = f"{hits.quantity} with {humanise(cached.quantity.value, cached.quantity.unit)}"
    last = points[-1][0]
    most = "all cached" if last > 0.999 else f"{last:.3g} of all cached"
    chart = curve(title, points, at_now, ("nothing cached", most, share))
    return Picture(title=title, chart=chart, still=True)


def _growth(report: Report) -> Iterator[Picture]:
    estimate = report.estimate
    over = OverTime(estimate, rates_of(estimate, ()))
    if report.only or not (over.rates or any(over.ahead.values())):
        return
    half = float(estimate.graph.units.atom("year").scale) / 2
    grown = grow(over, [half * at for at in range(2 * _YEARS + 1)])
    rows: list[tuple[str, list[float], str]] = []
    now, last = (grown.moments[at].estimate for at in (0, -1))
    names = (*over.rates, *(item.name for item in _main_numbers(report)))
    for name in dict.fromkeys(name for name in names if name in last and name in now):
        found = [moment.estimate.get(name) for moment in grown.moments]
        values = [item.quantity.value for item in found if item]
        if (
            len(values) == len(found)
            and min(values) > 0
            and values[0] != values[-1]
            and len(rows) < _MOST_LINES
        ):
            parts = [value / values[0] for value in values]
            rows.append((name, parts, f"{now[name].quantity} → {last[name].quantity}"))
    if rows:
        count = len(grown.moments) - 1
        rates = ", ".join(f"{name} {rate.text}" for name, rate in over.rates.items())
        title = f"How it grows: {rates}"
        times = ["now", *(f"{at / 2:g} years" for at in range(1, count + 1))]
        yield Picture(title=title, chart=lines(title, times, rows), still=True)


def _main_numbers(report: Report) -> Sequence[Derivation]:
    """What the report tells first."""
    results = [item for item, _ in report.headline]
    for table in report.tables:
        for row in table.rows:
            names = filter(None, (table.section.machines, *table.section.leads_to))
            found = report.estimate.get(f"{row.name}.{next(names, '')}")
            results += [found] if found else []
    results += report.derived
    return list({item.name: item for item in results}.values())


def _ranges(report: Report) -> Iterator[Picture]:
    rows = []
    for item in _main_numbers(report):
        found, unit = outcome_of(report, item), item.quantity.unit
        if found and found.ends[0] < found.ends[1]:
            parts = [found.percentiles[part] for part in (5, 25, 75, 95)]
            texts = [humanise(rounded(end, unit), unit) for end in found.ends]
            rows.append((item.name, parts, found.point, (texts[0], texts[1])))
    if rows:
        title = "Ranges: nine of ten draws, half of them, and the estimate"
        yield Picture(title=title, chart=fans(title, rows), still=True)


def _tornado(report: Report) -> Iterator[Picture]:
    if report.sample is None:
        return
    uncertain = [item for item in _main_numbers(report) if item.name in report.sample]
    for item in uncertain[:_MOST_MOVED]:
        unit, rows = item.quantity.unit, []
        for driver in drivers(report.estimate, report.sample, item.name)[:_MOST_TORNADO]:
            ends = (driver.low, driver.high)
            if ends[0] != ends[1] and all(end == end for end in ends):  # noqa: PLR0124 - not nan
                low, high = (humanise(rounded(end, unit), unit) for end in ends)
                rows.append((driver.range.name, *ends, item.quantity.value, (low, high)))
        if rows:
            title = f"What moves {item.name}"
            yield Picture(title=title, chart=spans(title, rows, log=True), still=True)
