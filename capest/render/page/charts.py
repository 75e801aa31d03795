"""The charts of a page, in SVG by hand. What moves with a number has the quantity's index in an
attribute, by which view.js moves it; a chart whose numbers it cannot make anew is still.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from ...derivations import Derivation
from ...safe_text import cut
from .figures import PageNumbers
from .markup import Markup, joined, tag

WIDTH = 460
"""Of a chart; a page makes it narrower where it must."""
_ROW = 24
_BAR = 14
_LINE = 14
"""Of text that stands below text."""
_LETTER = 7.4
"""The width of a letter, and a little more."""
_MOST_NAME = 200
_ALIKE = 1 - 1e-9
"""From which part of the longest on a bar is as long as that: what lacks is rounding."""


def _canvas(height: float, title: str, *shapes: Markup, kind: str = "", **marks: float) -> Markup:
    return tag(
        "svg", *shapes, class_=f"chart {kind}".strip(), role="group", aria_label=title,
        viewBox=f"0 0 {WIDTH} {height:.0f}", width=WIDTH, height=round(height), **marks,
    )  # fmt: skip


def _left(names: Sequence[str]) -> float:
    return min(max((len(name) for name in names), default=0) * _LETTER + 14, _MOST_NAME)


def _name(text: str, left: float, y: float) -> Markup:
    shown = cut(text, int((left - 6) / _LETTER))
    whole = [tag("title", text)] if shown != text else []
    return tag("text", *whole, shown, x=0, y=y, class_="name")


def bars(figures: PageNumbers, title: str, rows: Sequence[tuple[str, Derivation]]) -> Markup:
    """A bar for each quantity; the longest is marked, as it decides, and so is any as long."""
    left = _left([f"▸ {name}" for name, _ in rows])
    longest = max((len(figures.text(item)) for _, item in rows), default=0)
    room = WIDTH - left - (longest + 4) * _LETTER
    most = max((max(item.quantity.value, 0) for _, item in rows), default=0)
    shapes = []
    for at, (name, item) in enumerate(rows):
        y = at * _ROW
        width = max(0.0, item.quantity.value) / (most or 1) * room
        decides = item.quantity.value > 0 and item.quantity.value >= most * _ALIKE
        shapes.append(
            tag(
                "g",
                tag("text", "▸", x=0, y=y + 12, class_="mark"),
                tag("g", _name(name, left - 12, y + 12), transform="translate(12 0)"),
                tag("rect", x=left, y=y + 1, width=width, height=_BAR,
                    data_w=figures.index[item.name]),
                figures.written(item, left + width + 5, y + 12),
                class_="bar decides" if decides else "bar",
            )
        )  # fmt: skip
    return _canvas(len(rows) * _ROW, title, *shapes, kind="bars", data_left=left, data_room=room)


def waterfall(
    figures: PageNumbers,
    title: str,
    hops: Sequence[tuple[str, Derivation]],
    marks: Sequence[tuple[str, Derivation]],
) -> Markup:
    """Means that add up, one behind the other, and the percentiles and the limit on their axis."""
    left = _left([name for name, _ in hops])
    words = [f"{name} {figures.text(item)}" for name, item in marks]
    words += [figures.text(item) for _, item in hops]
    room = WIDTH - left - (max(map(len, words)) + 1) * _LETTER
    ends = [item.quantity.to("s") for _, item in marks]
    total = math.fsum(item.quantity.to("s") for _, item in hops)
    most = max([total, *ends]) or 1
    shapes, before = [], 0.0
    for at, (name, item) in enumerate(hops):
        y, value = at * _ROW, item.quantity.to("s")
        x, width = left + before / most * room, max(value / most * room, 1.0)
        shapes.append(
            tag(
                "g",
                _name(name, left, y + 12),
                tag("rect", x=x, y=y + 1, width=width, height=_BAR,
                    data_w=figures.index[item.name], data_scale=_seconds(item)),
                figures.written(item, WIDTH, y + 12, anchor="end"),
                class_="hop",
            )
        )  # fmt: skip
        before += value
    foot = len(hops) * _ROW + 6
    placed = sorted(zip(ends, marks, strict=True), key=lambda mark: -mark[0])
    for at, (end, (name, item)) in enumerate(placed):  # the last one ends first: no text is crossed
        x, y = left + end / most * room, foot + _LINE * (at + 1)
        shapes.append(
            tag(
                "g",
                tag("path", d=f"M{x:.1f} 0V{y:.1f}", class_="rule"),
                tag("text", f"{name} ", tag("tspan", figures.text(item), **figures.marks(item)),
                    x=x + 5, y=y),
                class_="limit" if name == "limit" else "point",
                data_x=figures.index[item.name], data_scale=_seconds(item),
            )
        )  # fmt: skip
    height = foot + _LINE * (len(marks) + 1)
    return _canvas(
        height, title, *shapes, kind="fall", data_left=left, data_room=room, data_foot=foot
    )


def _seconds(item: Derivation) -> float:
    """What a time is multiplied by to be seconds."""
    return replace(item.quantity, value=1.0).to("s")


def curve(
    title: str,
    points: Sequence[tuple[float, float]],
    at: tuple[float, float],
    words: tuple[str, str, str],
) -> Markup:
    """A line through points between 0 and 1, upwards, with a dot at one of them; `words` stand at
    the left end, at the right one and at the dot.
    """
    top, height, left = 22, 150, 44
    xs = [x for x, _ in points]
    spread = (max(xs) - min(xs)) or 1

    def place(x: float, y: float) -> tuple[float, float]:
        return left + (x - min(xs)) / spread * (WIDTH - left - 16), top + (1 - y) * height

    line = "L".join("{:.1f} {:.1f}".format(*place(*point)) for point in points)
    x, y = place(*at)
    anchor, aside, below = ("end", -8, 34) if x > WIDTH / 2 else ("start", 8, 18)
    shapes = [
        tag("path", d=f"M{left} {top}V{top + height}H{WIDTH - 16}", class_="axis"),
        tag("text", "100%", x=left - 5, y=top + 5, text_anchor="end"),
        tag("text", "0%", x=left - 5, y=top + height, text_anchor="end"),
        tag("path", d=f"M{line}", class_="line"),
        tag("circle", cx=x, cy=y, r=5, class_="dot"),
        tag("text", words[2], x=x + aside, y=y + below,
            text_anchor=anchor, class_="halo"),
        tag("text", words[0], x=left, y=top + height + 16),
        tag("text", words[1], x=WIDTH - 16, y=top + height + 16, text_anchor="end"),
    ]  # fmt: skip
    return _canvas(top + height + 24, title, *shapes)


def spans(
    title: str, rows: Sequence[tuple[str, float, float, float, tuple[str, str]]], *, log: bool
) -> Markup:
    """A bar from one value to another, with a rule at a third, for each row; one scale for all."""
    left = _left([name for name, *_ in rows])
    room = WIDTH - left - 12
    ends = [value for _, low, high, at, _ in rows for value in (low, high, at)]
    logs = log and min(ends) > 0
    scaled = [math.log(value) if logs else value for value in ends]
    least, spread = min(scaled), (max(scaled) - min(scaled)) or 1

    def place(value: float) -> float:
        return left + ((math.log(value) if logs else value) - least) / spread * room

    shapes = []
    for at, (name, low, high, middle, texts) in enumerate(rows):
        y = at * (_ROW + 12)
        start, end = sorted((place(low), place(high)))
        shapes += [
            _name(name, left, y + 26),
            tag("rect", x=start, y=y + 15, width=max(end - start, 1.5), height=_BAR, class_="span"),
            tag("path", d=f"M{place(middle):.1f} {y + 14}V{y + 31}", class_="rule"),
            tag("text", joined([texts[0], " to ", texts[1]]), x=WIDTH - 4, y=y + 11,
                text_anchor="end"),
        ]  # fmt: skip
    return _canvas(len(rows) * (_ROW + 12) + 4, title, *shapes)


def fans(title: str, rows: Sequence[tuple[str, Sequence[float], float, tuple[str, str]]]) -> Markup:
    """Four percentiles of each quantity on a scale of its own: all of the bar, its middle, and the
    estimate.
    """
    left = _left([name for name, *_ in rows])
    room, shapes = WIDTH - left - 8, []
    for at, (name, parts, point, texts) in enumerate(rows):
        y = at * (_ROW + 14)
        ends = (min(*parts, point), max(*parts, point))
        low, first, third, high, middle = (
            left + _part_of(value, *ends) * room for value in (*parts, point)
        )
        shapes += [
            _name(name, left, y + 28),
            tag("rect", x=low, y=y + 17, width=high - low, height=_BAR, class_="span outer"),
            tag("rect", x=first, y=y + 17, width=max(third - first, 1.0), height=_BAR,
                class_="span"),
            tag("path", d=f"M{middle:.1f} {y + 15}V{y + 33}", class_="rule"),
            tag("text", texts[0], x=left, y=y + 12),
            tag("text", texts[1], x=WIDTH - 8, y=y + 12, text_anchor="end"),
        ]  # fmt: skip
    return _canvas(len(rows) * (_ROW + 14) + 4, title, *shapes)


def _part_of(value: float, least: float, most: float) -> float:
    """How far a value is from the least to the most, in their logarithms where they have one."""
    if least > 0:
        value, least, most = map(math.log, (value, least, most))
    return (value - least) / (most - least)


def lines(
    title: str, times: Sequence[str], rows: Sequence[tuple[str, Sequence[float], str]]
) -> Markup:
    """A line for each quantity over time, as multiples of what it is now, on a log scale; below,
    what each is, the one that grows most first.
    """
    top, height, left, right = 16, 130, 52, WIDTH - 16
    most = max((max(values) for _, values, _ in rows), default=1)
    peak = math.log(max(most, 1.01))

    def place(at: int, value: float) -> str:
        x = left + at / (len(times) - 1) * (right - left)
        return f"{x:.1f} {top + height * (1 - max(math.log(value), 0) / peak):.1f}"

    shapes = [
        tag("path", d=f"M{left} {top}V{top + height}H{right}", class_="axis"),
        tag("text", f"{most:.3g}×", x=left - 4, y=top + 4, text_anchor="end"),
        tag("text", "1×", x=left - 4, y=top + height, text_anchor="end"),
        tag("text", times[0], x=left, y=top + height + 16),
        tag("text", times[-1], x=right, y=top + height + 16, text_anchor="end"),
    ]
    y = top + height + 24
    for at, (name, values, text) in enumerate(sorted(rows, key=lambda row: -row[1][-1])):
        y += 16
        kind = f"line l{at % 4}"
        room = WIDTH - 34 - len(text) * _LETTER
        shapes += [
            tag("path", d="M" + "L".join(map(place, range(len(times)), values)), class_=kind),
            tag("path", d=f"M0 {y - 4}H26", class_=kind),
            tag("g", _name(name, room, y), transform="translate(34 0)"),
            tag("text", text, x=WIDTH, y=y, text_anchor="end"),
        ]
    return _canvas(y + 8, title, *shapes)
