"""The templates of one-line arithmetic: small scenarios with blanks, and what to ask of them.

The choices are round and of a size that real systems have; what follows from them is computed by
the engine, never written here.
"""

from __future__ import annotations

from collections.abc import Mapping

from ...records import record


@record(kw_only=True)
class Template:
    """A scenario with `$blanks`, the values that may fill them, and the quantity asked for.

    The prompt tells its unit in words: a bare number as an answer is read in it.
    """

    name: str
    topic: str
    level: int
    scenario: str
    choices: Mapping[str, tuple[str, ...]]
    asks: str
    prompt: str


_USERS = ("1M", "5M", "20M", "50M", "100M", "200M", "300M", "500M", "1B", "2B")
_TIMES = ("2", "3", "5", "10", "20", "50")
_THINGS = ("searches", "messages", "posts", "photos", "clicks", "requests")
_SMALL = ("100 B", "200 B", "300 B", "500 B", "1 KB", "2 KB", "5 KB", "10 KB")
_LARGE = ("100 KB", "200 KB", "500 KB", "1 MB", "2 MB", "5 MB")
_PAGES = ("20 KB", "50 KB", "100 KB", "200 KB", "500 KB", "1 MB", "2 MB")
_YEARS = ("1 year", "2 years", "3 years", "5 years", "10 years")
_COPIES = ("2", "3")
_PEAKS = ("2", "3", "4", "5")
_QPS = ("500", "2k", "5k", "10k", "20k", "50k", "100k", "200k", "500k")
_FILLS = ("50%", "60%", "70%", "80%")

