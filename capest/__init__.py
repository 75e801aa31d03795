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
from typing import TYPE_CHECKING

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

    Raises ScenarioError with every problem of the text, and OSError for a file that cannot be read.
    """
    from .scenario.reader import read
    from .scenario.shipped import shipped_folder, shipped_names
    from .scenario.text import decode
    from .sections import sections

    text = str(path_or_text)
    is_text = isinstance(path_or_text, str) and re.search(r"\n|\0|:(\s|$)", text)
    path = Path(text)
    if not is_text and text in shipped_names() and not path.exists():
        path = shipped_folder() / f"{text}.yaml"
    source = Source("text", text) if is_text else decode(path.name, path.read_bytes())
    scenario, problems = read(source, sections())
    if scenario is None:
        raise ScenarioError(*problems)
    return scenario


def estimate(scenario: Scenario, /, **changes: str | float | Quantity) -> Estimate:
    """The estimate of a scenario, with some of its values changed: `estimate(scenario,
    dau="500M")`.

    A dotted name goes in a dictionary: `estimate(scenario, **{"search.per_user": "20/day"})`.
    Raises ScenarioError for a change that cannot be made, EstimateError for names and units that
    do not fit.
    """
    from .engine.estimate import estimate as evaluate
    from .problems import passage_of
    from .scenario.changes import with_changes
    from .sections import sections

    pairs = [
        (passage_of("changes", name), passage_of(name, _written(value)))
        for name, value in changes.items()
    ]
    changed, problems = with_changes(scenario, pairs, sections())
    if problems:
        raise ScenarioError(*problems)
    return evaluate(changed, sections())


def _written(value: str | float | Quantity) -> str:
    """A changed value as the language writes it, to the last digit."""
    if isinstance(value, Quantity):
        return f"{float(value.value)!r} {value.unit}".rstrip()
    return value if isinstance(value, str) else repr(float(value))
