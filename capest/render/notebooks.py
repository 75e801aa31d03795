"""Results in a notebook: as at a terminal, as for a document, and as a frame of pandas."""

from __future__ import annotations

import io
from collections.abc import Iterable
from types import ModuleType
from typing import Any

from ..conservation import conservation
from ..derivations import Assumed, Computed, Derivation, Given
from ..engine.estimate import Estimate
from ..engine.expectations import judge
from ..engine.sample import Sample
from ..in_notebooks import InNotebooks
from ..language.printer import print_tree
from ..quantities import is_number
from ..safe_text import html, markdown, markdown_code
from ..sections import sections
from . import SHOWN, layout, renderer
from .explain import tree
from .formats.markdown import markdown_table
from .lines import Line, columns
from .ranges.table import percentiles
from .report import Report, make_report

_STYLES = {
    "title": "font-weight:bold",
    "heading": "font-weight:bold;color:#0e7c8c",
    "ours": "color:#a36a00",
    "muted": "opacity:.7",
    "good": "color:#2a8550",
    "bad": "font-weight:bold;color:#d04437",
}
"""As at a terminal; each colour has a contrast of 4:1 or more on white and on black."""

_PAGE = "font-family:Menlo,Consolas,'DejaVu Sans Mono',monospace;line-height:1.25;overflow-x:auto"

_WORDS = ("name", "unit", "display", "origin", "formula", "source", "condition", "decided_by")
"""The columns of CSV that hold words, even where all of them look like numbers."""


class PlainStudy(dict[str, Any], InNotebooks):
    """What a study found, as plain values."""

    def __init__(self, view: ModuleType, found: Any) -> None:
        super().__init__(view.as_mapping(found))
        self.view, self.found = view, found

    def __reduce__(self) -> tuple[Any, ...]:
        """Copies and pickles are of the plain values."""
        return dict, (dict(self),)


def as_html(result: Any) -> str:
    """A result as a terminal shows it. Notebooks leave what stands in <pre> as it is: no $ in it
    begins a formula.
    """
    lines = "\n".join("".join(map(_piece, line)).rstrip() for line in _lines(result))
    return f'<pre style="{_PAGE}">{lines}</pre>'


def _piece(piece: tuple[str, str]) -> str:
    style, text = piece
    shown = html(text)
    return f'<span style="{_STYLES[style]}">{shown}</span>' if text and style in _STYLES else shown


def _lines(result: Any) -> Iterable[Line]:
    match result:
        case PlainStudy():
            lines: Iterable[Line] = result.view.layout(result.found)
            return lines
        case Derivation():
            return tree(result)
        case Estimate() if not _is_of_samples(result):
            shown = layout(SHOWN)
            return shown(_report(result)) if shown else ()
        case _:
            return columns(*_grid(result))


def as_markdown(result: Any) -> str:
    """A result as it is written for a document."""
    match result:
        case PlainStudy():
            text: str = result.view.as_markdown(result.found)
            return text
        case Derivation():
            return _derived(result)
        case Estimate() if not _is_of_samples(result):
            return renderer("markdown")(_report(result))
        case _:
            heading, rows = _grid(result)
            named = [(markdown_code(name), *map(markdown, cells)) for name, *cells in rows]
            return markdown_table(heading, named) + "\n"


def _derived(derivation: Derivation) -> str:
    """A sentence, and all that it rests on in a table."""
    head = f"{markdown_code(derivation.name)} = **{markdown(str(derivation.quantity))}**"
    rows = [
        (markdown_code(item.name), markdown(str(item.quantity)), *map(markdown, _origin(item)))
        for item in derivation.walk()
    ]
    return f"{head}\n\n{markdown_table(('quantity', 'value', 'is', 'source'), rows, numbers=1)}\n"


def _origin(item: Derivation) -> tuple[str, str]:
    """How a number comes about, and who says so."""
    match item.origin:
        case Given() as given:
            return "given", given.attribution or str(given.span)
        case Assumed() as assumed:
            return assumed.by, assumed.source
        case Computed() as computed:
            place = str(computed.span) if computed.span else ""
            return print_tree(computed.formula, pretty=True), computed.source or place


def as_frame(result: Any) -> Any:
    """A line of CSV a row; of samples, a quantity a column and a draw a row."""
    try:
        import pandas
    except ModuleNotFoundError:
        message = "to_pandas() needs pandas, which is not installed: pip install pandas"
        raise ModuleNotFoundError(message, name="pandas") from None
    match result:
        case Sample():
            return pandas.DataFrame({name: list(values) for name, values in result.items()})
        case Estimate() if _is_of_samples(result):
            values = {name: item.value for name, item in result.derivations.items()}
            return pandas.DataFrame(values)
        case Derivation():
            rows = [
                (item.name, item.value, str(item.unit) or "1", str(item.quantity), *_origin(item))
                for item in result.walk()
            ]
            names = ("name", "value", "unit", "display", "origin", "source")
            return pandas.DataFrame(rows, columns=names).set_index("name")
        case PlainStudy():
            text = result.view.as_csv(result.found)
        case _:
            text = renderer("csv")(_report(result))
    words = dict.fromkeys(_WORDS, str)
    table = io.StringIO(text)
    frame = pandas.read_csv(table, dtype=words, keep_default_na=False, na_values=[""])
    return frame.set_index("name") if frame.columns[0] == "name" else frame


def _report(estimate: Estimate) -> Report:
    found = conservation(estimate)
    return make_report(estimate, sections(), judge(estimate), version="", conserved=found)


def _is_of_samples(estimate: Estimate) -> bool:
    return not all(is_number(item.value) for item in estimate.derivations.values())


def _grid(result: Estimate | Sample) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """The heading and the rows of a table of what is uncertain."""
    if isinstance(result, Sample):
        return percentiles(result)
    uncertain = (item for item in result.derivations.values() if not is_number(item.value))
    return ("QUANTITY", "in samples"), [(item.name, str(item.quantity)) for item in uncertain]
