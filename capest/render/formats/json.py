"""The report for a program: every quantity by name, in units that do not change with its size."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from ...derivations import Assumed, Computed, Derivation, Given
from ...engine.expectations import Verdict
from ...engine.sample import Sample
from ...language.printer import print_tree
from ...problems import Problem
from ..intervals import percentiles_of
from ..programs import amount, document, number, unit_text
from ..report import Report

SUFFIXES = (".json",)
SHOWS_CONTRADICTIONS = True
TELLS_ALL_DRAWS = True


def render(report: Report) -> str:
    """The report as JSON, keys in a stable order."""
    scenario = report.estimate.scenario
    facts = {
        "scenario": {
            "title": scenario.title,
            "summary": scenario.summary,
            "file": scenario.source.name,
            "conventions": _conventions(report),
        },
        "planned": list(report.planned),
        "quantities": {item.name: _quantity(report, item) for item in report.quantities()},
        "absent": {item.name: list(item.wants) for item in report.absent},
        **({"draws": _draws(report.sample)} if report.sample is not None else {}),
        "expect": [_verdict(verdict) for verdict in report.verdicts],
        "accepted": [
            {
                "quantity": item.quantity.text,
                "at": str(item.quantity.span()),
                "reason": item.reason,
            }
            for item in report.conservation.accepted
        ],
        "problems": [
            _problem(problem) for problem in (*report.problems, *report.conservation.problems)
        ],
    }
    return document(report.version, facts)


def explained(report: Report, names: Collection[str]) -> str:
    """Some quantities and all that they rest on."""
    below = {item.name: item for name in names for item in report.estimate[name].walk()}
    quantities = {name: _quantity(report, item) for name, item in below.items()}
    return document(report.version, {"names": list(names), "quantities": quantities})


def _draws(sample: Sample) -> dict[str, Any]:
    return {
        "number": sample.draws,
        "seed": sample.seed,
        "ranges": [
            {
                "name": item.name,
                "text": item.text,
                "at": str(item.span),
                "distribution": item.law.shape,
                "p5": number(item.law.at(0.05)),
                "p95": number(item.law.at(0.95)),
                "unit": unit_text(item.unit),
            }
            for item in sample.ranges
        ],
    }


def _conventions(report: Report) -> dict[str, float]:
    units = report.estimate.graph.units
    return {name: float(units.atom(name).scale) for name in ("day", "month", "year")}


def _quantity(report: Report, derivation: Derivation) -> dict[str, Any]:
    standard = report.estimate.standard(derivation.name)

    def standard_of(value: float) -> float | int:
        return number(report.estimate.standard(derivation.name, value).value)

    facts: dict[str, Any] = {
        **amount(standard),
        "display": report.show(derivation),
        "origin": "",
        "formula": None,
        "inputs": [item.name for item in derivation.inputs],
        "source": None,
    }
    match derivation.origin:
        case Given() as given:
            facts |= {"origin": "given", "source": given.source, "at": str(given.span)}
            facts["text"] = given.text
            if given.spread:
                ends = (given.spread.low, given.spread.high)
                facts["interval"] = [standard_of(end) for end in ends]
        case Assumed() as assumed:
            facts |= {"origin": "assumed", "source": assumed.source, "text": assumed.text}
            facts["profile"] = assumed.profile
        case Computed() as computed:
            facts |= {"origin": "computed", "source": computed.source}
            facts["formula"] = print_tree(computed.formula)
            if computed.because:
                facts["because"] = computed.because
            if computed.span:
                facts["at"] = str(computed.span)
            if computed.before_rounding is not None:
                facts["before_rounding"] = standard_of(computed.before_rounding)
    if told := percentiles_of(report, derivation):
        facts["draws"] = {name: number(value) for name, value in told.items()}
    if report.sample is not None and derivation.name in report.sample:
        facts["without_value"] = report.sample.without_value(derivation.name)
    binding = report.estimate.binding(derivation.name)
    if binding:
        facts["binding"] = {
            "by": binding.winner.name,
            "runner_up": binding.runner_up.name if binding.runner_up else None,
            "slack": standard_of(binding.slack),
        }
    return facts


def _verdict(verdict: Verdict) -> dict[str, Any]:
    facts = {
        "text": verdict.expectation.passage.text,
        "at": str(verdict.expectation.passage.span()),
        "holds": verdict.holds,
        "computed": number(verdict.computed.value),
        "expected": number(verdict.expected.value),
        "ends": None if verdict.ends is None else [number(end.value) for end in verdict.ends],
        "unit": unit_text(verdict.computed.unit),
    }
    asked = verdict.expectation.odds
    if verdict.odds is not None or asked:
        facts |= {"odds": verdict.odds, "odds_asked": asked.value / 100 if asked else None}
    return facts


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "message": problem.message,
        "at": str(problem.span) if problem.span else None,
        "hint": problem.hint,
        "also_at": [str(label.span) for label in problem.labels],
    }


def render_problems(problems: tuple[Problem, ...], version: str) -> str:
    """The same document for a scenario that cannot be estimated: only its problems."""
    facts: dict[str, Any] = {
        "scenario": None,
        "quantities": {},
        "absent": {},
        "expect": [],
        "accepted": [],
        "problems": [_problem(problem) for problem in problems],
    }
    return document(version, facts)
