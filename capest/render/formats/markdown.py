"""The report for a design document: tables, the assumptions with their sources, the
expectations.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...derivations import Assumed, Derivation, Given
from ...engine.estimate import Estimate
from ...engine.expectations import Verdict
from ...safe_text import markdown, markdown_code
from ...sections import sections
from ..blanks import left_blank_in_markdown
from ..diagrams import diagram
from ..intervals import NINE_OF_TEN, footer, interval, intervals_of
from ..report import Report, Table, make_report

SUFFIXES = (".md",)
SHOWS_CONTRADICTIONS = True


def render(report: Report) -> str:
    """The report as GitHub-flavoured Markdown."""
    scenario = report.estimate.scenario
    blocks = [f"# {markdown(scenario.title)}"]
    if scenario.summary:
        blocks.append(markdown(scenario.summary))
    if report.headline:
        blocks.append(
            " · ".join(
                f"**{markdown(report.show_cell(item, column))}** {column.heading}"
                for item, column in report.headline
            )
        )
    if report.planned:
        blocks.append("\n".join(f"- {markdown(line)}" for line in report.planned))
    blocks += [_section(report, table) for table in report.tables]
    if report.derived:
        blocks.append(_derived(report))
    blocks += _assumptions(report)
    blocks.append(_footer(report))
    return "\n\n".join(blocks) + "\n"


def _derived(report: Report) -> str:
    texts = [interval(report, item) for item in report.derived]
    heading = ("quantity", "value", *((NINE_OF_TEN,) if any(texts) else ()))
    rows = [
        (markdown_code(item.name), _shown(report, item), markdown(text))[: len(heading)]
        for item, text in zip(report.derived, texts, strict=True)
    ]
    return "## Derived\n\n" + markdown_table(heading, rows)


def region_of(estimate: Estimate, section: str) -> str:
    """The table of one section, or for none what goes where as GitHub draws it: for a document that
    shows no more of the report. Raises EstimateError where there is nothing to draw.
    """
    if not section:
        return f"```mermaid\n{diagram(estimate)}```"
    report = make_report(estimate, sections(), (), version="", only=(section,))
    return "\n".join(_rows(report, table) for table in report.tables)


def _rows(report: Report, table: Table) -> str:
    """The rows of one section as a table, without its heading and notes."""
    told = intervals_of(report, table)
    heading = ("", *(column.heading for column in table.columns), *(told[:1] if told else ()))
    rows = [
        (
            markdown(row.name),
            *map(markdown, report.cells(row, table)),
            *((markdown(told[1][index]),) if told else ()),
        )
        for index, row in enumerate(table.all_rows)
    ]
    return markdown_table(heading, rows)


def _section(report: Report, table: Table) -> str:
    text = f"## {table.section.name.capitalize()}\n\n{_rows(report, table)}"
    notes = []
    for item in table.summary:
        notes.append(f"- {item.because}: {_shown(report, item)}")
    notes += [f"- {markdown(note)}" for note in table.notes]
    for derivation, binding in table.bindings:
        note = (
            f"- `{derivation.name}` = {_shown(report, derivation)}, set by `{binding.winner.name}`"
        )
        if binding.runner_up and binding.slack == 0:
            note += f" and `{binding.runner_up.name}` alike"
        elif binding.runner_up:
            note += f" (`{binding.runner_up.name}` alone: {_shown(report, binding.runner_up)})"
        notes.append(note)
    return text + ("\n\n" + "\n".join(notes) if notes else "")


def _assumptions(report: Report) -> list[str]:
    rows = []
    for item in report.given:
        if isinstance(item.origin, Given):
            source = item.origin.attribution or ""
            rows.append(
                (markdown_code(item.name), markdown(report.show_given(item)), markdown(source))
            )
    for item in report.assumed:
        if isinstance(item.origin, Assumed):
            source = f"{item.origin.by}: {item.origin.source}"
            rows.append((markdown_code(item.name), _shown(report, item), markdown(source)))
    if not rows:
        return []
    return ["## Assumptions\n\n" + markdown_table(("name", "value", "source"), rows, numbers=1)]


def _footer(report: Report) -> str:
    lines = left_blank_in_markdown(report.wants())
    lines += [f"{markdown(text[:1].upper() + text[1:])}." for text in footer(report)]
    lines.append(f"Conventions: {report.conventions()}.")
    if report.verdicts:
        rows = [
            (
                markdown_code(verdict.expectation.passage.text),
                markdown(str(verdict.computed)),
                _result(verdict),
            )
            for verdict in report.verdicts
        ]
        lines.append("## Expectations\n\n" + markdown_table(("expected", "computed", ""), rows))
    lines += _contradictions(report)
    return "\n\n".join(lines)


def _contradictions(report: Report) -> list[str]:
    """What contradicts itself, and what is accepted."""
    found = report.conservation
    told = [
        f"- **{problem.code}**: {markdown('; '.join((problem.message, *problem.notes)))}. "
        f"{markdown(problem.hint or '')}"
        for problem in found.problems
    ]
    accepted = [
        f"- accepted: {markdown_code(item.quantity.text)}: {markdown(item.reason)}"
        for item in found.accepted
    ]
    return ["## Contradictions\n\n" + "\n".join((*told, *accepted))] if told or accepted else []


def _result(verdict: Verdict) -> str:
    told = f", {verdict.told_odds}" if verdict.told_odds else ""
    if verdict.ends is not None:
        return f"holds at the middle only: {verdict.at_ends}{told}"
    return f"holds{told}" if verdict.holds else f"**fails**{told}"


def markdown_table(
    heading: Sequence[str], rows: Sequence[Sequence[str]], numbers: int | None = None
) -> str:
    """A table of markup; all columns but the first hold numbers, or the first `numbers` of them."""
    last = len(heading) if numbers is None else numbers + 1
    rule = ["---", *("---:" if index < last else "---" for index in range(1, len(heading)))]
    lines = [heading, rule, *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _shown(report: Report, derivation: Derivation) -> str:
    return markdown(report.show(derivation))
