"""Range: a real figure, of which one states the ends that hold it in four of five cases."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...quantities import humanise
from ...units import dimensions
from ..making.facts import Published, published
from ..making.mental import rounded
from ..marking.calibration import MISS_COSTS, SHARE
from ..material import Chance, Material, Wanted
from ..question import Interval, Question, asked

TOPICS = ("calibration",)
ABOUT_SCENARIOS = False

_LEVEL = 2
_PAR = 60  # seconds
_WINDOW = 3  # factors of ten that the last hint leaves
_TENTHS = 10  # steps of a factor of ten, for where in that window the figure is


def questions(material: Material, random: Chance, wanted: Wanted) -> Iterator[Question]:
    """A question about each figure, once."""
    figures = list(published()) if wanted.fits(TOPICS[0], _LEVEL) else []
    random.shuffle(figures)
    for figure in figures:
        yield _question(figure, material)


def question(key: str, material: Material) -> Question | None:
    """The question of an id such as `range.twitter.2013-08.tweet`."""
    found = next((figure for figure in published() if _key(figure) == key), None)
    return _question(found, material) if found else None


def _key(figure: Published) -> str:
    who = re.sub(r"[^a-z0-9]+", "_", figure.who.lower()).strip("_")
    return f"range.{who}.{figure.date.lower()}.{figure.quantity.unit.powers[0][0].name}"


def _question(figure: Published, material: Material) -> Question:
    key, unit = _key(figure), figure.quantity.unit
    asks = f"{figure.who}, {figure.date}: {figure.asks}?"
    return Question(
        id=key,
        kind="range",
        topic=TOPICS[0],
        level=_LEVEL,
        prompt=(asks, f"  your {SHARE:.0%} range ({asked(unit)}), such as 20 to 90"),
        key=Interval(truth=figure.quantity),
        hints=(
            f"wanted: {unit}; one in five of your ranges should miss",
            f"score = width + {MISS_COSTS:.0f} × miss, in factors of ten: 10x wide costs a point",
            _window(figure, material.chance(key)),
        ),
        derivation=(
            f"score = log10(high ÷ low) + {MISS_COSTS:.0f} × log10(times it misses by)",
            "points = 5 - score, rounded",
        ),
        mental_path=_path(figure),
        par_seconds=_PAR,
        fact=figure.fact(),
    )


def _window(figure: Published, random: Chance) -> str:
    """Three factors of ten that hold the figure, somewhere."""
    plain = rounded(figure.quantity.value, figure.quantity.unit)
    low = plain.value / 10 ** (random.randrange(_WINDOW * _TENTHS) / _TENTHS)
    ends = (float(f"{end:.1g}") for end in (low * 0.9, low * 1.1 * 10**_WINDOW))
    return f"it is between {' and '.join(humanise(end, plain.unit) for end in ends)}"


def _path(figure: Published) -> tuple[str, ...]:
    """The figure in powers of ten, and what a rate is each second."""
    plain = str(rounded(figure.quantity.value, figure.quantity.unit))
    found = dict(dimensions(figure.quantity.unit))
    if found.get("time") != -1 or "information" in found or "/s" in figure.written:
        return (f"{figure.who}: {plain}",)
    return (f"{plain} = {humanise(figure.quantity.to('1/s'))} a second",)
