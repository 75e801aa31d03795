"""How eviction is shown: step tables, totals, the curve of misses by size, and notes."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ...models.traces import random_eviction
from ...models.traces.exercise import Exercise
from ...models.traces.replay import RANDOM, ReplayRequest, ReplayStep, Totals, new_policy
from ...nouns import counted
from ...safe_text import cut
from ..bars import scale_of, sparkline
from ..lines import Line, columns, width, wrapped
from ..programs import document

MOST_STEPS = 100
"""Steps of one table: what more of them would say, the totals say better."""

_WIDEST_KEY = 16
_LONGEST_FRACTION = 16


def of_stream(exercise: Exercise, request: ReplayRequest) -> list[Line]:
    """The steps of each policy, then the totals and the notes."""
    keys = len(set(exercise.keys))
    title = f"{counted(len(exercise.keys), 'request')} for {counted(keys, 'key')}"
    lines: list[Line] = [(("title", f"{title}{_held(request)}"),)]
    for name in request.policies if request.size else ():
        lines.append(())
        if name == RANDOM:
            lines += _chances(exercise.keys, exercise.misses)
        else:
            lines += _steps(name, new_policy(name, 1).order, exercise.steps[name])
        if name == "lru":
            lines += _distances(exercise.distances)
    return [*lines, *_summary(exercise.totals, request)]


def of_trace(name: str, found: Totals, request: ReplayRequest) -> list[Line]:
    """The totals of a trace and the notes."""
    title = f"{cut(name, width() - 1)}: {counted(found.requests, 'request')}{_held(request)}"
    return [*wrapped(title, "title", indent=0), *_sample(found), *_summary(found, request)]


def as_json(name: str, found: Totals, request: ReplayRequest, version: str) -> str:
    """The totals for a program, with shares from 0 to 1."""
    sampled = found.sampled
    rows = [
        {
            "policy": policy,
            "keys_held": size,
            "hits": float(found.hits[policy, size]),
            "hit_ratio": float(1 - found.miss_ratio(policy, size)),
            "hit_ratio_error": sampled and sampled.errors[policy, size],
        }
        for policy in request.policies
        for size in request.every_size()
    ]
    part = sampled and {
        "one_key_in": sampled.rate,
        "keys": sampled.keys,
        "requests": sampled.requests,
    }
    facts = {"trace": name, "requests": found.requests, "sample": part, "caches": rows}
    return document(version, facts)


def _sample(found: Totals) -> list[Line]:
    sampled = found.sampled
    if not sampled:
        return []
    text = f"a sample: {counted(sampled.requests, 'request')} for {counted(sampled.keys, 'key')}, "
    text += f"one in {sampled.rate} by a hash; ± is what 90% of such samples stay within, in points"
    return wrapped(text, "muted")


def _held(request: ReplayRequest) -> str:
    return f", {counted(request.size, 'key')} held" if request.size else ""


def _summary(found: Totals, request: ReplayRequest) -> list[Line]:
    lines: list[Line] = []
    if request.size:
        lines += [(), *_totals(found, request.policies, request.size)]
    if request.sizes:
        lines += [(), *_curve(found, request), (), *_plot(found, request)]
    return [*lines, (), *_notes(request)]


def _steps(name: str, order: str, steps: Sequence[ReplayStep]) -> list[Line]:
    rows = [
        (
            f"{number}",
            cut(step.request, _WIDEST_KEY),
            "hit" if step.hit else "miss",
            " ".join(cut(key, _WIDEST_KEY) for key in step.contents),
            cut(step.victim or "", _WIDEST_KEY),
        )
        for number, step in enumerate(steps[:MOST_STEPS], 1)
    ]
    heading = ("", "request", "", "contents", "victim")
    widths = [max(len(row[index]) for row in (heading, *rows)) for index in range(len(heading))]
    widths[3] = min(widths[3], width() - 2 * len(widths) - sum(widths) + widths[3])
    lines = [_title(name, order), _row(heading, widths, "heading")]
    lines += [_row(row, widths, "good" if row[2] == "hit" else "") for row in rows]
    return [*lines, *_more(len(steps))]


def _row(cells: Sequence[str], widths: Sequence[int], style: str) -> Line:
    number, *rest = cells
    pieces = [("muted", "  " + number.rjust(widths[0]))]
    pieces += [
        (style, "  " + cut(cell, room).ljust(room))
        for cell, room in zip(rest, widths[1:], strict=True)
    ]
    return tuple(pieces)


def _chances(keys: Sequence[str], misses: Sequence[Fraction]) -> list[Line]:
    wide = len(str(min(len(keys), MOST_STEPS)))
    rows = [
        (f"  {number:>{wide}}  {cut(key, _WIDEST_KEY)}", _fraction(miss), f"{float(miss):.4f}")
        for number, (key, miss) in enumerate(zip(keys, misses, strict=True), 1)
    ]
    table = columns((" " * (wide + 4) + "request", "P(miss)", ""), rows[:MOST_STEPS])
    return [_title(RANDOM, "each key is equally likely to go"), *table, *_more(len(rows))]


def _distances(found: Sequence[int | None]) -> list[Line]:
    words = " ".join("-" if distance is None else str(distance) for distance in found[:MOST_STEPS])
    more = " ..." if len(found) > MOST_STEPS else ""
    return wrapped(f"stack distances: {words}{more}", "muted")


def _totals(found: Totals, policies: Sequence[str], size: int) -> list[Line]:
    rows = []
    for name in policies:
        hits = Fraction(found.hits[name, size])
        misses = found.requests - hits
        ratio = _percent(hits / found.requests) + _error(found, name, size)
        rows.append((f"  {name}", _number(hits), _number(misses), ratio))
    lines = columns(("TOTALS", "hits", "misses", "hit ratio"), rows)
    if RANDOM in policies:
        expected = found.requests - Fraction(found.hits[RANDOM, size])
        if "/" in _fraction(expected):
            lines += wrapped(f"random: {expected} misses are expected", "muted")
    return lines


def _curve(found: Totals, request: ReplayRequest) -> list[Line]:
    rows = [
        (
            f"  {size:,}",
            *(
                _percent(found.miss_ratio(name, size)) + _error(found, name, size)
                for name in request.policies
            ),
        )
        for size in request.sizes
    ]
    return columns(("MISSES", *request.policies), rows)


def _error(found: Totals, name: str, size: int) -> str:
    """How far off a ratio may be that was sampled, in points."""
    return f" ± {100 * found.sampled.errors[name, size]:.1f}" if found.sampled else ""


def _plot(found: Totals, request: ReplayRequest) -> list[Line]:
    """A bar for each size, between the lowest and the highest of all miss ratios."""
    curves = {
        name: [found.miss_ratio(name, size) for size in request.sizes] for name in request.policies
    }
    ratios = [ratio for curve in curves.values() for ratio in curve]
    least, most = min(ratios), max(ratios)
    lines: list[Line] = []
    for name, curve in curves.items():
        drawn = sparkline([float(ratio) for ratio in curve], float(least), float(most))
        lines.append((("name", f"  {name:<8}"), ("number", drawn)))
    scale = scale_of(f"{_percent(least)} misses", _percent(most))
    span = f"sizes {request.sizes[0]:,} to {request.sizes[-1]:,}"
    return [*lines, *wrapped(f"{span}; {scale}", "muted")]


def _notes(request: ReplayRequest) -> list[Line]:
    lines: list[Line] = []
    for name in request.policies:
        note = (
            random_eviction.NOTE if name == RANDOM else new_policy(name, 1, ties=request.ties).note
        )
        lines += wrapped(f"{name}: {note}", "muted") if note else []
    every = "every miss is brought in, and each key takes one place, whatever its size."
    return [*lines, *wrapped(every, "muted")]


def _title(name: str, order: str) -> Line:
    return (("heading", name.upper()), ("muted", f"   {order}"))


def _more(count: int) -> list[Line]:
    more = count - MOST_STEPS
    return wrapped(f"... and {counted(more, 'more step')}", "muted") if more > 0 else []


def _number(value: Fraction) -> str:
    return f"{int(value):,}" if value.denominator == 1 else f"{float(value):,.4f}"


def _fraction(value: Fraction) -> str:
    return str(value) if len(str(value)) <= _LONGEST_FRACTION else f"{float(value):.6g}"


def _percent(value: Fraction) -> str:
    return f"{float(100 * value):.0f}%" if value in (0, 1) else f"{float(100 * value):.1f}%"
