"""The words of an expression that are nothing known, and what is meant by them."""

from __future__ import annotations

from collections.abc import Container, Iterator

from ...functions import FUNCTIONS
from ...language.tokens import Fault
from ...language.tree import Call, Convert, Name, Number, Tree, children
from ...problems import did_you_mean, suggestion
from ...senses import called
from ...spellings import AMBIGUOUS, choice_of, unit_spelled
from .typed import Scope

_HINTS_FOR_UNITS = {
    "M": "write 300M, without a space, for million; MB for megabytes",
    "k": "write 300k, without a space, for thousand",
    "K": "write 300k, without a space, for thousand",
    "G": "write 3G, without a space, for a thousand million; GB for gigabytes",
    "T": "write 3T, without a space, for trillion; TB for terabytes",
    "m": "write min for minutes, M for million, ms for milliseconds",
    "b": "B or bit?",
    "mm": "write M or million",
    "x": "write 3x, without a space, for 'times'; * multiplies",
    "y": "write year",
    "times": "leave it out: 3 per day",
}


def unknown_words(tree: Tree, scope: Scope, names: Container[str]) -> Iterator[Fault]:
    """A fault for each word that is neither a unit nor among the names."""
    match tree:
        case Number(unit=str(word)) if word != "%" and scope.units.find(word) is None:
            yield unknown_unit(tree, scope)
        case Name(name=word) if word not in names and scope.units.find(word) is None:
            yield unknown_name(tree, scope)
        case Convert(value=value):
            yield from unknown_words(value, scope, names)
        case _:
            for part in children(tree):
                yield from unknown_words(part, scope, names)


def unknown_name(tree: Name, scope: Scope) -> Fault:
    """A word that stands alone and is neither a name nor a unit."""
    word = tree.name
    measures = [
        unit for unit in scope.units.words if len(unit) > 2 and not scope.units.is_noun(unit)
    ]
    close = did_you_mean(word, scope.names()) or did_you_mean(word, measures)
    hint = f"did you mean '{close}'?" if close else "define it under assumptions: or derived:"
    if not scope.names() and not close:
        hint = "without a scenario there are no names: write the value"
    entry = word.rpartition(".")[0]
    siblings = [name for name in scope.names() if entry and name.startswith(f"{entry}.")]
    if siblings and not (close and close.startswith(f"{entry}.")):
        hint = f"{entry} has {', '.join(name.rpartition('.')[2] for name in siblings)}"
    return Fault("unknown-name", f"nothing is named '{word}'", tree.at, hint)


def unknown_unit(tree: Number, scope: Scope) -> Fault:
    """The word after a number is not a unit."""
    word = tree.unit or ""
    hint = _HINTS_FOR_UNITS.get(word) or _HINTS_FOR_UNITS.get(word.lower()) or choice_of(word)
    if word.lower() in AMBIGUOUS:
        hint = f"{AMBIGUOUS[word.lower()]}: write the number in full"
    elif unit := unit_spelled(word):
        hint = hint or f"write {unit}"
    spellings = {word.lower(), word.lower().removesuffix("s")}
    in_other_case = [known for known in scope.units.words if known.lower() in spellings]
    if scope.unit_of(word) is not None:
        hint = f"'{word}' is a name; multiply with *"
    elif in_other_case and not hint:
        hint = f"did you mean {' or '.join(repr(known) for known in in_other_case)}?"
    elif not hint:
        one = word.removesuffix("s") if len(word) > 4 else word  # the list has each word as one
        close = did_you_mean(one, scope.units.words) or did_you_mean(word, scope.units.words)
        hint = f"did you mean '{close}'?" if close else "`capest units` lists the known ones"
        if len(word) > 3 or (len(word) == 3 and not close):
            hint += f"{' Else' if close else ';'} a scenario adds its own: words: [{word}]"
    return Fault("unknown-unit", f"'{word}' is not a unit", tree.unit_at, hint)


def bare_noun(tree: Name, scope: Scope) -> Fault:
    """A counting word that stands alone where a quantity is needed."""
    word = tree.name
    entries = [name for name in scope.names() if name.startswith(f"{word}.")]
    hint = f"write a number before it, e.g. 3 {word}"
    meant = next((name for name in called(word) if name in scope.names()), None)
    if meant:
        hint = f"did you mean {meant}?"
    if entries:
        hint = f"did you mean {', '.join(entries[:3])}?"
    return Fault("bare-noun", f"'{word}' counts something, but no number is here", tree.at, hint)


def unknown_function(tree: Call) -> Fault:
    """A word before a parenthesis is not a function."""
    hint = suggestion(tree.function, FUNCTIONS, "`capest units` lists the functions")
    at = (tree.at[0], tree.at[0] + len(tree.function))
    return Fault("unknown-function", f"'{tree.function}' is not a function", at, hint)
