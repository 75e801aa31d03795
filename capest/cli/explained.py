"""Explains the codes of `capest check`."""

from __future__ import annotations

from ..claims.codes import CODES, explain
from ..problems import CapestError, Problem, suggestion


def explain_code(name: str) -> None:
    """Print what a code means, or with `all` the list of them; raises CapestError."""
    if name == "all":
        width = max(len(code) for code in CODES)
        for code in CODES.values():
            print(f"{code.name.ljust(width)} {code.severity:<7} {code.title}")
        return
    if name not in CODES:
        hint = suggestion(name, CODES, "--explain all lists them")
        message = f"'{name}' is not a finding about a claim; faults of a file, a scenario or an "
        message += "expression say themselves what to do"
        raise CapestError(Problem(code="unknown-code", message=message, hint=hint))
    print(explain(CODES[name]), end="")
