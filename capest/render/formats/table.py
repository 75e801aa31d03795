"""The report for a person at a terminal: the headline first, 80 columns, every assumption shown."""

from __future__ import annotations

from ...derivations import Assumed, Binding, Computed, Derivation, Given
from ...nouns import counted
from ...quantities import count
from ..intervals import NINE_OF_TEN, footer, interval, intervals_of
from ..lines import PAPER, Line, columns, fits, laid_out_on, plain, wrapped
from ..report import Report, Table

SUFFIXES = (".txt", "")
SHOWS_CONTRADICTIONS = True


def render(report: Report) -> str:
    """The report as plain text, for a file."""
    with laid_out_on(PAPER):
        return plain(layout(report))


def layout(report: Report) -> list[Line]:
    """The report as lines with styles."""
    blocks = [_title(report), *(_table(report, table) for table in report.tables)]
    blocks += [_derived(report), _footer(report)]
    lines: list[Line] = []
    for block in blocks:
        if block:
            lines += [*block, ()]
    return lines[:-1]


def _title(report: Report) -> list[Line]:
    scenario = report.estimate.scenario
    dau = report.estimate.get("dau")
    users = f"{report.show(dau)} a day" if dau else ""
    text = " · ".join(part for part in (scenario.title, users, scenario.summary) if part)
    lines = wrapped(text, "title", indent=0)
    if report.headline:
        numbers = " · ".join(
            f"{report.show_cell(derivation, column)} {column.heading}"
            for derivation, column in report.headline
        )
        lines += [(), *wrapped(numbers, "number")]
    for line in report.planned:
        lines += wrapped(line, "ours")
    return lines


def _table(report: Report, table: Table) -> list[Line]:
    heading = [table.section.name.upper(), *(column.heading for column in table.columns)]
    rows = [
        [
            f"  {row.name}",
            *(
                report.show_cell(cell, column) if cell else ""
                for cell, column in zip(row.cells, table.columns, strict=True)
            ),
        ]
        for row in table.all_rows
    ]
    lines = _with_ranges(heading, rows, intervals_of(report, table))
    for derivation in table.summary:
        because = derivation.origin.because if isinstance(derivation.origin, Computed) else ""
        lines.append((("", f"  {because}: {report.show(derivation)}"),))
    for note in table.notes:
        lines += wrapped(note)
    for derivation, binding in table.bindings:
        lines += wrapped(f"{derivation.name}: {_decided(binding)}")
    return lines


def _with_ranges(
    heading: list[str], rows: list[list[str]], told: tuple[str, tuple[str, ...]] | None
) -> list[Line]:
    """A table with the ranges in a last column, or below it where there is no room for one."""
    if told is None:
        return columns(heading, rows)
    wide = [[*row, text] for row, text in zip(rows, told[1], strict=True)]
    if fits([[*heading, told[0]], *wide]):
        return columns([*heading, told[0]], wide)
    named = [(row[0], text) for row, text in zip(rows, told[1], strict=True) if text]
    return [*columns(heading, rows), *columns([f"  {told[0]}", ""], named)]


def _decided(binding: Binding) -> str:
    winner, runner_up = binding.winner, binding.runner_up
    if runner_up is None:
        return f"set by {_local(winner)}"
    if binding.slack == 0:
        return f"{_count(winner)}, set by {_local(winner)} and {_local(runner_up)} alike"
    alone = f"{_local(runner_up)} alone: {_count(runner_up)}"
    return f"{_count(winner)}, set by {_local(winner)} ({alone})"


def _local(derivation: Derivation) -> str:
    """What sets a number, as its name says: memory for by_memory, hot key for for_hot_key."""
    return (
        derivation.name.rpartition(".")[2]
        .removeprefix("by_")
        .removeprefix("for_")
        .replace("_", " ")
    )


def _count(derivation: Derivation) -> str:
    value = derivation.quantity.value
    return f"{value:,.0f}" if value == int(value) else count(value)


def _derived(report: Report) -> list[Line]:
    if not report.derived:
        return []
    rows = [[f"  {item.name}", report.show(item)] for item in report.derived]
    texts = tuple(interval(report, item) for item in report.derived)
    return _with_ranges(["DERIVED", ""], rows, (NINE_OF_TEN, texts) if any(texts) else None)


def _footer(report: Report) -> list[Line]:
    lines: list[Line] = []
    for derivation in report.given:
        if isinstance(derivation.origin, Given) and derivation.origin.spread:
            text = f"range: {derivation.name} {derivation.origin.text}"
            lines += wrapped(f"{text}, computed with its middle {report.show(derivation)}")
    for text in footer(report):
        lines += wrapped(text, "ours")
    lines += _assumed(report)
    if report.wants():
        lines += wrapped(f"left blank; to fill in, give: {', '.join(report.wants())}", "muted")
    lines += wrapped(report.conventions(), "muted")
    if report.verdicts:
        held = sum(verdict.holds for verdict in report.verdicts)
        style = "good" if held == len(report.verdicts) else "bad"
        lines += wrapped(f"expect: {held} of {len(report.verdicts)} hold", style)
        for verdict in report.verdicts:
            if not verdict.holds:
                lines += wrapped(f"fails: {verdict.message}", "bad", indent=4)
            elif verdict.ends is not None:
                lines += wrapped(f"only at the middle: {verdict.message}", "ours", indent=4)
            elif verdict.told_odds:
                lines += wrapped(
                    f"{verdict.expectation.passage.text}: {verdict.told_odds}", indent=4
                )
    return [*lines, *_contradictions(report)]


def _contradictions(report: Report) -> list[Line]:
    """What contradicts itself, each with its places and the next step; and what is accepted."""
    lines: list[Line] = []
    problems = report.conservation.problems
    if problems:
        lines += wrapped(f"does not agree with itself: {counted(len(problems), 'warning')}", "bad")
    for problem in problems:
        lines += wrapped(f"{problem.code}: {problem.message}", "bad", indent=4)
        for note in problem.notes or (str(problem.span),):
            lines += wrapped(note, "muted", indent=6)
        lines += wrapped(f"hint: {problem.hint}", indent=6)
    for item in report.conservation.accepted:
        lines += wrapped(f"accepted: {item.quantity.text}: {item.reason}", "ours")
    return lines


def _assumed(report: Report) -> list[Line]:
    """What capest assumes, each with its source; what entries take from a profile, in one go."""
    lines: list[Line] = []
    ours: dict[tuple[str, str], list[str]] = {}
    published: dict[tuple[str, str], list[str]] = {}
    for derivation in report.assumed:
        if not isinstance(derivation.origin, Assumed):
            continue
        origin = derivation.origin
        if origin.profile:
            entry, _, field = derivation.name.partition(".")
            published.setdefault((entry, origin.profile), []).append(f"{field} = {origin.text}")
        else:
            ours.setdefault((origin.text, origin.source), []).append(derivation.name)
    for (text, source), names in ours.items():
        lines += wrapped(f"assumed by capest: {', '.join(names)} = {text} ({source})", "ours")
    alike: dict[tuple[str, str], list[str]] = {}
    for (entry, profile), values in published.items():
        alike.setdefault((profile, ", ".join(values)), []).append(entry)
    for (profile, text), entries in alike.items():
        lines += wrapped(f"{', '.join(entries)}, from {profile}: {text}", "ours")
    return lines
