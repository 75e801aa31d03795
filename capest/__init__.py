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

    >>> solution = capest.solve(scenario, "search.qps <= 50k/s", vary="dau")
    >>> solution["stretches"]
    [{'from': None, 'to': 432000000}]

Each quantity is a `Derivation`: its value, its unit, where it comes from, and what it was made
from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .in_notebooks import InNotebooks, Views

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from .derivations import Absent, Assumed, Binding, Computed, Derivation, Given
    from .engine.estimate import Estimate
    from .problems import CapestError, EstimateError, Problem, ScenarioError, Source, Span
    from .quantities import Quantity
    from .render.notebooks import PlainStudy
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
    "compare",
    "estimate",
    "load",
    "solve",
    "sweep",
]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """What others import from here, once they do: the command line starts without it."""
    for module in ("derivations", "problems", "quantities") if name in __all__ else ():
        if hasattr(found := import_module(f"{__name__}.{module}"), name):
            return getattr(found, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*globals(), *__all__]


def load(path_or_text: str | Path) -> Scenario:
    """The scenario in a file, a shipped one by its name, or one in a text: a string with a line
    break or a `key:`.

    Raises ScenarioError with every problem of the text, or with the nearest names where there is no
    such file, and OSError for a file that cannot be read.
    """
    from .engine.whole import whole
    from .problems import ScenarioError, Source
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


def compare(
    before: Estimate | Scenario | str | Path,
    after: Estimate | Scenario | str | Path | None = None,
    /,
    **changes: Any,
) -> PlainStudy:
    """What is written otherwise after than before, and what that changes; the changes, as
    `estimate` takes them, are made to `after`, or to `before` where there is no other.

    Plain values: `changes`, a list; `quantities`, by name with `before` and `after` in `unit`, the
    `factor` between them and the `causes`, whose factors multiply up to it, for those in `main`;
    `expect`, what no longer holds. Raises what `estimate` raises.
    """
    from .render.notebooks import PlainStudy
    from .render.studies import compare as view
    from .sections import sections
    from .studies.compare import difference

    other = before if after is None else after
    sides = _estimated(before), _estimated(other, **changes)
    return PlainStudy(view, difference(*sides, sections()))


def sweep(
    scenario: Scenario | str | Path,
    /,
    show: Iterable[str] = (),
    executor: Executor | None = None,
    **values: Any,
) -> PlainStudy:
    """The quantities in `show`, or the main ones, at every combination of some values: a text such
    as "100M..1B*10" or "lru, fifo", or a list of what `estimate` takes for a change.

    Plain values: `points`, each with what the names are set to (`at`), in the unit of
    `Derivation.unit`, and `quantities` by name with `value`, `unit`, `display` and the limit that
    it is `decided_by`. Raises ScenarioError and EstimateError.

    An executor, of processes, of Dask or of Ray, computes points elsewhere.
    """
    from .engine.what_if import written
    from .problems import passage_of
    from .render.notebooks import PlainStudy
    from .render.studies import sweep as view
    from .scenario.model import Scenario
    from .sections import sections
    from .studies.axes import axis_of, listed
    from .studies.sweep import sweep as swept

    read = scenario if isinstance(scenario, Scenario) else load(scenario)
    axes = []
    for name, given in values.items():
        passage = passage_of("sweep", name)
        if isinstance(given, str):
            axes.append(axis_of(passage, passage_of("sweep", given)))
            continue
        texts = [written(value, name, read, sections()) for value in given]
        axes.append(listed(passage, [passage_of("sweep", text) for text in texts]))
    names = [passage_of("show", name) for name in show]
    run = executor.map if executor else None
    return PlainStudy(view, swept(read, axes, sections(), names, run=run))


def solve(
    scenario: Scenario | str | Path, condition: str, /, *, vary: str, **changes: Any
) -> PlainStudy:
    """The values of a name that meet a condition such as "store.shards <= 4096".

    Plain values: `stretches`, each `from` and `to` a value in `unit`, None where it is open;
    `holds_now`; what was `looked` at; and where none meets it the `nearest` it comes. Raises
    ScenarioError and EstimateError.
    """
    from .problems import passage_of
    from .render.notebooks import PlainStudy
    from .render.studies import solve as view
    from .sections import sections
    from .studies.solve import solve as solved

    read = estimate(scenario, **changes).scenario
    asked = passage_of("condition", condition), passage_of("vary", vary)
    return PlainStudy(view, solved(read, *asked, sections()))


def _estimated(side: Estimate | Scenario | str | Path, **changes: Any) -> Estimate:
    from .engine.estimate import Estimate

    if isinstance(side, Estimate):
        return estimate(side.scenario, **changes) if changes else side
    return estimate(side, **changes)


def _views_of_results() -> Views:
    from .render import notebooks

    return notebooks


InNotebooks.views_of_results = staticmethod(_views_of_results)
