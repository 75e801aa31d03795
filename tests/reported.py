"""The reports of a check, which no run keeps, and what they say in a format."""

from __future__ import annotations

from capest.claims.judging.findings import Findings, Tally
from capest.claims.reports import format_of, written

NOTHING = Findings(scenarios=Tally(), documents=Tally())


class Reports(list):
    """The reports of each file that was noted, those of scenarios first."""

    def note(self, report):
        """Keep one more."""
        self.append(report)
        self.sort(key=lambda one: one.is_document)
        return report

    def problems(self, found):
        """Every fault and finding."""
        told = (problem for report in self for problem in report.problems)
        return [*found.faults, *found.of_run, *told]

    def text(self, format_name, found):
        """All of it in a format."""
        parts = [format_of(format_name).part(report) for report in self]
        return "".join(written(format_name, found, parts))
