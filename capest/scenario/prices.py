"""Prices of one's own: a file of a profile's form, in the place of one that a scenario names."""

from __future__ import annotations

from collections.abc import Mapping

from ..formulas import Field, Profile, Section
from ..problems import Passage, Problem, Severity, Source
from ..records import record, replace
from .fields import Faults, read_value
from .model import Entry, Scenario, Value
from .profiles import ABOUT
from .yaml_nodes import Node, Pairs, Scalar, compose

FOLDER = "prices"
"""Where the profiles of prices are, and what a file of one's own takes the place of."""

_OF_A_VALUE = "kind"  # which only a profile's reader is told of


@record(kw_only=True)
class OwnPrices:
    """Prices from a file, and the day they are of."""

    name: str
    as_of: Passage
    values: Mapping[str, Value]


def read_prices(
    source: Source, sections: tuple[Section, ...]
) -> tuple[OwnPrices | None, tuple[Problem, ...]]:
    """The prices in a file, and what is wrong with it."""
    node, problems = compose(source)
    faults = Faults(list(problems))
    if not isinstance(node, Pairs):
        if not problems:
            message = f"{source.name} holds no lines of the form name: price"
            faults.add("not-a-mapping", message, Passage("", source, 1, 1).span(), _EXAMPLE)
        return None, tuple(faults.problems)
    parts = {key.text: part for key, part in node.items}
    known = _fields_of(sections)
    for key, _ in node.items:
        if key.text not in (*known, *ABOUT):
            faults.unknown("field", key, [*known, *ABOUT], " of prices")
    as_of = parts.get("as_of")
    if not isinstance(as_of, Scalar):
        message = "prices need 'as_of': the day they are of"
        faults.add("missing-field", message, node.span, "add as_of: 2026-11-30")
    values = {
        name: read_value(_without_kind(part), faults)
        for name, part in parts.items()
        if name in known
    }
    if faults.problems or not isinstance(as_of, Scalar):
        return None, tuple(faults.problems)
    told = parts.get("source")
    rest = f": {' '.join(told.text.split())}" if isinstance(told, Scalar) else ""
    said = f"{source.name}, {as_of.text}"
    sourced = {
        name: replace(value, source=f"{said}: {value.source}" if value.source else f"{said}{rest}")
        for name, value in values.items()
    }
    return OwnPrices(name=source.name, as_of=as_of.passage, values=sourced), ()


_EXAMPLE = "write e.g. machine: $0.384/h, below as_of: 2026-11-30"


def with_prices(
    scenario: Scenario, prices: OwnPrices, sections: tuple[Section, ...]
) -> tuple[Scenario, tuple[Problem, ...]]:
    """The scenario with these prices where an entry names a profile of them; a warning for none."""
    by_name = {section.name: section for section in sections}
    entries = {
        name: _with_own(entry, prices) if _takes_prices(entry, by_name) else entry
        for name, entry in scenario.entries.items()
    }
    if any(_takes_prices(entry, by_name) for entry in entries.values()):
        return replace(scenario, entries=entries), ()
    told = Problem(
        code="unused-prices",
        message=f"no entry takes its prices from a profile, so {prices.name} changes nothing",
        hint="name one under costs: prices: illustrative",
        severity=Severity.WARNING,
    )
    return scenario, (told,)


def _takes_prices(entry: Entry, sections: Mapping[str, Section]) -> bool:
    return any(
        isinstance(field, Profile) and field.folder == FOLDER and field.name in entry.choices
        for field in sections[entry.section].fields
    )


def _with_own(entry: Entry, prices: OwnPrices) -> Entry:
    return replace(entry, values={**prices.values, **entry.values})


def _fields_of(sections: tuple[Section, ...]) -> list[str]:
    """The fields that a profile of prices may give."""
    return [
        field.name
        for section in sections
        if any(isinstance(item, Profile) and item.folder == FOLDER for item in section.fields)
        for field in section.fields
        if isinstance(field, Field)
    ]


def _without_kind(node: Node) -> Node:
    if not isinstance(node, Pairs):
        return node
    return replace(node, items=tuple(item for item in node.items if item[0].text != _OF_A_VALUE))