TEMPLATES = (
    Template(
        name="qps", topic="qps", level=2, asks="$things.qps",
        scenario="assumptions: {dau: $users users}\ntraffic: {$things: {per_user: $each/day}}",
        choices={"users": _USERS, "each": _TIMES, "things": _THINGS},
        prompt="$users users, $each $things each a day. How many $things a second, on average?",
    ),
    Template(
        name="daily", topic="qps", level=1, asks="$things.qps",
        scenario="traffic: {$things: {rate: $daily $things/day}}",
        choices={
            "daily": ("5M", "20M", "100M", "300M", "500M", "1B", "3B", "20B", "100B"),
            "things": _THINGS,
        },
        prompt="$daily $things a day. How many a second, on average?",
    ),
    Template(
        name="peak", topic="qps", level=3, asks="$things.peak_qps",
        scenario="assumptions: {dau: $users users, peak_factor: $peak}\n"
        "traffic: {$things: {per_user: $each/day}}",
        choices={"users": _USERS, "each": _TIMES, "things": _THINGS, "peak": _PEAKS},
        prompt="$users users, $each $things each a day; the peak is $peak times the average. "
        "How many $things a second at peak?",
    ),
    Template(
        name="month", topic="time", level=1, asks="$things.qps",
        scenario="traffic: {$things: {rate: $monthly $things/month}}",
        choices={
            "monthly": ("10M", "50M", "100M", "500M", "1B", "2B", "10B", "30B"),
            "things": _THINGS,
        },
        prompt="$monthly $things a month (30 days). How many a second, on average?",
    ),
    Template(
        name="days", topic="time", level=1, asks="daily",
        scenario="assumptions: {rate: $qps requests/s}\nderived: {daily: rate in requests/day}",
        choices={"qps": _QPS},
        prompt="$qps requests a second, day and night. How many requests a day?",
    ),
    Template(
        name="growth", topic="storage", level=1, asks="data.per_day",
        scenario="traffic: {items: {rate: $daily items/day, kind: write}}\n"
        "storage: {data: {added_by: items, size: $size, keep: 1 year}}",
        choices={"daily": ("1M", "10M", "50M", "100M", "500M", "2B"), "size": _SMALL + _LARGE},
        prompt="$daily new items a day, $size each. How many bytes a day?",
    ),
    Template(
        name="storage", topic="storage", level=2, asks="data.logical",
        scenario="traffic: {items: {rate: $daily items/day, kind: write}}\n"
        "storage: {data: {added_by: items, size: $size, keep: $keep}}",
        choices={
            "daily": ("1M", "10M", "50M", "100M", "500M", "2B"), "size": _SMALL + _LARGE,
            "keep": _YEARS,
        },
        prompt="$daily new items a day, $size each, kept for $keep. How many bytes is one copy?",
    ),
    Template(
        name="copies", topic="storage", level=3, asks="data.stored",
        scenario="assumptions: {dau: $users users}\n"
        "traffic: {uploads: {per_user: $each/day, kind: write}}\n"
        "storage: {data: {added_by: uploads, size: $size, keep: $keep, replicas: $copies}}",
        choices={
            "users": _USERS, "each": ("2", "3", "5"), "size": _SMALL + _LARGE,
            "keep": _YEARS, "copies": _COPIES,
        },
        prompt="$users users, $each uploads each a day, $size each, kept for $keep in $copies "
        "copies. How many bytes are stored in the end?",
    ),
    Template(
        name="bandwidth", topic="bandwidth", level=1, asks="pages.egress",
        scenario="traffic: {pages: {rate: $qps pages/s, response: $size}}",
        choices={"qps": _QPS, "size": _SMALL + _LARGE},
        prompt="$qps responses a second of $size each. How much leaves the data centre, in bits "
        "a second?",
    ),
    Template(
        name="ingress", topic="bandwidth", level=2, asks="uploads.ingress",
        scenario="traffic: {uploads: {rate: $daily uploads/day, request: $size}}",
        choices={"daily": ("1M", "10M", "50M", "100M", "500M"), "size": _LARGE},
        prompt="$daily uploads a day of $size each. How much comes in, in bits a second?",
    ),
    Template(
        name="egress", topic="bandwidth", level=3, asks="pages.peak_egress",
        scenario="assumptions: {dau: $users users, peak_factor: $peak}\n"
        "traffic: {pages: {per_user: $each/day, response: $size}}",
        choices={"users": _USERS, "each": _TIMES, "size": _PAGES, "peak": _PEAKS},
        prompt="$users users read $each pages each a day, $size a page; the peak is $peak times "
        "the average. How much goes out at peak, in bits a second?",
    ),
    Template(
        name="memory", topic="cache", level=1, asks="hot.memory",
        scenario="traffic: {reads: {rate: 1/s}}\n"
        "caches: {hot: {serves: reads, items: $items, item_size: $size}}",
        choices={"items": ("1M", "5M", "20M", "100M", "300M", "1B"), "size": _SMALL},
        prompt="A cache holds $items items of $size each. How many bytes of memory?",
    ),
    Template(
        name="cache", topic="cache", level=2, asks="hot.memory",
        scenario="traffic: {reads: {rate: 1/s}}\n"
        "caches: {hot: {serves: reads, items: $items, share: $share, item_size: $size}}",
        choices={
            "items": ("10M", "50M", "200M", "500M", "1B", "3B"), "share": ("10%", "20%", "30%"),
            "size": _SMALL,
        },
        prompt="$items items of $size each; a cache holds the hottest $share. How many bytes of "
        "memory?",
    ),
    Template(
        name="misses", topic="cache", level=2, asks="hot.miss_qps",
        scenario="assumptions: {peak_factor: $peak}\ntraffic: {reads: {rate: $qps requests/s}}\n"
        "caches: {hot: {serves: reads, items: 1M, item_size: 1 KB, hit_ratio: $hits}}",
        choices={"qps": _QPS, "peak": _PEAKS, "hits": ("80%", "90%", "95%", "98%", "99%")},
        prompt="$qps reads a second, $peak times as many at peak, meet a cache with a hit ratio "
        "of $hits. How many a second reach the store behind it at peak?",
    ),
    Template(
        name="shards", topic="shards", level=2, asks="store.shards",
        scenario="storage: {data: {count: $items items, size: $size}}\n"
        "shards: {store: {of: data, max_size: $room, fill: $fill}}",
        choices={
            "items": ("5B", "20B", "50B", "200B", "1T"), "size": _SMALL[2:],
            "room": ("100 GB", "250 GB", "500 GB", "1 TB"), "fill": _FILLS,
        },
        prompt="$items items of $size each; a shard takes $room and is planned to be $fill full. "
        "How many shards for one copy?",
    ),
    Template(
        name="servers", topic="shards", level=2, asks="needed",
        scenario="assumptions:\n  load: $load requests/s\n  each: $each requests/s/server\n"
        "  busy: $fill\nderived: {needed: ceil(load / (each * busy))}",
        choices={
            "load": ("50k", "100k", "200k", "500k", "1M", "5M"), "fill": _FILLS,
            "each": ("1k", "2k", "5k", "8k", "10k"),
        },
        prompt="$load requests a second at peak; a server takes $each a second and is planned to "
        "be $fill busy. How many servers?",
    ),
)  # fmt: skip
