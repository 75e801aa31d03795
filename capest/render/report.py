"""What a report says, before any format: the same tables, notes and verdicts for all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from string import Formatter

from ..conservation import AGREED, Conservation
from ..derivations import Absent, Assumed, Binding, Derivation, Given
from ..engine.estimate import Estimate
from ..engine.expectations import Verdict
from ..engine.sample import Sample
from ..formulas import Column, Note, Section
from ..problems import Problem
from ..quantities import cell, humanise
from ..records import record
from ..scenario.model import Entry
from .planned import planned

DERIVED = "derived"
"""What a report of a scenario's own results alone is called for by, as the scenario heads them."""


@record(kw_only=True)
class Row:
    """One line of a table: an entry's name and its quantities, None where it has none."""

    name: str
    cells: tuple[Derivation | None, ...]


@record(kw_only=True)
class Table:
    """A section of the report."""

    section: Section
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: Row | None
    uncounted: tuple[Row, ...]
    """The rows of entries that are not in the total, below it."""
    summary: tuple[Derivation, ...]
    bindings: tuple[tuple[Derivation, Binding], ...]
    notes: tuple[str, ...]

    @property
    def all_rows(self) -> tuple[Row, ...]:
        """The rows that are counted, their total, and the others."""
        return (*self.rows, *([self.total] if self.total else []), *self.uncounted)


@record(kw_only=True)
class Report:
    """Everything that a format may show."""

    version: str
    estimate: Estimate
    headline: tuple[tuple[Derivation, Column], ...]
    planned: tuple[str, ...]
    """What is planned for, where that is not as the scenario says."""
    tables: tuple[Table, ...]
    covered: frozenset[str]
    derived: tuple[Derivation, ...]
    given: tuple[Derivation, ...]
    assumed: tuple[Derivation, ...]
    absent: tuple[Absent, ...]
    verdicts: tuple[Verdict, ...]
    conservation: Conservation
    problems: tuple[Problem, ...]
    """What else is worth a word; no format but JSON shows it."""
    exact: bool
    only: tuple[str, ...]
    full: bool = False
    """Whether all of it is asked for, where a person would see a part first."""
    sample: Sample | None = None
    """Draws of what is uncertain, where they are asked for."""

    def show(self, derivation: Derivation) -> str:
        """A quantity with its unit, as this report shows numbers."""
        return humanise(derivation.quantity.value, derivation.quantity.unit, exact=self.exact)

    def show_given(self, derivation: Derivation) -> str:
        """A quantity; if it was given as a range, the range and the middle that it is taken for."""
        shown, origin = self.show(derivation), derivation.origin
        if isinstance(origin, Given) and origin.spread:
            return f"{origin.text} (middle {shown})"
        return shown

    def quantities(self) -> tuple[Derivation, ...]:
        """Every quantity that the report covers, in its order."""
        derivations = self.estimate.derivations
        if not self.only:
            return tuple(derivations.values())
        return tuple(derivations[name] for name in derivations if name in self.covered)

    def show_cell(self, derivation: Derivation, column: Column) -> str:
        """A quantity for a table's cell."""
        return cell(
            derivation.quantity.value, derivation.quantity.unit, per=column.per, exact=self.exact
        )

    def cells(self, row: Row, table: Table) -> list[str]:
        """A row of a table, its name apart; blank for what has no value."""
        found = zip(row.cells, table.columns, strict=True)
        return [self.show_cell(item, column) if item else "" for item, column in found]

    def conventions(self) -> str:
        """The conventions that the numbers rest on."""
        units = self.estimate.graph.units
        day, month, year = (units.atom(name).scale for name in ("day", "month", "year"))
        return (
            f"day = {float(day):,.6g} s · month = {float(month / day):.6g} days · "
            f"year = {float(year / day):.6g} days · kB = 1000 B"
        )

    def wants(self) -> tuple[str, ...]:
        """The fields that would give the quantities that have no value, each once."""
        shown = {
            f"{row.name}.{column.quantity}"
            for table in self.tables
            for row in table.rows
            for column in table.section.columns
            if not column.only_with
            or _has(self.estimate.scenario.entries[row.name], column, self.estimate)
        }
        shown |= {
            f"{table.section.name}.{formula.name}"
            for table in self.tables
            for formula in table.section.summary
        }
        wanted = [want for item in self.absent if item.name in shown for want in item.wants]
        return tuple(want for want in dict.fromkeys(wanted) if not _is_met(want, wanted))


