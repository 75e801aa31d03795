"""Reads a sheet of answers: lines `id: answer`, or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..problems import Problem, Source, Span, lines_of
from .kinds import question
from .material import Material
from .question import Question

FORM = 'lines "id: answer", # begins a remark; or JSON, {"id": "answer"} or as --print wrote it'


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetAnswer:
    """A question of a sheet and what was written to it."""

    question: Question
    answer: str


@dataclass(frozen=True, slots=True)
class _SheetLine:
    id: str
    answer: str
    span: Span


def read_answers(
    source: Source, material: Material
) -> tuple[tuple[SheetAnswer, ...], tuple[Problem, ...]]:
    """The questions of a sheet with their answers, and all that is wrong with it."""
    problems: list[Problem] = []
    entries = _entries(source, problems)
    found: dict[str, SheetAnswer] = {}
    for entry in entries:
        asked = question(entry.id, material)
        if asked is None:
            message = f"there is no question '{entry.id}'"
            hint = "an id is as --print wrote it; one about a scenario of yours needs --scenario"
            problems.append(_problem("unknown-question", message, entry.span, hint))
        elif entry.id in found:
            message = f"'{entry.id}' is answered twice"
            problems.append(_problem("duplicate-answer", message, entry.span, "keep one of them"))
        else:
            found[entry.id] = SheetAnswer(question=asked, answer=entry.answer)
    if not found and not problems:
        message = f"{source.name} holds no answers"
        problems.append(Problem(code="empty-sheet", message=message, hint=FORM))
    return tuple(found.values()), tuple(problems)


def _entries(source: Source, problems: list[Problem]) -> list[_SheetLine]:
    if source.text.lstrip().startswith(("{", "[")):
        return list(_of_json(source, problems))
    return list(_of_lines(source, problems))


def _of_lines(source: Source, problems: list[Problem]) -> Iterator[_SheetLine]:
    for number, line in enumerate(lines_of(source.text), 1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        start = line.index(text) + 1
        name, colon, answer = text.partition(":")
        span = Span(source, number, start, start + len(name))
        if colon and name.strip():
            yield _SheetLine(name.strip(), answer.strip(), span)
        else:
            message = "this line says no id and answer"
            problems.append(_problem("malformed-answer", message, span, "write id: answer"))


def _of_json(source: Source, problems: list[Problem]) -> Iterator[_SheetLine]:
    start = Span(source, 1, 1, 2)
    try:
        found = json.loads(source.text)
    except json.JSONDecodeError as error:
        span = Span(source, error.lineno, error.colno, error.colno + 1)
        problems.append(
            _problem("malformed-answer", f"this is not JSON: {error.msg.lower()}", span)
        )
        return
    except (RecursionError, ValueError):  # the latter for a number of thousands of digits
        message = "this JSON is nested too deep, or has a number of too many digits"
        problems.append(_problem("malformed-answer", message, start))
        return
    for name, answer in _pairs(found):
        if isinstance(name, str) and isinstance(answer, str | int | float | None):
            yield _SheetLine(name, "" if answer is None else str(answer), start)
        else:
            message = f"{json.dumps(name)} has no answer that is a text or a number"
            problems.append(_problem("malformed-answer", message[:200], start, FORM))


def _pairs(found: Any) -> Iterable[tuple[Any, Any]]:
    """The ids and answers of {"id": answer}, or of a sheet's list of questions."""
    if isinstance(found, Mapping) and isinstance(found.get("questions"), list):
        found = found["questions"]
    if isinstance(found, Mapping):
        return found.items()
    return [
        (item.get("id"), item.get("answer")) if isinstance(item, Mapping) else (item, [])
        for item in found
    ]


def _problem(code: str, message: str, span: Span, hint: str | None = None) -> Problem:
    return Problem(code=code, message=message, span=span, hint=hint)
