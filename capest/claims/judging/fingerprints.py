"""Findings as other programs take them: with a path, a place and a lasting fingerprint."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from itertools import chain
from typing import Any

from ...problems import Problem, Severity
from ...safe_text import log_lines
from .findings import FileReport, Findings

FindingKey = tuple[str, str, str]
"""What a finding is known by: its path, its code, and what it is about."""

Exported = tuple[str, list[tuple[bool, FindingKey, Any]]]
"""The path of a document, "" for what is none, and for each of its findings whether it is an error,
its key, and what a format makes of it.
"""


def exported(report: FileReport, most: int, made: Callable[[Problem], Any]) -> Exported:
    """So many of a file's findings, the errors first."""
    subjects = {problem: claim.subject for claim in report.claims for problem in claim.problems}
    own = report.name.replace("\\", "/") if report.is_document else ""
    return own, _entries(report.first(most), subjects, made)


def errors_first(
    findings: Findings, parts: Iterable[Exported], made: Callable[[Problem], Any]
) -> Iterator[tuple[Any, str]]:
    """What a format makes of every fault and of the findings of each file, and the fingerprints."""
    of_all: Exported = "", _entries((*findings.faults, *findings.of_run), {}, made)
    seen: Counter[FindingKey] = Counter()
    for wanted in (True, False):
        for own, entries in chain((of_all,), parts):
            here: Counter[FindingKey] = Counter()  # no other part has findings of a document
            for is_error, key, item in entries:
                if own and key[0] == own:
                    here[key] += 1
                elif is_error is wanted:
                    seen[key] += 1
                if is_error is wanted:
                    yield item, _fingerprint(key, seen[key] + here[key])


def path_of(problem: Problem) -> str:
    """The path of the file that a problem points at, "" without one."""
    return problem.span.source.name.replace("\\", "/") if problem.span else ""


def message_of(problem: Problem) -> str:
    """The message, how the right number comes about, and the hint."""
    hint = (f"hint: {problem.hint}",) if problem.hint else ()
    return log_lines((problem.message, *problem.notes, *hint))


def _entries(
    problems: Iterable[Problem], subjects: dict[Problem, str], made: Callable[[Problem], Any]
) -> list[tuple[bool, FindingKey, Any]]:
    entries = []
    for problem in sorted(problems, key=lambda item: item.severity is not Severity.ERROR):
        pointed_at = problem.span.text if problem.span else problem.message  # moves with its line
        key = (path_of(problem), problem.code, subjects.get(problem) or pointed_at)
        entries.append((problem.severity is Severity.ERROR, key, made(problem)))
    return entries


def _fingerprint(key: FindingKey, number: int) -> str:
    """That of a finding, by its number among those of its key."""
    lasting = "\0".join((*key, str(number)))
    return sha256(lasting.encode("utf-8", "replace")).hexdigest()[:40]
