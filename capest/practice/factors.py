"""How many times off something is, in the same words wherever practice tells it."""

from __future__ import annotations

_LARGEST = 1e6  # from here on zeros are hard to count


def times(factor: float, digits: int = 3) -> str:
    """A factor of at least 1.

    >>> [times(factor) for factor in (1.2591, 86_400, 1e9)]
    ['1.26x', '86,400x', '1e9x']
    """
    shown = f"{factor:.{digits}g}"
    if float(shown) < _LARGEST:
        return f"{float(shown):,.10g}x"
    return f"{shown.replace('e+0', 'e').replace('e+', 'e')}x"


def off_by(factor: float) -> str:
    """A factor and its direction: `1,000x high`, `1.7x low`."""
    return f"{times(max(factor, 1 / factor))} {'high' if factor > 1 else 'low'}"
