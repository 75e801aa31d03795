"""How far off something is, in the same words wherever it is told."""

from __future__ import annotations

_HALF = 0.5
_LARGEST = 1e6  # from here on zeros are hard to count


def times(factor: float, digits: int = 3) -> str:
    """A factor.

    >>> [times(factor) for factor in (0.08, 1.2591, 86_400, 1e9)]
    ['0.08x', '1.26x', '86,400x', '1e9x']
    """
    shown = f"{factor:.{digits}g}"
    if float(shown) < _LARGEST:
        return f"{float(shown):,.10g}x"
    return f"{shown.replace('e+0', 'e').replace('e+', 'e')}x"


def off_by(ratio: float, low: str = "low", high: str = "high", digits: int = 3) -> str:
    """A ratio as a factor and its direction: `1,000x high`, `1.7x low`."""
    return f"{times(max(ratio, 1 / ratio), digits)} {high if ratio > 1 else low}"


def deviation(ratio: float, low: str = "low", high: str = "high") -> str:
    """A ratio as what a number is off by: `20 % low`, or a factor from a half on, `3.5x high`."""
    if abs(ratio - 1) >= _HALF:
        return off_by(ratio, low, high)
    return f"{abs(ratio - 1) * 100:.2g} % {high if ratio > 1 else low}"


def percentage(part: float) -> str:
    """A share in two digits, of nearly all in four; only all of it is 100 %.

    >>> percentage(0.214), percentage(0.0049), percentage(0.9963), percentage(0.99999)
    ('21%', '0.49%', '99.63%', '99.99%')
    """
    if part > 0.99:
        return f"{100 * (part if part == 1 else min(part, 0.9999)):.4g}%"
    return f"{100 * part:.0f}%" if part >= 0.1 else f"{100 * part:.2g}%"
