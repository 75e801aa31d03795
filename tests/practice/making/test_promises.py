"""Which write strategy keeps a promise."""

from __future__ import annotations

from capest.practice.making.facts import strategies
from capest.sections.caches.strategies import STRATEGIES


def test_the_strategies_asked_about_are_those_of_the_language():
    assert tuple(strategies()) == STRATEGIES
