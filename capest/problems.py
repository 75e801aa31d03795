"""Facts about what is wrong with a user's text, and where.

A user's mistake is a value, not an exception: each stage collects its problems and the stage's
boundary raises them once, together, as a CapestError. Anything else that is raised is a bug.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from typing import Self

from .records import field, record, replace
from .safe_text import log_line, log_lines
from .senses import called

Extent = tuple[int, int]
"""Where some words stand in a text: the offsets of the first character and of what follows them."""

MANY = 100
"""Problems after which no more are looked for: nobody reads them, and each costs a suggestion."""

LONGEST_TOLD = 2_000
"""Characters of a message or a hint, twice those of an expression, which some quote whole; from the
middle of a longer one the rest is left out."""

LONGEST_COMPARED = 100
"""Characters of a word for which near ones are looked for: comparing takes the square of them."""

_SHORT = 4  # letters
_WIDTH = 80
_EXCERPT_WIDTH = 72  # characters of a source line that fit beside its number in 80 columns


@record
class Source:
    """A named text that a person wrote: a file, standard input, or a command-line value."""

    name: str
    text: str = field(repr=False)

    def line(self, number: int) -> str:
        """The text of a 1-based line, empty when there is no such line."""
        lines = lines_of(self.text)
        return lines[number - 1] if 0 < number <= len(lines) else ""


@lru_cache(maxsize=8)
def lines_of(text: str) -> tuple[str, ...]:
    """The lines of a text, broken where YAML breaks them."""
    return tuple(re.split("\r\n|[\n\r\x85\u2028\u2029]", text))


@record
class Span:
    """A stretch of one line of a source; line and columns are 1-based, end_column exclusive."""

    source: Source
    line: int
    column: int
    end_column: int

    def __str__(self) -> str:
        return f"{self.source.name}:{self.line}:{self.column}"

    @property
    def text(self) -> str:
        """The words that stand there."""
        return self.source.line(self.line)[self.column - 1 : self.end_column - 1]


@record
class Passage:
    """A text that was read from one place of a source, such as a YAML value or a --set option."""

    text: str
    source: Source
    line: int
    column: int
    verbatim: bool = True
    """Whether the text stands in the source exactly so; a folded or escaped value does not."""

    def span(self, at: Extent | None = None) -> Span:
        """The place of the characters at[0]:at[1] of the text, of the whole text without `at`."""
        if at is None or not self.verbatim:
            end = self.column + (len(self.text) if self.verbatim else 1)
            return Span(self.source, self.line, self.column, max(end, self.column + 1))
        start, end = at
        return Span(self.source, self.line, self.column + start, self.column + max(end, start + 1))


def passage_of(name: str, text: str) -> Passage:
    """A text of its own, such as a command-line argument, under the name that messages show."""
    return Passage(text, Source(name, text), 1, 1)


@record
class Label:
    """A second place that a problem points at, with the words to write under it."""

    span: Span
    text: str


class Severity(StrEnum):
    """How a problem counts: an error fails the run, a warning is told, a note explains."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@record(kw_only=True)
class Problem:
    """One fault: a stable code, a sentence that states the fact, a place and a next step."""

    code: str
    message: str
    span: Span | None = None
    hint: str | None = None
    severity: Severity = Severity.ERROR
    labels: tuple[Label, ...] = ()
    """Further places; those of the same line are shown with it, others are for programs."""
    notes: tuple[str, ...] = ()
    """Lines between the source line and the hint, such as how the right number comes about."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "message", _told(self.message))
        object.__setattr__(self, "hint", self.hint and _told(self.hint))


def _told(text: str) -> str:
    half = LONGEST_TOLD // 2
    return text if len(text) <= LONGEST_TOLD else f"{text[:half]} ... {text[-half:]}"


class CapestError(Exception):
    """Raised once at a stage's boundary, with every problem of that stage."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(describe(problem) for problem in problems))
        self.problems = problems

    @classmethod
    def saying(
        cls, code: str, message: str, hint: str | None = None, span: Span | None = None
    ) -> Self:
        """The error of one problem."""
        return cls(Problem(code=code, message=message, hint=hint, span=span))


class ScenarioError(CapestError):
    """The text is not a scenario: syntax, unknown or missing fields, values of the wrong kind."""


class EstimateError(CapestError):
    """The scenario cannot be computed: unknown names, circles, dimensions, division by zero."""


def placed(problems: Iterable[Problem], span: Span | None) -> tuple[Problem, ...]:
    """The problems, at this place where they have none of their own."""
    return tuple(replace(problem, span=problem.span or span) for problem in problems)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems sorted by place, each once."""

    def place(problem: Problem) -> tuple[str, int, int]:
        span = problem.span
        return (span.source.name, span.line, span.column) if span else ("", 0, 0)

    return tuple(sorted(dict.fromkeys(problems), key=place))


def as_far_as_found(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems of a scenario in order, and a note where no more of them are looked for."""
    found = in_order(problems)
    if len(found) < MANY:
        return found
    note = Problem(
        code="more-findings",
        message=f"after {MANY} faults of a scenario no more are looked for",
        span=found[-1].span,
        severity=Severity.NOTE,
    )
    return (*found, note)


