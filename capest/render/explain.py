"""The derivation of one number as a tree: formula, numbers put in, down to what was given.

Two levels of it, as a rule: what decides first, what does not in one line, and of quantities that
only repeat each other one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from ..derivations import Assumed, Binding, Computed, Derivation, Given
from ..engine.estimate import Estimate
from ..language.printer import print_tree
from ..language.tree import Call, Name
from ..nouns import counted
from ..quantities import cell, humanise
from ..units import Unit, UnitTable, unit_table
from .by_entry import by_entry
from .lines import Line, in_parts, page, width, wrapped

ALL = 10**9
"""More levels than there are."""

_DEPTH = 2  # levels below a quantity that are shown where nobody says how many,
_FEW = 12  # unless it rests on so few quantities that all of it is read as quickly

_FEWEST = 30  # characters of a line, however deep: no level has less
_MOST_NAMED = 10  # quantities that it rests on
_CONVENTIONS = ("day", "month", "year")


def layout(
    estimate: Estimate, name: str, *, exact: bool = False, depth: int | None = None
) -> list[Line]:
    """The tree under a quantity, so many levels of it; a part that is used twice is drawn once.
    Raises KeyError.
    """
    found = estimate[name]
    if depth is None:
        depth = _DEPTH if len(list(found.walk())) > _FEW else ALL
    return _Drawing(estimate, exact, depth).draw(found)


def tree(derivation: Derivation) -> list[Line]:
    """The whole tree under a derivation by itself, whose estimate is not at hand."""
    return _Drawing(None, False, ALL).draw(derivation)


class _Drawing:
    def __init__(self, estimate: Estimate | None, exact: bool, depth: int) -> None:
        self.estimate = estimate
        self.exact = exact
        self.depth = depth
        self.drawn: set[str] = set()
        self.lines: list[Line] = []

    def draw(self, derivation: Derivation) -> list[Line]:
        self._node(derivation, "", "")
        below = [item for item in derivation.walk() if item.name not in self.drawn]
        if below and self.depth < ALL:
            rests = [item.name for item in below if not isinstance(item.origin, Computed)]
            more = [f"{len(rests) - _MOST_NAMED} more"] if len(rests) > _MOST_NAMED else []
            named = [*rests[:_MOST_NAMED], *more]
            if named:
                self.lines += in_parts([f"rests on {named[0]}", *named[1:]], "muted", indent=0)
            many = counted(len(below), "more quantity")
            self.lines += wrapped(f"{many}: --depth {self.depth + 2}, or all", "muted", indent=0)
        height = page().height
        if height is not None and len(self.lines) + 1 > height:  # the answer has left the screen
            self.lines.append(self.lines[0])
        return self.lines

    def _node(self, derivation: Derivation, first: str, rest: str, aside: str = "") -> None:
        chain = list(_repeats(derivation))
        shown, last = self._show(derivation), chain[-1]
        head = f"{' = '.join(item.name for item in chain)} = {shown}"
        if last.name in self.drawn:
            where = "  (see above)" if isinstance(last.origin, Computed) else ""
            self._line(first, head, aside + where)
            return
        self.drawn |= {item.name for item in chain}
        level = len(rest) // 3
        is_narrow = width() - len(rest) < _FEWEST
        if last.inputs and (level == self.depth or is_narrow):
            goes_on = f"  (explain {last.name} goes on)" if is_narrow else ""
            self._line(first, head, aside + goes_on)
            return
        match last.origin:
            case Given() as given:
                self._line(first, head, f"{aside}  given {given.span}")
                self._given(last, given, rest)
            case Assumed() as assumed:
                self._line(first, head, f"{aside}  {assumed.by}", "ours")
                self._sources(rest, assumed.source, None)
            case Computed() as computed:
                place = f"  {computed.span}" if computed.span else ""
                self._line(first, head, aside + place)
                self._computed(last, computed, rest)

    def _given(self, derivation: Derivation, given: Given, rest: str) -> None:
        if any(sign in given.text for sign in "*+^×(") or " - " in given.text:  # no single number
            self._note(rest, f"written as {given.text}")
        if given.spread:
            ends = (given.spread.low, given.spread.high)
            unit = derivation.quantity.unit
            low, high = (humanise(end, unit, exact=self.exact) for end in ends)
            self._note(rest, f"the middle of a 90 % interval, {low} to {high}")
        self._sources(rest, given.attribution, given.note)

    def _computed(self, derivation: Derivation, computed: Computed, rest: str) -> None:
        bar = f"{rest}│ " if derivation.inputs else f"{rest}  "
        table = by_entry(self.estimate, derivation) if self.estimate else None
        binding = derivation.binding()
        formula = print_tree(table.call if table else computed.formula, pretty=True)
        self._long(bar, f"= {formula}", aside=computed.because or "")
        shown = {item.name: self._show(item) for item in derivation.inputs}
        numbers = print_tree(computed.formula, shown, pretty=True)
        said = (formula, self._show(derivation))
        if table is None and not (binding and binding.others) and numbers not in said:
            self._long(bar, f"= {numbers}", aside=self._conversion(derivation))
        if computed.before_rounding not in (None, derivation.quantity.value):
            exact = f"{computed.before_rounding:,.6g}"
            self._long(bar, f"= {exact}, rounded up to {_to_what(computed, derivation)}", "muted")
        self._sources(rest + ("│ " if derivation.inputs else ""), computed.source, None)
        inputs = derivation.inputs
        if table:
            told = table.lines(width() - len(bar) - 1)
            self.lines += [(("muted", f"{bar} "), *line) for line in told]
            inputs = tuple(
                item for item in inputs if self.depth == ALL or item not in table.quantities
            )
            self.drawn |= {item.name for item in table.quantities} if self.depth < ALL else set()
        self._inputs(inputs, binding, rest)

    def _inputs(self, inputs: Sequence[Derivation], binding: Binding | None, rest: str) -> None:
        """What it was made from: what decides first, what does not in a line behind."""
        others = binding.others if binding and self.depth < ALL else ()
        winner = binding.winner if binding and binding.others else None
        if winner:
            inputs = (winner, *(item for item in inputs if item is not winner))
        drawn = [item for item in inputs if item not in others]
        for index, item in enumerate(drawn):
            is_last = index == len(drawn) - 1 and not others
            corner, side = ("└─ ", "   ") if is_last else ("├─ ", "│  ")
            self._node(item, rest + corner, rest + side, "  decides" if item is winner else "")
        if others:
            self.drawn |= {item.name for item in others}
            told = ", ".join(f"{item.name} = {self._show(item)}" for item in others)
            self._long(f"{rest}└─ ", f"below it: {told}", "muted")

    def _conversion(self, derivation: Derivation) -> str:
        """The length of a day, month or year, where it turned one side's unit into the other's."""
        above = _times(derivation.quantity.unit)
        below = {word for item in derivation.inputs for word in _times(item.quantity.unit)}
        changed = [word for word in _CONVENTIONS if word in above ^ below]
        units = derivation.quantity.units or unit_table()
        return ", ".join(_length(word, units) for word in changed)

    def _sources(self, rest: str, source: str | None, note: str | None) -> None:
        if source:
            self._note(rest, f"source: {source}")
        if note:
            self._note(rest, f"note: {note}")

    def _show(self, derivation: Derivation) -> str:
        return humanise(derivation.quantity.value, derivation.quantity.unit, exact=self.exact)

    def _line(self, lead: str, text: str, aside: str = "", style: str = "muted") -> None:
        if len(lead) + len(text) + len(aside) <= width():
            self.lines.append((("muted", lead), ("name", text), (style, aside)))
            return
        self._long(lead, text, "name")
        self._long(f"{_below(lead)}   ", aside.strip(), style)

    def _note(self, rest: str, text: str) -> None:
        self._long(f"{rest}   ", text, "muted")

    def _long(self, lead: str, text: str, style: str = "", aside: str = "") -> None:
        """A text broken into lines, with an aside behind it, or below where there is no room."""
        room = max(width() - len(lead), _FEWEST)
        broken = wrap(
            text, room, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
        )
        if len(broken) == 1 and len(broken[0]) + len(aside) + 3 <= room:
            self.lines.append(
                (("muted", lead), (style, broken[0]), ("muted", aside and f"   {aside}"))
            )
            return
        for number, line in enumerate(broken):
            self.lines.append((("muted", _below(lead) if number else lead), (style, line)))
        if aside:
            self._long(_below(lead), aside, "muted")


def _below(lead: str) -> str:
    """What stands before a line that goes on with the one behind the lead."""
    return lead.replace("├─ ", "│  ").replace("└─ ", "   ")


def _repeats(derivation: Derivation) -> Iterator[Derivation]:
    """The quantity, the one that it only repeats, and so on; another time or size is more."""
    yield derivation
    while isinstance(derivation.formula, Name) and len(derivation.inputs) == 1:
        (below,) = derivation.inputs
        shown, other = (
            cell(item.quantity.value, item.quantity.unit) for item in (derivation, below)
        )
        if shown != other:
            return
        derivation = below
        yield derivation


def _to_what(computed: Computed, derivation: Derivation) -> str:
    """What a number is rounded up to, by the function that does so."""
    match computed.formula:
        case Call(function="next_power_of_two"):
            return "a power of two"
        case Call(function="next_even"):
            return "an even number"
        case _:
            return f"a whole {derivation.quantity.unit}"


def _times(unit: Unit) -> set[str]:
    return {atom.name for atom, _ in unit.powers if atom.dimension == "time"}


def _length(word: str, units: UnitTable) -> str:
    day, size = units.atom("day").scale, units.atom(word).scale
    of_days = f"{word} = {float(size / day):.6g} days"
    return f"day = {float(day):,.6g} s" if word == "day" else of_days