def _is_met(want: str, wanted: Sequence[str]) -> bool:
    """Whether one of the fields that would do is wanted anyway: `hot.memory or hot.node_qps`."""
    return any(field in wanted for field in want.split(" or ") if field != want)


def make_report(  # noqa: PLR0913 - what a report is made of
    estimate: Estimate,
    sections: tuple[Section, ...],
    verdicts: tuple[Verdict, ...],
    *,
    version: str,
    exact: bool = False,
    only: tuple[str, ...] = (),
    conserved: Conservation = AGREED,
    problems: tuple[Problem, ...] = (),
) -> Report:
    """The report of an estimate; with `only`, of some of its sections, or of what it derives."""
    shown = tuple(section for section in sections if not only or section.name in only)
    tables = tuple(table for section in shown if (table := _table(estimate, section)))
    of_sections = {section.name for section in shown}
    scenario = estimate.scenario
    derivations = estimate.derivations
    owners = of_sections | {
        name for name, entry in scenario.entries.items() if entry.section in only
    }
    if DERIVED in only:
        owners |= set(scenario.derived)
    relevant = _relevant(estimate, owners) if only else derivations
    shown_derived = scenario.derived if not only or DERIVED in only else ()
    return Report(
        version=version,
        estimate=estimate,
        headline=headline(estimate, shown),
        planned=planned(estimate, shown),
        tables=tables,
        covered=frozenset(relevant),
        derived=tuple(derivations[name] for name in shown_derived if name in derivations),
        given=tuple(item for item in relevant.values() if isinstance(item.origin, Given)),
        assumed=_assumed(relevant),
        absent=tuple(
            item
            for item in estimate.absent.values()
            if not only or item.name.partition(".")[0] in owners
        ),
        verdicts=() if only else verdicts,
        conservation=AGREED if only else conserved,
        problems=problems,
        exact=exact,
        only=only,
    )


def _assumed(relevant: Mapping[str, Derivation]) -> tuple[Derivation, ...]:
    """What capest or a profile says for the scenario, where something rests on it."""
    used = {below.name for item in relevant.values() for below in item.inputs}
    return tuple(
        item
        for item in relevant.values()
        if isinstance(item.origin, Assumed) and not item.origin.neutral and item.name in used
    )


def _relevant(estimate: Estimate, owners: set[str]) -> Mapping[str, Derivation]:
    """What the quantities of some owners rest on, themselves included."""
    kept = estimate.graph.behind(
        name for name in estimate.derivations if name.partition(".")[0] in owners
    )
    return {name: item for name, item in estimate.derivations.items() if name in kept}


def noted(note: Note, entry: str, estimate: Estimate) -> str | None:
    """The note with the entry's quantities in the place of their names; None where one lacks, or
    where there is nothing to say.
    """
    if note.above:
        watched = estimate.get(f"{entry}.{note.above[0]}")
        if watched is None or watched.quantity.value <= note.above[1]:
            return None
    if note.up_to:
        watched = estimate.get(f"{entry}.{note.up_to[0]}")
        if watched is not None and watched.quantity.value > note.up_to[1]:
            return None
    if note.unless and estimate.get(f"{entry}.{note.unless}"):
        return None
    source = ""
    if note.when:
        option, source = estimate.option(entry, note.when[0])
        if option != note.when[1]:
            return None
    names = [name for _, name, _, _ in Formatter().parse(note.text) if name]
    found = {name: estimate.get(f"{entry}.{name}") for name in names}
    if not all(found.values()):
        return None
    text = note.text.format(**{name: str(item.quantity) for name, item in found.items() if item})
    return f"{text} ({source})" if source else text


