"""What becomes of writes: closed forms to their digits, and independent simulation."""

from __future__ import annotations

import math
import random

import pytest

from capest.models.caching import writes


@pytest.mark.parametrize(
    ("expected", "left"),
    [(0.1, 0.95163), (0.5, 0.78694), (1, 0.63212), (2, 0.43233), (5, 0.19865), (10, 0.1)],
)
def test_writes_of_one_key_that_a_queue_merges(expected, left):
    """(1 - e^-x) / x, worked out to five digits."""
    assert writes.coalesced_share(1, 0, expected) == pytest.approx(left, abs=5.1e-6)


@pytest.mark.parametrize(
    ("exponent", "window", "left"),
    [
        (exponent, window, left)
        for exponent, shares in (
            (0.8, (0.9812, 0.9555, 0.9224, 0.8509, 0.7592)),
            (1.0, (0.7278, 0.6198, 0.5357, 0.4276, 0.3435)),
            (1.2, (0.3004, 0.2001, 0.1447, 0.0940, 0.0660)),
        )
        for window, left in zip((1, 10, 60, 600, 3600), shares, strict=True)
    ],
)
def test_writes_of_a_billion_keys_that_a_queue_merges(exponent, window, left):
    """Sums over 1e9 Zipf ranks at 6,000 writes a second, to four digits."""
    found = writes.coalesced_share(1e9, exponent, 6_000 * window)
    assert found == pytest.approx(left, abs=5.1e-5)


@pytest.mark.parametrize("exponent", [0, 0.8, 1.2])
def test_merged_writes_as_a_simulation_counts_them(numpy, exponent):
    """Windows of Poisson writes over 1,000 keys; each key that was written counts once."""
    chances = numpy.arange(1, 1_001) ** -float(exponent)
    rates = 700 * chances / chances.sum()
    counts = numpy.random.default_rng(3).poisson(rates, size=(4_000, 1_000))
    simulated = (counts > 0).sum() / counts.sum()
    assert writes.coalesced_share(1_000, exponent, 700) == pytest.approx(simulated, rel=2e-3)


@pytest.mark.parametrize(
    ("writes_in_it", "stale"), [(0.1, 0.048374), (1, 0.367879), (10, 0.900005)]
)
def test_stale_answers_of_one_key(writes_in_it, stale):
    """1 - (1 - e^-x) / x, worked out to six digits; it does not depend on how often it is read."""
    for reads in (0.5, 1e6):
        assert writes.stale_share(1, 0, reads, writes_in_it) == pytest.approx(stale, abs=5.1e-7)


def _answers(chance, read_rate, write_rate, lifetime, length):
    """Hits and stale hits of one key: it is brought in by a miss and dropped after a lifetime."""
    now, written, brought, hits, stale = 0.0, -1.0, -math.inf, 0, 0
    while now < length:
        now += chance.expovariate(read_rate + write_rate)
        if chance.random() * (read_rate + write_rate) < write_rate:
            written = now
        elif now - brought >= lifetime:
            brought = now
        else:
            hits += 1
            stale += written > brought
    return hits, stale


def test_stale_answers_as_a_simulation_counts_them():
    """Eight keys of Zipf popularity, 40 reads and 12 writes in a lifetime."""
    chance = random.Random(4)
    weights = [rank**-1.1 for rank in range(1, 9)]
    found = [
        _answers(chance, 40 * weight / sum(weights), 12 * weight / sum(weights), 1, 20_000)
        for weight in weights
    ]
    simulated = sum(stale for _, stale in found) / sum(hits for hits, _ in found)
    assert writes.stale_share(8, 1.1, 40, 12) == pytest.approx(simulated, rel=0.01)


@pytest.mark.parametrize("writes_in_it", [0.05, 0.5, 2])
def test_racing_reads_as_a_simulation_counts_them(writes_in_it):
    """A copy is deleted one unit of time after each write, and the next read brings a fresh one."""
    chance = random.Random(5)
    now = stale = gone = 0.0
    for _ in range(200_000):
        now += chance.expovariate(writes_in_it)
        if now >= gone:  # the copy is fresh when the write comes
            stale += 1
            gone = now + 1
    assert writes.racing_share(1, 0, writes_in_it) == pytest.approx(stale / now, rel=0.01)


def test_an_array_of_samples_gives_each_its_own(numpy):
    samples = numpy.array([0.1, 1.0])
    merged = writes.coalesced_share(1.0, 0.0, samples)
    assert merged.tolist() == [writes.coalesced_share(1, 0, 0.1), writes.coalesced_share(1, 0, 1)]
    assert writes.stale_share(1.0, 0.0, 5.0, samples)[1] == pytest.approx(0.367879, abs=1e-6)
    assert writes.racing_share(1.0, 0.0, samples)[1] == 0.5


@pytest.mark.parametrize("share", [writes.coalesced_share, writes.racing_share])
def test_what_makes_no_sense_is_refused(share):
    with pytest.raises(ValueError, match="number of items"):
        share(0.5, 1, 10)


@pytest.mark.parametrize(
    ("expected", "precision"), [(1e-7, 1e-13), (9e-5, 1e-13), (1.1e-4, 1e-11), (0.05, 1e-13)]
)
def test_few_writes_lose_no_digits(expected, precision):
    """One key: 1 - (1 - e^-x) / x, summed as x/2! - x^2/3! + ..., on both sides of what is few."""
    exact = math.fsum(-((-expected) ** n) / math.factorial(n + 1) for n in range(1, 12))
    assert writes.stale_share(1, 0, 1e6, expected) == pytest.approx(exact, rel=precision, abs=0)
