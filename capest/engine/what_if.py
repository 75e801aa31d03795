"""A scenario with changes that a program makes: texts, quantities, numbers, arrays of samples.

A bare number is in the unit that `Derivation.unit` and JSON tell; a text is what --set takes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..formulas import Field, Section
from ..problems import EstimateError, ScenarioError, in_order, passage_of
from ..products import raise_to
from ..quantities import Quantity, is_array, samples_of, spelled
from ..scenario.changes import field_named, with_changes
from ..scenario.model import Scenario
from ..units import NUMBER, Unit, unit_table
from ..well_known import well_known
from .estimate import Estimate, estimate
from .out_of_range import out_of_range
from .put_in import put_in


def estimate_with(
    scenario: Scenario, changes: Mapping[str, Any], sections: tuple[Section, ...]
) -> Estimate:
    """The estimate with some values changed; raises ScenarioError, EstimateError, TypeError."""
    if not changes:
        return estimate(scenario, sections)
    samples = {name: value for name, value in changes.items() if is_array(value)}
    texts = {
        name: written(_one_of(value), name, scenario, sections) for name, value in changes.items()
    }
    pairs = [(passage_of("changes", name), passage_of(name, text)) for name, text in texts.items()]
    changed, problems = with_changes(scenario, pairs, sections)
    if problems:
        raise ScenarioError(*problems)
    found = estimate(changed, sections)
    return _sampled(found, samples) if samples else found


def _sampled(found: Estimate, samples: Mapping[str, Any]) -> Estimate:
    values = {name: put_in(found.graph, name, value) for name, value in samples.items()}
    for end in (min, max):
        ends = {name: float(end(samples_of(value))) for name, value in values.items()}
        senseless = out_of_range(found.graph, ends)
        if senseless:
            raise EstimateError(*in_order(senseless))
    computed, absent, problems = found.graph.evaluate(values)
    if problems:
        raise EstimateError(*in_order(problems))
    return Estimate(found.scenario, found.graph, computed, absent)


def _one_of(value: Any) -> Any:
    """A change itself, or the first of its samples."""
    if not is_array(value):
        return value
    first = samples_of(value)[0]
    return Quantity(first, value.unit) if isinstance(value, Quantity) else first


def written(value: Any, name: str, scenario: Scenario, sections: tuple[Section, ...]) -> str:
    """A changed value as the language writes it, to the last digit; raises TypeError for what is
    none.
    """
    match value:
        case str():
            return value
        case Quantity():
            return spelled(value.value, value.unit)
        case list() | tuple() if all(isinstance(item, str) for item in value):
            return ", ".join(value)
        case _ if hasattr(value, "__float__"):
            return spelled(float(value), _unit_of(name, scenario, sections))
        case _:
            kinds = "a text, a number, a Quantity, a list of names or an array of samples"
            raise TypeError(f"'{name}' takes {kinds}; this is of type {type(value).__name__}")


def _unit_of(name: str, scenario: Scenario, sections: tuple[Section, ...]) -> Unit:
    """What a bare number for a name is in."""
    declared = field_named(name, scenario, sections) or well_known(name)
    if isinstance(declared, Field):
        return raise_to(unit_table().unit(declared.unit), 1)[0]
    if name in scenario.assumptions or name in scenario.derived:
        found = estimate(scenario, sections).get(name)
        return found.unit if found else NUMBER
    return NUMBER
