"""What a view of other times or values says of expectations that it does not follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..nouns import few
from ..scenario.model import Expectation

_MOST = 3


def not_limits(expectations: Iterable[Expectation]) -> Iterator[str]:
    """A line on those that say what something is about, which no other value is to keep to."""
    texts = [item.passage.text for item in expectations if not item.is_limit]
    if texts:
        yield f"no limits, and not followed: {few(texts, _MOST, '; ')}"
