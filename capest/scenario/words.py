"""Reads `words:`, the counting words of a scenario's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ..functions import RESERVED
from ..language.parser import RESERVED_WORDS
from ..units import unit_table
from .fields import Faults, names_in
from .yaml_nodes import Items, Node, Pairs, Scalar

_WORD = re.compile(r"[^\W\d]\w*")
_EXAMPLE = "write words: [scooter, ride], or words: {goose: [geese]} for a plural of its own"


def read_words(node: Node | None, faults: Faults) -> Mapping[str, tuple[str, ...]]:
    """The words of a scenario, each with its other spellings."""
    words: dict[str, tuple[str, ...]] = {}
    for word, spellings in _listed(node, faults):
        if all(_can_count(spelling, faults) for spelling in (word, *spellings)):
            words[word.text] = tuple(spelling.text for spelling in spellings)
    return words


def _listed(node: Node | None, faults: Faults) -> Iterator[tuple[Scalar, tuple[Scalar, ...]]]:
    if isinstance(node, Pairs):
        for key, part in node.items:
            yield key, _texts(part, f"'{key.text}' has a list of other spellings", faults)
    elif node is not None:
        for word in _texts(node, "'words' is a list of counting words", faults):
            yield word, ()


def _texts(node: Node, wanted: str, faults: Faults) -> tuple[Scalar, ...]:
    if isinstance(node, Scalar) and not node.text.strip():
        return ()
    items = node.items if isinstance(node, Items) else (node,)
    texts = tuple(item for item in items if isinstance(item, Scalar))
    if not isinstance(node, Items) or len(texts) < len(items):
        words = tuple(Scalar(word) for text in texts for word in names_in(text.passage))
        listed = f"write [{', '.join(word.text for word in words)}]" if words else _EXAMPLE
        faults.add("not-a-list", wanted, node.span, listed)
        return words
    return texts


def _can_count(word: Scalar, faults: Faults) -> bool:
    unit, hint = unit_table().find(word.text), "use letters, digits and underscores, e.g. scooter"
    if not _WORD.fullmatch(word.text):
        message, code = f"'{word.text}' cannot be a word", "bad-name"
    elif unit and not unit_table().is_noun(word.text):
        message, code = f"'{word.text}' is a unit already", "reserved-name"
        hint = "leave it out"
    elif word.text in RESERVED_WORDS or word.text in RESERVED:
        message, code = f"'{word.text}' is a word of the language", "reserved-name"
        hint = f"use another, e.g. {word.text}_"
    else:
        return True
    faults.add(code, message, word.span, hint)
    return False
