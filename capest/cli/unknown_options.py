"""Says of an option that a command does not have which of its own is meant, or where to say it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from ..problems import did_you_mean
from ..senses import called

_ELSEWHERE = {
    "--scenario": "a document names its scenario itself: <!-- capest: use my.yaml -->; other "
    "commands take it alone: capest estimate my.yaml",
    "--fix": "`capest fix` corrects the numbers",
    "--write": "`capest fix` writes by itself, --diff only shows",
    "--since": "`capest compare my.yaml --base REVISION` compares with the past, of a folder too",
    "--file": "the file stands alone: capest estimate my.yaml",
    "--output": "`capest estimate my.yaml --output my.html`",
}
"""What is said without an option, or to another command."""


def fault_of_options(command: Any, words: Iterable[str]) -> str | None:
    """What is wrong with the first option that a command does not have, None where it has all."""
    if command.ignore_unknown_options:
        return None
    known = {"--color": True, **dict(_options(command))}
    is_value = False
    for before, word, after in _with_neighbours(words):
        name = word.partition("=")[0]
        if word == "--":
            break
        if is_value and before == "--set" and after[:1].isalnum() and not {":", "="} & set(word):
            return f"--set {word} has no value: write --set {word}={after}"
        is_option, is_value = not is_value, known.get(word, False) and not is_value
        if is_option and name.startswith("--") and name not in known:
            meant = _as_format(command, name) or did_you_mean(name, sorted(known))
            if name in _ELSEWHERE and meant not in called(name):  # alike in spelling alone
                meant = None
            hint = f"did you mean {meant}?" if meant else _ELSEWHERE.get(name)
            return f"{name} is not an option: {hint}" if hint else None
    return None


def _with_neighbours(words: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Each word, between the one before and the one after it."""
    every = ["", *words, ""]
    return zip(every, every[1:], every[2:], strict=False)


def _as_format(command: Any, name: str) -> str:
    """How a command is told to write it so, where the name of the option is that of a format."""
    found = (it for it in _parameters(command) if "--format" in it.opts)
    told = " ".join(it.help if it.metavar == "FORMAT" else it.metavar for it in found)
    word = name.removeprefix("--")
    return f"--format {word}" if word in re.findall(r"\w+", told) else ""


def _options(command: Any) -> Iterator[tuple[str, bool]]:
    """The options of a command, and of those in it, each with whether the next word is its own."""
    for parameter in _parameters(command):
        is_flag = getattr(parameter, "is_flag", False) or getattr(parameter, "count", False)
        names = (*parameter.opts, *parameter.secondary_opts)
        yield from ((name, not is_flag) for name in names if name.startswith("-"))
    yield from (("--help", False), ("-h", False))


def _parameters(command: Any) -> Iterator[Any]:
    yield from command.params
    for inner in getattr(command, "commands", {}).values():
        yield from _parameters(inner)
