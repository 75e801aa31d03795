"""The numbers of a page: each shown number knows its quantity, by which it is found and renewed."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from ...derivations import Derivation
from ...engine.compiled import Script
from ...formulas import Column
from ...problems import Source
from ...quantities import cell, humanise
from ...units import Unit
from .markup import Markup, tag
from .number_forms import number_form

_STATEMENT = re.compile(r"^v\[(\d+)\]=(.*)", re.MULTILINE)
_ELEMENT = re.compile(r"v\[(\d+)\]")


class PageNumbers:
    """The quantities of a script by index, and the forms in which they are shown."""

    def __init__(self, script: Script, file: Source, *, exact: bool) -> None:
        self.file = file
        """What the scenario is written in."""
        self.exact = exact
        self.index = {name: at for at, name in enumerate(script.names)}
        self._forms: dict[str, int] = {}
        self._known: dict[tuple[Unit, str | None, bool], int] = {}
        self._seen = {
            int(at): frozenset(map(int, _ELEMENT.findall(text)))
            for at, text in _STATEMENT.findall(script.source)
        }

    @property
    def forms(self) -> dict[str, Any]:
        """The forms that were used, in the order of their numbers; steps that several take alike,
        such as those from bytes to yottabytes, are written once, without what all of them end in.
        """
        families: dict[str, int] = {}
        forms = [json.loads(form) for form in self._forms]
        for form in forms:
            if steps := form.get("steps"):
                end = _end_of_all([word for _, *words in steps for word in words])
                first, cut = steps[0][0], -len(end) or None
                family = [
                    [float(f"{by / first:.15g}"), *(word[:cut] for word in words)]
                    for by, *words in steps
                ]
                at = families.setdefault(json.dumps(family), len(families))
                form["steps"] = [at, first, end]
        return {"families": [json.loads(family) for family in families], "all": forms}

    def unseen_inputs(self, derivation: Derivation) -> str | None:
        """The indices of what it is made from, where the script does not show them."""
        inputs = [self.index[below.name] for below in derivation.inputs]
        seen = self._seen.get(self.index[derivation.name], frozenset())
        return None if seen == set(inputs) else " ".join(map(str, inputs))

    def form(self, derivation: Derivation, column: Column | None = None) -> int:
        """The number of the form in which a quantity is shown, in a column's cell or alone."""
        unit, per = derivation.quantity.unit, column.per if column else None
        shown = (unit, per, column is not None)
        if shown not in self._known:
            form = number_form(unit, per=per, in_cell=column is not None, exact=self.exact)
            self._known[shown] = self._forms.setdefault(json.dumps(form), len(self._forms))
        return self._known[shown]

    def text(self, derivation: Derivation, column: Column | None = None) -> str:
        """A quantity as it is shown, in a column's cell or alone."""
        value, unit = derivation.quantity.value, derivation.quantity.unit
        if column:
            return cell(value, unit, per=column.per, exact=self.exact)
        return humanise(value, unit, exact=self.exact)

    def marks(self, derivation: Derivation, column: Column | None = None) -> dict[str, int]:
        """The attributes by which a number is renewed."""
        at = self.index[derivation.name]
        return {"data_q": at, "data_f": self.form(derivation, column)}

    def shown(self, derivation: Derivation, column: Column | None = None) -> Markup:
        """A number that leads to its derivation."""
        text, at = self.text(derivation, column), self.index[derivation.name]
        return tag("a", text, href=f"#q{at}", data_f=self.form(derivation, column))

    def written(
        self, derivation: Derivation, x: float, y: float, column: Column | None = None,
        anchor: str = "start",
    ) -> Markup:  # fmt: skip
        """A number in a picture."""
        text = self.text(derivation, column)
        return tag(
            "text", text, class_="n", x=x, y=y, text_anchor=anchor, **self.marks(derivation, column)
        )


def _end_of_all(words: Sequence[str]) -> str:
    """What all of them end in."""
    ends = (words[0][at:] for at in range(len(words[0]) + 1))
    return next(end for end in ends if all(word.endswith(end) for word in words))
