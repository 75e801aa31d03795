"""What waits in a stream is kept until it is read."""

from __future__ import annotations

from collections.abc import Iterator

from ..design import Contradiction, Design

SLIGHT = 0.001
"""The part by which a wait may be longer than what is kept: three digits show no more."""


def contradictions(design: Design) -> Iterator[Contradiction]:
    """Each stream whose oldest message is gone before consumers come to it: after an outage it has
    waited as long as that, and the last of a backlog until all before it are read.
    """
    for stream in design.entries("streams"):
        keep = design.value(stream, "keep", "s")
        waited = "outage" if design.value(stream, "outage", "s") is not None else "drain"
        waits = design.value(stream, waited, "s")
        if keep and waits and waits > keep * (1 + SLIGHT):
            kept, wait = (
                design.estimate[f"{stream.name}.{name}"].quantity for name in ("keep", waited)
            )
            yield Contradiction(
                code="expired-backlogs",
                about=f"{stream.name}.backlog",
                message=f"{stream.name} keeps messages for {kept}, and some wait {wait} until they "
                "are read",
                hint="keep them for longer, or give it more consumers",
                places=(design.says(stream, "keep"), design.says(stream, "outage", "backlog")),
            )
