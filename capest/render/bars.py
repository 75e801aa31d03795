"""Bars and sparklines of block characters, and what stands for them where only ASCII is shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .lines import Line

_LEVELS = "▁▂▃▄▅▆▇█"
_EIGHTHS = ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")

_ASCII = {
    **dict(zip(_LEVELS, "_.-=+*%#", strict=True)),
    **dict.fromkeys("▎▏▍", "."),
    **dict.fromkeys("▋▊▉▌", "#"),
    **dict.fromkeys("│├", "|"),
    **dict.fromkeys("─└·░", "-"),
    "▓": "#",
    "→": "->",
    "…": "...",
    "–": "-",
    "×": "x",
    "±": "+/-",
    "÷": "/",
    "µ": "u",
    "✓": "+",
    "✗": "x",
}
"""The signs of capest's own pictures; a stranger's letters are left to the stream."""

SIGNS = "".join(_ASCII)


def bar(length: float, most: float, width: int) -> str:
    """A bar of so many characters where a length is the most, with eighths at its end.

    >>> bar(1, 2, 5), bar(0, 2, 5)
    ('██▌', '')
    """
    eighths = round(8 * width * length / most) if most > 0 else 0
    return _LEVELS[-1] * (eighths // 8) + _EIGHTHS[eighths % 8]


def sparkline(
    values: Sequence[float | None], least: float | None = None, most: float | None = None
) -> str:
    """A character for each value, between the least and the most of them, or as they are given for
    several lines of one scale; a blank for none.

    >>> sparkline([1, None, 5, 8]), sparkline([0, 5], 0, 10)
    ('▁ ▅█', '▁▅')
    """
    known = [value for value in values if value is not None]
    low = min(known, default=0) if least is None else least
    spread = (max(known, default=0) if most is None else most) - low
    steps = len(_LEVELS) - 1
    return "".join(
        " "
        if value is None
        else _LEVELS[round((value - low) / spread * steps) if spread else len(_LEVELS) // 2]
        for value in values
    )


def scale_of(least: str, most: str) -> str:
    """What the lowest and the highest character of a sparkline stand for."""
    return f"{_LEVELS[0]} is {least}, {_LEVELS[-1]} {most}"


def in_ascii(lines: Iterable[Line]) -> list[Line]:
    """The lines with ASCII for the signs of pictures, where a stream has no others."""
    table = str.maketrans(_ASCII)
    return [tuple((style, text.translate(table)) for style, text in line) for line in lines]
