"""The kinds of question, one file each; the folder is the registry.

A kind's file has a docstring of one sentence and these names:

- `TOPICS`: the topics it may ask about;
- `ABOUT_SCENARIOS`: whether its questions are about scenarios, of which a person may name one;
- `questions(material, random, wanted)`: an iterator over fresh questions, in a random order; the
  steps of one walk come in their order. It may end, and is empty where nothing fits `wanted`;
- `question(id, material)`: the question of an id that it gave once, or None.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Protocol, cast

from .. import KINDS as KINDS
from ..material import ANYTHING, Chance, Material, Wanted
from ..question import Question

LONGEST_ID = 300
"""Characters of an id: three names of a scenario's at most, each of at most 100."""


class QuestionKind(Protocol):
    """The module of a kind."""

    TOPICS: tuple[str, ...]
    ABOUT_SCENARIOS: bool

    def questions(self, material: Material, random: Chance, wanted: Wanted) -> Iterator[Question]:
        """Fresh questions, in a random order."""

    def question(self, key: str, material: Material) -> Question | None:
        """The question of an id, or None."""


def kind(name: str) -> QuestionKind:
    """The kind of a name; raises KeyError for an unknown one."""
    if name not in KINDS:
        raise KeyError(name)
    return cast(QuestionKind, import_module(f"{__name__}.{name.replace('-', '_')}"))


def questions(
    name: str, material: Material, random: Chance, wanted: Wanted = ANYTHING
) -> Iterator[Question]:
    """Fresh questions of a kind; raises KeyError for an unknown one."""
    return kind(name).questions(material, random, wanted)


def question(key: str, material: Material) -> Question | None:
    """The question of an id such as `step.qps.7`, or None where no kind knows it."""
    name = key.partition(".")[0]
    if name not in KINDS or len(key) > LONGEST_ID:
        return None
    return kind(name).question(key, material)


def meaning(name: str) -> str:
    """What questions of a kind are, as its file begins."""
    first = (kind(name).__doc__ or "").partition("\n\n")[0]
    return " ".join(first.partition(": ")[2].split())
