"""The ideas of system design, and the words in which people speak of them.

A `*` stands for any ending, `...` for a few words between, and `@name` for the words of another
idea. What is said against an idea ("no need to shard") is told apart from what is said for it;
`hearing` does so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

_CHOOSING = (
    "prefer", "choose", "pick", "take", "favour", "favor", "go for", "go with", "opt for", "stay",
    "remain", "keep", "c)",
)  # fmt: skip
_BEFORE = ("over", "before", "rather", "wins", "first", "is more important", "matters more")
_LOST = ("los*", "vanish*", "disappear*")
_NOT = ("no", "not", "never", "nothing", "without", "cannot", "can't", "mustn't", "won't")
_MOSTLY = ("mostly", "mainly", "overwhelmingly", "purely", "almost all", "nearly all")
_EXCEED = ("outnumber*", "exceed*", "dominate*", "dwarf*", "than")


def _chosen(side: str, adjective: str) -> tuple[str, ...]:
    """What is said by whoever chooses one of two promises."""
    chosen = (f"{verb} {name}" for verb in _CHOOSING for name in (side, adjective))
    return (*chosen, *(f"{name} {behind}" for behind in _BEFORE for name in (side, adjective)))


def _heavy(kind: str, stem: str, other: str) -> tuple[str, ...]:
    """What is said of a service that does more of one kind than of the other."""
    more = (f"{kind}s {exceed} {other}s" for exceed in _EXCEED)
    mostly = (f"{often} {kind}*" for often in _MOSTLY)
    return (
        *more, *mostly, f"{kind} heavy", f"{kind} dominated", f"{kind}s dominate",
        f"more {kind}s than", f"more ... {stem} than", f"{kind}s for every {other}",
        f"{kind}s per {other}", f"times more {kind}s",
    )  # fmt: skip


IDEAS = {
    "latency": (
        "latency", "latencies", "response time*", "fast", "quick*", "p99", "p95", "p50", "delay*",
        "ms", "*th percentile", "millisecond*", "within ... second*", "less than ... second*",
        "under ... second*",
    ),
    "availability": (
        "availab*", "uptime", "nines", "always up", "up for", "downtime", "outage*", "99.9*%",
        "99.9* percent", "99.9* per cent",
    ),
    "consistency": ("consisten*", "stale*", "linearizab*", "read your writes", "up to date"),
    "eventual": (*_chosen("availability", "available"), "ap", "eventual*", "stale*"),
    "strong": (
        *_chosen("consistency", "consistent"), "cp", "strong* consisten*", "linearizab*",
        "serializab*", "acid", "exactly once", "never double*",
    ),
    "durability": (
        *(f"{no} ... {lost}" for no in _NOT for lost in _LOST), "durab*", "data loss", "backup*",
        "survive*", "los* ... not acceptable", "los* ... isn't acceptable", "los* ... unacceptable",
    ),
    "scale": ("scal*", "million*", "billion*", "users", "dau", "mau", "grow*"),
    "read_heavy": (
        *_heavy("read", "read", "write"), "reads to writes", "read to write", "read:write",
        "read/write",
    ),
    "write_heavy": _heavy("write", "written", "read"),
    "load": (
        "qps", "rps", "requests", "queries", "reads a second", "writes a second", "per second",
    ),
    "security": ("auth", "authenti*", "encrypt*", "privacy", "secur*"),
    "scope": (
        "out of scope", "leave out", "leave ... out", "out of this", "leaving out", "left out",
        "ignore", "ignoring", "won't",
        "not needed", "later", "first version", "mvp", "focus*", "not in scope", "exclude*",
        "leave aside", "don't need", "do not need", "no need", "not part of", "v2", "park*",
        "for later", "another team*", "is out", "are out", "postpone*", "defer*",
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
    "store": ("@kind_of_store", "database*", "db", "dbs", "store", "storage"),
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
        "paginat*", "cursor*", "limit", "offset", "top n", "next_token", "after*=", "page_*",
        "page=", "page size", "pages of", "page of", "in pages", "per page", "next page", "page on",
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
        "@cache", "@cdn", "@queue", "copies of the hot", "salt*", "split*", "in the memory",
        "replicat*", "spread*", "more replicas", "read replica*", "rate limit*", "coalesc*",
        "collaps*", "buffer*", "shed*", "backpressure", "back pressure", "throttl*",
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
        "driven by", "hurts first", "grow* first", "fail* first", "go* first", "break* first",
        "is first", "connections first", "memory first", "size first", "bandwidth first",
        "cpu first",
    ),
    "reason": (
        "because", "since", "so that", "so we", "as it", "as they", "as the", "which",
        "therefore", "hence", "thus", "due to", "lets", "allows", "otherwise", "so", "for",
        "means", "needs",
    ),
    "conclusion": (
        "so", "therefore", "hence", "thus", "which means", "that means", "means", "conclude*",
        "conclusion", "implies", "consequently", "must", "dominate*", "need to", "needs", "=>",
        "worth", "suggest*", "calls for", "justif*", "that is why", "should",
    ),
    "jargon": (
        "cap", "pacelc", "acid", "base", "rest", "graphql", "grpc", "json", "microservice*",
        "kubernetes", "docker", "autoscal*", "auto scal*", "idempoten*", "rate limit*", "fan out*",
        "fanout", "endpoint*", "lsm tree", "leader election", "circuit breaker*", "service mesh",
        "serverless", "event driven", "theorem", "redundan*", "health check*", "indexing",
        "horizontal scaling", "dns",
    ),
    "praise": (
        "scal*", "at scale", "perform*", "robust*", "reliab*", "efficien*", "high*", "low*",
        "fault toleran*", "resilien*", "fast", "flexib*", "modern", "best practice*", "seamless*",
        "optimi*", "growth", "growing", "system*", "architecture", "solution*", "approach*",
        "technolog*", "leverag*", "use*", "using", "utili*", "ensur*", "handl*", "provid*",
        "support*", "achiev*", "improv*", "solv*", "guarant*", "problem*", "good", "great",
        "better", "etc",
    ),
    "lecture": (
        "functional requirement*", "non functional requirement*", "requirement*", "entit*",
        "capacity estimation", "estimate*", "estimation", "diagram*", "trade off*", "deep dive*",
    ),
}  # fmt: skip

_PLAIN = frozenset({
    "reason", "conclusion", "key", "fields", "give_up", "scale", "client", "scope", "index", "load",
    "praise", "lecture",
})  # fmt: skip

TRADE = tuple(name for name in IDEAS if name not in _PLAIN)
"""Those that are of no use as bare words: a list of them says nothing."""

CONCLUSIONS = (
    "read_heavy", "write_heavy", "one_machine", "shard", "cache", "blob", "cdn", "replica", "queue",
    "bottleneck", "spare",
)  # fmt: skip
"""What a conclusion from some numbers is about."""

ALIKE = (
    ("post", "posts", "tweet", "tweets", "publish", "compose"),
    ("timeline", "feed", "newsfeed", "home", "page"),
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
    spelled = (_GAP.join(map(_in_a_row, word.split(" ... "))) for word in longest_first)
    return re.compile(f"{WHOLE[0]}(?:{'|'.join(spelled)}){WHOLE[1]}", re.I)


_GAP = r"\W+(?:[\w'’%-]+\W+){0,4}?"


def _in_a_row(words: str) -> str:
    blanks = (re.split(r"[ _-]", part) for part in words.split("*"))
    return r"\w*".join(r"[\s_-]+".join(map(re.escape, part)) for part in blanks)


@lru_cache(maxsize=128)
def idea(*names: str) -> re.Pattern[str]:
    """What finds any of some ideas."""
    return pattern(word for name in names for word in words_of(name))


def words_of(name: str) -> Iterator[str]:
    """The words of an idea, and of those that it names."""
    for word in IDEAS[name]:
        if word.startswith("@"):
            yield from words_of(word.removeprefix("@"))
        else:
            yield word
