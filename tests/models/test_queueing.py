"""Waiting for servers: against exact published values, and against a simulation event by event."""

from __future__ import annotations

import heapq
import math
import random

import pytest

from capest.models.queueing import erlang_c, erlang_servers, erlang_wait, random_queue_load


@pytest.mark.parametrize(
    ("servers", "load", "waiting"),
    [
        (2, 1, 1 / 3),
        (5, 4, 0.5541125541125543),
        (10, 8, 0.40918015079644354),
        (14, 10, 0.17413193359504991),  # README of CRAN's package ErlangC
        (25, 20, 0.2091028),
        (100, 90, 0.2169405),
        (132, 123, 0.3211162),
        (12_421, 12_345, 0.3812250),
        (1, 0.9, 0.9),  # one server: as busy as it is
    ],
)
def test_who_waits(servers, load, waiting):
    assert erlang_c(servers, load) == pytest.approx(waiting, rel=1e-6)


@pytest.mark.parametrize(
    ("load", "waiting", "servers"),
    [
        (10, 0.01, 19), (100, 0.01, 125), (100, 0.2, 111), (1000, 0.05, 1056),
        (434.0278, 0.01, 485), (520.83, 0.01, 577), (520.83, 0.2, 546),
    ],
)  # fmt: skip
def test_as_many_servers_as_it_takes(load, waiting, servers):
    assert erlang_servers(load, waiting) == servers
    assert erlang_c(servers, load) <= waiting < erlang_c(servers - 1, load)


@pytest.mark.parametrize(
    ("servers", "load", "waits"),
    [  # milliseconds at 100/s a server: the mean, and 95 % and 99 % of requests
        (10, 8, (2.0459008, 10.5106627, 18.5578522)),
        (10, 9, (6.6873152, 25.9335936, 42.0279758)),
        (40, 34.722, (0.5508027, 3.3351949, 6.3845278)),
    ],
)
def test_how_long(servers, load, waits):
    mean = erlang_c(servers, load) / (servers - load) * 10
    shares = (erlang_wait(servers, load, share) * 10 for share in (0.95, 0.99))
    assert (mean, *shares) == pytest.approx(waits, rel=1e-6)


def test_a_pool_of_connections():
    """500 requests a second of 20 ms: the p99 of the wait in a pool of so many, in milliseconds."""
    waits = {12: 38.053023, 14: 14.286141, 16: 5.821397, 18: 1.163777, 20: 0}
    found = {size: erlang_wait(size, 10, 0.99) * 20 for size in waits}
    assert found == pytest.approx(waits, rel=1e-6)


def test_a_simulation_waits_as_long():
    chance = random.Random(5)
    free, now, waits = [0.0] * 5, 0.0, []
    for _ in range(200_000):
        now += chance.expovariate(3)
        start = max(now, heapq.heappop(free))
        heapq.heappush(free, start + chance.expovariate(1))
        waits.append(start - now)
    share = sum(wait > 0 for wait in waits) / len(waits)
    assert erlang_c(5, 3) == pytest.approx(share, rel=0.05)
    assert erlang_c(5, 3) / (5 - 3) == pytest.approx(sum(waits) / len(waits), rel=0.07)
    assert erlang_wait(5, 3, 0.99) == pytest.approx(sorted(waits)[198_000], rel=0.07)


@pytest.mark.parametrize("servers", [7, 8])
def test_more_work_than_servers_has_no_wait(servers):
    with pytest.raises(ValueError, match="without end"):
        erlang_c(servers, 8)


def test_a_million_servers_are_no_more_work():
    assert erlang_servers(1e6, 0.01) == pytest.approx(1e6 + 2.375 * 1e3, rel=1e-5)  # Halfin, Whitt
    assert erlang_c(1e6, 1) < 1e-300


@pytest.mark.parametrize("spare", [0.2, 1, 2.375, 4])
def test_very_many_are_the_limit_of_many(spare):
    """1 of 100 waits with 2.375 roots of the load to spare; just below a million, within 1.5 %."""
    load = 990_000
    many = erlang_c(load + spare * load**0.5, load)
    assert erlang_c(1e9 + spare * 1e9**0.5, 1e9) == pytest.approx(many, rel=0.015)


def test_no_number_of_servers_takes_long():
    assert erlang_servers(1e15, 0.01) == pytest.approx(1e15, rel=1e-6)
    assert random_queue_load(1e9, 0.01) == pytest.approx(1e9, rel=1e-3)


def test_arrays_are_floats_side_by_side():
    numpy = pytest.importorskip("numpy")
    servers, load = numpy.array([10.0, 14.0]), numpy.array([8.0, 10.0])
    expected = [erlang_c(10, 8), erlang_c(14, 10)]
    assert list(erlang_c(servers, load)) == expected
    assert math.isclose(erlang_wait(servers, 8.0, 0.99)[0], erlang_wait(10, 8, 0.99))
