"""Explains the codes of `capest check`."""

from __future__ import annotations

from textwrap import wrap

from ...claims.codes import CODES, explain
from ...problems import CapestError, Problem, suggestion
from ...render.lines import WIDTH
from .fault_codes import FAULTS


def explain_code(name: str) -> None:
    """Print what a code means, or with `all` the list of them; raises CapestError."""
    if name == "all":
        width = max(map(len, (*CODES, *FAULTS)))
        for code in CODES.values():
            print(f"{code.name.ljust(width)} {code.severity:<7} {code.title}")
        print("\nfaults, which are told before anything is judged:")
        for fault, meaning in FAULTS.items():
            print("\n".join(wrap(f"{fault.ljust(width)} {meaning}", WIDTH, subsequent_indent="  ")))
    elif name in CODES:
        print(explain(CODES[name]), end="")
    elif name in FAULTS:
        print(f"{name} (fault): {FAULTS[name]}\n\nThe message says where, and what to do next.")
    else:
        hint = suggestion(name, (*CODES, *FAULTS), "--explain all lists them")
        raise CapestError(
            Problem(code="unknown-code", message=f"'{name}' is not a code", hint=hint)
        )
