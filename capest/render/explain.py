"""The derivation of one number as a tree: formula, numbers put in, down to what was given."""

from __future__ import annotations

from ..derivations import Assumed, Computed, Derivation, Given
from ..engine.estimate import Estimate
from ..language.printer import print_tree
from ..language.tree import Call
from ..quantities import humanise
from ..units import Unit, UnitTable
from .lines import Line, width

_DEEPEST = 16  # levels, after which no room is left in a line
_CONVENTIONS = ("day", "month", "year")


def layout(estimate: Estimate, name: str, *, exact: bool = False) -> list[Line]:
    """The tree under a quantity; a part that is used twice is drawn once. Raises KeyError."""
    return _Drawing(estimate, exact).draw(estimate[name])


class _Drawing:
    def __init__(self, estimate: Estimate, exact: bool) -> None:
        self.estimate = estimate
        self.exact = exact
        self.drawn: set[str] = set()
        self.lines: list[Line] = []

    def draw(self, derivation: Derivation) -> list[Line]:
        self._node(derivation, "", "")
        return self.lines

    def _node(self, derivation: Derivation, first: str, rest: str) -> None:
        head = f"{derivation.name} = {self._show(derivation)}"
        if derivation.name in self.drawn:
            where = "  (see above)" if isinstance(derivation.origin, Computed) else ""
            self._line(first, head, where)
            return
        self.drawn.add(derivation.name)
        if len(rest) > _DEEPEST * 3 and derivation.inputs:
            self._line(first, head, f"  (explain {derivation.name} goes on)")
            return
        match derivation.origin:
            case Given() as given:
                self._line(first, head, f"  given {given.span}")
                if _is_worked_out(given.text):
                    self._note(rest, f"written as {given.text}")
                if given.spread:
                    ends = (given.spread.low, given.spread.high)
                    low, high = (
                        humanise(end, derivation.quantity.unit, exact=self.exact) for end in ends
                    )
                    self._note(rest, f"the middle of a 90 % interval, {low} to {high}")
                self._sources(rest, given.attribution, given.note)
            case Assumed() as assumed:
                self._line(first, head, f"  {assumed.by}", "ours")
                self._sources(rest, assumed.source, None)
            case Computed() as computed:
                place = f"  {computed.span}" if computed.span else ""
                self._line(first, head, place)
                self._computed(derivation, computed, rest)

    def _computed(self, derivation: Derivation, computed: Computed, rest: str) -> None:
        bar = f"{rest}│ " if derivation.inputs else f"{rest}  "
        formula = print_tree(computed.formula, pretty=True)
        shown = {item.name: self._show(item) for item in derivation.inputs}
        numbers = print_tree(computed.formula, shown, pretty=True)
        self._long(bar, f"= {formula}", aside=computed.because or "")
        if numbers not in (formula, self._show(derivation)):
            self._long(bar, f"= {numbers}", aside=self._conversion(derivation))
        if computed.before_rounding not in (None, derivation.quantity.value):
            exact = f"{computed.before_rounding:,.6g}"
            self._long(bar, f"= {exact}, rounded up to {_to_what(computed, derivation)}", "muted")
        self._binding(derivation, bar)
        self._sources(rest + ("│ " if derivation.inputs else ""), computed.source, None)
        last = len(derivation.inputs) - 1
        for index, item in enumerate(derivation.inputs):
            corner, side = ("└─ ", "   ") if index == last else ("├─ ", "│  ")
            self._node(item, rest + corner, rest + side)

    def _conversion(self, derivation: Derivation) -> str:
        """The length of a day, month or year, where it turned one side's unit into the other's."""
        above = _times(derivation.quantity.unit)
        below = {word for item in derivation.inputs for word in _times(item.quantity.unit)}
        changed = [word for word in _CONVENTIONS if word in above ^ below]
        return ", ".join(_length(word, self.estimate.graph.units) for word in changed)

    def _binding(self, derivation: Derivation, bar: str) -> None:
        binding = self.estimate.binding(derivation.name)
        if binding and binding.runner_up and binding.slack:
            self._long(
                bar,
                f"set by {binding.winner.name}; {binding.runner_up.name} is "
                f"{humanise(binding.slack, derivation.quantity.unit, exact=self.exact)} below",
                "number",
            )

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
        self.lines.append((("muted", lead), ("name", text)))
        below = lead.replace("├─ ", "│  ").replace("└─ ", "   ")
        self.lines.append((("muted", f"{below}   "), (style, aside.strip())))

    def _note(self, rest: str, text: str) -> None:
        self._long(f"{rest}   ", text, "muted")

    def _long(self, lead: str, text: str, style: str = "", aside: str = "") -> None:
        """A text broken into lines, with an aside behind it, or below where there is no room."""
        from textwrap import wrap

        room = max(width() - len(lead), 30)
        broken = wrap(
            text, room, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
        )
        if len(broken) == 1 and len(broken[0]) + len(aside) + 3 <= room:
            self.lines.append(
                (("muted", lead), (style, broken[0]), ("muted", aside and f"   {aside}"))
            )
            return
        self.lines += [(("muted", lead), (style, line)) for line in broken]
        if aside:
            self._long(lead, aside, "muted")


def _to_what(computed: Computed, derivation: Derivation) -> str:
    """What a number is rounded up to, by the function that does so."""
    match computed.formula:
        case Call(function="next_power_of_two"):
            return "a power of two"
        case Call(function="next_even"):
            return "an even number"
        case _:
            return f"a whole {derivation.quantity.unit}"


def _is_worked_out(text: str) -> bool:
    """Whether a given value is more than one number with its unit."""
    return any(sign in text for sign in "*+^×(") or " - " in text


def _times(unit: Unit) -> set[str]:
    return {atom.name for atom, _ in unit.powers if atom.dimension == "time"}


def _length(word: str, units: UnitTable) -> str:
    day, size = units.atom("day").scale, units.atom(word).scale
    return (
        f"day = {float(day):,.6g} s" if word == "day" else f"{word} = {float(size / day):.6g} days"
    )
