"""Elements of HTML and SVG: what is text in them is escaped, so that it stays text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...safe_text import html

_QUOTED = re.compile(r'="([^\s"\'=<>`]+)"(?=[ >])')
_ENDS = re.compile("</(?:td|th|tr|tbody|thead|li|p)>")
_NOTHING_IN = re.compile("></(?:rect|path|circle)>")
_EMPTY = frozenset({"meta", "br", "col", "hr", "wbr"})


class Markup(str):
    """A text that is markup already."""

    __slots__ = ()


Content = str | Iterable[str]


def tag(name: str, /, *content: str, **attributes: str | float | bool | None) -> Markup:
    """An element; an attribute is named with _ for -, and one more behind a word of Python's.

    >>> tag("a", "1 < 2", class_="n", data_q=3)
    '<a class="n" data-q="3">1 &lt; 2</a>'
    """
    written = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in _EMPTY:
        return Markup(f"<{name}{written}>")
    return Markup(f"<{name}{written}>{joined(content)}</{name}>")


def joined(content: Iterable[str], between: str = "") -> Markup:
    """Markup and texts, one behind the other."""
    parts = (part if isinstance(part, Markup) else html(part) for part in content)
    return Markup(between.join(parts))


def compact(markup: str) -> Markup:
    """Elements of HTML without what it lets out: quotes about a word, ends that follow by
    themselves. In text < and " are escaped, so that none is found there.

    >>> print(compact('<tr><td class="n" title="a b">1 it&#x27;s</td></tr>'))
    <tr><td class=n title="a b">1 it's
    """
    bare = _NOTHING_IN.sub(" />", _QUOTED.sub(r"=\1", _ENDS.sub("", markup)))
    return Markup(bare.replace("&#x27;", "'"))


def _attribute(key: str, value: str | float | bool | None) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    if value is True:
        return f" {name}"
    text = f"{value:.6g}" if isinstance(value, float) else str(value)
    return f' {name}="{html(text)}"'
