"""How many findings there are of each code, and how much of each document is bound."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from ...codes import CODES
from ...problems import Problem
from ...records import field, record
from ...safe_text import log_line
from .findings import Coverage, FileReport


@record(frozen=False)
class CodeCounts:
    """What is counted of each file."""

    codes: Counter[str] = field(default_factory=Counter)
    partly_bound: list[tuple[Coverage, str]] = field(default_factory=list)
    """The documents that are not bound as a whole."""

    def add(self, report: FileReport) -> None:
        """Count the findings of one more."""
        self.add_problems(report.problems)
        if report.coverage and report.coverage.bound < report.coverage.numbers:
            self.partly_bound.append((report.coverage, report.name))

    def add_problems(self, problems: Iterable[Problem]) -> None:
        """Count what is no finding of one file."""
        self.codes.update(problem.code for problem in problems)

    def lines(self) -> Iterator[str]:
        """A line for each code, the most frequent first, and one for each document that is not
        bound as a whole, the worst first.
        """
        for code, number in sorted(self.codes.items(), key=lambda item: (-item[1], item[0])):
            yield f"{number:6,}  {code}: {CODES[code].title}"
        for found, name in sorted(self.partly_bound, key=lambda item: (item[0].share, item[1])):
            yield log_line(f"{found.percent:>6}  {name}: {found}")
