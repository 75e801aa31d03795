"""Which Zipf law a count of requests by key comes from, when nobody knows how many items there are.

The usual way, a straight line or maximum likelihood over observed ranks (Goldstein, Morris, Yen,
Eur. Phys. J. B 41, 2004; Bauke, Eur. Phys. J. B 58, 2007; Clauset, Shalizi, Newman, SIAM Review 51,
2009), takes the key seen most for the item of rank 1, and every item for seen. In a trace both are
wrong, and the estimate is biased (Pilgrim, Hills, Bias in Zipf's law estimators, Scientific Reports
11, 2021): 100,000 requests over 1e6 items at exponent 0.8 are taken for 0.62.

Here two figures in which no rank occurs must be what a Zipf law expects of so many independent
requests: the number of different keys, and the sum of c ln c over the counts c of the keys. To
first order in the noise c ln c is the maximum likelihood statistic, the sum of c ln(rank), so with
every item seen nothing is lost; with few seen, the expectations account for the rest.

Of a sample of keys both figures are taken for those of all. The hottest keys, which add most to the
moment, and the requests for all keys must be known besides: the moment of the others then follows
by regression (Cochran, Sampling Techniques, 1977, 7.1).
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from ...records import record, replace
from ..caching.hit_ratio import distinct_items
from ..distributions import Z_OF_ENDS
from ..popularity import LARGEST_EXPONENT, MOST_ITEMS, Popularity
from ..roots import root
from ..zipf_nodes import zipf_nodes

_MANY = 30.0
"""Expected requests for a key from which series replace sums: they then err by 3e-5 of a variance
and by 2e-7 of a mean logarithm."""
_STEP = 1e-3
"""The step of a difference in the logarithm of the number of items."""


@record(kw_only=True)
class KeySampling:
    """That keys are a sample of all but the hottest."""

    rate: int
    """One in how many is in it."""
    requests: int
    """For all keys."""
    hottest: Mapping[int, int]
    """How many of the hottest, none of them in the sample, were asked for so many times."""


@record(kw_only=True)
class ZipfFit:
    """The Zipf law that a trace comes from, with the 90 % intervals of sampling alone."""

    exponent: float
    exponent_ends: tuple[float, float]
    items: float
    """With those that were never asked for; MOST_ITEMS where no number is too high."""
    items_ends: tuple[float, float]

    @property
    def popularity(self) -> Popularity:
        """The law itself."""
        return zipf_nodes(self.items, self.exponent)


def fit_zipf(keys_by_count: Mapping[int, int], sampled: KeySampling | None = None) -> ZipfFit:
    """The Zipf law behind counts: `keys_by_count` says how many keys were asked for so many times.

    The method of moments that the module describes, for independent requests. A count that is more
    even than chance (a loop) has exponent 0. Raises ValueError where no key was asked for twice, or
    only one key.

    >>> fit = fit_zipf({count: 1 for count in (60_000, 30_000, 20_000, 15_000, 12_000, 10_000)})
    >>> round(fit.exponent, 3), fit.items
    (1.0, 6.0)
    """
    if len(keys_by_count) < 2 and (1 in keys_by_count or 1 in keys_by_count.values()):
        raise ValueError("a law takes two keys, and one that was asked for twice")
    sample = _Sample.of(keys_by_count, sampled)
    exponent = sample.exponent(0.0)
    items = sample.items(exponent)
    noise = _noise(zipf_nodes(items, exponent), sample)
    low = sample.exponent(-Z_OF_ENDS * noise.moment)
    high = sample.exponent(Z_OF_ENDS * noise.moment)
    return ZipfFit(
        exponent=exponent,
        exponent_ends=(low, high),
        items=items,
        items_ends=_items_ends(sample, items, (low, high), noise),
    )


def _items_ends(
    sample: _Sample, items: float, exponents: tuple[float, float], noise: _Noise
) -> tuple[float, float]:
    """The number of items at the ends of the exponent, and by the noise of the distinct keys."""
    if items >= MOST_ITEMS:
        return float(sample.seen), MOST_ITEMS
    by_exponent = [abs(math.log(sample.items(end) / items)) for end in exponents]
    by_keys = Z_OF_ENDS * noise.items
    below, above = (
        math.sqrt(change**2 + by_keys**2 + 2 * noise.correlation * change * by_keys)
        for change in by_exponent
    )
    lowest = max(sample.seen, items * math.exp(-below))
    return lowest, min(MOST_ITEMS, items * math.exp(min(above, math.log(MOST_ITEMS))))


@record(kw_only=True)
class _Sample:
    """What is known of a trace, and the laws that agree with it."""

    requests: int
    distinct: int
    moment: float
    seen: int
    """The keys that were counted: all, or those that were sampled."""
    by_key: Mapping[int, int]
    """How many of these were asked for so many times."""
    slope: float
    """What a request more adds to the moment, by the keys that add most."""
    rate: int

    @classmethod
    def of(cls, keys_by_count: Mapping[int, int], sampled: KeySampling | None) -> _Sample:
        """What counts come to."""
        requests, distinct, moment = _sums(keys_by_count)
        found = cls(
            requests=requests,
            distinct=distinct,
            moment=moment,
            seen=distinct,
            by_key=keys_by_count,
            slope=_slope(keys_by_count),
            rate=sampled.rate if sampled else 1,
        )
        if sampled is None:
            return found
        hot_requests, hottest, hot_moment = _sums(sampled.hottest)
        others = sampled.requests - hot_requests - sampled.rate * requests
        return replace(
            found,
            requests=sampled.requests,
            distinct=hottest + sampled.rate * distinct,
            moment=hot_moment + sampled.rate * moment + found.slope * others,
            seen=hottest + distinct,
        )

    def by_sampling(self) -> tuple[float, float, float]:
        """What it adds to the covariances of the distinct keys and the moment that keys are but a
        sample: each is in it or not, with its moment beyond what goes with the requests.
        """
        times = self.rate * (self.rate - 1)
        beyond = [
            (keys, count * (math.log(count) - self.slope)) for count, keys in self.by_key.items()
        ]
        return (
            times * math.fsum(keys for keys, _ in beyond),
            times * math.fsum(keys * moment for keys, moment in beyond),
            times * math.fsum(keys * moment**2 for keys, moment in beyond),
        )

    def exponent(self, noise: float) -> float:
        """At which exponent the moment is expected, were it higher by `noise`; 0 if at none."""

        def excess(exponent: float) -> float:
            law = zipf_nodes(self.items(exponent), exponent)
            return self.moment + noise - expected_moment(law, self.requests)

        if excess(0) <= 0:
            return 0.0
        if excess(LARGEST_EXPONENT) >= 0:
            return LARGEST_EXPONENT
        return root(excess, 0, LARGEST_EXPONENT)

    def items(self, exponent: float) -> float:
        """How many items let so many different ones be expected; MOST_ITEMS if all are too few."""

        def excess(power: float) -> float:
            law = zipf_nodes(min(math.exp(power), MOST_ITEMS), exponent)
            return distinct_items(law, self.requests) - self.distinct

        low, high = math.log(self.distinct), math.log(MOST_ITEMS)
        if excess(low) >= 0:
            return float(self.distinct)
        return math.exp(root(excess, low, high)) if excess(high) > 0 else MOST_ITEMS


def _sums(keys_by_count: Mapping[int, int]) -> tuple[int, int, float]:
    """The requests, the keys and the sum of c ln c."""
    return (
        sum(count * keys for count, keys in keys_by_count.items()),
        sum(keys_by_count.values()),
        math.fsum(keys * count * math.log(count) for count, keys in keys_by_count.items()),
    )


def _slope(keys_by_count: Mapping[int, int]) -> float:
    """What a request adds to the moment, by least squares over the keys."""
    squares = [(keys * count**2, count) for count, keys in keys_by_count.items()]
    moments = math.fsum(square * math.log(count) for square, count in squares)
    return moments / sum(square for square, _ in squares)


def expected_moment(popularity: Popularity, requests: float) -> float:
    """The expected sum of c ln c over the counts c of all items, each count Poisson distributed.

    >>> from capest.models.popularity import uniform
    >>> round(expected_moment(uniform(100), 100), 3)  # 100 x the sum of c ln c / (e c!)
    57.34
    """
    return math.fsum(
        count * probability * requests * _mean_log(probability * requests)
        for probability, count in zip(popularity.probabilities, popularity.counts, strict=True)
    )


def _mean_log(mean: float) -> float:
    """The mean of ln(1 + c) of a Poisson distributed c, which times `mean` is that of c ln c."""
    if mean >= _MANY:
        return math.log(mean) + (1 / 2 + (1 / 12 + 1 / (12 * mean)) / mean) / mean
    return math.fsum(chance * math.log1p(count) for count, chance in _poisson(mean))


def _poisson(mean: float) -> list[tuple[int, float]]:
    """Counts from 0 with their chances, to where these are below 1e-17."""
    chance, found = math.exp(-mean), []
    for count in range(int(mean + 10 * math.sqrt(mean)) + 12):
        found.append((count, chance))
        chance *= mean / (count + 1)
    return found


@record(kw_only=True)
class _Noise:
    """Standard deviations: of the moment where the distinct keys are given, of ln(items)."""

    moment: float
    items: float
    correlation: float


def _noise(law: Popularity, sample: _Sample) -> _Noise:
    """How far chance moves the moment, once the number of items has followed the distinct keys."""
    by_chance = _covariances(law, sample.requests)
    seen, both, moment = map(sum, zip(by_chance, sample.by_sampling(), strict=True))
    more = zipf_nodes(min(law.items * math.exp(_STEP), MOST_ITEMS), law.exponent)
    more_seen = distinct_items(more, sample.requests) - distinct_items(law, sample.requests)
    if more_seen <= 0:
        return _Noise(moment=math.sqrt(moment), items=math.inf, correlation=0.0)
    more_moment = expected_moment(more, sample.requests) - expected_moment(law, sample.requests)
    rate = more_moment / more_seen
    variance = max(0.0, moment - 2 * rate * both + rate * rate * seen)
    product = math.sqrt(variance * seen)
    return _Noise(
        moment=math.sqrt(variance),
        items=math.sqrt(seen) * _STEP / more_seen,
        correlation=max(-1.0, min(1.0, (both - rate * seen) / product)) if product else 0.0,
    )


def _covariances(law: Popularity, requests: int) -> tuple[float, float, float]:
    """Of the distinct keys, of these with the moment, and of the moment, for a given number of
    requests: what goes with the number of requests, Poisson distributed too, is taken away.
    """
    seen = both = moment = seen_requests = moment_requests = 0.0
    for probability, count in zip(law.probabilities, law.counts, strict=True):
        mean = probability * requests
        variance, covariance, value = _spread(mean)
        never = math.exp(-mean)
        seen += count * never * -math.expm1(-mean)
        both += count * never * value
        moment += count * variance
        seen_requests += count * mean * never
        moment_requests += count * covariance
    return (
        max(0.0, seen - seen_requests**2 / requests),
        both - seen_requests * moment_requests / requests,
        max(0.0, moment - moment_requests**2 / requests),
    )


def _spread(mean: float) -> tuple[float, float, float]:
    """Of a Poisson distributed c: the variance of c ln c, its covariance with c, its mean."""
    if mean >= _MANY:
        slope = math.log(mean) + 1
        return mean * slope * slope + 0.5, mean * slope, mean * _mean_log(mean)
    moments = [(chance, count, count * math.log(count or 1)) for count, chance in _poisson(mean)]
    value = math.fsum(chance * moment for chance, _, moment in moments)
    square = math.fsum(chance * moment * moment for chance, _, moment in moments)
    mixed = math.fsum(chance * count * moment for chance, count, moment in moments)
    return square - value * value, mixed - mean * value, value
