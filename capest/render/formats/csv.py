"""The report for a spreadsheet: one quantity a line."""

from __future__ import annotations

import csv
import io

from ...derivations import Assumed, Computed, Given
from ...language.printer import print_tree
from ...safe_text import csv_cell
from ..intervals import percentiles_of
from ..report import Report

SUFFIXES = (".csv",)
TELLS_ALL_DRAWS = True

HEADER = ("name", "value", "unit", "display", "origin", "formula", "source")
OF_DRAWS = ("p5", "p50", "p95")
"""Columns that are there with draws."""


def render(report: Report) -> str:
    """The report as CSV (RFC 4180, but with line feeds alone)."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow((*HEADER, *(OF_DRAWS if report.sample is not None else ())))
    for derivation in report.quantities():
        standard = report.estimate.standard(derivation.name)
        formula, source = "", ""
        match derivation.origin:
            case Given() as given:
                origin, formula, source = "given", given.text, given.attribution or ""
            case Assumed() as assumed:
                origin, formula, source = "assumed", assumed.text, assumed.source
            case Computed() as computed:
                origin, formula = "computed", print_tree(computed.formula)
                source = computed.source or ""
        value = f"{standard.value!r}".removesuffix(".0")
        unit = str(standard.unit) or "1"
        row = [derivation.name, value, unit, report.show_given(derivation), origin, formula, source]
        if report.sample is not None:
            told = percentiles_of(report, derivation)
            row += [f"{told[name]!r}" if name in told else "" for name in OF_DRAWS]
        writer.writerow([csv_cell(text) for text in row])
    return text.getvalue()
