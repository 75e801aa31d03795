"""What a report plans for, said at its top: rates as written, and the headroom that capest adds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..derivations import Assumed, Derivation
from ..engine.estimate import Estimate
from ..formulas import Section
from ..nouns import few

_MOST_TOLD = 4
"""Of names in a line about all of them."""


def planned(estimate: Estimate, sections: tuple[Section, ...]) -> tuple[str, ...]:
    """The lines about it: rates per second first, then each number of machines with headroom that
    nobody asked for.
    """
    return (*_rates(estimate), *_headroom(estimate, {item.name: item for item in sections}))


def _rates(estimate: Estimate) -> Iterator[str]:
    per_second = estimate.graph.definitions.per_second
    written = [
        name
        for name in estimate.scenario.entries
        if name in per_second and f"{name}.busiest" not in estimate
    ]
    as_written = [name for name in written if _is_assumed(estimate.get(f"{name}.peak"))]
    if as_written:
        yield (
            f"{few(as_written, _MOST_TOLD)}: planned for as written, per second; "
            "add peak or peak_factor to plan for more"
        )
    factor = estimate.get("peak_factor")
    times = [name for name in written if f"{name}.peak" not in estimate]
    if times and factor and factor.value != 1:
        named = few(times, _MOST_TOLD)
        yield f"{named}: written per second, planned for {factor.quantity} times as much"


def _headroom(estimate: Estimate, sections: Mapping[str, Section]) -> Iterator[str]:
    """One line for all numbers that the same headroom is added to; the first few of them."""
    alike: dict[str, list[str]] = {}
    for entry in estimate.scenario.entries.values():
        machines = sections[entry.section].machines if entry.section in sections else ""
        found = estimate.get(f"{entry.name}.{machines}")
        assumed = _assumed_headroom(estimate, found) if found else {}
        if found is None or not assumed:
            continue
        less = estimate.replay(assumed)[found.name]
        if less != found.value:
            by_itself = [
                name
                for name, none in assumed.items()
                if estimate.replay({name: none})[found.name] != found.value
            ]
            said = ", ".join(
                f"{name.rpartition('.')[2]} = {estimate[name].quantity}"
                for name in by_itself or assumed
            )
            alike.setdefault(said, []).append(f"{found.name}: {less:,.0f}")
    for said, numbers in alike.items():
        yield f"{few(numbers, _MOST_TOLD)} without the headroom that capest adds ({said})"


def _assumed_headroom(estimate: Estimate, found: Derivation) -> dict[str, float]:
    """What a number rests on that is headroom which capest adds, and what would be none."""
    definitions = estimate.graph.definitions.by_name
    return {
        item.name: none
        for item in found.walk()
        if (declared := definitions[item.name].declared)
        and (none := declared.no_headroom) is not None
        and _is_assumed(item)
    }


def _is_assumed(derivation: Derivation | None) -> bool:
    """Whether capest says so, no profile and no scenario."""
    origin = derivation.origin if derivation else None
    return isinstance(origin, Assumed) and origin.profile is None
