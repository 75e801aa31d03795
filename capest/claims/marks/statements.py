"""What the comments of capest say: `search.peak_qps ±10%`, `input dau`, `= 3 * 4`, `use x.yaml`."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from math import inf
from typing import NamedTuple

from ...problems import Extent, suggestion
from ...prose.compare import PrefixFamily
from ...records import record
from ...safe_text import cut
from ..documents.comments import wrong_word
from ..documents.document import Document
from ..documents.scan import Comment, Link


class Bind(NamedTuple):
    """The number before the comment is this quantity of a scenario."""

    name: str
    name_at: Extent
    is_input: bool = False
    """Whether the number is an assumption, which the document and the scenario share."""
    tolerance: float | None = None
    """The share by which the number may differ, where the comment says so."""
    path: str | None = None
    """The scenario's file, where a link names it."""
    path_at: Extent = (0, 0)


@record(kw_only=True)
class Equal:
    """The number before the comment is the value of an expression."""

    expression: str
    expression_at: Extent
    tolerance: float | None = None


@record(kw_only=True)
class Use:
    """The document's numbers come from this scenario."""

    path: str
    path_at: Extent
    alias: str | None = None


@record(kw_only=True)
class Ignore:
    """Findings of these codes, of all without any, are not told in this line or the next."""

    codes: tuple[tuple[str, Extent], ...] = ()


@record(kw_only=True)
class Switch:
    """Nothing is checked between `off` and `on`."""

    on: bool


@record(kw_only=True)
class NoClaims:
    """The document states no number on purpose."""


@record(kw_only=True)
class Tolerance:
    """How far every number of the document may differ."""

    tolerance: float


@record(kw_only=True)
class Prefixes:
    """Whether MB means 1000 kB (si), 1024 KiB (iec), or either, in the whole document."""

    family: PrefixFamily


@record(kw_only=True)
class Begin:
    """Here begins a region that is generated: `begin table search`, `begin diagram`."""

    kind: str
    """A table or a diagram."""
    of: str
    """The section of a table; the scenario of a diagram, "" for the only one."""
    of_at: Extent


@record(kw_only=True)
class End:
    """Here ends a generated region."""


@record(kw_only=True)
class Malformed:
    """A comment that says nothing capest knows."""

    message: str
    at: Extent
    hint: str


Statement = (
    Bind | Equal | Use | Ignore | Switch | NoClaims | Tolerance | Prefixes | Begin | End | Malformed
)

Mark = tuple[Comment, Statement]
"""A comment and what it says."""

KEYWORDS = (
    "input",
    "use",
    "ignore",
    "off",
    "on",
    "no-claims",
    "tolerance",
    "prefixes",
    "begin",
    "end",
)
FAMILIES: dict[str, PrefixFamily] = {"either": "either", "si": "si", "iec": "iec"}

_WORD = re.compile(r"\S+")
_NAME = re.compile(r"[^\W\d][\w-]*(?:\.[^\W\d]\w*)*")
_NAMED = re.compile(rf"\s*+({_NAME.pattern})\s*+")
_WITHIN = re.compile(r"\s*(?:±|\+/-|\+-)\s*(\d{1,9}(?:\.\d{1,9})?)\s*%\s*$")
_SPREAD = re.compile(r"±|\+/?-|\d\s*%")
_EXPRESSION = re.compile(
    r"\(*(?:[^\W\d][\w.]*|[\d.,]+\s*\w*)\)*\s*(?:[*/^×÷·(]|[-−+]\s|(?:in|as|per)\s)"
)
_SHARE = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)\s*%")
_USE = re.compile(r"(\S+|'[^']+'|\"[^\"]+\")(?:\s+as\s+(\S+))?")

GENERATED = {"table": (2,), "diagram": (1, 2)}
"""What is generated, and how many words say so."""

_FORMS = "write e.g. `capest: search.peak_qps`, `capest: posts.stored / 10`, or `input dau`"


def marks_of(document: Document) -> tuple[Mark, ...]:
    """The comments of a document with what they say; between `off` and `on` none acts, and those
    that bind are there to be counted.
    """
    found: list[Mark] = []
    is_on = True
    for comment in document.scan.comments:
        statement = read_statement(document.text, comment.body)
        if isinstance(statement, Switch):
            is_on = statement.on
        elif not (is_on or isinstance(statement, (Bind, Equal))):
            continue
        found.append((comment, statement))
    return tuple(found)


@record
class Quiet:
    """Where a document asks for nothing to be checked."""

    stretches: tuple[Extent, ...]
    """From each `off` to its `on`."""

    def holds(self, offset: int) -> bool:
        """Whether an offset lies there."""
        index = bisect_right(self.stretches, (offset, inf)) - 1 if self.stretches else -1
        return index >= 0 and offset < self.stretches[index][1]


def quiet_of(document: Document, marks: Iterable[Mark]) -> Quiet:
    """Where nothing is checked."""
    stretches: list[Extent] = []
    start = None
    for comment, statement in marks:
        match statement:
            case Switch(on=False) if start is None:
                start = comment.at[0]
            case Switch(on=True) if start is not None:
                stretches.append((start, comment.at[1]))
                start = None
    if start is not None:
        stretches.append((start, len(document.text)))
    return Quiet(tuple(stretches))


