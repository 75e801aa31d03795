"""The commands, and what each looks like when it is used: the last line of its --help."""

from __future__ import annotations

EXAMPLES = {
    "list": "capest list",
    "new": "capest new my.yaml --from url_shortener",
    "estimate": "capest estimate twitter --set dau=50M --only traffic,shards",
    "open": "capest open twitter",
    "explain": "capest explain twitter post_store.shards --depth 3",
    "diagram": "capest diagram twitter --output twitter.svg",
    "compare": "capest compare url_shortener --set links_made=80M/day",
    "sweep": "capest sweep web_search dau=100M..1B*4 --show traffic.qps",
    "solve": "capest solve url_shortener 'links.stored <= 1 PB' --vary links_made",
    "ranges": "capest ranges mine.yaml uploads.stored",
    "grow": "capest grow url_shortener --grow links_made=50%/year --years 5",
    "check": "capest check docs scenarios --format concise",
    "fix": "capest fix docs --diff",
    "bind": "capest bind docs --write",
    "config": "capest config docs/search.md",
    "calc": "capest calc '300M users * 10 searches/user/day in 1/s'",
    "fields": "capest fields limits kafka",
    "units": "capest units",
    "schema": "capest schema > capest.schema.json",
    "databases": "capest databases url_shortener link_store",
    "cache": "capest cache trace '1 2 3 1 4' --size 3 --policy lru",
    "cache trace": "capest cache trace '1 2 3 1 4' --size 3 --policy lru",
    "cache fit": "capest cache fit requests.csv",
    "cache strategies": "capest cache strategies dropbox hot_metadata",
    "learn": "capest learn access.log --output learnt.yaml",
    "practice": "capest practice --topic storage --n 5",
    "practice interview": "capest practice interview twitter",
    "practice stats": "capest practice stats",
    "practice reset": "capest practice reset --yes",
    "practice export": "capest practice export --anki facts.txt",
    "help": "capest help language",
    "completion": "capest completion bash",
}
"""In the order of --help: as one comes to need them, reference, then the groups of commands, each
followed by its own.
"""


def shown_example(*names: str) -> str:
    """The line of a command, or of a command in a group."""
    return f"Example: {EXAMPLES[' '.join(names)]}"
