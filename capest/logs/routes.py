"""Which route a path belongs to: its template, with a gap for all that tells one item or person.

A template stands in a scenario that people pass around, so a part of a path is written only where
it is a word, is one of few words in its place, and was asked for by several users. The coarse
patterns are regular expressions that every engine runs alike; what they leave is looked at here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from ..problems import did_you_mean
from ..records import record

GAP = "{id}"
"""What stands for an item in a template."""

COARSE = (
    (r"^[a-zA-Z]+://[^/?#]*", ""),
    (r"[?#;].*$", ""),
    (r"/[^/]*[^A-Za-z0-9._{}/-][^/]*", "/" + GAP),
    (r"/[^/]*[0-9][^/]*[0-9][^/]*", "/" + GAP),
    (r"/[^/]{31,}", "/" + GAP),
)
"""What goes, and what is put in its place: hosts and queries; then parts with other signs than
those of words (an email, an escape, ~alice), with two digits, or longer than any word."""

MOST_WORDS = 24
"""In one place of a path; where there are more, they are names of items. Ours."""
FEWEST_USERS = 10
"""Users who must have asked for a path with a word for it to be written: a token or a name in the
path of a few stays theirs. Ours."""
MOST_TEMPLATES = 4_000
"""That are held at once: more are merged, or counted together where they cannot be."""
REST = "**"
"""What stands for all that follows, as in --routes."""
ELSE = (REST,)
"""The template of what is counted together."""

_WORD = re.compile(r"(?:[A-Za-z][A-Za-z_-]{0,29}(?:\.[a-z]{1,5}[0-9]?)?|v[0-9]|\{id\})")
_PEOPLE = frozenset(
    (
        "user", "users", "u", "profile", "profiles", "people", "person", "member", "members",
        "account", "accounts", "customer", "customers", "author", "authors", "patient", "patients",
        "employee", "employees", "invite", "invites", "token", "tokens", "reset", "verify",
        "unsubscribe", "share", "s",
    )
)  # fmt: skip
"""What is followed by the name of somebody, or by what only they should know, word or not."""

PathTemplate = tuple[str, ...]
"""The parts of a path between its slashes."""


def coarse(path: str) -> str:
    """A path by the patterns alone."""
    for pattern, instead in _COMPILED:
        path = pattern.sub(instead, path)
    return path


_COMPILED = tuple((re.compile(pattern), instead) for pattern, instead in COARSE)


def template(path: str) -> PathTemplate:
    """The template of one path, as far as it can be told without the others.

    >>> template("/v1/users/alice/orders/42?token=x"), template("/a%40b.org"), template("/")
    (('v1', 'users', '{id}', 'orders', '{id}'), ('{id}',), ())
    """
    parts = [part for part in coarse(path).split("/") if part]
    return tuple(
        part
        if _WORD.fullmatch(part) and not (place and parts[place - 1].lower() in _PEOPLE)
        else GAP
        for place, part in enumerate(parts)
    )


def merged(users: Mapping[PathTemplate, int]) -> dict[PathTemplate, PathTemplate]:
    """What each template becomes, looked at beside the others: `users` says by how many each was
    asked for.

    >>> merged({("shop", word): 99 for word in map(chr, range(97, 123))})[("shop", "a")]
    ('shop', '{id}')
    >>> merged({("reset", "hunter"): 1, ("home",): 50})
    {('reset', 'hunter'): ('{id}', '{id}'), ('home',): ('home',)}
    """
    found = {each: each for each in users}
    for place in range(max(map(len, users), default=0)):
        words: defaultdict[PathTemplate, dict[str, int]] = defaultdict(dict)
        for each, now in found.items():
            if len(now) > place:
                here = words[now[:place]]
                # The most that ask for one of them: the same may ask for several.
                here[now[place]] = max(here.get(now[place], 0), users[each])
        kept = {start: _written(here) for start, here in words.items()}
        for each, now in found.items():
            if len(now) > place and now != ELSE and now[place] not in kept[now[:place]]:
                found[each] = (*now[:place], GAP, *now[place + 1 :])
    return found


def _written(users: Mapping[str, int]) -> frozenset[str]:
    """The words of one place that are words of the service: asked for by enough, and few."""
    known = frozenset(word for word, number in users.items() if number >= FEWEST_USERS)
    return known if len(known) <= MOST_WORDS else frozenset()


@record
class NamedRoute:
    """A route that a person has named."""

    name: str
    kind: str | None
    """read or write; None where its methods say."""
    method: str | None
    path: re.Pattern[str]

    def takes(self, method: str | None, path: str) -> bool:
        """Whether it is the route of such a request."""
        return self.method in (None, method) and self.path.fullmatch(path) is not None


def routes_said(text: str) -> tuple[NamedRoute, ...]:
    """What --routes says, as in home=GET /home,search:read=POST /search/*; raises ValueError."""
    found = []
    for pair in text.split(","):
        left, equals, right = (each.strip() for each in pair.partition("="))
        name, _, kind = left.partition(":")
        words = right.split()
        if not equals or not words or len(words) > 2 or not words[-1].startswith("/"):
            raise ValueError(f"'{pair}' does not name a route")
        if not re.fullmatch(r"[a-z]\w{0,39}", name, re.ASCII):
            raise ValueError(f"'{name}' is no name: small letters, digits and underscores")
        if kind not in ("", "read", "write"):
            near = did_you_mean(kind, ("read", "write"))
            raise ValueError(f"'{kind}' is neither read nor write" + (f": {near}?" if near else ""))
        method = words[0].upper() if len(words) > 1 else None
        found.append(NamedRoute(name, kind or None, method, _pattern(words[-1])))
    return tuple(found)


def _pattern(path: str) -> re.Pattern[str]:
    """A path of which * and {id} stand for one part, and ** for all that follows."""
    pieces = re.split(r"(\*\*|\*|\{\w*\})", path)
    signs = {"**": ".*", "*": "[^/]+"}
    return re.compile(
        "".join(
            signs.get(piece, "[^/]+" if number % 2 else re.escape(piece))
            for number, piece in enumerate(pieces)
        )
        + r"(?:[?#;].*)?"
    )


def entry_name(method: str | None, parts: Iterable[str]) -> str:
    """The name of a route in a scenario.

    >>> entry_name("GET", ("v1", "users", "{id}")), entry_name(None, ()), entry_name("GET", ELSE)
    ('get_v1_users_id', 'all_root', 'get_others')
    """
    words = [{REST: "others"}.get(part, part.strip("{}")) for part in parts] or ["root"]
    text = "_".join(((method or "all").lower(), *words)).lower()
    return re.sub(r"\W+|_+", "_", text, flags=re.ASCII)[:40].strip("_")
