"""What is known of one code."""

from __future__ import annotations

from ..problems import Severity
from ..records import record


@record(kw_only=True)
class Code:
    """One kind of problem."""

    name: str
    title: str
    """What is wrong, in a few words."""
    meaning: str = ""
    """When it is told, and why it matters."""
    remedy: str
    severity: Severity = Severity.ERROR
    is_fault: bool = False
    """Whether it is found before anything is judged, and so cannot be ignored."""
