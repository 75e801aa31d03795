"""capest open: the report of a scenario in a browser."""

from __future__ import annotations

import os
import sys

from ..console import telling
from ..files import write_temporary
from ..options import Changes, Exact, Napkin, Prices, ScenarioName, read_scenario
from .estimate import report_of

_DISPLAYS = ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY")
_HAS_WINDOWS = ("darwin", "win32", "cygwin")


def open_command(
    scenario: ScenarioName,
    set_: Changes = None,
    exact: Exact = False,
    napkin: Napkin = False,
    prices: Prices = None,
) -> None:
    """Show the report of a scenario in a browser.

    Writes it to a temporary file, whose path it prints, and opens that where there is a browser.
    """
    from ...render import renderer

    with telling():
        read = read_scenario(scenario, set_, napkin=napkin, prices=prices)
        report = report_of(read, set_, "html", (), None, exact=exact)
        path = write_temporary(renderer("html")(report), ".html")
    print(path)
    if sys.platform in _HAS_WINDOWS or any(os.environ.get(name) for name in _DISPLAYS):
        import webbrowser

        webbrowser.open(path.as_uri())
