"""The report for a spreadsheet: one quantity a line."""

from __future__ import annotations

from ...derivations import Assumed, Computed, Derivation, Given
from ...language.printer import print_tree
from ..intervals import percentiles_of
from ..programs import csv_text, unit_text
from ..report import Report

SUFFIXES = (".csv",)
TELLS_ALL_DRAWS = True

HEADER = ("name", "value", "unit", "display", "origin", "formula", "source")
OF_DRAWS = ("p5", "p50", "p95")
"""Columns that are there with draws."""


def render(report: Report) -> str:
    """The report as CSV."""
    heading = (*HEADER, *(OF_DRAWS if report.sample is not None else ()))
    return csv_text(heading, (_row(report, item) for item in report.quantities()))


def _row(report: Report, derivation: Derivation) -> list[str | float | None]:
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
    shown, unit = report.show_given(derivation), unit_text(standard.unit)
    row = [derivation.name, standard.value, unit, shown, origin, formula, source]
    if report.sample is not None:
        told = percentiles_of(report, derivation)
        row += [told.get(name) for name in OF_DRAWS]
    return row
