"""The report for a person at a terminal: the headline first, every assumption shown."""

from __future__ import annotations

from ...derivations import Assumed, Binding, Derivation, Given
from ...nouns import counted
from ...quantities import count
from .. import brief
from ..blanks import left_blank
from ..intervals import NINE_OF_TEN, footer, interval, intervals_of
from ..lines import PAPER, Line, columns, fits, in_parts, laid_out_on, page, plain, wrapped
from ..report import Report, Table

SUFFIXES = (".txt", "")
SHOWS_CONTRADICTIONS = True


def render(report: Report) -> str:
    """The report as plain text, for a file."""
    with laid_out_on(PAPER):
        return plain(layout(report))


def layout(report: Report) -> list[Line]:
    """The report as lines with styles; of many sections, what each comes to."""
    if brief.is_long(report):
        rests = [*_drawn(report), *brief.assumed(report), *brief.to_see_more(report)]
        blocks = [_title(report), brief.conclusions(report), rests]
    else:
        blocks = [_title(report), *(_table(report, table) for table in report.tables)]
        blocks += [_derived(report), _rests_on(report)]
    blocks.append(_contradictions(report))
    lines = [line for block in blocks if block for line in (*block, ())]
    verdicts = _verdicts(report)
    if _is_taller(len(lines) + len(verdicts)):
        lines += _headline(report)
    elif verdicts and not blocks[-1]:
        lines.pop()
    return [*lines, *verdicts] if verdicts else lines[:-1]


def _is_taller(lines: int) -> bool:
    """Whether the top has left the screen when the last line is there, and the prompt below it."""
    height = page().height
    return height is not None and lines + 1 > height


def _title(report: Report) -> list[Line]:
    scenario = report.estimate.scenario
    dau = report.estimate.get("dau")
    users = f"{report.show(dau)} a day" if dau else ""
    text = " · ".join(part for part in (scenario.title, users, scenario.summary) if part)
    lines = wrapped(text, indent=0)
    lines += [(), *_headline(report)] if report.headline else []
    for line in report.planned:
        lines += wrapped(line, "ours")
    return lines


def _headline(report: Report) -> list[Line]:
    numbers = (
        f"{report.show_cell(item, column)} {column.heading}" for item, column in report.headline
    )
    return in_parts(numbers, "headline")


def _table(report: Report, table: Table) -> list[Line]:
    heading = [table.section.name.upper(), *(column.heading for column in table.columns)]
    rows = [[f"  {row.name}", *report.cells(row, table)] for row in table.all_rows]
    lines = _with_ranges(heading, rows, intervals_of(report, table))
    for derivation in table.summary:
        lines += wrapped(f"{derivation.because}: {report.show(derivation)}")
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
        return f"set by {brief.decides(winner)}"
    if binding.slack == 0:
        return (
            f"{_count(winner)}, set by {brief.decides(winner)} and {brief.decides(runner_up)} alike"
        )
    alone = f"{brief.decides(runner_up)} alone: {_count(runner_up)}"
    return f"{_count(winner)}, set by {brief.decides(winner)} ({alone})"


def _count(derivation: Derivation) -> str:
    value = derivation.quantity.value
    return f"{value:,.0f}" if value == int(value) else count(value)


def _derived(report: Report) -> list[Line]:
    if not report.derived:
        return []
    rows = [[f"  {item.name}", report.show(item)] for item in report.derived]
    texts = tuple(interval(report, item) for item in report.derived)
    return _with_ranges(["DERIVED", ""], rows, (NINE_OF_TEN, texts) if any(texts) else None)


def _rests_on(report: Report) -> list[Line]:
    """What the numbers rest on, and what is left blank."""
    lines: list[Line] = []
    for derivation in report.given:
        if isinstance(derivation.origin, Given) and derivation.origin.spread:
            text = f"range: {derivation.name} {derivation.origin.text}"
            lines += wrapped(f"{text}, computed with its middle {report.show(derivation)}")
    lines += _drawn(report)
    lines += _assumed(report)
    lines += left_blank(report.wants())
    return [*lines, *wrapped(report.conventions(), "muted")]


def _drawn(report: Report) -> list[Line]:
    return [line for text in footer(report) for line in wrapped(text, "ours")]


def _verdicts(report: Report) -> list[Line]:
    """How many expectations hold, and what is to be said of any; those that fail come last."""
    if not report.verdicts:
        return []
    failing = [verdict for verdict in report.verdicts if not verdict.holds]
    held = len(report.verdicts) - len(failing)
    style = "bad" if failing else "good"
    lines = wrapped(f"expect: {held} of {len(report.verdicts)} hold", style)
    for verdict in report.verdicts:
        text = verdict.expectation.passage.text
        if verdict.holds and verdict.ends is not None:
            lines += wrapped(f"only at the middle: {verdict.message}", "ours", indent=4)
        elif verdict.holds and verdict.told_odds:
            lines += wrapped(f"{text}: {verdict.told_odds}", indent=4)
    for verdict in failing:
        lines += wrapped(f"fails: {verdict.message}", "bad", indent=4)
    return lines


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
    """What capest assumes, each with its source; what entries take from a profile, or a file of
    prices, in one go.
    """
    lines: list[Line] = []
    ours: dict[tuple[str, str], list[str]] = {}
    published: dict[tuple[str, str], list[str]] = {}
    for derivation in (*report.assumed, *report.given):
        origin, (entry, _, field) = derivation.origin, derivation.name.partition(".")
        match origin:
            case Assumed(profile=None):
                ours.setdefault((origin.text, origin.source), []).append(derivation.name)
            case Assumed(profile=str(name), as_of=as_of):
                name = f"{name} of {as_of}" if as_of else name
                published.setdefault((entry, name), []).append(f"{field} = {origin.text}")
            case Given(source=str(name)) if origin.span.source != report.estimate.scenario.source:
                published.setdefault((entry, name), []).append(f"{field} = {origin.text}")
    for (text, source), names in ours.items():
        lines += wrapped(f"assumed by capest: {', '.join(names)} = {text} ({source})", "ours")
    alike: dict[tuple[str, str], list[str]] = {}
    for (entry, profile), values in published.items():
        alike.setdefault((profile, ", ".join(values)), []).append(entry)
    for (profile, text), entries in alike.items():
        lines += wrapped(f"{', '.join(entries)}, from {profile}: {text}", "ours")
    return lines
