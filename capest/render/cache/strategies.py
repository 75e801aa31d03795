"""How the strategies of writing compare: a row for each, then what the numbers do not show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...engine.estimate import Estimate
from ...formulas import Column
from ...quantities import cell
from ...safe_text import markdown
from ...scenario.model import Entry
from ...sections.caches.queue import QUEUE
from ...sections.caches.strategies import REMARKS
from ..blanks import left_blank, left_blank_in_markdown
from ..formats.markdown import markdown_table
from ..lines import Line, columns, wrapped
from ..programs import document
from ..report import noted
from ..side_by_side import SideBySide

COLUMNS = (
    Column(quantity="store_qps", heading="store"),
    Column(quantity="cache_qps", heading="cache"),
    Column(quantity="write_latency", heading="takes"),
    Column(quantity="stale_for", heading="stale for"),
    Column(quantity="stale_answers", heading="stale"),
    Column(quantity="writes_at_risk", heading="at risk"),
    Column(quantity="write_availability", heading="writes up"),
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One cache of a scenario under each strategy."""

    version: str
    cache: Entry
    estimates: Mapping[str, Estimate]
    exact: bool = False

    @property
    def chosen(self) -> str | None:
        """The strategy that the scenario itself names."""
        return self.cache.choices.get("writes")

    @property
    def title(self) -> str:
        """Which cache, who reads and who writes it, and how much."""
        some = next(iter(self.estimates.values()))
        parts = [
            f"{name} {does} {cell(load.quantity.value, load.quantity.unit)}"
            for field, does in (("serves", "reads"), ("written_by", "writes"))
            for name in self.cache.named_by(field)
            if (load := some.get(f"{name}.peak_qps"))
        ]
        return f"{self.cache.name}: {' and '.join(parts)} at peak"

    @property
    def table(self) -> SideBySide:
        """What stands side by side."""
        return SideBySide(
            entry=self.cache.name, estimates=self.estimates, columns=COLUMNS, exact=self.exact
        )

    def remarks(self) -> list[tuple[str, str]]:
        """What the table does not show: a sentence for each strategy, and the queue's numbers."""
        found = []
        for strategy, estimate in self.estimates.items():
            texts = [REMARKS[strategy]]
            texts += [
                text for note in QUEUE.notes if (text := noted(note, self.cache.name, estimate))
            ]
            found += [(strategy, text) for text in texts]
        return found


def layout(comparison: Comparison) -> list[Line]:
    """The comparison as lines with styles."""
    rows = [
        (f"{'*' if name == comparison.chosen else ' '} {name}", *cells)
        for name, *cells in comparison.table.rows()
    ]
    lines = wrapped(comparison.title, "title", indent=0)
    lines += [(), *columns(("WRITES", *(column.heading for column in COLUMNS)), rows), ()]
    for strategy, text in comparison.remarks():
        lines += wrapped(f"{strategy}: {text}")
    lines.append(())
    mark = "; * what the scenario says" if comparison.chosen else ""
    lines += wrapped(LEGEND + mark, "muted")
    return [*lines, *left_blank(comparison.table.wants())]


def as_markdown(comparison: Comparison) -> str:
    """The comparison as GitHub-flavoured Markdown."""
    rows = [
        (f"**{name}**" if name == comparison.chosen else name, *map(markdown, cells))
        for name, *cells in comparison.table.rows()
    ]
    heading = ("", *(column.heading for column in COLUMNS))
    blocks = [f"# {markdown(comparison.title)}", markdown_table(heading, rows)]
    blocks.append("\n".join(f"- {name}: {markdown(text)}" for name, text in comparison.remarks()))
    blocks.append(f"({LEGEND}.)")
    blocks += left_blank_in_markdown(comparison.table.wants())
    return "\n\n".join(blocks) + "\n"


def as_json(comparison: Comparison) -> str:
    """The comparison for a program: every quantity in a unit that does not change with its size."""
    names = (*(column.quantity for column in COLUMNS), *_MORE)
    facts = {
        "cache": comparison.cache.name,
        "chosen": comparison.chosen,
        "strategies": {
            strategy: {
                "remark": REMARKS[strategy],
                **comparison.table.for_programs(strategy, names),
            }
            for strategy in comparison.estimates
        },
    }
    return document(comparison.version, facts)
