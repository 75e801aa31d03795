"""A scenario from its text, with everything that is wrong with it told at once."""

from __future__ import annotations

from collections.abc import Iterable

from ..formulas import Section
from ..problems import Passage, ScenarioError, Source, as_far_as_found
from ..scenario.changes import with_changes
from ..scenario.model import Scenario
from ..scenario.reader import read
from .estimate import faults


def whole(
    source: Source,
    sections: tuple[Section, ...],
    changes: Iterable[tuple[Passage, Passage]] = (),
) -> Scenario:
    """The scenario in a source, with each (name, value) set.

    Raises ScenarioError with every problem of the text and of the changes; then those of names,
    units and values too, of all that could be read.
    """
    scenario, problems = read(source, sections)
    if scenario is None:
        raise ScenarioError(*as_far_as_found(problems))
    scenario, of_changes = with_changes(scenario, changes, sections)
    if problems or of_changes:
        found = (*problems, *of_changes, *faults(scenario, sections))
        raise ScenarioError(*as_far_as_found(found))
    return scenario
