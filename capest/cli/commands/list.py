"""capest list: the shipped scenarios."""

from __future__ import annotations

from ...scenario.shipped import shipped_names
from ..console import show, telling
from ..options import read_scenario


def list_command() -> None:
    """List the shipped scenarios and their headline numbers."""
    from ... import __version__
    from ...engine.estimate import estimate
    from ...render.lines import Line, wrapped
    from ...render.report import make_report
    from ...sections import sections

    lines: list[Line] = []
    with telling():
        for name in shipped_names():
            scenario = read_scenario(name, None, napkin=False)
            report = make_report(
                estimate(scenario, sections()), sections(), (), version=__version__
            )
            numbers = " · ".join(
                f"{report.show_cell(item, column)} {column.heading}"
                for item, column in report.headline
            )
            lines.append((("heading", name),))
            lines += wrapped(scenario.summary)
            lines += wrapped(numbers, "muted")
    show(lines)
