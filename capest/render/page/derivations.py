"""All numbers of a page, each with how it came to be: what a click on one of them leads to."""

from __future__ import annotations

from ...derivations import Assumed, Computed, Derivation, Given
from ...language.printer import print_tree
from ..report import Report
from .figures import PageNumbers
from .markup import Markup, joined, tag


def every_number(report: Report, figures: PageNumbers) -> Markup:
    """A row for each quantity: its name, its value, and what it follows from."""
    rows = [_row(figures, item) for item in report.quantities()]
    return tag("table", tag("tbody", *rows), class_="numbers")


def _row(figures: PageNumbers, item: Derivation) -> Markup:
    inputs = " ".join(str(figures.index[below.name]) for below in item.inputs)
    return tag(
        "tr",
        tag("th", item.name, scope="row"),
        tag("td", figures.plain(item)),
        tag("td", *_reasons(item)),
        id=f"q{figures.index[item.name]}",
        data_in=inputs or None,
    )


def _reasons(item: Derivation) -> list[Markup]:
    match item.origin:
        case Given() as given:
            told = [tag("b", "given"), joined([f" {given.text} "]), _aside(str(given.span))]
            told += [_line(text) for text in (given.attribution, given.note) if text]
        case Assumed() as assumed:
            told = [tag("b", assumed.by), joined([f" {assumed.text}"]), _line(assumed.source)]
        case Computed() as computed:
            told = [tag("code", f"= {print_tree(computed.formula, pretty=True)}")]
            notes = (computed.because, computed.source, computed.span and str(computed.span))
            told += [_line(text) for text in notes if text]
    return told


def _line(text: str) -> Markup:
    return joined([tag("br"), _aside(text)])


def _aside(text: str) -> Markup:
    return tag("small", text)
