"""The ideas of system design, and the words in which people speak of them.

A `*` stands for any ending. What is said against an idea ("no need to shard") is told apart from
what is said for it; `hearing` does so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

IDEAS = {
    "latency": (
        "latency", "latencies", "response time*", "fast", "p99", "p95", "p50", "delay*", "ms",
    ),
    "availability": (
        "availab*", "uptime", "nines", "always up", "up for", "downtime", "outage*",
    ),
    "consistency": ("consisten*", "stale*", "linearizab*", "read your writes", "up to date"),
    "eventual": (
        "eventual*", "availability over consistency", "availability before consistency",
        "available over consistent", "prefer availab*", "choose availab*", "pick availab*",
        "ap", "favour availab*", "favor availab*", "stale*", "availability rather",
        "availability wins", "availability is more important", "availability first",
    ),
    "strong": (
        "strong* consisten*", "consistency over availability",
        "consistency before availability", "consistent over available", "prefer consisten*",
        "choose consisten*", "pick consisten*", "cp", "favour consisten*", "favor consisten*",
        "linearizab*", "serializab*", "acid", "consistency wins", "exactly once",
        "consistency is more important", "consistency first", "never double*",
    ),
    "durability": (
        "durab*", "never los*", "not los*", "no data loss", "without loss", "never be lost",
        "not be lost", "data loss", "backup*", "must survive", "survive*",
    ),
    "scale": ("scal*", "million*", "billion*", "users", "dau", "mau", "grow*"),
    "read_heavy": (
        "read heavy", "read-heavy", "mostly read*", "more reads than", "reads than writes",
        "reads dominate", "read dominated", "reads for every write", "reads per write",
        "reads to writes", "read to write", "read:write", "read/write",
    ),
    "write_heavy": (
        "write heavy", "write-heavy", "mostly write*", "more writes than", "writes dominate",
        "writes than reads",
    ),
    "load": (
        "qps", "rps", "requests", "queries", "reads a second", "writes a second", "per second",
    ),
    "security": ("auth", "authenti*", "encrypt*", "privacy", "secur*"),
    "scope": (
        "out of scope", "leave out", "leaving out", "left out", "ignore", "ignoring", "won't",
        "not needed", "later", "first version", "mvp", "focus*", "not in scope", "exclude*",
        "leave aside", "don't need", "do not need", "no need",
    ),
    "client": ("client*", "browser*", "phone*", "mobile", "app user*", "user*", "device*"),
    "balancer": (
        "load balanc*", "balancer*", "lb", "gateway*", "reverse prox*", "nginx", "haproxy",
    ),
    "app": (
        "app", "apps", "app server*", "application server*", "service", "services", "api",
        "web server*", "stateless", "backend*", "server", "servers", "worker*", "workers",
    ),
    "cache": (
        "cach*", "redis", "memcache*", "in memory", "in-memory", "materialized", "materialised",
    ),
    "cdn": ("cdn*", "edge*", "cloudfront", "content delivery"),
    "blob": ("object stor*", "blob*", "s3", "gcs", "file stor*", "object bucket*", "bucket*"),
    "queue": (
        "queue*", "kafka", "rabbitmq", "sqs", "pub/sub", "pubsub", "message bus", "async*",
        "stream*", "broker*", "event log",
    ),
    "store": (
        "database*", "db", "dbs", "sql", "nosql", "mysql", "postgres*", "cassandra", "dynamo*",
        "mongo*", "hbase", "bigtable", "spanner", "cockroach*", "vitess", "key-value",
        "key value", "wide column", "wide-column", "relational", "document store", "rocksdb",
        "scylla*", "time series", "time-series", "elasticsearch", "lucene", "inverted index",
        "tsdb", "innodb", "clickhouse", "store", "storage",
    ),
    "kind_of_store": (
        "sql", "nosql", "mysql", "postgres*", "cassandra", "dynamo*", "mongo*", "hbase",
        "bigtable", "spanner", "cockroach*", "vitess", "key-value", "key value", "wide column",
        "wide-column", "relational", "document store", "rocksdb", "scylla*", "time series",
        "time-series", "tsdb", "elasticsearch", "lucene", "inverted index", "redis",
        "sorted set*", "innodb", "clickhouse", "lsm", "append only", "append-only",
        "log structured",
    ),
    "shard": (
        "shard*", "partition*", "split by", "split across", "consistent hash*", "hash ring",
    ),
    "replica": (
        "replica*", "copies", "copy", "three times", "follower*", "standby*", "leader*",
        "primary", "replicat*", "multi az", "quorum*",
    ),
    "one_machine": (
        "one machine*", "single machine*", "one node*", "single node*", "one server",
        "one shard", "one box", "single server", "single shard", "one database",
        "single database", "fits on one", "fits one", "one primary", "one instance",
        "single instance",
    ),
    "index": (
        "index*", "primary key*", "table*", "column*", "schema*", "clustering key", "row*",
    ),
    "key": ("by", "key*", "hash*", "per user", "per author"),
    "pages": (
        "page*", "paginat*", "cursor*", "limit", "offset", "top n", "next_token", "after=",
    ),
    "fields": (
        "id", "ids", "*_id", "timestamp*", "created*", "key", "name", "uuid", "fields", "text",
    ),
    "pull": (
        "pull*", "hybrid", "on read", "at read*", "merge*", "do not fan*", "don't fan*",
        "not fanned", "not push*", "no push", "no fan*", "fetch* when read*", "skip* the fan*",
        "fan-out on read", "when they read",
    ),
    "spread": (
        "replicat* the hot", "copies of the hot", "salt*", "split the hot", "split it", "cach*",
        "replicat*", "spread*", "local cache", "more replicas", "read replica*", "rate limit*",
        "coalesc*", "hot key*", "queue*", "buffer*", "shed*", "backpressure", "back pressure",
        "throttl*",
    ),
    "spare": (
        "other zones", "other two", "remaining", "spare", "headroom", "n+1", "n + 1", "n+2",
        "overprovision*", "over provision*", "take over", "takes over", "failover*",
        "fail* over", "another zone", "two zones", "three zones", "across zones", "left over",
        "reserve", "standby*", "promot*", "rebalanc*", "surviv*", "extra capacity",
        "other copies", "the other", "quorum*",
    ),
    "give_up": (
        "stale*", "old", "miss", "misses", "missing", "late", "later", "behind", "seconds",
        "refus*", "reject*", "error*", "wait*", "block*", "unavailab*", "lag*", "give up",
        "gives up", "at the cost", "cost of", "lose", "slower", "retry", "retries",
    ),
    "bottleneck": (
        "bottleneck*", "first limit", "limited by", "bound by", "runs out", "run out", "breaks",
        "break first", "first to", "saturat*", "limit is", "set by", "decides", "decided by",
        "hits its limit", "hits the limit", "determined by", "constraint", "dominat*",
        "driven by",
    ),
    "reason": (
        "because", "since", "so that", "so we", "as it", "as they", "as the", "which",
        "therefore", "hence", "thus", "due to", "lets", "allows", "otherwise", "so", "for",
        "means", "needs",
    ),
    "conclusion": (
        "so", "therefore", "hence", "thus", "which means", "that means", "means", "conclude*",
        "conclusion", "implies", "consequently", "must", "dominate*", "need to", "needs", "=>",
    ),
}  # fmt: skip

_NO_WORDS_OF_THE_TRADE = frozenset({
    "reason", "conclusion", "key", "fields", "give_up", "scale", "client", "scope", "pages",
    "index", "kind_of_store", "load", "spare", "pull",
})  # fmt: skip

DESIGN = tuple(name for name in IDEAS if name not in _NO_WORDS_OF_THE_TRADE)
"""Those that are of no use as bare words: a list of them says nothing."""

CONCLUSIONS = (
    "read_heavy", "write_heavy", "one_machine", "shard", "cache", "blob", "cdn", "replica", "queue",
    "bottleneck", "spare",
)  # fmt: skip
"""What a conclusion from some numbers is about."""

ALIKE = (
    ("post", "posts", "tweet", "tweets", "publish", "compose"),
    ("timeline", "feed", "newsfeed", "home"),
    ("follow", "follows", "following", "follower", "subscribe", "friend", "graph", "relationship"),
    ("search", "find", "query", "look up", "lookup", "nearby", "suggest"),
    ("picture", "photo", "image", "media", "video", "attachment", "thumbnail", "upload"),
    ("message", "chat", "dm", "text", "send", "deliver", "receive", "conversation"),
    ("redirect", "click", "visit", "resolve", "expand", "open", "follow a link"),
    ("shorten", "create", "make", "generate", "new link", "short url", "short link", "add"),
    ("link", "url", "mapping", "short code", "alias"),
    ("download", "get file", "fetch", "sync", "read"),
    ("show", "view", "read", "see", "browse", "display", "look", "open", "get", "retrieve"),
    ("watch", "play", "stream", "view", "playback"),
    ("book", "booking", "reserve", "reservation", "buy", "purchase", "order", "checkout"),
    ("seat", "ticket", "sale", "inventory"),
    ("entry", "transfer", "payment", "pay", "transaction", "ledger", "debit", "credit", "money"),
    ("ride", "trip", "order", "match", "dispatch", "rider"),
    ("position", "location", "gps", "driver", "coordinate"),
    ("estimate", "price", "fare", "eta"),
    ("score", "points", "result", "game", "win"),
    ("top10", "top", "rank", "leaderboard", "board", "ranking"),
    ("crawl", "crawler", "fetch page", "visit page", "fetch"),
    ("page", "pages", "document", "html"),
    ("log", "line", "event", "logging"),
    ("sample", "metric", "series", "measurement", "data point", "point"),
    ("prompt", "ask", "question", "answer", "completion", "generate", "chat", "token"),
    ("texts", "paste", "pastes", "content", "body"),
    ("create", "write", "paste", "save", "new", "add"),
    ("files", "file", "block", "chunk", "document"),
    ("metadata", "look up", "rows", "row", "record", "list", "listing", "where", "path"),
    ("catalogue", "product", "record", "item", "listing"),
    ("place", "business", "restaurant", "shop"),
    ("index", "posting", "inverted index", "word", "term"),
)  # fmt: skip
"""Words of services that people take for each other."""


WHOLE = (r"(?<!\w)", r"(?!\w)")
"""What stands around a whole word."""

NUMBER = re.compile(r"\d|\b(?:thousand|million|billion|half|third|quarter|twice|double)s?\b")
"""What finds any number."""


def pattern(words: Iterable[str]) -> re.Pattern[str]:
    """What finds any of some words, a `*` for any ending, an underscore or hyphen for a blank."""
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    return re.compile(f"{WHOLE[0]}(?:{'|'.join(map(_spelled, longest_first))}){WHOLE[1]}", re.I)


def _spelled(word: str) -> str:
    blanks = (re.split(r"[ _-]", part) for part in word.split("*"))
    return r"\w*".join(r"[\s_-]+".join(map(re.escape, part)) for part in blanks)


@lru_cache(maxsize=128)
def idea(*names: str) -> re.Pattern[str]:
    """What finds any of some ideas."""
    return pattern(word for name in names for word in IDEAS[name])
