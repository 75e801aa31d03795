"""How the strategies of writing compare: a row for each, then what the numbers do not show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...engine.estimate import Estimate
from ...formulas import Column
from ...quantities import cell
from ...records import record
from ...scenario.model import Entry
from ...sections.caches.queue import QUEUE
from ...sections.caches.strategies import REMARKS
from ..lines import Line
from ..report import noted
from ..side_by_side import SideBySide, Tables

COLUMNS = (
    Column("store_qps", "store"),
    Column("cache_qps", "cache"),
    Column("write_latency", "takes"),
    Column("stale_for", "stale for"),
    Column("stale_answers", "stale"),
    Column("writes_at_risk", "at risk"),
    Column("write_availability", "writes up"),
)
LEGEND = (
    "store, cache: operations at peak; takes: until a write is acknowledged; stale: of "
    "all reads, those that get what is overwritten, and how long at most; at risk: writes that are "
    "acknowledged, but not in the store"
)
_MORE = (
    "hit_ratio", "miss_qps", "coalescing", "store_write_qps", "write_downtime", "store_lag",
    "data_at_risk", "queue_load", "backlog", "backlog_size", "longest_wait", "drain_time",
)  # fmt: skip
"""What programs are told besides."""


@record(kw_only=True)
class Strategies:
    """One cache of a scenario under each strategy."""

    cache: Entry
    estimates: Mapping[str, Estimate]

    @property
    def chosen(self) -> str | None:
        """The strategy that the scenario itself names."""
        return self.cache.choices.get("writes")


def layout(found: Strategies, *, exact: bool = False) -> list[Line]:
    """The comparison as lines with styles."""
    return _tables(found, exact=exact).layout()


def as_markdown(found: Strategies, *, exact: bool = False) -> str:
    """The comparison as GitHub-flavoured Markdown."""
    return _tables(found, exact=exact).as_markdown()


def as_mapping(found: Strategies) -> dict[str, Any]:
    """The comparison as plain values, in units that do not change with a number's size."""
    names = (*(column.quantity for column in COLUMNS), *_MORE)
    table = _table(found)
    return {
        "cache": found.cache.name,
        "chosen": found.chosen,
        "strategies": {
            strategy: {"remark": REMARKS[strategy], **table.for_programs(strategy, names)}
            for strategy in found.estimates
        },
    }


def _tables(found: Strategies, *, exact: bool) -> Tables:
    table = _table(found, exact=exact)
    return Tables(
        title=_title(found),
        tables=((("writes", *table.heading), table.rows()),),
        chosen=found.chosen,
        remarks=tuple(_remarks(found)),
        legend=LEGEND,
        wants=table.wants(),
    )


def _table(found: Strategies, *, exact: bool = False) -> SideBySide:
    return SideBySide(
        entry=found.cache.name, estimates=found.estimates, columns=COLUMNS, exact=exact
    )


def _title(found: Strategies) -> str:
    """Which cache, who reads and who writes it, and how much."""
    some = next(iter(found.estimates.values()))
    parts = [
        f"{name} {does} {cell(load.quantity.value, load.quantity.unit)}"
        for field, does in (("serves", "reads"), ("written_by", "writes"))
        for name in found.cache.named_by(field)
        if (load := some.get(f"{name}.peak_qps"))
    ]
    return f"{found.cache.name}: {' and '.join(parts)} at peak"


def _remarks(found: Strategies) -> Iterator[tuple[str, str]]:
    """What the table does not show: a sentence for each strategy, and the queue's numbers."""
    for strategy, estimate in found.estimates.items():
        yield strategy, REMARKS[strategy]
        for note in QUEUE.notes:
            if text := noted(note, found.cache.name, estimate):
                yield strategy, text
