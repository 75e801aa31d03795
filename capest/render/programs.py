"""What programs are told, in JSON and in CSV: numbers, their units, rows and documents."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from ..quantities import Quantity
from ..safe_text import csv_cell, json_text
from ..units import Unit

SCHEMA = 1
"""Version of every JSON document; it changes when a key changes its meaning."""


def document(version: str, facts: dict[str, Any]) -> str:
    """A JSON document of what is found, in the order given, with the versions of both."""
    return json_text({"capest": version, "schema": SCHEMA, **facts})


def csv_text(heading: Sequence[str], rows: Iterable[Sequence[str | float | None]]) -> str:
    r"""A table as CSV (RFC 4180, but with line feeds alone); a number as JSON has it, and nothing
    for None.

    >>> csv_text(("name", "value"), [("dau", 3e8), ("share", 0.5), ("lag", None)])
    'name,value\ndau,300000000\nshare,0.5\nlag,\n'
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([csv_cell(word) for word in heading])
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue()


def _cell(value: str | float | None) -> str:
    if value is None:
        return ""
    return csv_cell(value) if isinstance(value, str) else repr(number(value))


def number(value: float) -> float | int:
    """A whole number without a decimal point, as long as a float holds it exactly."""
    return int(value) if value == int(value) and abs(value) < 2**63 else float(value)


def amount(quantity: Quantity) -> dict[str, Any]:
    """A value and its unit."""
    return {"value": number(quantity.value), "unit": unit_text(quantity.unit)}


def unit_text(unit: Unit) -> str:
    """The unit of a number; 1 for a number of no unit."""
    return str(unit) or "1"
