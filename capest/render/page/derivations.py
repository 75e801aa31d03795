"""The numbers of a page, each with how it came to be: what a click on one of them leads to.

What is told alike of several entries is told once, beside all of their numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...derivations import Assumed, Computed, Derivation, Given
from ...language.printer import print_tree
from ...language.tree import names
from ...problems import Span
from .figures import PageNumbers
from .markup import Markup, joined, tag

_LONG_NAME = 16
"""Letters of a name that a telephone has room for, beside its number."""
_LONGEST_NAME = 26
"""Those that it has room for at all, beside numbers that are moved sideways."""


def told(figures: PageNumbers, items: Iterable[Derivation], *, linked: bool) -> Markup:
    """A row for each way in which numbers come to be: their name, the numbers, and the way."""
    alike: dict[tuple[bool, str, int, Markup], list[Derivation]] = {}
    for item in items:
        owner, _, own = item.name.rpartition(".")
        reasons = joined(_reasons(figures, item, owner))
        alike.setdefault((bool(owner), own, figures.form(item), reasons), []).append(item)
    rows = (_row(figures, group, reasons, linked=linked) for (*_, reasons), group in alike.items())
    return tag("tbody", *rows)


def name_cell(name: str, *, scope: str | None) -> Markup:
    """The head of a row; a name that may be broken behind its entry's, a very long one anywhere."""
    entry, dot, own = name.rpartition(".")
    parted = entry and len(name) > _LONG_NAME
    parts = (f"{entry}{dot}", tag("wbr"), own) if parted else (name,)
    return tag("th", *parts, scope=scope, class_="long" if len(name) > _LONGEST_NAME else None)


def _row(
    figures: PageNumbers, items: Sequence[Derivation], reasons: Markup, *, linked: bool
) -> Markup:
    """Of several, the name is what stands behind that of their entries, and begins with a dot."""
    first, shared = items[0], len(items) > 1
    own = first.name.rpartition(".")[2]
    numbers = []
    for item in items:
        entry = f"{item.name.rpartition('.')[0]} " if shared else ""
        number = figures.shown(item) if linked else figures.text(item)
        marks = {"id": f"q{figures.index[item.name]}", "data_in": figures.unseen_inputs(item)}
        numbers.append(tag("p", entry, number, **marks))
    return tag(
        "tr",
        name_cell(f".{own}" if shared else first.name, scope="row" if linked else None),
        tag("td", *numbers),
        tag("td", reasons if shared else joined(_reasons(figures, first, ""))),
        data_f=None if linked else figures.form(first),
    )


def _reasons(figures: PageNumbers, item: Derivation, owner: str) -> list[Markup]:
    """What a quantity follows from; with an owner, what is of it too begins with a dot."""
    match item.origin:
        case Given() as given:
            lines = [text for text in (given.source, given.note) if text]
            written = "" if given.text == figures.text(item) else f" {given.text}"
            place = tag("p", tag("b", "given"), f"{written} ", _place(figures, given.span))
            return [*(tag("p", text) for text in lines), place]
        case Assumed() as assumed:
            written = "" if assumed.text == figures.text(item) else f" {assumed.text}"
            return [tag("p", assumed.source), tag("p", tag("b", assumed.by), written)]
        case Computed() as computed:
            of_owner = [name for name in names(computed.formula) if name.startswith(f"{owner}.")]
            words = {name: name.removeprefix(owner) for name in of_owner} if owner else {}
            notes = [computed.because, computed.source]
            notes += [_place(figures, computed.span)] if computed.span else []
            formula = f"= {print_tree(computed.formula, words, pretty=True)}"
            return [tag("code", formula), *(tag("p", text) for text in notes if text)]


def _place(figures: PageNumbers, span: Span) -> Markup:
    """Where it is written; in the scenario itself, without its name, which stands above."""
    if span.source == figures.file:
        return tag("i", f"{span.line}:{span.column}")
    return joined([str(span)])
