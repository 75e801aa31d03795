"""How many findings there are of each code, and how much of each document is bound."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ...codes import CODES
from ...safe_text import log_line
from .findings import Findings


def statistics(findings: Findings) -> Iterator[str]:
    """A line for each code, the most frequent first, and one for each document that is not bound
    as a whole, the worst first.
    """
    codes = Counter(problem.code for problem in findings.problems)
    for code, number in sorted(codes.items(), key=lambda item: (-item[1], item[0])):
        yield f"{number:6,}  {code}: {CODES[code].title}"
    covered = [(item.coverage, item.name) for item in findings.reports if item.coverage]
    left = [(found, name) for found, name in covered if found.bound < found.numbers]
    for found, name in sorted(left, key=lambda item: (item[0].share, item[1])):
        yield log_line(f"{found.percent:>6}  {name}: {found}")
