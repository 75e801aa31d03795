"""Reads `claims:`, what a scenario says about numbers in documents that nobody may edit."""

from __future__ import annotations

from ..problems import Span
from .fields import Faults
from .model import DocumentClaim
from .yaml_nodes import Items, Node, Pairs, Scalar

FIELDS = ("doc", "near", "text", "expect")
_EXAMPLE = "write - {doc: rfc.md, near: Peak QPS, expect: search.peak_qps}"
_GAP = "{}"


def read_claims(node: Node | None, faults: Faults) -> tuple[DocumentClaim, ...]:
    """The claims of a scenario."""
    if node is None or (isinstance(node, Scalar) and node.text == ""):
        return ()
    if not isinstance(node, Items):
        faults.add("not-a-list", "'claims' must be a list", node.span, _EXAMPLE)
        return ()
    found = (_claim(item, faults) for item in node.items)
    return tuple(claim for claim in found if claim)


def _claim(node: Node, faults: Faults) -> DocumentClaim | None:
    if not isinstance(node, Pairs):
        message = "a claim must hold lines of the form name: value"
        faults.add("not-a-mapping", message, node.span, _EXAMPLE)
        return None
    parts: dict[str, Scalar] = {}
    for key, part in node.items:
        if key.text not in FIELDS:
            faults.unknown("field", key, list(FIELDS), " of a claim")
        elif not isinstance(part, Scalar) or not part.text.strip():
            faults.add("not-a-value", f"'{key.text}' is one text", part.span)
        else:
            parts[key.text] = part
    if not _is_complete(parts, node.span, faults):
        return None
    near, text = parts.get("near"), parts.get("text")
    return DocumentClaim(
        document=parts["doc"].passage,
        near=near.passage if near else None,
        text=text.passage if text else None,
        expect=parts["expect"].passage,
    )


def _is_complete(parts: dict[str, Scalar], span: Span, faults: Faults) -> bool:
    before = len(faults.problems)
    for field, meaning in (("doc", "the document's path"), ("expect", "a quantity's name")):
        if field not in parts:
            faults.add("missing-field", f"this claim needs '{field}': {meaning}", span, _EXAMPLE)
    if "near" not in parts and "text" not in parts:
        message = "this claim needs 'near' or 'text': words of the document"
        faults.add("missing-field", message, span, _EXAMPLE)
    if "near" in parts and "text" in parts:
        message = "this claim has 'near' and 'text', which exclude each other"
        faults.add("excluded-field", message, parts["text"].span, "keep one of the two")
    elif "text" in parts and parts["text"].text.count(_GAP) != 1:
        message = "'text' has one {} where the number stands"
        faults.add("no-gap", message, parts["text"].span, 'write e.g. text: "we need {} shards"')
    return len(faults.problems) == before
