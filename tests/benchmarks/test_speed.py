"""How long things take: `pytest tests/benchmarks --benchmark-enable` (without it, each runs once).

Aims: a cold `capest estimate twitter` below `import pint; pint.UnitRegistry()` of the same run; a
scenario of 1,000 entries within a second; evaluation linear in the entries.
"""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

import capest
from capest.problems import Source
from capest.scenario.reader import read
from capest.sections import sections

PYTHON = [sys.executable]
COLD = {
    "python": [*PYTHON, "-c", "pass"],
    "pint registry": [*PYTHON, "-c", "import pint; pint.UnitRegistry()"],
    "typer": [*PYTHON, "-c", "import typer"],
    "capest estimate twitter": [*PYTHON, "-m", "capest", "estimate", "twitter"],
    "capest calc": [*PYTHON, "-m", "capest", "calc", "300M users * 10/user/day in 1/s"],
    "capest list": [*PYTHON, "-m", "capest", "list"],
}


def _scenario(entries):
    """Traffic, storage, caches and shards, a quarter of the entries each."""
    quarter = range(entries // 4)
    lines = ["assumptions: {dau: 300M users}", "traffic:"]
    lines += [f"  t{i}: {{per_user: {i + 1}/day, kind: write, request: 1 KB}}" for i in quarter]
    lines += ["storage:"]
    lines += [f"  s{i}: {{added_by: t{i}, size: 1 KB, keep: 1 year, replicas: 3}}" for i in quarter]
    lines += ["caches:"]
    lines += [
        f"  c{i}: {{serves: t{i}, share: 20%, item_size: 1 KB, node_memory: 64 GB}}"
        for i in quarter
    ]
    lines += ["shards:"]
    lines += [f"  h{i}: {{of: s{i}, max_size: 250 GB, max_write_qps: 5k/s}}" for i in quarter]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("what", COLD)
def test_cold_start(benchmark, what):
    benchmark.group = "cold start"
    user = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    benchmark.pedantic(
        lambda: subprocess.run(COLD[what], stdout=subprocess.DEVNULL, check=True, env=user),
        rounds=15, warmup_rounds=2,
    )  # fmt: skip


@pytest.mark.parametrize("entries", [100, 200, 400, 1000])
def test_a_large_scenario_from_text_to_numbers(benchmark, entries):
    benchmark.group = "text to numbers"
    text = _scenario(entries)
    computed = benchmark.pedantic(lambda: capest.estimate(capest.load(text)), rounds=3)
    assert len(computed.scenario.entries) == entries


def test_reading_a_large_scenario(benchmark):
    benchmark.group = "1,000 entries"
    source = Source("large.yaml", _scenario(1000))
    scenario, problems = benchmark.pedantic(lambda: read(source, sections()), rounds=3)
    assert scenario and not problems


@pytest.mark.parametrize("entries", [100, 1000])
def test_replaying_a_graph(benchmark, entries):
    """Divide by the number of nodes in `extra_info` for the time a node takes."""
    benchmark.group = "replay"
    computed = capest.estimate(capest.load(_scenario(entries)))
    benchmark.extra_info["nodes"] = len(computed.derivations)
    values = benchmark(lambda: computed.replay({"dau": 600e6}))
    assert values["dau"] == 600e6
