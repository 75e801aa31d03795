"""SARIF 2.1.0 (OASIS, 2020), which GitHub code scanning and editors read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from ...codes import CODES, Code, explain
from ...problems import Problem, Span
from ...safe_text import json_text, json_with, markdown_code
from ..judging.findings import MOST_EXPORTED, FileReport, Findings
from ..judging.fingerprints import Exported, errors_first, exported, message_of

FOR_PEOPLE = False

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def part(report: FileReport) -> Exported:
    """The results of a file."""
    return exported(report, MOST_EXPORTED, _result)


def render(findings: Findings, parts: Iterable[Exported]) -> Iterator[str]:
    """The log of one run, with each finding's YAML lines as related locations."""
    codes: dict[str, int] = {}
    for result, _ in errors_first(findings, parts, _result):
        codes.setdefault(result["ruleId"], len(codes))
    driver: dict[str, Any] = {
        "name": "capest",
        "rules": [_rule(code) for code in codes],
    }
    if findings.version:
        driver["semanticVersion"] = findings.version
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": not findings.faults}],
        "results": [],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    results = (
        json_text(
            result
            | {"ruleIndex": codes[result["ruleId"]], "partialFingerprints": {"capest/v1": mark}}
        )
        for result, mark in errors_first(findings, parts, _result)
    )
    return json_with(log, {"results": results})


def _rule(name: str) -> dict[str, Any]:
    code = CODES[name]
    return {
        "id": name,
        "shortDescription": {"text": code.title},
        "fullDescription": {"text": code.meaning or code.title},
        "help": {"text": explain(code), "markdown": _page(code)},
        "defaultConfiguration": {"level": str(code.severity)},
    }


def _page(code: Code) -> str:
    """What a code means and what to do, whole: there is no address at which it is published."""
    parts = (f"**{code.title}**", code.meaning, code.remedy)
    more = f"{markdown_code(f'capest check --explain {code.name}')} says the same."
    return "\n\n".join((*filter(None, parts), more))


def _result(problem: Problem) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": problem.code,
        "ruleIndex": -1,
        "level": str(problem.severity),
        "message": {"text": message_of(problem)},
        "partialFingerprints": {},
    }
    if problem.span:
        result["locations"] = [{"physicalLocation": _location(problem.span)}]
    if problem.labels:
        result["relatedLocations"] = [
            {
                "id": number,
                "physicalLocation": _location(label.span),
                "message": {"text": label.text},
            }
            for number, label in enumerate(problem.labels, 1)
        ]
    return result


def _location(span: Span) -> dict[str, Any]:
    path = span.source.name.replace("\\", "/")
    return {
        "artifactLocation": {"uri": quote(path.encode("utf-8", "surrogateescape"))},
        "region": {
            "startLine": span.line,
            "startColumn": span.column,
            "endColumn": span.end_column,
        },
    }
