"""What stands at the top of a scenario and is no part of one: an assumption, or a part by another
name. Each is a fault, and read as its hint says, so that what is wrong inside it is told as well.
"""

from __future__ import annotations

from collections.abc import Collection

from ..language.parser import parse
from ..language.tokens import Fault
from ..problems import did_you_mean
from ..records import field, record, replace
from ..well_known import WELL_KNOWN
from .fields import Faults
from .yaml_nodes import Node, Pairs, Scalar


@record(frozen=False)
class Parts:
    """The parts of a scenario by name, and the names in those that are none."""

    by_name: dict[str, Node]
    unread: set[str] = field(default_factory=set)
    are_whole: bool = True


def parts_of(node: Pairs, known: Collection[str], texts: Collection[str], faults: Faults) -> Parts:
    """The parts in a scenario's top level, those included that are meant for one."""
    parts = Parts({key.text: part for key, part in node.items if key.text in known})
    for key, part in node.items:
        if key.text not in known:
            _place(key, part, parts, known, texts, faults)
    return parts


def _place(
    key: Scalar,
    node: Node,
    parts: Parts,
    known: Collection[str],
    texts: Collection[str],
    faults: Faults,
) -> None:
    if isinstance(node, Scalar) and did_you_mean(key.text, texts) is None and _is_value(node):
        given = parts.by_name.get("assumptions")
        assumptions = given.items if isinstance(given, Pairs) else ()
        taken = {other.text for other, _ in assumptions}
        name = did_you_mean(key.text, [known.name for known in WELL_KNOWN])
        if name is None or name in taken:
            name = key.text
        message = f"'{key.text}' is not a section"
        hint = f"put it under assumptions:, as {name}: {node.text}"
        faults.add("unknown-section", message, key.span, hint)
        stray = Scalar(replace(key.passage, text=name))
        parts.by_name["assumptions"] = Pairs((*assumptions, (stray, node)), node.span)
        return
    meant = faults.unknown("section", key, list(known))
    if meant and meant not in parts.by_name:
        parts.by_name[meant] = node
        return
    parts.unread.add(key.text)
    if isinstance(node, Pairs):
        parts.are_whole = False
        parts.unread.update(name.text for name, _ in node.items)


def _is_value(node: Scalar) -> bool:
    try:
        parse(node.text)
    except Fault:
        return False
    return True
