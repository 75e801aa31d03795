"""What capest calls a thing that others know by another word: users are `dau`, `init` is `new`.

One table for all kinds of words: each is only ever looked for among those of its own kind, the
commands and their options, the sections, the names or the fields.
"""

from __future__ import annotations

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
    # fields
    "kind": "type",
    "added_by": "from source written",
    "request": "size body payload",
    "serves": "reads",
    # commands
    "new": "init create start scaffold generate template add",
    "estimate": "run show report compute size evaluate",
    "check": "lint verify validate test",
    "calc": "eval calculate convert",
    "explain": "why trace describe",
    "list": "scenarios ls examples",
    "practice": "quiz drill learn train interview",
    "fields": "section sections options",
    "bind": "link annotate",
    # options
    "--set": "--param --params --define --var --vars --with",
    "--format": "--json --html --csv --markdown --sarif --junit --github --gitlab",
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
    word = word.lower()
    return tuple(name for name, others in _WORDS.items() if word in others.split())
