"""What can be wrong with an expression's words and units, said in words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...functions import FUNCTIONS
from ...language.printer import print_tree
from ...language.tokens import Fault
from ...language.tree import Binary, Call, Convert, Name, Number, Tree, walk
from ...nouns import plural_of
from ...problems import Extent
from ...quantities import several
from ...units import COUNTING, MACHINES, Unit, dimensions, is_count, is_money
from .typed import Scope, Typed

_PHRASES: dict[tuple[tuple[str, int], ...], str] = {
    (("time", 1),): "multiply by a time, e.g. `* 1 day`",
    (("time", -1),): "divide by a time, e.g. `/ day`",
    (("information", 1),): "multiply by a size, e.g. `* 1 KB`",
    (("count", -1), ("information", 1)): "multiply by the size of one, e.g. `* 1 KB/request`",
    (("count", 1), ("information", -1)): "divide by the size of one, e.g. `/ (1 KB/request)`",
    (("user", 1),): "multiply by a number of users, e.g. `* dau`",
    (("user", -1),): "divide by a number of users, e.g. `/ dau`",
    (("count", 1), ("user", -1)): "multiply by how many each user makes, e.g. `* 3 requests/user`",
    (("count", -1), ("user", 1)): "divide by how many each user makes, e.g. `/ (3 requests/user)`",
}

_PRICE = re.compile(r"e\.g\. ([$].+)$")
_TIME = re.compile(r"e\.g\. [\d.,]+ (ms|s|min|h|days|years)\b")

_SIZES = {"B": "B", "k": "kB", "K": "KB", "M": "MB", "G": "GB", "T": "TB"}
"""What a magnitude may have been meant for where bytes are wanted."""


def in_words(unit: Unit) -> str:
    """A unit for a message: "request/s", "users", or "a plain number"."""
    if not dimensions(unit):
        return "a plain number"
    alone = unit.powers[0][0] if len(unit.powers) == 1 and unit.powers[0][1] == 1 else None
    if alone and (alone.dimension == "time" or is_money(alone.dimension)):
        return plural_of(alone.name)
    return several(alone) if alone else str(unit)


def _is_in(unit: Unit) -> str:
    return in_words(unit) if not dimensions(unit) else f"in {in_words(unit)}"


def not_a_count(tree: Call, unit: Unit, argument: Tree) -> Fault:
    """A function that makes whole has got something that cannot be."""
    written = str(unit).removeprefix("1").replace(" ", " * ")  # as the language reads it
    hint = f"divide it by what it is to be whole in, e.g. / (1 {written})"
    match argument:
        case Binary(operator="/", left=left, right=Number() as size) if _is_for_each(unit):
            noun = next(atom.symbol for atom, _ in unit.powers if atom.dimension)
            hint = f"write {print_tree(left)} / ({print_tree(size)}/{noun})"
    if len(dimensions(unit)) > 1 and all(name in COUNTING for name, _ in dimensions(unit)):
        hint = "one part leaves out what it counts: write e.g. 5k requests/s/server"
        below = [several(atom) for atom, power in unit.powers if power < 0]
        if isinstance(argument, Binary) and argument.operator == "/" and below:
            hint += f", or ({print_tree(argument.left)} as {below[0]})"
    for key, given in zip(tree.keys, tree.arguments, strict=False):
        if given is argument:
            meanings = {item.name: item.meaning for item in FUNCTIONS[tree.function].parameters}
            hint = f"{key.name} is {meanings[key.name]}"
    message = f"{tree.function}() takes a count; this is in {in_words(unit)}"
    return Fault("dimension", message, argument.at, hint)


def _is_for_each(unit: Unit) -> bool:
    """Whether a number is one for each of what is counted: 2.25/request."""
    found = dimensions(unit)
    return len(found) == 1 and found[0][0] in COUNTING and found[0][1] == -1


def not_a_size(tree: Call, unit: Unit, argument: Tree) -> Fault:
    """A function of sizes has got something else."""
    message = f"{tree.function}() takes a size; this is in {in_words(unit)}"
    return Fault("dimension", message, argument.at, "e.g. 100 B")


def mismatch(
    sign: str,
    operands: Sequence[tuple[Unit, Extent]],
    at: Extent,
    checked: Sequence[tuple[Typed, Tree]] = (),
    scope: Scope | None = None,
) -> Fault:
    """Operands whose dimensions do not fit, each named, with the missing factor where it is one."""
    first = operands[0]
    other = next(item for item in operands[1:] if dimensions(item[0]) != dimensions(first[0]))
    one, two = in_words(first[0]), in_words(other[0])
    what = {
        "+": f"this adds {one} to {two}",
        "-": f"this subtracts {two} from {one}",
        "in": f"{one} cannot be shown in {two}",
        "to": f"this range goes from {one} to {two}",
    }.get(sign, f"{sign}() mixes {one} and {two}")
    if sign in ("<=", ">=", "<", ">", "=", "~"):
        what = f"this compares {one} with {two}"
    hint, faulty = missing_factor(first[0], other[0]), first[1]
    sibling = _sibling(checked, scope)
    if sibling:
        hint, faulty = f"did you mean {sibling[0]}?", sibling[1]
    plain = next((unit for unit in (first[0], other[0]) if not dimensions(unit)), None)
    growing = next((pair for pair in checked if _is_growth(pair[0].unit)), None)
    if growing and any(written == Number(1) for _, written in checked):
        period = next(atom.name for atom, _ in growing[0].unit.powers if atom.dimension)
        hint = f"write {print_tree(growing[1])} * 1 {period}, which is how much it grows in one"
        faulty = growing[1].at
    elif plain is not None:
        unit = _example_unit(other[0] if plain == first[0] else first[0])
        hint = f"give the number a unit, e.g. 5{unit}" if unit else hint
        if sign == "in" and is_count(first[0]) and is_count(other[0]):
            hint = f"`as` counts it anew: {print_tree(checked[0][1])} as {two}" if checked else hint
    elif rate := _as_rate(checked):
        hint, faulty = rate
    elif checked and not hint and is_count(first[0]) and is_count(other[0]):
        counted, anew = (print_tree(written) for _, written in (checked[0], checked[-1]))
        sum_of_both = f"{counted} {sign} " if sign in ("+", "-") else ""
        hint = f"where both count as one: {sum_of_both}({anew} as {one})"
    labels = ((first[1], in_words(first[0])), (other[1], in_words(other[0])))
    if faulty != first[1]:  # the caret is where the hint helps
        labels = (labels[1], labels[0])
    return Fault("dimension", what, at, hint, labels)


def _as_rate(checked: Sequence[tuple[Typed, Tree]]) -> tuple[str, Extent] | None:
    """How a number is written for each time, where what it stands beside is: $5M/month."""
    for given, _ in checked:
        powers = dict(dimensions(given.unit))
        if powers.pop("time", 0) != -1:
            continue
        for other, written in checked:
            if isinstance(written, Number) and dict(dimensions(other.unit)) == powers:
                period = next(atom for atom, _ in given.unit.powers if atom.dimension == "time")
                return (
                    f"for each {period.name}? write {print_tree(written)}/{period.name}",
                    written.at,
                )
    return None


def _is_growth(unit: Unit) -> bool:
    """Whether a unit may be that of a growth, 20%/year."""
    return dimensions(unit) == (("time", -1),)


def cannot_count(tree: Convert, given: Unit, wanted: Unit) -> Fault:
    """What `as` is to count anew is measured in something else."""
    message = f"{in_words(given)} cannot be counted as {in_words(wanted)}"
    hint = missing_factor(given, wanted) or "`as` changes what is counted, and nothing else"
    labels = ((tree.value.at, in_words(given)), (tree.unit.at, in_words(wanted)))
    return Fault("dimension", message, tree.at, hint, labels)


def missing_factor(given: Unit, wanted: Unit) -> str | None:
    """What the given unit must be multiplied by to get the wanted one, when that is one thing.

    What is counted may be left out, so it is not missed.
    """
    have, want = dict(dimensions(given)), dict(dimensions(wanted))
    lacking = {name: want.get(name, 0) - have.get(name, 0) for name in have.keys() | want.keys()}
    strict = tuple(sorted((name, power) for name, power in lacking.items() if power))
    if len(strict) == 2 and all(is_money(name) for name, _ in strict):
        return "give all prices in one currency: no rate of exchange is kept here"
    kept = tuple(item for item in strict if item[0] not in COUNTING or have.get(item[0]))
    return _PHRASES.get(strict) or _PHRASES.get(kept)


def _sibling(
    checked: Sequence[tuple[Typed, Tree]], scope: Scope | None
) -> tuple[str, Extent] | None:
    """Another quantity of the same entry that would fit the other operand, and in whose place."""
    if scope is None or len(checked) != 2:
        return None
    entries = [node.name.rpartition(".")[0] for _, node in checked if isinstance(node, Name)]
    if len(entries) == 2 and entries[0] == entries[1]:
        return None
    for (_, written), (other, _) in (tuple(checked), tuple(reversed(checked))):
        if not isinstance(written, Name) or "." not in written.name:
            continue
        entry = written.name.rpartition(".")[0]
        for name in scope.names():
            unit = scope.unit_of(name) if name.startswith(f"{entry}.") else None
            if unit is not None and dimensions(unit) == dimensions(other.unit):
                return name, written.at
    return None


def does_not_fit(given: Unit, wanted: Unit, what: str, tree: Tree, meaning: str = "") -> Fault:
    """A value whose dimension is not the one its field has; an example in the field's meaning says
    which unit one would write.
    """
    counted = [word for word, _ in dimensions(given)] + [word for word, _ in dimensions(wanted)]
    physical = {word: power for word, power in dimensions(given) if word not in COUNTING}
    swapped = physical == {
        word: power for word, power in dimensions(wanted) if word not in COUNTING
    }
    message = f"{what} is {_is_in(wanted)}; this is {_is_in(given)}"
    size = _SIZES.get(tree.text[-1:]) if isinstance(tree, Number) and not tree.unit else None
    if isinstance(tree, Number) and size and dict(dimensions(wanted)).get("information") == 1:
        message = f"'{tree.text}' is {tree.value:,.0f}; {what} is {_is_in(wanted)}"
        hint = f"write {tree.text[:-1]} {size}, with a space, for bytes"
        return Fault("dimension", message, tree.at, hint)
    each_user = missing_factor(given, wanted) if dict(dimensions(given)).get("user", 0) < 0 else ""
    if swapped and each_user:
        return Fault("swapped-noun", message, tree.at, each_user)
    if _is_growth(wanted) and (swapped or dict(dimensions(given)).get("information")):
        return Fault("dimension", message, tree.at, "a growth is a share, e.g. 50%/year")
    if swapped and counted and any(word in COUNTING for word, _ in dimensions(given)):
        hint = f"leave the counting word out: it is {_is_in(wanted)}"
        if isinstance(tree, Number):
            hint = f"write {tree.text} {in_words(wanted)}, or {tree.text} alone"
        if any(isinstance(node, Binary) and node.operator == "*" for node in walk(tree)):
            hint = "one part has a counting word too many or too few, e.g. 20 posts * 300 B/post"
        return Fault("swapped-noun", message, tree.at, hint)
    advice = missing_factor(given, wanted)
    if what == "'dau'" and advice and "`* dau`" in advice:
        advice = "write how many there are, e.g. 10M users"
    elif _has_money(wanted) and not _has_money(given):
        advice = f"a price has a currency: write ${print_tree(tree)}"
    elif _has_money(wanted) and not advice and (example := _PRICE.search(meaning)):
        advice = f"say for how much of what, e.g. {example[1]}"
    elif (
        isinstance(tree, Number)
        and not dimensions(given)
        and (unit := _example_unit(wanted, meaning))
    ):
        number = f"{tree.text}%" if tree.unit == "%" or _is_growth(wanted) else tree.text
        advice = f"add a unit, e.g. {number}{unit}"
    return Fault("dimension", message, tree.at, advice)


def refuse_times(tree: Tree, wanted: Unit, what: str) -> None:
    """Raise the fault of 2x where it is no number of times that is wanted."""
    if isinstance(tree, Number) and tree.text.endswith("x") and dimensions(wanted):
        message = f"'{tree.text}' is how many times; {what} is {_is_in(wanted)}"
        raise Fault("dimension", message, tree.at, "write the new value in full")


def _has_money(unit: Unit) -> bool:
    return any(is_money(name) for name, _ in dimensions(unit))


def _example_unit(wanted: Unit, meaning: str = "") -> str | None:
    """What to write after a bare number: " GB" for a node's memory, "/s" for a rate."""
    parts = [(name, power) for name, power in dimensions(wanted) if name not in COUNTING]
    match parts:
        case [("time", 1)]:
            example = _TIME.search(meaning)
            return f" {example[1]}" if example else " days"
        case [("time", -1)]:
            return f"/{next(atom.symbol for atom, _ in wanted.powers if atom.dimension == 'time')}"
        case [("information", 1)]:
            return " GB" if any(name in MACHINES for name, _ in dimensions(wanted)) else " KB"
        case _:
            return None
