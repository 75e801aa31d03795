"""The page of a report: what is in it, in which order."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from ...engine.compiled import script
from ...engine.expectations import TOLERANCE, Verdict
from ...formulas import Column
from ...language.tree import Name, names
from ...safe_text import script_json
from ...units import conversion
from ..flow import Flow, FlowFigure, flow
from ..intervals import footer, intervals_of
from ..report import Report, Table
from . import arrows
from .architecture import Drawing, drawn
from .derivations import name_cell, told
from .figures import PageNumbers
from .markup import Markup, compact, joined, tag
from .pictures import Picture, pictures
from .scripts import code, sheet
from .sliders import sliders

_HERE = Path(__file__).parent


def page(report: Report) -> str:
    """The whole file."""
    compiled = script(report.estimate)
    figures = PageNumbers(compiled, report.estimate.scenario.source, exact=report.exact)
    drawing = drawn(Flow() if report.only else flow(report.estimate))
    aside = tag("aside", id="what-if", aria_label="What if", hidden=True)  # what view.js fills
    body = tag("body", tag("main", *_parts(report, figures, drawing)), aside)
    data = script_json(
        {
            "inputs": sliders(report, compiled, figures),
            "count": len(compiled.names),
            "values": {at: compiled.values[at] for at in (*compiled.inputs, *compiled.frozen)},
            "frozen": compiled.frozen,
            "forms": figures.forms,
        }
    )
    style = sheet((_HERE / "page.css").read_text("utf-8") + arrows.style(drawing))
    script_text = code(compiled)
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script_text)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="generator", content=f"capest {report.version}"),
        tag("title", report.estimate.scenario.title),
        tag("style", Markup(style)),
    )
    tail = joined([
        tag("script", Markup(data), id="data", type="application/json"),
        tag("script", Markup(script_text)),
    ])  # fmt: skip
    whole = Markup(compact(body).removesuffix("</body>") + tail + "</body>")
    return f"<!doctype html>\n{tag('html', head, whole, lang='en')}\n"


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode('utf-8')).digest()).decode('ascii')}"


# --- what a reader sees ---


def _parts(report: Report, figures: PageNumbers, drawing: Drawing) -> Iterator[Markup]:
    yield _header(report, figures)
    if drawing.ways:
        picture = arrows.svg(drawing, _writer(report, figures), "What goes where, at peak")
        yield _section("How it hangs together, at peak", _scrolling(picture, "What goes where"))
    shown = list(pictures(report, figures))
    if shown:
        yield tag("div", *(_picture(item) for item in shown), class_="pictures")
    yield from (_table(report, figures, table) for table in report.tables)
    yield from _derived(report, figures)
    yield from _assumptions(report, figures)
    yield from _expectations(report, figures)
    yield from _contradictions(report)
    yield _footer(report)
    yield from _others(report, figures)


def _header(report: Report, figures: PageNumbers) -> Markup:
    scenario = report.estimate.scenario
    parts = [tag("h1", scenario.title)]
    parts += [tag("p", scenario.summary, class_="summary")] if scenario.summary else []
    numbers = [
        tag("li", figures.shown(item, column), tag("span", column.heading))
        for item, column in report.headline
    ]
    parts += [tag("ul", *numbers, class_="headline")] if numbers else []
    parts += [tag("p", line, class_="still") for line in report.planned]
    return tag("header", *parts)


def _writer(report: Report, figures: PageNumbers) -> arrows.WriteFigure:
    def write(figure: FlowFigure, x: float, y: float, anchor: str) -> Markup:
        item = report.estimate[figure.quantity]
        column = None if figure.counts else Column(item.name, figure.heading)
        number = tag("tspan", figure.text, class_="n", **figures.marks(item, column))
        words = f" {figure.heading}" if figure.heading else ""
        end = "at-end" if anchor == "end" else None
        return tag("text", number, words, x=x or None, y=y, class_=end)

    return write


def _section(title: str, *content: Markup, still: bool = False) -> Markup:
    return tag("section", tag("h2", title), *content, class_="still" if still else None)


def _scrolling(content: Markup, label: str) -> Markup:
    """What is wider than a telephone moves by itself, by keys too."""
    return tag("div", content, class_="wide", tabindex=0, role="region", aria_label=label)


def _picture(picture: Picture) -> Markup:
    heading = tag("h2", picture.title)
    return tag("section", heading, picture.chart, class_="still" if picture.still else None)


def _table(report: Report, figures: PageNumbers, table: Table) -> Markup:
    ranges = intervals_of(report, table)
    head = [tag("th", tag("span", "name", class_="unseen"), scope="col")]
    head += [tag("th", column.heading, scope="col") for column in table.columns]
    head += [tag("th", ranges[0], scope="col")] if ranges else []
    rows = []
    for at, row in enumerate(table.all_rows):
        cells = [
            tag("td", figures.shown(cell, column) if cell else "")
            for cell, column in zip(row.cells, table.columns, strict=True)
        ]
        cells += [tag("td", ranges[1][at], class_="still")] if ranges else []
        total = "total" if row is table.total else None
        rows.append(tag("tr", name_cell(row.name, scope="row"), *cells, class_=total))
    title = table.section.name.capitalize()
    whole = tag("table", tag("thead", tag("tr", *head)), tag("tbody", *rows))
    notes = [
        tag("li", f"{item.because or item.name}: ", figures.shown(item)) for item in table.summary
    ] + [tag("li", note, class_="still") for note in table.notes]
    below = [tag("ul", *notes, class_="notes")] if notes else []
    return _section(title, _scrolling(whole, f"{title}, a table"), *below)


def _derived(report: Report, figures: PageNumbers) -> Iterator[Markup]:
    if report.derived:
        rows = [
            tag("tr", name_cell(item.name, scope="row"), tag("td", figures.shown(item)))
            for item in report.derived
        ]
        yield _section("Derived", tag("table", tag("tbody", *rows)))


def _assumptions(report: Report, figures: PageNumbers) -> Iterator[Markup]:
    items = (*report.given, *report.assumed)
    if items:
        source = f"source, and line in {figures.file.name}"
        head = [tag("th", word, scope="col") for word in ("name", "value", source)]
        rows = told(figures, items, linked=True)
        whole = tag("table", tag("thead", tag("tr", *head)), rows, class_="sources")
        yield _section("Assumptions", _scrolling(whole, "Assumptions, a table"))


def _others(report: Report, figures: PageNumbers) -> Iterator[Markup]:
    """All that is no assumption, in a place to open."""
    above = {item.name for item in (*report.given, *report.assumed)}
    items = [item for item in report.quantities() if item.name not in above]
    if items:
        title = tag("summary", tag("h2", "All other numbers, and how they came to be"))
        note = tag("p", "A name that begins with a dot is one of each entry named beside it.")
        rows = tag("table", told(figures, items, linked=False), class_="numbers")
        yield tag("section", tag("details", title, note, rows), class_="all")


def _expectations(report: Report, figures: PageNumbers) -> Iterator[Markup]:
    if not report.verdicts:
        return
    held = sum(verdict.holds for verdict in report.verdicts)
    rows = [_verdict(report, figures, verdict) for verdict in report.verdicts]
    title = f"Expectations: {held} of {len(rows)} hold"
    head = [tag("th", word, scope="col") for word in ("", "expected", "computed")]
    head[0] = tag("th", tag("span", "verdict", class_="unseen"), scope="col")
    whole = tag("table", tag("thead", tag("tr", *head)), tag("tbody", *rows), class_="expect")
    heading = tag("h2", title, id="held")
    yield tag("section", heading, _scrolling(whole, "Expectations, a table"))


def _verdict(report: Report, figures: PageNumbers, verdict: Verdict) -> Markup:
    holds = verdict.holds
    words = tag("span", f"{'✓ holds' if holds else '✗ fails'}", class_="verdict")
    besides = f", {verdict.told_odds}" if verdict.told_odds else ""
    besides += f", {verdict.at_ends} at the ends of the ranges" if verdict.ends else ""
    marks = _renewed(report, figures, verdict)
    item = report.estimate.get(marks.pop("name", ""))
    computed = figures.shown(item) if item else joined([str(verdict.computed)])
    aside = [tag("span", besides, class_="still")] if besides else []
    return tag(
        "tr",
        tag("td", words),
        tag("td", tag("code", verdict.expectation.passage.text)),
        tag("td", computed, *aside),
        class_=f"{'good' if holds else 'bad'}{'' if marks else ' still'}",
        **marks,
    )


def _renewed(report: Report, figures: PageNumbers, verdict: Verdict) -> dict[str, Any]:
    """What judges it anew: one quantity against a constant; nothing for what is more than that."""
    said = verdict.expectation
    left, right = said.left, said.right
    swapped = isinstance(right, Name) and right.name in figures.index
    name, other = (right, left) if swapped else (left, right)
    item = report.estimate.get(name.name) if isinstance(name, Name) else None
    known = set(names(other)) & figures.index.keys()
    if item is None or known or said.odds or verdict.ends is not None:
        return {}
    factor = conversion(verdict.expected.unit, item.quantity.unit)
    if factor is None:
        return {}
    tolerance = said.tolerance.value / 100 if said.tolerance else TOLERANCE
    turned = {"<=": ">=", ">=": "<=", "<": ">", ">": "<"}
    return {
        "name": item.name,
        "data_v": figures.index[item.name],
        "data_sign": turned.get(said.sign, said.sign) if swapped else said.sign,
        "data_bound": repr(float(verdict.expected.value * factor)),
        "data_within": repr(tolerance),
    }


def _contradictions(report: Report) -> Iterator[Markup]:
    found = report.conservation
    lines = [
        tag("li", tag("b", problem.code), f": {'; '.join((problem.message, *problem.notes))}. ",
            problem.hint or "")
        for problem in found.problems
    ]  # fmt: skip
    lines += [
        tag("li", "accepted: ", tag("code", item.quantity.text), f": {item.reason}")
        for item in found.accepted
    ]
    if lines:
        yield _section("Contradictions", tag("ul", *lines, class_="notes"), still=True)


def _footer(report: Report) -> Markup:
    lines = (
        [f"Left blank; to fill in, give: {', '.join(report.wants())}."] if report.wants() else []
    )
    lines += [f"{text[:1].upper()}{text[1:]}." for text in footer(report) if report.sample]
    written = f"Written by capest {report.version} from {report.estimate.scenario.source.name}."
    lines += [f"Conventions: {report.conventions()}.", written]
    return tag("footer", *(tag("p", text) for text in lines))
