"""Which round numbers an interviewer would put together: what somebody has had to plan for.

The largest published of each kind sets the bounds, rounded up: 14B searches a day (Google, 2025),
100B messages (WhatsApp, 2020), 500M tweets and 350M photos (Twitter and Facebook, 2013), 95B
requests (Amazon S3, 2013), 500 PB kept (Dropbox, 2016).
"""

from __future__ import annotations

from ...engine.estimate import Estimate

_MOST = {
    "searches.per_day": 20e9, "messages.per_day": 100e9, "posts.per_day": 2e9,
    "photos.per_day": 2e9, "clicks.per_day": 50e9, "requests.per_day": 100e9,
    "uploads.per_day": 2e9, "pages.per_day": 100e9,
    "searches.per_user": 10, "posts.per_user": 5, "photos.per_user": 5, "uploads.per_user": 5,
    "logical": 500e15, "stored": 500e15, "memory": 100e12,
    "egress": 10e12, "peak_egress": 10e12, "ingress": 10e12,
    "shards": 10_000, "needed": 10_000,
}  # fmt: skip
"""By a quantity's name or its last part: a day, a user a day, bytes, bits a second, machines."""

_LEAST = {"shards": 2, "needed": 2}
"""Below which there is nothing to divide."""


def is_plausible(estimate: Estimate) -> bool:
    """Whether every number of an estimate is one that somebody may have had."""
    return all(_is_within(estimate, name) for name in estimate.derivations)


def _is_within(estimate: Estimate, name: str) -> bool:
    last = name.rpartition(".")[2]
    most = _MOST.get(name, _MOST.get(last))
    value = estimate.standard(name).value
    return bool(most is None or _LEAST.get(last, 0) <= value <= most)
