"""The commands: what each is for, the first line of its --help, and what it looks like when it is
used, the last one.
"""

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

SUMMARIES = {
    "list": "List the shipped scenarios and their headline numbers.",
    "new": "Write a scenario to start from.",
    "estimate": "Estimate a scenario: QPS, storage, caches, shards.",
    "open": "Show the report of a scenario in a browser.",
    "explain": "Show where one number comes from.",
    "diagram": "Draw a scenario: what goes where, and how much at peak.",
    "compare": "Compare a scenario changed, with another, or with its past.",
    "sweep": "Sweep values over ranges and see what follows.",
    "solve": "Solve a condition for one value: how far can it go?",
    "ranges": "Show how far a number may lie.",
    "grow": "Tell when a scenario runs out: its numbers over the years.",
    "check": "Check what scenarios expect, and the numbers of documents.",
    "fix": "Rewrite the numbers of documents that do not hold.",
    "bind": "Propose which numbers of documents to bind, and to what.",
    "config": "Show the settings of check, fix and bind, and their places.",
    "calc": "Compute one expression with units.",
    "fields": "List the fields of sections, and the quantities that follow.",
    "units": "List every unit, counting word and function.",
    "schema": "Print the JSON Schema of scenarios, for editors.",
    "databases": "Compare databases for one store, by their limits.",
    "learn": "Learn a scenario from logs.",
    "help": "Read the manual: a topic, a message's code, or a search.",
    "completion": "Print a script for a shell that completes all words.",
    "cache": "Compare eviction policies and ways to write, and fit a trace.",
    "practice": "Practise estimating, marked by how many times off you are.",
}
"""As the commands themselves say it, told here so that listing them imports none of them."""


def shown_example(*names: str) -> str:
    """The line of a command, or of a command in a group."""
    return f"Example: {EXAMPLES[' '.join(names)]}"
