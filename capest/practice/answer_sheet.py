"""Reads a sheet of answers: lines `id: answer`, or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..problems import MANY, Problem, Source, Span, lines_of
from ..records import record
from . import MOST_QUESTIONS
from .kinds import question
from .material import Material
from .question import Question

FORM = 'lines "id: answer", # begins a remark; or JSON, {"id": "answer"} or as --print wrote it'


@record(kw_only=True)
class SheetAnswer:
    """A question of a sheet and what was written to it."""

    question: Question
    answer: str


@record
class _SheetLine:
    id: str
    answer: str
    span: Span


def read_answers(
    source: Source, material: Material
) -> tuple[tuple[SheetAnswer, ...], tuple[Problem, ...]]:
    """The questions of a sheet with their answers, and all that is wrong with it."""
    problems: list[Problem] = []
    found: dict[str, SheetAnswer] = {}
    is_json = source.text.lstrip().startswith(("{", "["))
    for entry in (_of_json if is_json else _of_lines)(source, problems):
        if len(problems) >= MANY:
            break
        if len(found) == MOST_QUESTIONS:
            message = f"a sheet has at most {MOST_QUESTIONS:,} questions"
            problem = _problem("number-of-questions", message, entry.span, "mark it in parts")
            problems.append(problem)
            break
        if entry.id in found:
            message = f"'{entry.id}' is answered twice"
            problems.append(_problem("duplicate-answer", message, entry.span, "keep one of them"))
        elif asked := question(entry.id, material):
            found[entry.id] = SheetAnswer(question=asked, answer=entry.answer)
        else:
            message = f"there is no question '{entry.id}'"
            hint = "an id is as --print wrote it; one about a scenario of yours needs --scenario"
            problems.append(_problem("unknown-question", message, entry.span, hint))
    if not found and not problems:
        message = f"{source.name} holds no answers"
        problems.append(Problem(code="empty-sheet", message=message, hint=FORM))
    return tuple(found.values()), tuple(problems)


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
            if len(problems) >= MANY:
                return


def _of_json(source: Source, problems: list[Problem]) -> Iterator[_SheetLine]:
    start = Span(source, 1, 1, 2)
    try:
        found = json.loads(source.text)
    except json.JSONDecodeError as error:
        span = Span(source, error.lineno, error.colno, error.colno + 1)
        message = f"this is not JSON: {error.msg.lower()}"
        problems.append(_problem("malformed-answer", message, span))
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
            problems.append(_problem("malformed-answer", message, start, FORM))
            if len(problems) >= MANY:
                return


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
