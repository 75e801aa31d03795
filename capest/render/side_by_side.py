"""One entry under each of some options: its quantities side by side, for tables and programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ..derivations import Derivation
from ..engine.estimate import Estimate
from ..formulas import Column
from ..quantities import cell
from ..records import record
from ..safe_text import markdown
from .blanks import left_blank, left_blank_in_markdown
from .formats.markdown import markdown_table
from .lines import Line, columns, wrapped
from .programs import amount


@record(kw_only=True)
class Tables:
    """What a person reads of the options: a table or two, and what is said below them."""

    title: str
    tables: Sequence[tuple[Sequence[str], Sequence[Sequence[str]]]]
    """The heading and the rows of each, the option first."""
    chosen: str | None
    """The option that the scenario itself names."""
    remarks: Sequence[tuple[str, str]]
    legend: str
    wants: Sequence[str]

    def layout(self) -> list[Line]:
        """The tables as lines with styles."""
        lines = wrapped(self.title, "title", indent=0)
        for (title, *heading), rows in self.tables:
            marked = [
                (f"{'*' if name == self.chosen else ' '} {name}", *cells) for name, *cells in rows
            ]
            lines += [(), *columns((title.upper(), *heading), marked)]
        lines.append(())
        for name, text in self.remarks:
            lines += wrapped(f"{name}: {text}")
        lines.append(())
        mark = "; * what the scenario says" if self.chosen else ""
        return [*lines, *wrapped(self.legend + mark, "muted"), *left_blank(self.wants)]

    def as_markdown(self) -> str:
        """The tables as GitHub-flavoured Markdown."""
        blocks = [f"# {markdown(self.title)}"]
        for heading, rows in self.tables:
            marked = [
                (f"**{name}**" if name == self.chosen else name, *map(markdown, cells))
                for name, *cells in rows
            ]
            blocks.append(markdown_table(tuple(map(markdown, heading)), marked))
        blocks.append("\n".join(f"- {name}: {markdown(text)}" for name, text in self.remarks))
        blocks += [f"({self.legend}.)", *left_blank_in_markdown(self.wants)]
        return "\n\n".join(blocks) + "\n"


@record(kw_only=True)
class SideBySide:
    """The estimates of one entry, by option, and which of its quantities to show."""

    entry: str
    estimates: Mapping[str, Estimate]
    columns: tuple[Column, ...]
    exact: bool = False

    @property
    def heading(self) -> tuple[str, ...]:
        """What stands above the cells, the option's apart."""
        return tuple(column.heading for column in self.columns)

    def found(self, option: str, quantity: str) -> Derivation | None:
        """A quantity of the entry under an option."""
        return self.estimates[option].get(f"{self.entry}.{quantity}")

    def rows(self) -> list[tuple[str, ...]]:
        """The cells of the table, the option first."""
        return [
            (option, *(self.shown(self.found(option, column.quantity)) for column in self.columns))
            for option in self.estimates
        ]

    def shown(self, derivation: Derivation | None) -> str:
        """A cell; blank for what has no value."""
        if derivation is None:
            return ""
        return cell(derivation.quantity.value, derivation.quantity.unit, exact=self.exact)

    def wants(self) -> tuple[str, ...]:
        """The fields that would fill the cells that are blank, each once."""
        absent = [
            estimate.absent[f"{self.entry}.{column.quantity}"]
            for estimate in self.estimates.values()
            for column in self.columns
            if f"{self.entry}.{column.quantity}" in estimate.absent
        ]
        return tuple(dict.fromkeys(want for item in absent for want in item.wants))

    def for_programs(self, option: str, names: Iterable[str]) -> dict[str, object]:
        """The quantities of those names, in units that do not change with their size, and what
        would give those that are absent.
        """
        estimate = self.estimates[option]
        quantities, absent = {}, {}
        for name in names:
            if item := self.found(option, name):
                quantities[name] = amount(estimate.standard(item.name))
            elif wanted := estimate.absent.get(f"{self.entry}.{name}"):
                absent[name] = list(wanted.wants)
        return {"quantities": quantities, "absent": absent}
