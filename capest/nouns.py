"""Singular and plural of the words that count something, and numbers with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_SHORTEST_PLURAL = 3  # letters: "gas" and "bus" are not plurals of "ga" and "bu"


def forms_of(name: str) -> tuple[str, ...]:
    """A name and every word that may be its singular or plural: English leaves more than one open.

    >>> forms_of("movies")
    ('movies', 'movie', 'movy')
    """
    forms = [name]
    if name.endswith("s") and not name.endswith("ss") and len(name) > _SHORTEST_PLURAL:
        forms.append(name[:-1])
    if name.endswith("ies"):
        forms.append(name[:-3] + "y")
    if name.endswith(("ches", "shes", "sses", "xes")):
        forms.append(name[:-2])
    if len(forms) == 1:
        forms.append(plural_of(name))
    return tuple(forms)


def counted(number: int, noun: str) -> str:
    """A number and its noun: 1 error, 2 errors, 1,000 queries."""
    return f"{number:,} {noun if number == 1 else plural_of(noun)}"


def few(texts: Sequence[str], most: int, between: str = ", ") -> str:
    """The first few of some texts, and how many more there are."""
    more = f" and {len(texts) - most} more" if len(texts) > most else ""
    return between.join(texts[:most]) + more


def either(words: Iterable[str]) -> str:
    """Words to choose from: json, table or text."""
    *others, last = words
    return f"{', '.join(others)} or {last}" if others else last


def with_article(noun: str) -> str:
    """A noun with its article: a field, an option."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def plural_of(noun: str) -> str:
    """The plural of a counting word: query -> queries, search -> searches, series -> series."""
    if noun.endswith("ies"):
        return noun
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("ch", "sh", "ss", "x")) else "s")
