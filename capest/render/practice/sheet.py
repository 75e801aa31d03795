"""How practice is written for paper and programs: sheets of questions, with or without the key."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from textwrap import wrap
from typing import Any

from ...nouns import counted
from ...practice.marking.grading import FULL
from ...practice.question import Question
from ...practice.session import Answered
from ...safe_text import log_lines
from ..lines import wrapped
from ..programs import document
from .question import about, prompted

_FACT_WIDTH = 77  # so that it fits a terminal behind "#  "


def as_text(questions: Sequence[Question], *, seed: int, key: bool) -> str:
    """A sheet to fill in, which is a file of answers at once; the key is one with full marks."""
    many = counted(len(questions), "question")
    lines = [
        f"# capest practice: {many}, seed {seed}{', with the key' * key}.",
        "# Write each answer behind its colon, then: capest practice --answers FILE",
    ]
    for number, question in enumerate(questions, 1):
        lines += ["", f"# [{number}/{len(questions)}] {about(question)}"]
        asks = (line for text in question.prompt for line in prompted(text, margin=3))
        lines += [f"#{line[1:]}" for ((_, line),) in asks]
        lines.append(f"{question.id}:{f' {question.key.typed}' * key}")
        if key:
            lines += [text for line in _worked(question) for text in _remark(line)]
            lines += [f"#  {text}" for text in wrap(_fact(question), _FACT_WIDTH)]
    return f"{log_lines(lines)}\n"


def _worked(question: Question) -> list[str]:
    """What stands behind a key: the derivation and the mental path."""
    return [*question.derivation, *(f"~ {text}" for text in question.mental_path)]


def _fact(question: Question) -> str:
    """The fact to compare a key with, its source and its date; empty where there is none."""
    return f"{question.fact.label}: {question.fact}" if question.fact else ""


def _remark(text: str) -> list[str]:
    indent = 2 + len(text) - len(text.lstrip())
    return [f"#{line[1:]}" for ((_, line),) in wrapped(text.strip(), indent=indent + 1, hanging=0)]


def as_json(questions: Sequence[Question], *, seed: int, key: bool, version: str) -> str:
    """The sheet for a program; with "answer" filled in it is a file of answers too."""
    found = {
        "seed": seed,
        "questions": [
            _fields(question) | (_key(question) if key else {}) for question in questions
        ],
    }
    return document(version, found)


def _fields(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "kind": question.kind,
        "topic": question.topic,
        "level": question.level,
        "prompt": list(question.prompt),
        "par_seconds": question.par_seconds,
    }


def _key(question: Question) -> dict[str, Any]:
    fact = question.fact
    return {
        "answer": question.key.typed,
        "hints": list(question.hints),
        "derivation": list(question.derivation),
        "mental_path": list(question.mental_path),
        "fact": str(fact) if fact else None,
    }


def as_cards(questions: Sequence[Question]) -> str:
    """A line for each question, as Anki imports it: question, answer, topic; see its manual on text
    files (docs.ankiweb.net, 2024).
    """
    head = ["#separator:tab", "#html:true", "#tags column:3"]
    fronts = ("<br>".join(map(_html, one.prompt)) for one in questions)
    backs = (f"{_back(one)}\tcapest::{one.topic}" for one in questions)
    cards = [f"{front}\t{back}" for front, back in zip(fronts, backs, strict=True)]
    return "".join(f"{line}\n" for line in [*head, *cards])


def _back(question: Question) -> str:
    rest = (_html(line) for line in (*_worked(question), _fact(question)) if line)
    return "<br>".join([f"<b>{_html(question.answer)}</b>", *rest])


def _html(line: str) -> str:
    text = escape(line.strip(), quote=False)
    return " ".join(text.split())  # a tab would end the field


def results_as_json(answers: Sequence[Answered], *, version: str) -> str:
    """The marks of a sheet for a program."""
    found = {
        "points": sum(answered.grade.points for answered in answers),
        "most": FULL * len(answers),
        "questions": [_result(answered) for answered in answers],
    }
    return document(version, found)


def _result(answered: Answered) -> dict[str, Any]:
    mark = answered.grade
    return {
        "id": answered.question.id,
        "topic": answered.question.topic,
        "answer": answered.answer,
        "read_as": answered.said,
        "key": answered.question.key.typed,
        "points": mark.points,
        "words": mark.words,
        "factor": None if mark.decades is None else 10**mark.decades,
        "slip": mark.slip,
    }
