"""What was learnt, as the text of a scenario: each number a range with its source."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from ..safe_text import visible
from .learnt import Fact, Learnt, TrafficFacts

_WIDTH = 100
_HOP = ("latency_p50", "latency_p99")
_DERIVED = {
    "error_share": ("failing", "traffic.qps * error_share"),
    "sessions_per_user": ("sessions", "dau * sessions_per_user"),
}
"""What assumptions that no section asks for are good for."""


def scenario_text(learnt: Learnt, title: str) -> str:
    """A whole scenario."""
    return "\n".join(_lines(learnt, title)) + "\n"


def source_of(fact: Fact, of: str) -> str:
    """Where a number comes from."""
    return visible(f"{of}: {fact.how}")


def sourced(name: str, fact: Fact, of: str, indent: str) -> Iterator[str]:
    """A name with a value and its source, as the lines of YAML."""
    yield f"{indent}{name}:"
    yield f"{indent}  value: {fact.written}"
    yield from _wrapped(f"source: {quoted(source_of(fact, of))}", f"{indent}  ", f"{indent}    ")


def _wrapped(text: str, first: str, others: str) -> list[str]:
    """A text on lines that fit; YAML reads the end of one between quotes as a space."""
    return wrap(
        text,
        _WIDTH,
        initial_indent=first,
        subsequent_indent=others,
        break_long_words=False,
        break_on_hyphens=False,
    )


def quoted(text: str) -> str:
    """A text as YAML has it between quotes."""
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'


def entry_lines(entry: TrafficFacts, of: str) -> Iterator[str]:
    """An entry of traffic, a line each field."""
    yield f"  {entry.name}:"
    for fact in entry.facts:
        yield from sourced(fact.name.partition(".")[2], fact, of, "    ")
    if entry.kind:
        yield f"    kind: {entry.kind}"


def _lines(learnt: Learnt, title: str) -> Iterator[str]:
    of = learnt.of
    yield f"# Learnt by capest from {visible(of)}."
    for note in learnt.notes:
        yield from _wrapped(visible(note), "# ", "#   ")
    if learnt.refused:
        yield "# Not learnt, and what is missing:"
    for each in learnt.refused:
        yield from _wrapped(f"{each.name}: {visible(each.why)}", "#   ", "#     ")
    for fact in _without_place(learnt):
        text = f"{fact.name}: {fact.written}, {fact.how}"
        yield from _wrapped(visible(text), "# ", "#   ")
    yield "capest: 1"
    yield f"title: {quoted(visible(title))}"
    yield f"summary: {quoted(visible(f'What happened: {of}.'))}"
    facts = {fact.name: fact for fact in learnt.assumptions}
    skipped = set(_HOP) | (set() if learnt.has_cache else set(_OF_CACHE))
    plain = [fact for name, fact in facts.items() if name not in skipped]
    yield from ("", "assumptions:") if plain else ()
    for fact in plain:
        yield from sourced(fact.name, fact, of, "  ")
    entries = [entry for entry in learnt.traffic if entry.is_whole]
    yield from ("", "traffic:") if entries else ()
    for entry in entries:
        yield from entry_lines(entry, of)
    yield from _cache(learnt, facts)
    if set(_HOP) <= facts.keys():
        yield from ("", "hops:", "  service:")
        for name in _HOP:
            yield from sourced(name[-3:], facts[name], of, "    ")
    yield from _derived(facts)


_OF_CACHE = ("working_set", "key_size", "key_exponent", "different_keys")


def _without_place(learnt: Learnt) -> Iterator[Fact]:
    """What a scenario has no field for: of a cache that it has not, of traffic without a rate."""
    if not learnt.has_cache:
        yield from (fact for fact in learnt.assumptions if fact.name in _OF_CACHE)
    for entry in learnt.traffic:
        yield from () if entry.is_whole else entry.facts


def _cache(learnt: Learnt, facts: dict[str, Fact]) -> Iterator[str]:
    reads = [entry.name for entry in learnt.traffic if entry.kind != "write" and entry.is_whole]
    if not learnt.has_cache or not reads:
        return
    yield from ("", "# What a cache with room for the working set would answer.", "caches:")
    yield from ("  reads:", f"    serves: [{', '.join(reads)}]", "    items: different_keys")
    yield from ("    popularity: zipf key_exponent", "    items_cached: working_set")
    if "key_size" in facts:
        yield "    item_size: key_size"


def _derived(facts: dict[str, Fact]) -> Iterator[str]:
    found = [each for name, each in _DERIVED.items() if name in facts]
    yield from ("", "derived:") if found else ()
    yield from (f"  {name}: {text}" for name, text in found)
