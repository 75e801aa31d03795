"""Published values by name: what a system needs, what a vendor allows, each with its source.

A profile is a file `capest/profiles/FOLDER/NAME.yaml`: its `meaning` and `subject`, a `source` and
a `kind` for all of its values, and the values, of which one may be `{value: ..., source: ...,
kind: ...}` with its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from ..formulas import DEFINITION, Default
from ..problems import ScenarioError, Source
from ..records import record, replace
from .yaml_nodes import Node, Pairs, Scalar, compose

_ROOT = Path(__file__).resolve().parent.parent / "profiles"
ABOUT = ("meaning", "subject", "source", "kind", "as_of")
"""What a file says of all of its values."""

VALUE_KINDS = ("limit", "recommendation", "habit", "measurement", "example", DEFINITION)
"""What a published value may be: what cannot be exceeded, what a vendor advises, what others do,
what somebody measured, what is made up to show how much it matters, what the name means.
"""


@record(kw_only=True)
class PublishedValues:
    """One profile: what it describes, and the value of each field that it knows."""

    name: str
    meaning: str
    values: Mapping[str, Default]
    as_of: str = ""
    """The day that they are of, where that matters."""
    subject: str = ""
    """What kind of thing it describes, where a folder has several: a database."""


@lru_cache(maxsize=8)
def profile_names(folder: str) -> list[str]:
    """The profiles of a folder."""
    return sorted(path.stem for path in (_ROOT / folder).glob("*.yaml"))


@lru_cache(maxsize=64)
def profile(folder: str, name: str) -> PublishedValues:
    """The profile of that name; raises ScenarioError where its file is no profile."""
    path = _ROOT / folder / f"{name}.yaml"
    node, problems = compose(Source(path.name, path.read_text(encoding="utf-8")))
    if problems or not isinstance(node, Pairs):
        raise ScenarioError(*problems)
    parts = {key.text: part for key, part in node.items}
    source = _text(parts["source"])
    kind = _text(parts["kind"]) if "kind" in parts else "measurement"
    as_of, subject = (_text(parts[key]) if key in parts else "" for key in ("as_of", "subject"))
    said = Default("", source, profile=name, kind=kind, as_of=as_of)
    values = {key: _value(part, said) for key, part in parts.items() if key not in ABOUT}
    return PublishedValues(
        name=name, meaning=_text(parts["meaning"]), values=values, as_of=as_of, subject=subject
    )


def _value(node: Node, said: Default) -> Default:
    """A value, by what the profile says of all and what the value says of itself."""
    if isinstance(node, Pairs):
        return replace(said, **{key.text: _text(part) for key, part in node.items})
    return replace(said, value=_text(node))


def _text(node: Node) -> str:
    return " ".join(node.text.split()) if isinstance(node, Scalar) else ""