def one_for_each_place(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The first problem of each place: the others there have the same cause."""
    found: dict[Span | None, Problem] = {}
    for problem in problems:
        found.setdefault(problem.span, problem)
    return tuple(found.values())


def describe(problem: Problem) -> str:
    """The problem as text: place, code and message, the source line, carets and the hint."""
    return log_lines([_headline(problem), *_details(problem)])


def headline(problem: Problem) -> str:
    """The first line of the problem as text: place, code and message."""
    return log_line(_headline(problem))


def _headline(problem: Problem) -> str:
    place = f"{problem.span}: " if problem.span else ""
    return f"{place}{_code(problem)}: {problem.message}"


def _details(problem: Problem) -> list[str]:
    if problem.span is None:
        return [f"    hint: {problem.hint}"] if problem.hint else []
    return _excerpt(problem, problem.span)


def _code(problem: Problem) -> str:
    return (
        problem.code
        if problem.severity is Severity.ERROR
        else f"{problem.severity}: {problem.code}"
    )


def _excerpt(problem: Problem, span: Span) -> list[str]:
    """The source line with carets below, cut to a window when the line is long."""
    text = span.source.line(span.line)
    start = max(0, span.column - _EXCERPT_WIDTH // 2) if len(text) > _EXCERPT_WIDTH else 0
    shown = text[start : start + _EXCERPT_WIDTH].rstrip()
    labels = [
        label
        for label in problem.labels
        if label.span.line == span.line and label.span.source.name == span.source.name
    ]
    marks = _marks([span, *(label.span for label in labels)], start, len(shown))
    room = _WIDTH - len(f"{span.line:3d} | {marks} ")
    beside = not labels and not problem.notes and len(problem.hint or "") <= room
    if beside and problem.hint:
        marks += f" {problem.hint}"
    number = f"{span.line:3d}"
    lines = [f"{number} | {shown}", f"{' ' * len(number)} | {marks}"]
    if labels:
        lines.append(f"{' ' * len(number)} | {_words(labels, start)}")
    lines += [f"    {note}" for note in problem.notes]
    if problem.hint and not beside:
        lines.append(f"    hint: {problem.hint}")
    return lines


def _marks(spans: Iterable[Span], start: int, width: int) -> str:
    marks: dict[int, str] = {}
    for span in spans:
        last = max(span.column + 1, min(span.end_column, start + width + 1))
        marks.update((column, "^") for column in range(span.column, last))
    return "".join(marks.get(column, " ") for column in range(start + 1, max(marks) + 1))


def _words(labels: Iterable[Label], start: int) -> str:
    line = ""
    for label in sorted(labels, key=lambda label: label.span.column):
        gap = label.span.column - 1 - start - len(line)
        line += " " * (gap if gap > 0 else 2 if line else 0) + label.text
    return line


def suggestion(word: str, known: Iterable[str], otherwise: str | None = None) -> str:
    """The hint for an unknown word: the nearest known one, else `otherwise`, else all of them.

    >>> suggestion("jsn", ["json", "table"]), suggestion("zzz", ["json", "table"])
    ("did you mean 'json'?", 'known: json, table')
    """
    known = list(known)
    close = did_you_mean(word, known)
    return f"did you mean '{close}'?" if close else otherwise or f"known: {', '.join(known)}"


def did_you_mean(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate nearest to word in sense or in spelling, or None: silent rather than wild."""
    known = list(candidates)
    alike = {candidate.lower(): candidate for candidate in reversed(known)}
    entry, dot, field = word.rpartition(".")
    for name in (word.lower(), *(f"{entry}{dot}{name}" for name in called(field))):
        if name in alike:
            return alike[name]
    of_an_entry = next((name for name in known if name.endswith(f".{word}")), None)
    if of_an_entry:
        return of_an_entry
    if not 3 <= len(word) <= LONGEST_COMPARED:
        return None
    from difflib import get_close_matches  # only needed once something is wrong

    if len(word) <= _SHORT:  # one letter is much of a short word, so the first must be right
        known = [
            candidate
            for candidate in known
            if candidate[:1] == word[:1] and abs(len(candidate) - len(word)) <= 1
        ]
    known = [candidate for candidate in known if len(candidate) <= LONGEST_COMPARED]
    close = get_close_matches(word, known, n=1, cutoff=0.6 if len(word) <= _SHORT else 0.7)
    return close[0] if close else None