def read_statement(text: str, at: Extent) -> Statement:
    """What the body of a comment, text[at[0]:at[1]], says."""
    if (found := _NAMED.fullmatch(text, *at)) and found[1] not in KEYWORDS:
        return Bind(name=found[1], name_at=found.span(1))
    body, start = _stripped(text, at)
    if body.startswith("="):
        return _equal(body, start)
    word = _WORD.match(body)
    keyword = word.group() if word else ""
    rest, rest_at = _stripped(text, (start + len(keyword), start + len(body)))
    match keyword:
        case "":
            return _malformed("this comment says nothing", at)
        case "input":
            return _bind(rest, rest_at, is_input=True)
        case "use" | "ignore" | "begin":
            read = {"use": _use, "ignore": _ignore, "begin": _begin}[keyword]
            return read(rest, rest_at)
        case "off" | "on" if not rest:
            return Switch(on=keyword == "on")
        case "no-claims" if not rest:
            return NoClaims()
        case "tolerance" | "prefixes":
            return _setting(keyword, rest, rest_at)
        case _ if rest and (wrong := wrong_word(keyword)):
            hint = f"write <!-- capest: {cut(rest, 40)} -->"
            return _malformed(wrong, (start, start + len(keyword)), hint)
        case "end":
            return End()
        case _:
            return _bind(body, start)


def read_link(text: str, link: Link) -> Bind:
    """What a link to a quantity says."""
    path = text[link.path[0] : link.path[1]]
    if "%" in path:
        from urllib.parse import unquote  # rarely needed

        path = unquote(path)
    name = text[link.name[0] : link.name[1]]
    return Bind(name=name, name_at=link.name, path=path, path_at=link.path)


def within(text: str) -> tuple[str, float | None]:
    """The text before `±10%`, and the share that it allows."""
    found = _WITHIN.search(text[-40:])
    if not found:
        return text, None
    return text[: len(text) - len(found.group())], float(found[1]) / 100


def _bind(body: str, start: int, *, is_input: bool = False) -> Statement:
    name, tolerance = within(body)
    name = name.rstrip()
    if not is_input and _EXPRESSION.match(name):
        return _equal(f"={body}", start - 1)
    if not _NAME.fullmatch(name):
        hint = suggestion(name.split(" ")[0], KEYWORDS, _FORMS)
        if _SPREAD.search(name):
            hint = "write what may differ as ±10%, behind the name"
        what = f"'{cut(name, 40)}' is no name of a quantity" if name else "a name is missing"
        return _malformed(what, (start, start + max(len(name), 1)), hint)
    at = (start, start + len(name))
    return Bind(name=name, name_at=at, is_input=is_input, tolerance=tolerance)


def _equal(body: str, start: int) -> Statement:
    text, tolerance = within(body[1:])
    expression = text.strip()
    first = start + 1 + len(text) - len(text.lstrip())
    if not expression:
        return _malformed("an expression is missing", (start, start + 1), "write e.g. = 300M * 10")
    at = (first, first + len(expression))
    return Equal(expression=expression, expression_at=at, tolerance=tolerance)


def _use(rest: str, start: int) -> Statement:
    found = _USE.fullmatch(rest)
    if not found:
        hint = "write use search.capest.yaml, or use search.capest.yaml as search"
        return _malformed("'use' takes one path", (start, start + max(len(rest), 1)), hint)
    path = found[1]
    quoted = path[0] in "'\"" and len(path) > 2
    first, last = found.span(1)
    if quoted:
        path, first, last = path[1:-1], first + 1, last - 1
    return Use(path=path, path_at=(start + first, start + last), alias=found[2])


def _ignore(rest: str, start: int) -> Ignore:
    words = _WORD.finditer(rest.replace(",", " "))
    return Ignore(
        codes=tuple((word.group(), (start + word.start(), start + word.end())) for word in words)
    )


def _setting(keyword: str, rest: str, start: int) -> Statement:
    at = (start, start + max(len(rest), 1))
    if keyword == "prefixes":
        if rest in FAMILIES:
            return Prefixes(family=FAMILIES[rest])
        return _malformed("'prefixes' is si, iec or either", at, "write e.g. prefixes iec")
    share = _SHARE.fullmatch(rest)
    if share:
        return Tolerance(tolerance=float(share[1]) / 100)
    return _malformed("'tolerance' takes a percentage", at, "write e.g. tolerance 10%")


def _begin(rest: str, start: int) -> Statement:
    words = list(_WORD.finditer(rest))
    kind, *of = [word.group() for word in words] or [""]
    if len(words) in GENERATED.get(kind, ()):
        first, last = words[-1].span()
        return Begin(kind=kind, of="".join(of), of_at=(start + first, start + last))
    at = (start, start + max(len(rest), 1))
    hint = "write begin table traffic, or begin diagram"
    return _malformed("'begin' names what is generated", at, hint)


def _malformed(message: str, at: Extent, hint: str = _FORMS) -> Malformed:
    return Malformed(message=message, at=at, hint=hint)


def _stripped(text: str, at: Extent) -> tuple[str, int]:
    body = text[at[0] : at[1]]
    start = at[0] + len(body) - len(body.lstrip())
    return body.strip(), start
