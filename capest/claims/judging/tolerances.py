"""How far a number may be from what it states, and who says so: the command line, else a mark, else
the document; where nobody does, `prose.compare` by the digits that are written.
"""

from __future__ import annotations

from ...prose.compare import PrefixFamily
from ...records import record, replace

INPUT_TOLERANCE = 0.02
"""How far an assumption in the text may be from the scenario's: they are one number, written twice,
and only its rounding may differ."""


@record(kw_only=True)
class Tolerances:
    """How the numbers of a document are judged; what the command line says comes first."""

    tolerance: float | None = None
    prefixes: PrefixFamily = "either"
    fixed_prefixes: bool = False
    napkin: bool = False

    def within(self, tolerance: float) -> Tolerances:
        """The same with the tolerance that a document asks for."""
        return self if self.tolerance is not None else replace(self, tolerance=tolerance)

    def with_prefixes(self, family: PrefixFamily) -> Tolerances:
        """The same with the prefixes that a document asks for."""
        return self if self.fixed_prefixes else replace(self, prefixes=family)
