"""Which values of one name meet a condition: `post_store.shards <= 4096`, varying dau."""

from __future__ import annotations

from ..engine.expressions.scope import Names
from ..engine.graph import Graph
from ..engine.sides import sides
from ..formulas import Field, Members, Section
from ..language.parser import problem_of
from ..language.tokens import Fault
from ..problems import EstimateError, Passage, Problem, ScenarioError
from ..quantities import Quantity
from ..records import record
from ..scenario.changes import field_named, with_changes
from ..scenario.model import Expectation, Scenario
from .search import Search
from .trials import Found
from .variations import checked


@record(kw_only=True)
class Solution:
    """Which values of a name meet a condition."""

    graph: Graph
    name: str
    condition: Expectation
    found: Found

    def quantity(self, value: float) -> Quantity:
        """A value of the name, as it is shown."""
        return Quantity(value, self.graph.unit[self.name], self.graph.units)

    def standard(self, value: float) -> Quantity:
        """A value of the name in the unit that programs are told."""
        return self.graph.standard(self.name, value)


def solve(
    scenario: Scenario, condition: Passage, vary: Passage, sections: tuple[Section, ...]
) -> Solution:
    """The values of a name that meet a condition; raises ScenarioError and EstimateError."""
    graph = checked(scenario, sections)
    expectation = _condition(condition, graph)
    _refuse(scenario, graph, expectation, vary, sections)
    found = Search(scenario, graph, expectation, vary.text).found()
    return Solution(graph=graph, name=vary.text, condition=expectation, found=found)


def _condition(passage: Passage, graph: Graph) -> Expectation:
    try:
        found = Expectation.read(passage)
    except Fault as fault:
        raise EstimateError(problem_of(fault, passage)) from None
    try:
        sides(found, Names(graph.units, graph.unit))
    except Fault as fault:
        raise EstimateError(*graph.missing.told(fault, passage)) from None
    return found


def _refuse(
    scenario: Scenario,
    graph: Graph,
    condition: Expectation,
    vary: Passage,
    sections: tuple[Section, ...],
) -> None:
    """Raise for a name that is no number to vary, or on which the condition does not rest."""
    name = vary.text
    definition = graph.definitions.by_name.get(name)
    if definition is None or not (definition.value or definition.default):
        raise ScenarioError(_no_number(scenario, vary, sections))
    rest = graph.only(condition.words)
    if name in rest.compute:
        return
    given = [each for each in rest.compute if rest.definitions.by_name[each].value]
    message = f"'{condition.passage.text}' does not rest on '{name}'"
    hint = f"it rests on {', '.join(given[:6])}" if given else "it rests on no name"
    raise EstimateError.saying("idle-name", message, hint, vary.span())


def _no_number(scenario: Scenario, vary: Passage, sections: tuple[Section, ...]) -> Problem:
    """Why a name stands for no number that can be varied."""
    declared = field_named(vary.text, scenario, sections)
    if isinstance(declared, Members):
        return Problem(
            code="not-a-number",
            message=f"'{vary.text}' is no number, but has some",
            span=vary.span(),
            hint=_of_members(scenario, vary.text),
        )
    if declared and not isinstance(declared, Field):
        return Problem(
            code="not-a-number",
            message=f"'{vary.text}' is no number that goes up and down",
            span=vary.span(),
            hint=f"compare its values: capest sweep ... {vary.text}=...,...",
        )
    value = Passage("1", vary.source, vary.line, vary.column, verbatim=False)
    _, problems = with_changes(scenario, [(vary, value)], sections)
    unknown = (problem for problem in problems if problem.code == "unknown-name")
    return next(unknown, None) or Problem(
        code="no-value",
        message=f"'{vary.text}' has no value to start from",
        span=vary.span(),
        hint=f"give it one, about the right size: --set {vary.text}=...",
    )


def _of_members(scenario: Scenario, name: str) -> str:
    """Numbers of the members that a field holds."""
    owner, _, local = name.rpartition(".")
    entry = scenario.entries.get(owner)
    held = entry.members.get(local, ()) if entry else ()
    numbers = [f"{member.name}.{value}" for member in held for value in member.values]
    return f"vary one of {', '.join(numbers[:4])}" if numbers else "none of them says a number"
