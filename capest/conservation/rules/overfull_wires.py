"""What goes in and out of a machine passes its network card."""

from __future__ import annotations

from collections.abc import Iterator

from ..design import Contradiction, Design

WIRE = 100e9
"""Bits a second, each way, that a machine's card has at most where a scenario says nothing: the
largest general-purpose ones of clouds have 50 to 100 Gbit/s (AWS, EC2 instance types, 2026)."""

_MACHINES = (("servers", "servers"), ("caches", "nodes"))


def contradictions(design: Design) -> Iterator[Contradiction]:
    """Each kind of machine whose requests bring, or take, more than its card passes."""
    for section, machines in _MACHINES:
        for entry in design.entries(section):
            number = design.value(entry, machines)
            for way in ("ingress", "egress") if number else ():
                bits = [
                    design.value(served, f"peak_{way}", "bit/s") or 0.0
                    for served in design.named(entry, "serves")
                ]
                each = sum(bits) / (number or 1)
                if each > WIRE:
                    found = design.estimate[f"{entry.name}.{machines}"].quantity
                    goes = "takes in" if way == "ingress" else "gives out"
                    yield Contradiction(
                        code="overfull-wires",
                        about=f"{entry.name}.{machines}",
                        message=f"{entry.name} has {found}, each of which {goes} "
                        f"{design.shown(each, 'bit/s')} at peak: a machine's network card has "
                        f"{design.shown(WIRE, 'bit/s')} at most",
                        hint="give it more of them, e.g. by a lower `max_qps`, or leave what "
                        "passes it by out of `serves`",
                        places=(design.says(entry, "serves"),),
                    )
