"""The values that a sweep puts in for one name: a range, `100M..1B*10`, or a list, `10M, 20M`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..problems import Passage, Problem, ScenarioError
from ..records import record

MOST_VALUES = 200
"""Of one name: more lines than anybody reads, and enough for a picture."""

USUAL = 7
"""Values of a range that does not say how many: what fits beside each other in 80 columns."""

_WIDE = 3  # times its low end, a range goes up by factors
_STEPS = 8  # steps of one, in which a short range of whole numbers goes up

_RANGE = re.compile(r"(?P<low>.*?)\s*\.\.\s*(?P<high>.*?)\s*(?:(?P<way>[*/])\s*(?P<number>\d+))?")
_VALUE = re.compile(r"(?:^|,)((?:[^,()]|\((?:[^()]|\([^()]*\))*\)|[()])*)")
"""Up to a comma, those in parentheses left alone, as in max(10M, 20M)."""
_THOUSANDS = re.compile(r"\d,\d{3}(?!\d)")
_NUMBER = re.compile(r"\s*\d{1,3}(,\d{3})+(\.\d+)?\b[^,]*")


@record(kw_only=True)
class Axis:
    """One name, and what it is set to."""

    name: Passage
    texts: tuple[Passage, ...]
    """The values of a list; of a range, the interval as the language writes one."""
    way: str | None = None
    """How a range goes up: * by equal factors, / by equal steps, "" as suits it; None: a list."""
    number: int = USUAL


def axis_of(name: Passage, text: Passage) -> Axis:
    """The axis that a text such as `100M..1B*10` describes; raises ScenarioError."""
    found = _RANGE.fullmatch(text.text.strip())
    if found and not (found["low"] and found["high"]):
        raise ScenarioError(_nothing(name, text))
    if found:
        return _of_range(name, text, found)
    if _THOUSANDS.search(text.text) and not _NUMBER.fullmatch(text.text):
        message = "a comma may part thousands here, or values"
        hint = "write 1000 or 1k for a thousand: dau=500k, 1M, 2M"
        raise ScenarioError.saying("ambiguous-comma", message, hint, text.span())
    if _NUMBER.fullmatch(text.text):
        return Axis(name=name, texts=(text,))
    texts = []
    for word in _VALUE.finditer(text.text):
        start = word.start(1) + len(word[1]) - len(word[1].lstrip())
        texts.append(Passage(word[1].strip(), text.source, text.line, text.column + start))
    if not all(each.text for each in texts):
        raise ScenarioError(_nothing(name, text))
    return listed(name, texts, text)


def listed(name: Passage, texts: Sequence[Passage], text: Passage | None = None) -> Axis:
    """The axis of some values; raises ScenarioError, at their text, for too few or too many."""
    _check_number(len(texts), text or name)
    return Axis(name=name, texts=tuple(texts))


def _of_range(name: Passage, text: Passage, found: re.Match[str]) -> Axis:
    number = int(found["number"][:9]) if found["number"] else USUAL  # nine digits are too many
    _check_number(number, text, least=2)
    interval = Passage(
        f"{found['low']} to {found['high']}", text.source, text.line, text.column, verbatim=False
    )
    return Axis(name=name, texts=(interval,), way=found["way"] or "", number=number)


def _check_number(number: int, text: Passage, least: int = 1) -> None:
    if number < least:
        message = f"{number} values do not make a range" if least > 1 else "no value is here"
        hint = "write dau=100M..1B*10 for ten values, or a list: dau=10M,20M"
        raise ScenarioError.saying("number-of-values", message, hint, text.span())
    if number > MOST_VALUES:
        message = f"a name takes at most {MOST_VALUES} values, and these are {number:,}"
        hint = f"write *{MOST_VALUES} or less behind the range"
        raise ScenarioError.saying("number-of-values", message, hint, text.span())


def _nothing(name: Passage, text: Passage) -> Problem:
    return Problem(
        code="number-of-values",
        message=f"a value of '{name.text}' is missing",
        span=text.span(),
        hint="write dau=10M,20M or dau=10M..20M",
    )


def spaced(low: float, high: float, way: str, number: int) -> Sequence[float]:
    """The values of a range, both ends included."""
    if way == "" and low == int(low) and high == int(high) and high - low <= _STEPS:
        way, number = "/", int(high - low) + 1
    if way == "":
        way = "*" if low > 0 and high / low >= _WIDE else "/"
    if number < 2 or low == high:
        return (low,)
    between = range(1, number - 1)
    if way == "*":
        inner = [low * (high / low) ** (step / (number - 1)) for step in between]
    else:
        inner = [low + (high - low) * step / (number - 1) for step in between]
    return (low, *inner, high)