def _has(entry: Entry, column: Column, estimate: Estimate) -> bool:
    """Whether an entry has one of the fields with which the column is of use."""
    named = column.only_with & {*entry.values, *entry.references}
    return bool(named) or any(
        _is_said(estimate.get(f"{entry.name}.{field}")) for field in column.only_with
    )


def _is_said(derivation: Derivation | None) -> bool:
    """Whether there is such a quantity, and it says more than what changes nothing."""
    if derivation is None:
        return False
    return not (isinstance(derivation.origin, Assumed) and derivation.origin.neutral)


def headline(
    estimate: Estimate, sections: tuple[Section, ...]
) -> tuple[tuple[Derivation, Column], ...]:
    """The few numbers to look at first: totals, then what must be whole."""
    return tuple(
        (derivation, column)
        for section in sections
        for column in section.headline
        if (derivation := estimate.get(column.quantity))
    )


def _table(estimate: Estimate, section: Section) -> Table | None:
    entries = [
        entry for entry in estimate.scenario.entries.values() if entry.section == section.name
    ]
    if not entries:
        return None
    columns = tuple(column for column in section.columns if _is_of_use(column, entries, estimate))
    rows = {
        entry.name: Row(
            name=entry.name,
            cells=tuple(estimate.get(f"{entry.name}.{column.quantity}") for column in columns),
        )
        for entry in entries
    }
    uncounted = [entry.name for entry in entries if not section.counts(entry.choices)]
    what = section.uncounted if uncounted else None
    told = [f"{', '.join(uncounted)}: {what[2]}"] if what else []
    counted = tuple(row for row in rows.values() if row.name not in uncounted)
    totals = tuple(estimate.get(f"{section.name}.{column.quantity}") for column in columns)
    summary = (estimate.get(f"{section.name}.{formula.name}") for formula in section.summary)
    return Table(
        section=section,
        columns=columns,
        rows=counted,
        total=Row(name="all", cells=totals) if len(rows) > 1 and any(totals) else None,
        uncounted=tuple(rows[name] for name in uncounted),
        summary=tuple(derivation for derivation in summary if derivation),
        bindings=tuple(_bindings(estimate, section, entries)),
        notes=(*told, *_notes(estimate, section, entries)),
    )


def _notes(estimate: Estimate, section: Section, entries: Sequence[Entry]) -> Iterator[str]:
    """Every note once, with the names of all the entries that it is about."""
    about: dict[str, list[str]] = {}
    for entry in entries:
        for note in section.notes:
            if text := noted(note, entry.name, estimate):
                about.setdefault(text, []).append(entry.name)
    yield from (f"{', '.join(names)}: {text}" for text, names in about.items())


def _is_of_use(column: Column, entries: Sequence[Entry], estimate: Estimate) -> bool:
    """Whether a column has a value, and an entry that has one of the fields it goes with."""
    return any(f"{entry.name}.{column.quantity}" in estimate for entry in entries) and (
        not column.only_with or any(_has(entry, column, estimate) for entry in entries)
    )


def _bindings(
    estimate: Estimate, section: Section, entries: Sequence[Entry]
) -> Iterator[tuple[Derivation, Binding]]:
    """What each quantity is bound by, for those that one of an entry's own limits binds."""
    for entry in entries:
        for name in section.results:
            derivation = estimate.get(f"{entry.name}.{name}")
            binding = estimate.binding(derivation.name) if derivation else None
            if derivation and binding and binding.winner.name.startswith(f"{entry.name}."):
                yield derivation, binding
