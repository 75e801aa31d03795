"""A counting word that meets a size written without "per" is what the size is for."""

from __future__ import annotations

import pytest

from capest.engine.calculate import answer
from capest.problems import Severity, passage_of

LOG = """
assumptions: {line: 300 B, photo: {value: 3 MB}}
traffic: {write: {rate: 500 requests/s, kind: write, request: 2 KB}}
storage: {logs: {added_by: write, size: 20 rows * 100 B, keep: 90 days}}
derived: {what: EXPRESSION}
"""


@pytest.mark.parametrize(
    ("text", "shown", "said"),
    [
        ("300 requests * 80 MB", "24 GB", "80 MB is taken per request"),
        ("3000 IOPS * 16 KB", "48 MB/s", "16 KB is taken per request"),
        ("10K QPS * 2KB", "20 MB/s", "2 KB is taken per request"),
        ("10K QPS * 2KB in Mbit/s", "160 Mbit/s", "2 KB is taken per request"),
        ("3 MB * 40M photos/day", "120 TB/day", "3 MB is taken per photo"),
        ("11 servers * $80/month", "$880/month", "$80 is taken per server"),
        ("40 servers * 500 W", "20 kW", "500 W is taken per server"),
        ("3 requests/user * 2 KB", "6 kB/user", "2 KB is taken per request"),
        ("300 requests * 80 MB + 5 GB", "29 GB", None),
        ("ceil(300 requests * 80 MB / (64 GB))", "1", None),
        ("20 nodes * 64 GB/node * 70%", "896 GB", None),
        ("20 nodes * 64 GB per node per day", "1.28 TB/day", None),
        ("10 GPUs * 3 h * $2/GPU/h", "$60", None),
        ("10 GPUs * 3 h", "30 GPU h", None),
    ],
)
def test_a_size_is_taken_per_what_it_meets(text, shown, said):
    found = answer(passage_of("calc", text))
    assert str(found.quantity) == shown
    assert [remark.message for remark in found.remarks] == ([said] if said else [])


@pytest.mark.parametrize(
    ("expression", "shown", "warned"),
    [
        ("write.qps * line", "150 kB/s", None),
        ("photo * write.per_day", "130 TB/day", None),
        ("write.qps * logs.stored", "3.89 PB request/s", "take logs.size"),
        ("logs.stored * 3 copies", "23.3 TB copy", "or leave 'copy' out"),
        ("write.qps * 3 users", "1.5k request user/s", "e.g. 3 user/request"),
        ("3 servers * 2 requests * $5", "$30 server request", "e.g. 3 request/server"),
        ("3 photos * 80 MB/user", "240 MB photo/user", "e.g. 5 KB/photo"),
        ("ceil(write.qps / (100/s)) * $160", "$800", None),
    ],
)
def test_what_still_counts_two_things_is_warned_of(expression, shown, warned, estimate):
    found = estimate(LOG.replace("EXPRESSION", expression))
    assert found["logs.size"].quantity.to("B") == 2000
    assert str(found["what"].quantity) == shown
    told = [item.hint for item in found.remarks if item.severity is Severity.WARNING]
    assert len(told) == bool(warned)
    assert not warned or warned in told[0]
