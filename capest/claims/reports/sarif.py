"""SARIF 2.1.0 (OASIS, 2020), which GitHub code scanning and editors read."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from ...codes import CODES, Code, explain
from ...problems import Span
from ...safe_text import json_text, markdown_code
from ..judging.findings import MOST_EXPORTED, Findings
from ..judging.fingerprints import ExportedFinding, exported

FOR_PEOPLE = False

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(findings: Findings) -> str:
    """The log of one run, with each finding's YAML lines as related locations."""
    reported = exported(findings, MOST_EXPORTED)
    codes = list(dict.fromkeys(entry.problem.code for entry in reported))
    places = {code: index for index, code in enumerate(codes)}
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
        "results": [_result(entry, places[entry.problem.code]) for entry in reported],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json_text(log)


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


def _result(entry: ExportedFinding, rule: int) -> dict[str, Any]:
    problem = entry.problem
    result: dict[str, Any] = {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": str(problem.severity),
        "message": {"text": entry.message},
        "partialFingerprints": {"capest/v1": entry.fingerprint},
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
