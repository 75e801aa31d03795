"""Which names a scenario may give: each once, and none that is a word of the language."""

from __future__ import annotations

import re
from collections.abc import Collection

from ..functions import RESERVED
from ..language.parser import RESERVED_WORDS
from ..problems import Problem, Span
from ..records import field, record
from .fields import Faults
from .yaml_nodes import Scalar

_NAME = re.compile(r"[^\W\d]\w*")
_KINDS = {"assumptions": "value", "derived": "result", "entities": "row"}


def is_name(text: str) -> bool:
    """Whether a text can be a name: letters, digits and underscores."""
    return bool(_NAME.fullmatch(text))


@record(frozen=False)
class TakenNames:
    """The names of a scenario so far, and where each was given."""

    sections: Collection[str]
    """Sections with totals, whose names begin with theirs."""
    faults: Faults
    taken: dict[str, Span] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    """Names that could not be taken, and the words in them."""

    def take(self, key: Scalar, where: str) -> str:
        """Note a name of something under `where`, and what is wrong with it, if anything; the name
        itself, or the one to go on with.

        A name may be that of a unit: inside an expression the units decide which is meant.
        """
        name = key.text
        fault = self._fault(name)
        if fault:
            self.unread |= {name, *re.findall(r"\w+", name)}
            name = self._instead(name, where)
            self.faults.add(fault.code, fault.message, key.span, f"call it {name}")
        self.taken[name] = key.span
        return name

    def _fault(self, name: str) -> Problem | None:
        if not is_name(name):
            return Problem(code="bad-name", message=f"'{name}' cannot be a name")
        if name in self.sections:
            return Problem(
                code="reserved-name", message=f"'{name}' is a section, whose totals are {name}.*"
            )
        if name in RESERVED_WORDS or name in RESERVED:
            return Problem(code="reserved-name", message=f"'{name}' is a word of the language")
        if name in self.taken:
            line = self.taken[name].line
            return Problem(
                code="duplicate-name",
                message=f"'{name}' is already the name of something in line {line}",
            )
        return None

    def _instead(self, name: str, where: str) -> str:
        """A name like it that is free: letters, digits and underscores, and what it is one of."""
        instead = re.sub(r"\W+", "_", name).strip("_")
        if not instead or instead[0].isdigit():
            instead = f"{_KINDS.get(where, where)}_{instead}".rstrip("_")
        if self._fault(instead):
            instead = f"{instead}_{_KINDS.get(where, where)}"
        while self._fault(instead):
            instead += "_"
        return instead
