"""Two estimates beside each other: what is written otherwise, and what that changes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

from ...derivations import Derivation
from ...factors import times
from ...nouns import counted
from ...quantities import humanise
from ...safe_text import cut, markdown, markdown_code
from ...studies.causes import Cause
from ...studies.compare import Difference, Movement, Rewrite
from ..bars import bar
from ..formats.markdown import markdown_table
from ..lines import Line, columns, fits, wrapped
from ..programs import csv_text, number, unit_text

_WIDTH = 10  # characters of the longest bar
_UNCHANGED = 4  # quantities that are told although they are as before
_MOST_WRITTEN = 12  # changes that are listed
_LONGEST = 24  # characters of what is written
_NONE = "-"
_HEADING = ("quantity", "before", "after", "factor")


def layout(found: Difference, *, exact: bool = False, every: bool = False) -> list[Line]:
    """The difference as lines with styles; with `every`, of all computed quantities."""
    title = _title(found)
    if found.is_none:
        return wrapped(f"{title} · nothing is written otherwise", "title", indent=0)
    if not found.changes:
        text = f"{title} · nothing but what is expected is written otherwise"
        return [*wrapped(text, "title", indent=0), *_expectations(found)]
    text = f"{title} · {counted(len(found.changes), 'change')} in what is written"
    lines = wrapped(text, "title", indent=0)
    rows = [
        (
            f"  {item.name}",
            *(cut(text or _NONE, _LONGEST) for text in (item.before, item.after)),
            _factor(item.factor),
        )
        for item in found.changes[:_MOST_WRITTEN]
    ]
    lines += columns(("WRITTEN", "before", "after", ""), rows)
    if len(found.changes) > _MOST_WRITTEN:
        lines += wrapped(f"... and {len(found.changes) - _MOST_WRITTEN:,} more", "muted")
    lines.append(())
    changed = [item for item in _ordered(found, every=every) if not item.is_same]
    lines += _effects(changed, exact=exact) if changed else wrapped("no main number changes")
    return [*lines, *_others(found, every=every), *_expectations(found)]


def _title(found: Difference) -> str:
    titles = [side.scenario.title for side in (found.before, found.after)]
    return " -> ".join(dict.fromkeys(titles))


def _ordered(found: Difference, *, every: bool) -> list[Movement]:
    """The quantities that a reader looks at first, then all others where they are asked for."""
    by_name = {item.name: item for item in found.effects}
    first = [by_name.pop(name) for name in found.main if name in by_name]
    return [*first, *by_name.values()] if every else first


def _effects(changed: Sequence[Movement], *, exact: bool) -> list[Line]:
    rows = [
        (
            f"  {item.name}",
            _shown(item.before, exact=exact),
            _shown(item.after, exact=exact),
            _factor(item.factor),
        )
        for item in changed
    ]
    because = [
        [line for told in _because(item) for line in wrapped(told, "muted", indent=6)]
        for item in changed
    ]
    heading = ("CHANGED", "before", "after", "")
    bars = _bars(changed)
    drawn = [(*row, text) for row, text in zip(rows, bars, strict=True)]
    if fits([(*heading, ""), *drawn]):
        return columns((*heading, ""), drawn, below=because)
    return columns(heading, rows, below=because)


def _bars(changed: Sequence[Movement]) -> list[str]:
    """How much each changes, beside the others."""
    most = max(map(_strength, changed))
    drawn = [bar(_strength(item), most, _WIDTH) for item in changed]
    told = [
        f"{text} less" if text and item.factor is not None and item.factor < 1 else text
        for text, item in zip(drawn, changed, strict=True)
    ]
    return [text.ljust(max(map(len, told))) for text in told]


def _because(effect: Movement) -> Iterable[str]:
    """What brought a change about, where that is not one thing alone, and which limit decides."""
    if len(effect.causes) > 1:
        told = [cause for cause in effect.causes if _factor(cause.factor) != "1x"]
        yield " · ".join(map(_cause, told))
    if effect.decided_by:
        yield "{1} decides now, {0} did before".format(*effect.decided_by)


def _cause(cause: Cause) -> str:
    if cause.factor is None:
        return f"{cause.name} {cause.added:+.3g}"
    return f"{cause.name} {_factor(cause.factor)}"


def _strength(effect: Movement) -> float:
    return abs(math.log(effect.factor)) if effect.factor and effect.factor > 0 else 0.0


def _others(found: Difference, *, every: bool) -> list[Line]:
    """In one line what stays, and how much more there is to see."""
    same = [item for item in _ordered(found, every=False) if item.is_same]
    told = [f"{item.name} {_shown(item.after, exact=False)}" for item in same[:_UNCHANGED]]
    left = sum(item.is_same for item in found.effects) - len(told)
    told += [f"{left:,} more"] if left else []
    lines = wrapped(f"unchanged: {', '.join(told)}", "muted") if told else []
    shown = {item.name for item in _ordered(found, every=every)}
    more = sum(not item.is_same for item in found.effects if item.name not in shown)
    if more:
        lines += wrapped(f"{more:,} more that change: --all shows them", "muted")
    return lines


def _expectations(found: Difference) -> list[Line]:
    if not found.expected:
        return []
    lines: list[Line] = [()]
    if not (found.broken or found.unmet or found.mended or found.failing):
        return [
            *lines,
            *wrapped(f"expect: {found.expected} of {found.expected} still hold", "good"),
        ]
    for verdicts, text, style in (
        (found.broken, "no longer hold", "bad"),
        (found.unmet, "are new and fail", "bad"),
        (found.failing, "fail as before", "bad"),
        (found.mended, "hold now", "good"),
    ):
        if verdicts:
            lines += wrapped(f"expect: {len(verdicts)} of {found.expected} {text}", style)
        for verdict in verdicts:
            at = wrapped(verdict.expectation.passage.text, style, indent=4)
            lines += [*at, *wrapped(verdict.message, "muted", indent=6)]
    return lines


def _shown(item: Derivation | None, *, exact: bool) -> str:
    return humanise(item.quantity.value, item.quantity.unit, exact=exact) if item else _NONE


def _factor(factor: float | None) -> str:
    return "" if factor is None else times(factor)


# --- for programs and pull requests ---


def as_markdown(found: Difference, *, exact: bool = False, every: bool = False) -> str:
    """The difference for a pull request: a table, what no longer holds, the rest folded away; with
    `every`, all that changed stands in the table.
    """
    if found.is_none:
        return f"**{markdown(_title(found))}**: nothing is written otherwise.\n"
    first = [item for item in _ordered(found, every=every) if not item.is_same]
    told = f"{counted(len(found.changes), 'change')} in what is written"
    told = told if found.changes else "nothing but what is expected is written otherwise"
    blocks = [f"**{markdown(_title(found))}**: {told}."]
    if first:
        blocks.append(_markdown_effects(first, exact=exact))
    blocks += [
        "\n".join(
            f"- {mark} {markdown_code(item.expectation.passage.text)}: {markdown(item.message)}"
            for item in verdicts
        )
        for verdicts, mark in (
            (found.broken, "**no longer holds**"),
            (found.unmet, "**is new and fails**"),
            (found.failing, "fails as before"),
            (found.mended, "holds now"),
        )
        if verdicts
    ]
    written = [
        (
            markdown_code(item.name),
            markdown(item.before or _NONE),
            markdown(item.after or _NONE),
            _factor(item.factor),
        )
        for item in found.changes
    ]
    if written:
        blocks.append(_folded("What is written otherwise", markdown_table(_HEADING, written)))
    named = {item.name for item in first}
    rest = [item for item in found.effects if not item.is_same and item.name not in named]
    if rest:
        title = counted(len(rest), "more number")
        blocks.append(_folded(f"{title} that changed", _markdown_effects(rest, exact=exact)))
    same = sum(item.is_same for item in found.effects)
    blocks.append(f"{counted(same, 'number')} unchanged.")
    return "\n\n".join(blocks) + "\n"


def _markdown_effects(effects: Iterable[Movement], *, exact: bool) -> str:
    rows = [
        (
            markdown_code(item.name),
            markdown(_shown(item.before, exact=exact)),
            markdown(_shown(item.after, exact=exact)),
            _factor(item.factor),
            markdown("; ".join(_because(item))),
        )
        for item in effects
    ]
    if any(row[-1] for row in rows):
        return markdown_table((*_HEADING, "because of"), rows, numbers=3)
    return markdown_table(_HEADING, [row[:-1] for row in rows])


def _folded(title: str, text: str) -> str:
    return f"<details><summary>{title}</summary>\n\n{text}\n\n</details>"


def as_csv(found: Difference) -> str:
    """Every quantity of both, one a line, in the unit of JSON."""
    keys = ("before", "after", "unit", "factor")
    facts = {item.name: _quantity(item) for item in found.effects}
    rows = ((name, *(each[key] for key in keys)) for name, each in facts.items())
    return csv_text(("name", *keys), rows)


def as_mapping(found: Difference) -> dict[str, Any]:
    """The difference as plain values, in units that do not change with a number's size."""
    return {
        "changes": [_written(item) for item in found.changes],
        "main": list(found.main),
        "quantities": {item.name: _quantity(item) for item in found.effects},
        "expect": {
            "all": found.expected,
            "no_longer_hold": [item.expectation.passage.text for item in found.broken],
            "new_and_fail": [item.expectation.passage.text for item in found.unmet],
            "fail_as_before": [item.expectation.passage.text for item in found.failing],
            "hold_now": [item.expectation.passage.text for item in found.mended],
        },
    }


def _written(change: Rewrite) -> dict[str, Any]:
    return {
        "name": change.name,
        "before": change.before,
        "after": change.after,
        "factor": change.factor,
    }


def _quantity(effect: Movement) -> dict[str, Any]:
    known = effect.after or effect.before
    return {
        "before": None if effect.start is None else number(effect.start),
        "after": number(effect.after.value) if effect.after else None,
        "unit": unit_text(known.unit) if known else None,
        "factor": effect.factor,
        "causes": {
            item.name: {"factor": item.factor, "added": item.added} for item in effect.causes
        },
        "decided_by": list(effect.decided_by) if effect.decided_by else None,
    }
