"""Pelikan's cluster calculator, run on ten requirements: the same nodes, for the same reason.

The calculator is given two memory sizes and takes the larger one where that needs fewer nodes;
here each size is a scenario of its own.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

import capest

CASES = yaml.safe_load((Path(__file__).parent / "pelikan.yaml").read_text("utf-8"))
BINDS = {"by_memory": "memory", "by_qps": "qps", "by_failure_domain": "failure domain"}


def cluster(case, ram):
    return capest.estimate(
        capest.load(f"""
traffic: {{get: {{rate: {case["qps_k"]}k/s, kind: read, peak: 1}}}}
caches:
  cluster: {{serves: get, items: {case["nkey_m"]}M, item_size: {case["size_b"]} B,
    system: {case["runnable"]}, failure_domain: {case["failure_domain_pct"]}%,
    node_memory: {ram} GiB, node_connections: {case["nconn"]}}}
""")
    )


def names(case):
    return "{runnable}-{qps_k}k-{size_b}B-{nkey_m}M-{failure_domain_pct}%".format(**case)


@pytest.mark.parametrize("case", CASES, ids=names)
def test_the_calculators_answer(case):
    by_size = {ram: cluster(case, ram) for ram in case["ram_gb"]}
    nodes = {ram: found["cluster.nodes"].value for ram, found in by_size.items()}
    chosen = min(nodes, key=nodes.get)  # the smaller one of two that need as many
    smallest = by_size[min(by_size)]
    assert smallest["cluster.item_memory"].value == case["item_size"]
    held = smallest.get("cluster.items_memory") or smallest["cluster.memory"]
    data = held.quantity.to("MiB")
    assert data == pytest.approx(case["ram_data_mib"], abs=0.05)
    assert smallest["cluster.by_qps"].value == case["njob_qps"]
    assert smallest["cluster.by_failure_domain"].value == case["njob_fd"]
    assert [by_size[ram]["cluster.by_memory"].value for ram in case["ram_gb"]] == case["njob_mem"]
    assert (nodes[chosen], chosen) == (case["instance"], case["ram"])
    assert by_size[chosen]["cluster.nodes_together"].value == case["rack_limit"]
    binds = smallest.binding("cluster.nodes").winner.name.partition(".")[2]
    assert BINDS[binds] == case["bottleneck"]


def test_one_size_alone_is_right_too():
    """Given 4 GB alone the calculator never compares memory, and answers 34 nodes, by requests,
    for 457,764 MiB that 34 nodes of 4 GiB cannot hold. They take 118.
    """
    case = next(case for case in CASES if case["njob_mem"] == [118, 58])
    alone = cluster(case, 4)
    assert alone["cluster.nodes"].value == 118
    assert alone.binding("cluster.nodes").winner.name == "cluster.by_memory"
