"""Explains the codes of `capest check`."""

from __future__ import annotations

from ...codes import CODES, explain, explain_all
from ...problems import suggestion
from ..console import reject


def explain_code(name: str) -> None:
    """Print what a code means, or with `all` the list of them; raises CapestError."""
    if name != "all" and name not in CODES:
        hint = suggestion(name, CODES, "--explain all lists them")
        reject("unknown-code", f"'{name}' is not a code", hint)
    print(explain_all() if name == "all" else explain(CODES[name]), end="")
