"""Several values of a name at once, `--set dau=10M,20M,40M`: a report with a column for each."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from ..problems import CapestError
from ..scenario.changes import with_changes
from ..scenario.model import Scenario
from ..sections import sections
from .console import tell, text_of, write
from .files import write_file
from .options import STUDY_FORMATS, change_pair, check_choice, read_scenario, refuse_twice

if TYPE_CHECKING:
    from ..studies.axes import Axis

_MAY_BE_SEVERAL = re.compile(r"=.*(,|\.\.)", re.DOTALL)


def read_with_axes(
    name: str, changes: list[str] | None, *, napkin: bool, prices: str | None
) -> tuple[Scenario, list[Axis]]:
    """The scenario as the options change it, and what they set to several values; raises
    ScenarioError. What can be read as one value is one.
    """
    refuse_twice(changes)
    several = [text for text in changes or () if _MAY_BE_SEVERAL.search(text)]
    single = [text for text in changes or () if text not in several]
    scenario = read_scenario(name, single, napkin=napkin, prices=prices)
    if not several:
        return scenario, []
    from ..studies.axes import axis_of

    axes = []
    for text in several:
        pair = change_pair(text)
        changed, problems = with_changes(scenario, [pair], sections())
        axis = axis_of(*pair) if problems else None
        if axis and (len(axis.texts) > 1 or axis.way is not None):
            axes.append(axis)
        elif problems:
            raise CapestError(*problems)
        else:
            scenario = changed
    return scenario, axes


def show_several(
    scenario: Scenario,
    axes: list[Axis],
    format_name: str,
    output: Path | None,
    *,
    exact: bool,
    force: bool,
    asked: dict[str, bool],
) -> None:
    """Write the main numbers at each of the values, without what is `asked` of a report."""
    from ..render.studies import sweep as view
    from ..studies.sweep import sweep
    from .prices import old_prices

    check_choice("format", format_name, STUDY_FORMATS, "a format for several values")
    for option, is_there in asked.items():
        if is_there:
            message = f"{option} is about one report, and several values are set"
            hint = "set one value, or `capest sweep SCENARIO dau=10M,20M --show NAMES`"
            raise CapestError.saying("excluded-option", message, hint)
    found = sweep(scenario, axes, sections(), shows_main=True)
    tell(old_prices(found.graph))
    if output:
        write_file(output, text_of(view, found, format_name, exact=exact), replace=force)
    else:
        write(view, found, format_name, exact=exact)
