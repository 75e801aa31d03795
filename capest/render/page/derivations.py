"""The numbers of a page, each with how it came to be: what a click on one of them leads to."""

from __future__ import annotations

from collections.abc import Iterable

from ...derivations import Assumed, Computed, Derivation, Given
from ...language.printer import print_tree
from .figures import PageNumbers
from .markup import Markup, joined, tag


def told(figures: PageNumbers, items: Iterable[Derivation], *, linked: bool) -> Markup:
    """A row for each quantity: its name, its value, and what it follows from."""
    return tag("tbody", *(_row(figures, item, linked=linked) for item in items))


def _row(figures: PageNumbers, item: Derivation, *, linked: bool) -> Markup:
    inputs = " ".join(str(figures.index[below.name]) for below in item.inputs)
    if linked:
        value = tag("td", figures.shown(item))
    else:
        value = tag("td", figures.text(item), data_f=figures.form(item))
    return tag(
        "tr",
        tag("th", item.name, scope="row" if linked else None),
        value,
        tag("td", *_reasons(item)),
        id=f"q{figures.index[item.name]}",
        data_in=inputs or None,
    )


def _reasons(item: Derivation) -> list[Markup]:
    match item.origin:
        case Given() as given:
            lines = [text for text in (given.source, given.note) if text]
            place = tag("small", tag("b", "given"), f" {given.text} ", tag("i", str(given.span)))
            return [*map(_line, lines), place]
        case Assumed() as assumed:
            place = tag("small", tag("b", assumed.by), f" {assumed.text}")
            return [_line(assumed.source), place]
        case Computed() as computed:
            notes = (computed.because, computed.source, computed.span and str(computed.span))
            formula = tag("code", f"= {print_tree(computed.formula, pretty=True)}")
            return [formula, *(tag("small", text) for text in notes if text)]


def _line(text: str) -> Markup:
    return joined([tag("div", text)])
