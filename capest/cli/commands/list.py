"""capest list: the shipped scenarios."""

from __future__ import annotations

from typing import Annotated

import typer

from ...render import SHOWN
from ...scenario.shipped import shipped_names
from ..console import show, telling
from ..options import TextOrJson, check_choice, read_scenario


def list_command(
    format_: TextOrJson = SHOWN,
    json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> None:
    """List the shipped scenarios and their headline numbers."""
    from ... import __version__
    from ...engine.estimate import estimate
    from ...quantities import cell
    from ...render.lines import Line, wrapped
    from ...render.reference import scenarios_as_json
    from ...render.report import headline
    from ...sections import sections

    first = [column.quantity for section in sections() for column in section.headline]
    with telling():
        check_choice("format", format_, ("json", SHOWN))
        found = {
            name: estimate(read_scenario(name, None, napkin=False), sections(), first)
            for name in shipped_names()
        }
    if json or format_ == "json":
        print(scenarios_as_json(found, __version__), end="")
        return
    lines: list[Line] = []
    for name, item in found.items():
        numbers = " · ".join(
            f"{cell(one.quantity.value, one.quantity.unit, per=column.per)} {column.heading}"
            for one, column in headline(item, sections())
        )
        lines.append((("heading", name),))
        lines += wrapped(item.scenario.summary)
        lines += wrapped(numbers, "muted")
    show(lines)
