"""Findings that are known: old documents enter a check as they are today, and only what is new
fails it.

A finding is known again by its document, its code, what the number is bound to and what is written,
so that it may move with its lines; a number that is written anew is looked at anew.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, astuple
from typing import Any

from ...nouns import counted
from ...problems import CapestError, Problem, Severity, Source, Span
from ...records import record, replace
from ...safe_text import json_text
from .findings import CheckedClaim, FileReport, Status

VERSION = 1
"""Of the file; raised when an older capest would take it for something else."""

_MOST_NAMED = 5  # entries that are named in a message
_VERSION_KEY = "capest-baseline"

PathOf = Callable[[str], str]
"""The path of a file as the baseline has it: from the baseline's own folder."""


@record
class KnownFinding:
    """What a finding is known by."""

    path: str
    code: str
    about: str
    """What the number is bound to; "" for a finding that is about none."""
    text: str
    """What is written there."""

    def __str__(self) -> str:
        told = " ".join(f"{self.code} {self.about} {self.text}".split())
        return f"{self.path}: {told}"


Baseline = Counter[KnownFinding]
"""How often each is known."""


def baseline_of(report: FileReport, path_of: PathOf) -> Baseline:
    """Every error and warning of a file."""
    subjects = _subjects(report)
    return Counter(
        _known(problem, report, subjects, path_of)
        for problem in report.problems
        if problem.severity is not Severity.NOTE
    )


def without_known(report: FileReport, left: Baseline, path_of: PathOf) -> FileReport:
    """The report without the findings that are known, which are taken from what is left."""
    subjects = _subjects(report)
    known: set[int] = set()
    for problem in report.problems:
        entry = _known(problem, report, subjects, path_of)
        if problem.severity is not Severity.NOTE and left[entry] > 0:
            left[entry] -= 1
            known.add(id(problem))
    if not known:
        return report
    return replace(
        report,
        problems=tuple(item for item in report.problems if id(item) not in known),
        claims=tuple(_claim_without(claim, known) for claim in report.claims),
        known=len(known),
    )


def stale_entries(
    left: Baseline, name: str, is_checked: Callable[[KnownFinding], bool]
) -> Iterator[Problem]:
    """A warning of what a baseline knows and nobody finds any more."""
    stale = sorted((entry for entry in +left if is_checked(entry)), key=astuple)
    if stale:
        more = len(stale) - _MOST_NAMED
        named = [*map(str, stale[:_MOST_NAMED]), *([f"and {more:,} more"] if more > 0 else [])]
        yield Problem(
            code="stale-baseline",
            message=f"{name} knows of {counted(len(stale), 'finding')} that nobody finds any more: "
            f"{'; '.join(named)}",
            hint="--write-baseline takes them out",
            severity=Severity.WARNING,
        )


def baseline_text(baseline: Baseline) -> str:
    """A baseline as a file has it, an entry for each finding, in an order that does not change."""
    entries = [
        asdict(entry) | {"times": baseline[entry]} for entry in sorted(baseline, key=astuple)
    ]
    return json_text({_VERSION_KEY: VERSION, "findings": entries})


def read_baseline(source: Source) -> Baseline:
    """The baseline in a text; raises CapestError."""
    try:
        found = json.loads(source.text)
    except json.JSONDecodeError as error:
        span = Span(source, error.lineno, error.colno, error.colno + 1)
        raise CapestError(_malformed("this is not JSON", span)) from None
    except (RecursionError, ValueError):
        raise CapestError(_malformed(f"{source.name} is no baseline")) from None
    if not isinstance(found, dict) or _VERSION_KEY not in found:
        raise CapestError(_malformed(f"{source.name} is no baseline"))
    version = found[_VERSION_KEY]
    if version != VERSION or isinstance(version, bool):
        message = f"{source.name} is a baseline of version {version}; this capest reads {VERSION}"
        raise CapestError(_malformed(message))
    entries = found.get("findings")
    if not isinstance(entries, list):
        raise CapestError(_malformed(f"{source.name} has no list of findings"))
    known: Baseline = Counter()
    for number, entry in enumerate(entries, 1):
        if not _is_entry(entry):
            raise CapestError(_malformed(f"finding {number} of {source.name} is none"))
        times = entry["times"]
        known[KnownFinding(*(entry[key] for key in ("path", "code", "about", "text")))] += times
    return known


def _is_entry(entry: Any) -> bool:
    if not isinstance(entry, dict):
        return False
    texts = all(isinstance(entry.get(key), str) for key in ("path", "code", "about", "text"))
    times = entry.get("times")
    return texts and isinstance(times, int) and not isinstance(times, bool) and times > 0


def _malformed(message: str, span: Span | None = None) -> Problem:
    hint = "write it anew: capest check --baseline FILE --write-baseline"
    return Problem(code="malformed-baseline", message=message, span=span, hint=hint)


def _claim_without(claim: CheckedClaim, known: set[int]) -> CheckedClaim:
    kept = tuple(item for item in claim.problems if id(item) not in known)
    failing = any(item.severity is Severity.ERROR for item in kept)
    if len(kept) == len(claim.problems):
        return claim
    is_known = claim.status is Status.FAILS and not failing
    return replace(claim, problems=kept, status=Status.KNOWN if is_known else claim.status)


def _subjects(report: FileReport) -> dict[int, str]:
    return {id(problem): claim.subject for claim in report.claims for problem in claim.problems}


def _known(
    problem: Problem, report: FileReport, subjects: dict[int, str], path_of: PathOf
) -> KnownFinding:
    return KnownFinding(
        path=path_of(problem.span.source.name if problem.span else report.name),
        code=problem.code,
        about=subjects.get(id(problem), ""),
        text=problem.span.text if problem.span else problem.message,
    )
