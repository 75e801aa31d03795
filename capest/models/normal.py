"""The normal distribution on arrays of samples, for which the array API has nothing."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

_END = 9.0
"""Deviations beyond which less than 2e-19 is left."""
_STEPS = 2304
"""Of the table on either side of the middle: between its entries third powers are 3e-14 off."""
_NEAR_END = 4.0
_FRACTIONS = 40
"""With which a continued fraction is exact to a float from four deviations on."""

_CENTRAL = ((
    2.5090809287301226727e3, 3.3430575583588128105e4, 6.7265770927008700853e4,
    4.5921953931549871457e4, 1.3731693765509461125e4, 1.9715909503065514427e3,
    1.3314166789178437745e2, 3.3871328727963666080e0,
), (
    5.2264952788528545610e3, 2.8729085735721942674e4, 3.9307895800092710610e4,
    2.1213794301586595867e4, 5.3941960214247511077e3, 6.8718700749205790830e2,
    4.2313330701600911252e1, 1.0,
))  # fmt: skip
_MIDDLE = ((
    7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1,
    1.27045825245236838258e0, 3.64784832476320460504e0, 5.76949722146069140550e0,
    4.63033784615654529590e0, 1.42343711074968357734e0,
), (
    1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2,
    1.48103976427480074590e-1, 6.89767334985100004550e-1, 1.67638483018380384940e0,
    2.05319162663775882187e0, 1.0,
))  # fmt: skip
_TAIL = ((
    2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3,
    2.65321895265761230930e-2, 2.96560571828504891230e-1, 1.78482653991729133580e0,
    5.46378491116411436990e0, 6.65790464350110377720e0,
), (
    2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5,
    7.86869131145613259100e-4, 1.48753612908506148525e-2, 1.36929880922735805310e-1,
    5.99832206555887937690e-1, 1.0,
))  # fmt: skip


def deviations_at(array: Any, share: Any) -> Any:
    """The standard deviations that a share lies below, as NormalDist.inv_cdf: nan for a share that
    is not between 0 and 1. Wichura, Algorithm AS 241 (Applied Statistics 37, 1988).
    """
    shape, share = share.shape, array.reshape(share, (-1,))
    away = share - 0.5
    found = away * _ratio(_CENTRAL, 0.180625 - away * away)
    (outer,) = array.nonzero(~(abs(away) <= 0.425))
    if len(outer):
        away, share = away[outer], share[outer]
        rest = array.minimum(share, 1 - share)
        far = array.sqrt(-array.log(array.where(rest > 0, rest, math.nan)))
        beyond = _ratio(_MIDDLE, far - 1.6)
        if bool(array.any(far > 5)):
            beyond = array.where(far <= 5, beyond, _ratio(_TAIL, far - 5))
        found[outer] = array.where(away < 0, -beyond, beyond)
    return array.reshape(found, shape)


def _ratio(polynomials: tuple[tuple[float, ...], ...], at: Any) -> Any:
    above, under = (_polynomial(coefficients, at) for coefficients in polynomials)
    return above / under


def _polynomial(coefficients: tuple[float, ...], at: Any) -> Any:
    total: Any = coefficients[0] * at + coefficients[1]
    for coefficient in coefficients[2:]:
        total *= at
        total += coefficient
    return total


def density(array: Any, deviations: Any) -> Any:
    """The normal density."""
    return array.exp(-deviations * deviations / 2) / math.sqrt(math.tau)


def below(array: Any, deviations: Any) -> Any:
    """The share below so many standard deviations, to 1e-13 of all."""
    shape, place = deviations.shape, array.reshape(deviations, (-1,))
    place = (array.clip(place, -_END, _END) + _END) * (_STEPS / _END)
    known = array.where(place >= 0, array.minimum(place, 2 * _STEPS - 1), 0.0)
    index = array.astype(known, array.int64)
    place -= index
    *columns, found = (array.take(column, index) for column in _table(array))
    for column in reversed(columns):
        found *= place
        found += column
    return array.reshape(found, shape)


def far_below(array: Any, deviations: Any) -> Any:
    """The share that lies above so many deviations, 0 or more, however small: far out by Laplace's
    continued fraction.
    """
    under = array.maximum(deviations, _NEAR_END)
    fraction = under
    for number in range(_FRACTIONS, 0, -1):
        fraction = under + number / fraction
    far = density(array, under) / fraction
    return array.where(deviations < _NEAR_END, below(array, -deviations), far)


@lru_cache(maxsize=4)
def _table(array: Any) -> tuple[Any, ...]:
    """Of each step, the third power that has the share and the density at both ends."""
    step = _END / _STEPS
    points = [number * step - _END for number in range(2 * _STEPS + 1)]
    shares = [math.erfc(-point / math.sqrt(2)) / 2 for point in points]
    slopes = [step * math.exp(-point * point / 2) / math.sqrt(math.tau) for point in points]
    rows = []
    for number in range(2 * _STEPS):
        rise, start, end = shares[number + 1] - shares[number], slopes[number], slopes[number + 1]
        rows.append((shares[number], start, 3 * rise - 2 * start - end, start + end - 2 * rise))
    return tuple(array.asarray(column) for column in zip(*rows, strict=True))
