"""What capest calls a thing that others know by another word: users are `dau`, `init` is `new`.

One table for all kinds of words: each is only ever looked for among those of its own kind, the
commands and their options, the sections, the names or the fields.
"""

from __future__ import annotations

from functools import lru_cache

_WORDS = {
    # names
    "dau": "users user people customers audience active_users daily_users daily_active_users da",
    "mau": "users monthly_users monthly_active_users",
    "peak_factor": "peak peak_ratio peak_to_average burst burst_factor",
    # sections
    "traffic": "endpoint endpoints api apis requests load workload operations actions",
    "storage": "database databases db dbs store stores tables data disk disks",
    "caches": "redis memcached cdn",
    "shards": "partition partitions partitioning sharding",
    "fanouts": "followers feeds timelines",
    "assumptions": "input inputs given givens parameter parameters params variables vars constants",
    "derived": "output outputs result results calculations computed formulas metrics bandwidth",
    "servers": "server fleet hosts machines instances balancers",
    "costs": "cost price prices bill",
    "budgets": "budget latency slo",
    "systems": "availability uptime",
    "regions": "network",
    "streams": "kafka kinesis queue queues topics",
    "expect": "test tests assertion assertions assert asserts checks requirements",
    "title": "name",
    "summary": "description about",
    "words": "units nouns vocabulary",
    "conventions": "settings options config",
    # fields that name entries, those that one section has beside others first
    "reads": "serves traffic read_by reads_from feed",
    "posts": "of for write writes",
    "of": "storage store for pays_for item",
    "serves": "reads traffic of for caches handles endpoints requests",
    "fed_by": "of for from source serves reads traffic topic producers added_by written_by",
    "added_by": "from source by for written written_by fed_by serves traffic",
    "behind": "cache caches",
    "on_miss_of": "cache miss_of",
    "kept_in": "storage in of",
    "path": "hops of through goes_through via",
    "needs": "parts of path depends_on requires",
    # other fields
    "kind": "type",
    "per_user": "per_user_per_day rate_per_user requests_per_user frequency",
    "rate": "daily per_hour per_month",
    "request": "size body payload",
    "response": "read_size",
    "users": "dau",
    "peak": "peak_factor burst",
    "times": "multiplier factor peak",
    "lasts": "duration length",
    "size": "item_size row_size object_size",
    "per_day": "daily per_hour per_month",
    "total": "stock capacity volume total_size",
    "count": "rows items objects number",
    "keep": "keep_for",
    "growth": "growth_rate yearly_growth",
    "overhead": "index overhead_factor",
    "replicas": "copies rf",
    "copies": "replicas instances count",
    "copied_to": "copies",
    "older_than": "after age older from",
    "hit_ratio": "hits hit",
    "item_size": "size item_bytes value_size",
    "items": "entries keys objects count",
    "node_memory": "ram memory node_size",
    "popularity": "zipf skew alpha distribution",
    "policy": "eviction",
    "ttl": "expiry ttl_seconds",
    "share": "weight percent fraction",
    "max_size": "shard_size size max_bytes max_storage",
    "max_read_qps": "max_reads read_qps",
    "max_write_qps": "max_writes write_qps",
    "limits": "database engine profile type",
    "keys": "partition_key",
    "away": "rtt",
    "late": "timezone utc_offset",
    "max_qps": "qps_each qps_per_server qps rps capacity throughput load max_load",
    "cpu_time": "cpu cpu_per_request",
    "cores": "vcpu vcpus cpus",
    "time": "duration",
    "memory": "ram",
    "request_memory": "memory_per_request",
    "spare": "redundancy",
    "zones": "az azs",
    "p50": "latency time",
    "parallel": "calls fanout",
    "asked_again": "retries",
    "within": "max slo target latency deadline p99",
    "availability": "nines",
    "objective": "sla availability goal minimum",
    "machine": "per_hour per_node",
    "fields": "columns attributes properties section sections options",
    "followers": "average_followers",
    "strategy": "mode",
    "largest": "celebrity",
    # commands
    "new": "init create start scaffold generate template add",
    "estimate": "run show report compute size evaluate",
    "check": "lint verify validate test",
    "calc": "eval calculate convert",
    "explain": "why trace describe",
    "list": "scenarios ls examples",
    "practice": "quiz drill learn train interview",
    "bind": "link annotate",
    # options
    "--set": "--param --params --define --var --vars --with",
    "--as": "--format",
    "--full": "--verbose --all --long --details",
    "--diff": "--check --dry-run --preview --no-write",
    "--write": "--fix --apply --in-place --yes",
    "--fail-on": "--strict --werror --warnings-as-errors",
    "--n": "--count --number --questions",
    "--years": "--months --horizon --until",
    "--color": "--no-color --colour --no-colour",
    "--output": "--out --save",
}  # fmt: skip


def called(word: str) -> tuple[str, ...]:
    """What capest may call it, the likeliest first."""
    return tuple(_by_other_word().get(word.lower(), ()))


@lru_cache(maxsize=1)
def _by_other_word() -> dict[str, list[str]]:
    """The names that each of the other words may mean."""
    found: dict[str, list[str]] = {}
    for name, others in _WORDS.items():
        for word in others.split():
            found.setdefault(word, []).append(name)
    return found
