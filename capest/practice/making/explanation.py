"""What is said about a quantity before and after an answer, all of it from its derivation."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from ...derivations import Derivation
from ...engine.estimate import Estimate
from ...language.printer import print_tree
from ...language.tree import Binary, Call, Convert, Name, Tree
from ...quantities import Quantity
from ...records import record, replace
from ...slips import Slip
from ...units import DAY, NAPKIN_DAY, Unit, dimensions, scale, unit_table
from ..question import AlsoRight, shown
from .mental import Operation, Working, lines, rounded, with_unit
from .possible_slips import possible_slips

_WIDTH = 76
_PLAIN = "a plain number"
_TIMES = ("hour", "minute", "second", "ms", "us", "ns")


@record(kw_only=True)
class Explanation:
    """A quantity in the unit that is asked for, and everything told about it."""

    truth: Quantity
    alternatives: tuple[AlsoRight, ...]
    slips: tuple[Slip, ...]
    hints: tuple[str, str, str]
    derivation: tuple[str, ...]
    mental_path: tuple[str, ...]
    operations: int
    given: tuple[Derivation, ...]
    """What a prompt has to tell, in the order in which it is used."""


def explain(estimate: Estimate, name: str, *, known: Collection[str] = ()) -> Explanation:
    """The explanation of a quantity from what is given, and from `known` quantities as they are.

    Raises NotMental for a formula that nobody computes in their head.
    """
    chain, given = _chain(estimate[name], known)
    truth = asked_of(estimate, name)
    working = Working(estimate.graph.units)
    terms = {item.name: rounded(item.quantity.value, item.quantity.unit) for item in given}
    for item in chain:
        wanted = truth.unit if item.name == name else item.quantity.unit
        formula = Name(original(item).name) if is_alias(item) else item.formula
        terms[item.name] = working.evaluate(formula, terms, wanted)
    conversions = _conversions(working.operations, estimate)
    return Explanation(
        truth=truth,
        alternatives=_alternatives(truth, working.days, estimate),
        slips=possible_slips(given, chain, truth),
        hints=(
            _units_that_meet(given, truth),
            _with_names(chain, conversions),
            "; ".join(lines(working.operations, hide_last=True)),
        ),
        derivation=tuple(_derivation(chain, truth, conversions)),
        mental_path=lines(working.operations),
        operations=len(working.operations),
        given=given,
    )


def asked_of(estimate: Estimate, name: str) -> Quantity:
    """A quantity in the unit that is asked for: a time in the one that it is read in, 87.6 h, where
    its formula does not say another.
    """
    found = estimate.standard(name)
    converts = isinstance(estimate[name].formula, Convert)
    if converts or not _is_time(found.unit):
        return found
    table = unit_table()
    unit = next((one for one in map(table.unit, _TIMES) if abs(found.value) >= scale(one)), None)
    return replace(found, value=found.to(str(unit)), unit=unit) if unit else found


def title_of(estimate: Estimate) -> str:
    """A scenario's title for a question, with what it takes a day, month or year to be where that
    is not what is usual.
    """
    units, usual = estimate.graph.units, unit_table()
    found = []
    for word, part in (("day", "second"), ("month", "day"), ("year", "day")):
        length = units.atom(word).scale / units.atom(part).scale
        if length != usual.atom(word).scale / usual.atom(part).scale:
            found.append(f"1 {word} = {with_unit(f'{float(length):,.6g}', units.unit(part))}")
    title = estimate.scenario.title
    return f"{title} ({', '.join(found)})" if found else title


def original(derivation: Derivation) -> Derivation:
    """The quantity that a name merely stands for: `search.per_user` is `searches_per_user`.

    So is a rate a second that comes back, by way of requests a day, as a rate a second; and a time,
    which is asked for in the unit that it is read in, whatever its own is.
    """
    found, below = derivation, _renamed(derivation)
    while below is not None:
        same = scale(below.quantity.unit) == scale(derivation.quantity.unit)
        if same or _is_time(below.quantity.unit):
            found = below
        below = _renamed(below)
    return found


def _is_time(unit: Unit) -> bool:
    return [atom.dimension for atom, _ in unit.powers] == ["time"]


def is_alias(derivation: Derivation) -> bool:
    """Whether it is another quantity under a new name, without a conversion."""
    return original(derivation) is not derivation


def _renamed(derivation: Derivation) -> Derivation | None:
    """The one quantity that a formula names without doing anything with it but a conversion."""
    match derivation.formula:
        case Name() | Call(function="sum" | "max" | "min", arguments=(Name(),)):
            return derivation.inputs[0] if len(derivation.inputs) == 1 else None
        case _:
            return None


def _chain(
    target: Derivation, known: Collection[str]
) -> tuple[list[Derivation], tuple[Derivation, ...]]:
    """The computed quantities under a target, each after its inputs, and those they start from."""
    chain: dict[str, Derivation] = {}
    given: dict[str, Derivation] = {}

    def visit(item: Derivation) -> None:
        if item.name in chain or item.name in given:
            return
        starts = not original(item).is_computed or item.name in known
        if starts and item is not target:
            given[item.name] = item
            return
        for below in (original(item),) if is_alias(item) else item.inputs:
            visit(below)
        chain[item.name] = item

    visit(target)
    return list(chain.values()), tuple(given.values())


# --- hints ---


def _units_that_meet(given: Iterable[Derivation], truth: Quantity) -> str:
    units = [(item.name, item.quantity.unit) for item in given]
    parts = [f"{name} is {f'in {unit}' if dimensions(unit) else _PLAIN}" for name, unit in units]
    return f"{', '.join(parts)}; wanted: {str(truth.unit) or _PLAIN}"


def _with_names(chain: list[Derivation], conversions: tuple[str, ...]) -> str:
    """The target's formula with the chain's other formulas put in for their names."""
    formulas = {
        item.name: Name(original(item).name) if is_alias(item) else item.formula for item in chain
    }
    tree = _put_in(formulas.pop(chain[-1].name), formulas)
    text = f"{chain[-1].name} = {print_tree(tree, pretty=True)}"
    return f"{text}, and {' and '.join(conversions)}" if conversions else text


def _put_in(tree: Tree, formulas: Mapping[str, Tree]) -> Tree:
    match tree:
        case Name(name=name) if name in formulas:
            return _put_in(formulas[name], formulas)
        case Binary():
            left, right = _put_in(tree.left, formulas), _put_in(tree.right, formulas)
            return Binary(tree.operator, left, right)
        case Call():
            arguments = tuple(_put_in(item, formulas) for item in tree.arguments)
            return replace(tree, arguments=arguments)
        case Convert():
            return replace(tree, value=_put_in(tree.value, formulas))
        case _:
            return tree


def _conversions(operations: Iterable[Operation], estimate: Estimate) -> tuple[str, ...]:
    """What a unit turned into on the way: a day is 86,400 s, a byte 8 bit."""
    units = estimate.graph.units
    words = " ".join(operation.done for operation in operations)
    found = []
    for per, word in (("s/day", "day"), ("s/month", "month"), ("s/year", "year")):
        if f" {per}" in words:
            found.append(f"1 {word} = {float(units.atom(word).scale):,.0f} s")
    for per, word in (("day/year", "year"), ("day/month", "month")):
        if f" {per}" in words:
            days = units.atom(word).scale / units.atom("day").scale
            found.append(f"1 {word} = {float(days):,.6g} days")
    if " bit/B" in words:
        found.append("1 B = 8 bit")
    return tuple(found)


# --- the derivation ---


def _derivation(
    chain: list[Derivation], truth: Quantity, conversions: tuple[str, ...]
) -> Iterable[str]:
    for item in chain:
        if is_alias(item) and item is not chain[-1]:
            continue
        called = {below.name: _called(below, chain) for below in item.inputs}
        inputs = {below.name: str(below.quantity) for below in item.inputs}
        formula = print_tree(item.formula, called, pretty=True)
        numbers = print_tree(item.formula, inputs, pretty=True)
        value = shown(truth) if item is chain[-1] else str(item.quantity)
        worked = numbers if numbers == value else f"{numbers} = {value}"
        line = f"{item.name} = {formula} = {worked}"
        if len(line) <= _WIDTH:
            yield line
        else:
            yield f"{item.name} = {formula}"
            yield f"  = {worked}"
    if conversions:
        yield f"({', '.join(conversions)})"


def _called(derivation: Derivation, chain: list[Derivation]) -> str:
    """The name of a quantity; of one that only renames another of the chain, that one's."""
    first = original(derivation)
    return first.name if derivation in chain else derivation.name


# --- what else is right ---


def _alternatives(truth: Quantity, days: int, estimate: Estimate) -> tuple[AlsoRight, ...]:
    """The truth with a day of 100,000 s; in a scenario of such days, with one of 86,400 s."""
    if not days:
        return ()
    day = float(estimate.graph.units.atom("day").scale)
    other = float(DAY if day == NAPKIN_DAY else NAPKIN_DAY)
    value = truth.value * (other / day) ** days
    return (AlsoRight(value=value, because=f"with a day of {other:,.0f} s"),)
