"""Every code that capest prints, and what it means: the findings of a check, and the faults of what
cannot be used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from textwrap import fill, wrap

from .code import Code
from .faults import FAULTS
from .findings import FINDINGS

__all__ = ["CODES", "FAULTS", "FINDINGS", "Code", "explain", "explain_all"]

CODES: Mapping[str, Code] = {code.name: code for code in (*FINDINGS.values(), *FAULTS.values())}

_WIDTH = 80


def explain(code: Code) -> str:
    """A page about one code."""
    kind = "fault" if code.is_fault else code.severity
    parts = (f"{code.name} ({kind}): {code.title}", code.meaning, code.remedy)
    pages = (fill(part, _WIDTH, break_on_hyphens=False) for part in parts if part)
    return "\n\n".join(pages) + "\n"


def explain_all() -> str:
    """The list of all codes, a line each."""
    lines = [*_listed(FINDINGS.values()), "", "faults, which are told before anything is judged:"]
    return "\n".join((*lines, *_listed(FAULTS.values()))) + "\n"


def _listed(codes: Iterable[Code]) -> Iterator[str]:
    width = max(map(len, CODES))
    for code in codes:
        kind = "" if code.is_fault else f"{code.severity:<7} "
        yield from wrap(f"{code.name:<{width}} {kind}{code.title}", _WIDTH, subsequent_indent="  ")
