"""capest list: the shipped scenarios."""

from __future__ import annotations

from ...scenario.shipped import shipped_names
from ..console import show, telling
from ..options import read_scenario


def list_command() -> None:
    """List the shipped scenarios and their headline numbers."""
    from ...engine.estimate import estimate
    from ...quantities import cell
    from ...render.lines import Line, wrapped
    from ...render.report import headline
    from ...sections import sections

    first = [column.quantity for section in sections() for column in section.headline]
    lines: list[Line] = []
    with telling():
        for name in shipped_names():
            scenario = read_scenario(name, None, napkin=False)
            numbers = " · ".join(
                f"{cell(item.quantity.value, item.quantity.unit, per=column.per)} {column.heading}"
                for item, column in headline(estimate(scenario, sections(), first), sections())
            )
            lines.append((("heading", name),))
            lines += wrapped(scenario.summary)
            lines += wrapped(numbers, "muted")
    show(lines)
