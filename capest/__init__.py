r"""capest turns a scenario ("300M daily users, 10 searches each a day") into the numbers a design
needs.

    >>> import capest
    >>> scenario = capest.load("assumptions: {dau: 300M}\ntraffic: {search: {per_user: 10/day}}")
    >>> estimate = capest.estimate(scenario)
    >>> print(estimate["search.qps"].quantity)
    34.7k request/s
    >>> estimate["search.qps"].quantity.to("request/min")
    2083333.333...
    >>> print(capest.estimate(scenario, dau="600M")["search.qps"].quantity)
    69.4k request/s

Each quantity is a `Derivation`: its value, its unit, where it comes from, and what it was made
from.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .derivations import Absent, Assumed, Binding, Computed, Derivation, Given
from .problems import CapestError, EstimateError, Problem, ScenarioError, Source, Span
from .quantities import Quantity

if TYPE_CHECKING:
    from .engine.estimate import Estimate
    from .scenario.model import Scenario

__all__ = [
    "Absent",
    "Assumed",
    "Binding",
    "CapestError",
    "Computed",
    "Derivation",
    "EstimateError",
    "Given",
    "Problem",
    "Quantity",
    "ScenarioError",
    "Source",
    "Span",
    "estimate",
    "load",
]
__version__ = "0.1.0"


def load(path_or_text: str | Path) -> Scenario:
    """The scenario in a file, a shipped one by its name, or one in a text: a string with a line
    break or a `key:`.

    Raises ScenarioError with every problem of the text, or with the nearest names where there is no
    such file, and OSError for a file that cannot be read.
    """
    from .engine.whole import whole
    from .scenario.shipped import not_found, shipped_folder, shipped_names
    from .scenario.text import decode
    from .sections import sections

    text = str(path_or_text)
    is_text = isinstance(path_or_text, str) and re.search(r"\n|\0|:(\s|$)", text)
    path = Path(text)
    if not is_text and text in shipped_names() and not path.exists():
        path = shipped_folder() / f"{text}.yaml"
    try:
        source = Source("text", text) if is_text else decode(path.name, path.read_bytes())
    except FileNotFoundError:
        raise ScenarioError(not_found(text)) from None
    return whole(source, sections())


def estimate(scenario: Scenario | str | Path, /, **changes: Any) -> Estimate:
    """The estimate of a scenario, or of what `load` takes, with some of its values changed:
    `estimate("twitter", dau="500M")`.

    A change is a text as --set takes it, a Quantity, a list of names, a number in the unit of
    `Derivation.unit`, or an array of such numbers: then every value that follows is an array. A
    dotted name goes in a dictionary: `estimate(scenario, **{"search.per_user": "20/day"})`. Raises
    ScenarioError for a change that cannot be made, EstimateError for names and units that do not
    fit.
    """
    from .engine.what_if import estimate_with
    from .scenario.model import Scenario
    from .sections import sections

    read = scenario if isinstance(scenario, Scenario) else load(scenario)
    return estimate_with(read, changes, sections())
