"""What random eviction does on average, exactly: every choice is followed, none is drawn.

A cache's contents are a set; a request turns the probabilities of all sets into those of the next.
Their number grows with the ways to choose `size` of the keys, so this is for short streams.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction

MOST_CHOICES = 100_000
"""Choices followed before giving up: about a second of work."""


NOTE = "every held key is equally likely to go; the average over all choices, none is drawn."


class TooManyChoicesError(ValueError):
    """The stream is too long or the cache too large to follow every choice."""


def miss_probabilities(keys: Sequence[str], size: int) -> tuple[Fraction, ...]:
    """The probability of each request to miss where a full cache evicts any key alike.

    Raises TooManyChoicesError. The sum is the expected number of misses:

    >>> sum(miss_probabilities("1 2 3 4 2 1 2 1 3 4".split(), 3))
    Fraction(4504, 729)
    """
    states = {frozenset[str](): Fraction(1)}
    missed, choices = [], 0
    for key in keys:
        missed.append(sum((p for state, p in states.items() if key not in state), Fraction(0)))
        following: dict[frozenset[str], Fraction] = defaultdict(Fraction)
        for state, probability in states.items():
            successors = _successors(state, key, size)
            choices += len(successors)
            if choices > MOST_CHOICES:
                raise TooManyChoicesError
            for successor in successors:
                following[successor] += probability / len(successors)
        states = following
    return tuple(missed)


def _successors(state: frozenset[str], key: str, size: int) -> list[frozenset[str]]:
    """What the cache may hold after a request, each alike."""
    if key in state:
        return [state]
    if len(state) < size:
        return [state | {key}]
    return [state - {victim} | {key} for victim in state]
