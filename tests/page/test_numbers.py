"""A page writes every number as Python does."""

from __future__ import annotations

from pathlib import Path
from random import Random

from node import needs_node, run

from capest.quantities import cell, humanise
from capest.render.page import document
from capest.render.page.number_forms import number_form
from capest.units import unit_table

NUMBERS = (Path(document.__file__).parent / "numbers.js").read_text("utf-8")
UNITS = (
    "", "%", "user", "node", "shard", "request", "request/s", "request/user/day", "B", "kB", "MiB",
    "bit", "Gbit/s", "B/day", "GB/shard", "s", "ms", "min", "h", "day", "month", "year", "us",
    "1/day", "1/s", "GPU", "W", "kW", "TFLOP", "FLOP/s", "USD", "USD/GB/month", "USD/month", "EUR",
    "CHF/h", "post/page", "user/node", "item/shard", "server", "B/user/day", "%/year",
)  # fmt: skip
VALUES = (
    0.0, 1.0, 2.0, 0.5, 0.999, 0.9994, 0.9995, 0.99951, 0.999999, 1.004, 1.005, 9.995, 12.5, 99.0,
    99.5, 99.949, 99.95, 99.9997, 99.99999999, 100.0, 100.5, 234.5, 328.5, 999.0, 999.4, 999.5,
    1000.0, 1023.0, 1024.0, 1234.0, 1314.0, 12345.0, 99950.0, 999499.0, 999500.0, 999999.0, 1e6,
    1234567.0, 3.472222e7, 9.995e8, 1e9, 2.345e12, 9.99e14, 1e15, 1.25e15, 3e18, 4.5e21, 1e-3,
    9.99e-4, 1.5e-3, 2.5e-4, 1e-6, 4.2e-7, 1.234e-9, 3.3e-12, 3600.0, 86400.0, 31536000.0, 0.29,
)  # fmt: skip


def _different(values, *, exact):
    """Where the page writes a value otherwise than Python does, alone or in a cell."""
    forms, cases = [], []
    for word in UNITS:
        unit = unit_table().unit(word)
        forms.append(number_form(unit, exact=exact))
        cases += [(value, len(forms) - 1, humanise(value, unit, exact=exact)) for value in values]
        for per in (None, "day", "month"):
            forms.append(number_form(unit, per=per, in_cell=True, exact=exact))
            cases += [
                (value, len(forms) - 1, cell(value, unit, per=per, exact=exact)) for value in values
            ]
    write = "given.cases.map(([value, at]) => written(value, given.forms[at]))"
    given = {"forms": forms, "cases": [case[:2] for case in cases]}
    found = run(f"(() => {{ {NUMBERS} return {write}; }})()", given)
    return [
        (value, forms[at], expected, text)
        for (value, at, expected), text in zip(cases, found, strict=True)
        if text != expected
    ]


@needs_node
def test_numbers_read_as_python_writes_them():
    random = Random(1)
    values = [10 ** random.uniform(-9, 19) for _ in range(40)]
    assert _different([*VALUES, *(-value for value in VALUES[1:]), *values], exact=False) == []


@needs_node
def test_all_digits_read_as_python_writes_them():
    values = [*VALUES, -0.5, -1234567.25, 2 / 3]
    assert _different(values, exact=True) == []
