"""Makes logs of which the truth is known, from a seed."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from itertools import accumulate
from random import Random

from capest.logs.times import date

FIRST_DAY = 20_000
"""2024-10-04."""


@dataclass
class Truth:
    """What a log was made of."""

    lines: list[str] = field(default_factory=list)
    users: list[set[int]] = field(default_factory=list)
    minutes: Counter = field(default_factory=Counter)
    sent: int = 0
    reads: int = 0
    failed: int = 0

    @property
    def dau(self):
        return sum(map(len, self.users)) / len(self.users)


def csv_log(requests, *, days=1, keys=2_000, users=3_000, exponent=0.9, growth=0.0, seed=1):
    """A CSV of so many requests over whole days, whose load follows the day's hours."""
    random, truth = Random(seed), Truth()
    truth.lines.append("time,user,path,method,status,bytes,received,latency_ms")
    popular = list(accumulate(rank**-exponent for rank in range(1, keys + 1)))
    hours = [math.exp(1.2 * math.cos((hour - 20) / 12 * math.pi)) for hour in range(24)]
    for day in range(days):
        truth.users.append(set())
        share = requests / days * math.exp(growth * (day - days / 2) / 365)
        for hour, weight in enumerate(hours):
            number = round(share * weight / sum(hours))
            for second in sorted(random.randrange(3600) for _ in range(number)):
                _line(truth, day, hour, second, random, popular, users)
    return truth


def _line(truth, day, hour, second, random, popular, users):
    user = random.randrange(users)
    reads = random.random() < 0.9
    key = bisect_left(popular, random.random() * popular[-1]) if reads else 0
    sent = int(random.lognormvariate(9, 1)) if reads else 0
    status = 503 if random.random() < 0.01 else 200
    truth.users[-1].add(user)
    truth.minutes[hour * 60 + second // 60 + day * 1440] += 1
    truth.sent += sent
    truth.reads += reads
    truth.failed += status == 503
    time = f"{date(FIRST_DAY + day)}T{hour:02d}:{second // 60:02d}:{second % 60:02d}Z"
    path = f"/items/{key}" if reads else "/items"
    method = "GET" if reads else "POST"
    took = random.lognormvariate(3, 0.5)
    truth.lines.append(f"{time},u{user},{path},{method},{status},{sent},300,{took:.3f}")
