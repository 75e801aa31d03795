"""What a trace says of a cache: a summary for people, the fields to paste, and JSON."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from ...models.traces.trace_fit import FARTHEST_OFF, WIDEST_ITEMS, Compared, Reason, TraceFit
from ...models.traces.zipf_fit import ZipfFit
from ...nouns import counted
from ...quantities import humanise
from ...safe_text import cut
from ...units import unit_table
from ..bars import scale_of, sparkline
from ..lines import Line, columns, width, wrapped
from ..programs import document

_SHARES = (0.8, 0.95, 0.99, 1.0)
_SIMILAR = 1.1  # the factor between two mean sizes below which they are called alike
_SEEN = 1.005  # items over keys seen, below which the rest is an error of counting


def layout(name: str, found: TraceFit) -> list[Line]:
    """The working set, the law and how well it does, then the fields."""
    known = found.working_set
    title = f"{cut(name, width() - 1)}: {counted(known.requests, 'request')}"
    lines = wrapped(f"{title} for {counted(known.keys, 'key')}", "title", indent=0)
    lines += [(), *_working_set(found)]
    if found.law and found.reason is None:
        lines += [(), *_law(found, found.law)]
    if found.compared:
        lines += [(), *_comparison(found)]
    lines += [(), *_verdict(found)]
    return [*lines, (), *((("", line),) for line in yaml_lines(found))]


def fields(found: TraceFit) -> dict[str, str]:
    """The fields of a cache that the trace gives, as a scenario writes them."""
    given: dict[str, str] = {}
    law = found.law if found.reason is None else None
    if law and found.knows_items:
        given["items"] = str(_items(found, law))
    elif found.reason in (Reason.LOOP, Reason.NOT_ZIPF, Reason.ONE_KEY):
        given["items"] = str(found.working_set.keys)
    if law:
        exponent = f"{law.exponent:.3f}"
        given["popularity"] = f"zipf {exponent}" if float(exponent) else "uniform"
    size = found.working_set.mean_size
    if size:
        given["item_size"] = f"{size:.0f} B" if size >= 100 else f"{size:.3g} B"
    return given


def yaml_lines(found: TraceFit) -> Iterator[str]:
    """An entry of `caches:` with the fields; what it lacks is said in a comment."""
    given = fields(found)
    yield "caches:"
    yield "  traced:"
    yield "    serves: home    # name your traffic entry of these requests"
    for name, text in given.items():
        yield f"    {name}: {text}"
    if "popularity" not in given:
        yield "    # no popularity: see above"
    elif "items" not in given:
        yield "    # no items: this trace leaves their number open; say how many there are"
    if "item_size" not in given:
        yield "    # no item_size: a trace in CSV gives it (key,size)"


def as_json(name: str, found: TraceFit, version: str) -> str:
    """All of it for a program, with shares from 0 to 1 and sizes in bytes."""
    known, law = found.working_set, found.law if found.reason is None else None
    tops = [known.top(share) for share in _SHARES]
    worst = found.worst
    facts: dict[str, Any] = {
        "trace": name,
        "requests": known.requests,
        "keys": known.keys,
        "keys_with_size": known.sized,
        "mean_size": known.mean_size,
        "mean_requested_size": known.mean_requested_size,
        "working_set": [
            {"share_of_requests": top.share, "keys": top.keys, "size": top.size} for top in tops
        ],
        "zipf": law
        and {
            "exponent": law.exponent,
            "exponent_interval": list(law.exponent_ends),
            "items": law.items if found.knows_items else None,
            "items_interval": list(law.items_ends) if found.knows_items else None,
        },
        "lru": [
            {"keys": each.keys, "of_trace": each.of_trace, "of_law": each.of_law}
            for each in found.compared
        ],
        "farthest_off": worst and worst.gap,
        "usable": found.reason is None,
        "reason": found.reason.value if found.reason else None,
        "message": _sentence(found) if found.reason else None,
        "fields": fields(found),
    }
    return document(version, facts)


def _working_set(found: TraceFit) -> list[Line]:
    known = found.working_set
    rows = []
    for share in _SHARES:
        top = known.top(share)
        cells = (f"{top.keys:,}", _percent(top.keys / known.keys))
        bytes_ = () if top.size is None else (_bytes(top.size),)
        rows.append((f"  {_percent(share)} of requests", *cells, *bytes_))
    heading = ("WORKING SET", "keys", "of keys seen", *(("size",) if len(rows[0]) > 3 else ()))
    return [*columns(heading, rows), *_sizes(found)]


def _sizes(found: TraceFit) -> list[Line]:
    known = found.working_set
    if known.mean_size is None or known.mean_requested_size is None:
        return []
    text = f"a key has {_bytes(known.mean_size)} on average, a request "
    text += _bytes(known.mean_requested_size)
    if known.mean_requested_size * _SIMILAR < known.mean_size:
        text += ": popular keys are smaller, so a small cache takes less than item_size says"
    elif known.mean_requested_size > known.mean_size * _SIMILAR:
        text += ": popular keys are larger, so a small cache takes more than item_size says"
    if known.sized < known.keys:
        text += f"; {known.sized:,} of {counted(known.keys, 'key')} have a size"
    return wrapped(text, "muted")


def _law(found: TraceFit, law: ZipfFit) -> list[Line]:
    low, high = law.exponent_ends
    rows = [("  exponent", f"{law.exponent:.3f}", f"{low:.3f} to {high:.3f}")]
    seen = found.working_set.keys
    if found.knows_items:
        fewest, most = (_rounded(found, end) for end in law.items_ends)
        rows.append(("  items", f"{_items(found, law):,}", f"{fewest:,} to {most:,}"))
    lines = columns(("ZIPF", "", "90% interval"), rows)
    if not found.knows_items:
        text = f"items: open, at least the {seen:,} seen: so few of the rare ones were asked for "
        return [*lines, *wrapped(f"{text}that a factor of {WIDEST_ITEMS:.0f} is in doubt", "muted")]
    items = _items(found, law)
    text = f"{seen:,} items were seen; how many more there are follows from the law"
    return [*lines, *(wrapped(text, "muted") if items > seen else [])]


def _comparison(found: TraceFit) -> list[Line]:
    """A row for each power of ten, and for where the law is farthest off."""
    rows = [
        (f"  {_size(each)}", _percent(each.of_trace), _percent(each.of_law))
        for each in found.compared
        if each in _shown(found)
    ]
    table = columns(("LRU CACHE", "hit ratio of the trace", "of the law"), rows)
    every = found.compared
    of_both = {
        "of the trace": [each.of_trace for each in every],
        "of the law": [each.of_law for each in every],
    }
    most = max(map(max, of_both.values()))
    curves: list[Line] = [
        (("name", f"  {name:<12}  "), ("number", sparkline(curve, 0, most)))
        for name, curve in of_both.items()
    ]
    span = f"{_size(every[0])} to {_size(every[-1])}; {scale_of('no hit', _percent(most))}"
    return [*table, *curves, *wrapped(span, "muted")]


def _shown(found: TraceFit) -> set[Compared]:
    by_decade = {
        math.floor(math.log10(max(1.0, each.keys)) + 1e-9): each
        for each in reversed(found.compared)
    }
    last = found.compared[-1]
    return {*by_decade.values(), last, *((found.worst,) if found.worst else ())}


def _verdict(found: TraceFit) -> list[Line]:
    if found.reason:
        return wrapped(_sentence(found), "bad", indent=0)
    tenths = math.ceil(1000 * found.worst.gap) if found.worst else 0
    text = f"fits: LRU hit ratios of the law are within {tenths / 10} points of the trace's"
    return wrapped(text, "good", indent=0)


def _sentence(found: TraceFit) -> str:
    """Why there is no popularity, and what to do instead."""
    known = found.working_set
    sizes = "use capest cache trace --sizes"
    match found.reason:
        case Reason.ONE_KEY:
            return "not Zipf: one key has no popularity to speak of"
        case Reason.NO_REPEAT:
            return "not Zipf: no key comes back, so no cache answers any of these requests"
        case Reason.LOOP:
            return f"a loop of {counted(known.keys, 'key')} is not Zipf: {sizes}"
        case Reason.TOO_SHORT:
            again = known.requests - known.keys
            repeats = f"{counted(again, 'request')} for a key seen before"
            return f"too short to tell: {repeats} leave the law open; take a longer trace"
    worst = found.worst
    if worst is None:  # a law that is refused has been compared
        return sizes
    off = f"LRU with {_size(worst)} answers {_percent(worst.of_trace)} of this trace, and "
    off += f"{_percent(worst.of_law)} by the best Zipf law, over {100 * FARTHEST_OFF:.0f} points"
    return f"not Zipf, or not in an independent order: {off} off: {sizes}"


def _items(found: TraceFit, law: ZipfFit) -> int:
    return _rounded(found, law.items)


def _rounded(found: TraceFit, items: float) -> int:
    """All the keys seen where that is all there are, else three digits of an estimate."""
    seen = found.working_set.keys
    if items <= seen * _SEEN:
        return seen
    return max(seen, int(round(items, 2 - math.floor(math.log10(items)))))


def _size(compared: Compared) -> str:
    return counted(round(compared.keys), "key")


def _bytes(value: float) -> str:
    return humanise(value, unit_table().unit("B"))


def _percent(share: float) -> str:
    return f"{100 * share:.0f}%" if share in (0, 0.8, 0.95, 0.99, 1) else f"{100 * share:.1f}%"
