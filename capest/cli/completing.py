"""What may stand in the place of the last word of a command line, and the scripts that ask."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from typer.main import get_command

from ..codes import CODES
from ..engine.estimate import estimate
from ..practice import KINDS
from ..problems import CapestError
from ..scenario.reader import read
from ..scenario.shipped import shipped_names
from ..sections import sections
from .app import COMMANDS, app, register
from .files import read_source
from .manual import topics
from .options import read_scenario

_ASK = "capest completion words --"

SCRIPTS = {
    "bash": f"""\
_capest() {{
  local words=("${{COMP_WORDS[@]:1:COMP_CWORD}}")
  COMP_WORDBREAKS=${{COMP_WORDBREAKS//=/}}
  mapfile -t COMPREPLY < <({_ASK} "${{words[@]}}" 2> /dev/null)
  if [[ ${{#COMPREPLY[@]}} = 1 && ${{COMPREPLY[0]}} = *= ]]; then compopt -o nospace; fi
}}
complete -o default -o bashdefault -F _capest capest
""",
    "zsh": f"""\
#compdef capest
_capest() {{
  local -a found
  found=("${{(@f)$({_ASK} "${{(@)words[2,CURRENT]}}" 2> /dev/null)}}")
  if [[ -n "${{found[*]}}" ]]; then compadd -Q -- $found; else _files; fi
}}
compdef _capest capest
""",
    "fish": f"""\
function __capest
  set -l found ({_ASK} (commandline -opc)[2..-1] (commandline -ct) 2> /dev/null)
  if set -q found[1]; printf '%s\\n' $found; else; __fish_complete_path (commandline -ct); end
end
complete -c capest -f -a '(__capest)'
""",
}
"""By the shell. Each asks capest itself, so that what is new is completed without a new script."""


def candidates(words: Sequence[str]) -> list[str]:
    """What completes the last of some words, which follow `capest`; nothing where a file may."""
    *before, last = words
    command, rest, subcommands = _command(before)
    if command is None:
        return []
    options = {name: one for one in command.params for name in (*one.opts, *one.secondary_opts)}
    option = options.get(rest[-1]) if rest else None
    if option is not None and not _is_flag(option):
        found = _values(option, rest, last)
    elif last.startswith("-"):
        found = [name for name in options if name.startswith("--")]
    else:
        found = [*subcommands, *_positional(command, [*rest, last], options)]
    return sorted({word for word in found if word.startswith(last)})


def _command(before: Sequence[str]) -> tuple[Any, list[str], list[str]]:
    """The command of some words, those behind it, and its subcommands where none is named yet."""
    first = next((word for word in before if not word.startswith("-")), "")
    if first not in COMMANDS:
        register(())
        return (get_command(app), list(before), list(COMMANDS)) if not first else (None, [], [])
    register((first,))
    rest = list(before[before.index(first) + 1 :])
    command: Any = get_command(app)
    command = getattr(command, "commands", {}).get(first, command)
    below = getattr(command, "commands", {})
    named = next((word for word in rest if word in below), "")
    if named:
        return below[named], rest[rest.index(named) + 1 :], []
    return command, rest, list(below)


def _is_option(word: str) -> bool:
    return word.startswith("-") and word != "-"


def _is_flag(option: Any) -> bool:
    return bool(getattr(option, "is_flag", False) or getattr(option, "count", False))


def _values(parameter: Any, rest: Sequence[str], last: str) -> list[str]:
    """What an option or an argument takes, by how its help writes it."""
    metavar = (parameter.metavar or "").strip("[]").removesuffix("...").strip("[]")
    scenario = next((word for word in rest if not word.startswith("-")), "")  # - would wait
    match metavar:
        case "SCENARIO" | "AFTER" | "NAME|FILE":
            return [*shipped_names(), *_scenario_files(last)]
        case "NAME=VALUE" | "NAME=VALUES" | "NAME=RATE":
            return [f"{name}=" for name in _assumptions(scenario)]
        case "NAME" if "--vary" in parameter.opts:
            return _assumptions(scenario)
        case "NAME" | "NAMES" | "NAME,NAME" | "STORE":
            return _quantities(scenario)
        case "CODE" | "CODE,CODE":
            return list(CODES)
        case "SECTION":
            return [section.name for section in sections()]
        case "KIND":
            return list(KINDS)
        case "TOPIC|CODE|COMMAND|WORDS":
            return [*topics(), *COMMANDS, *CODES]
    return metavar.split("|") if "|" in metavar and metavar.islower() else []


def _positional(command: Any, words: Sequence[str], options: dict[str, Any]) -> list[str]:
    """What the next argument takes that is no option."""
    *rest, last = words
    taken, follows = 0, False
    for word in rest:
        if not follows and not _is_option(word):
            taken += 1
        follows = not follows and word in options and not _is_flag(options[word])
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    if taken >= len(arguments) and not (arguments and arguments[-1].nargs == -1):
        return []
    return _values(arguments[min(taken, len(arguments) - 1)], rest, last)


def _scenario_files(last: str) -> list[str]:
    """The YAML files in the folder of a word."""
    folder = last[: last.rfind("/") + 1]
    return [f"{folder}{path.name}" for path in Path(folder or ".").glob("*.y*ml")]


def _quantities(scenario: str) -> list[str]:
    with contextlib.suppress(CapestError):
        return list(estimate(read_scenario(scenario, None, napkin=False), sections()))
    return []


def _assumptions(scenario: str) -> list[str]:
    """The names that a scenario of the command line may have changed."""
    with contextlib.suppress(CapestError):
        found, _ = read(read_source(scenario), sections())
        if found is not None:
            fields = [f"{one.name}.{name}" for one in found.every_entry() for name in one.values]
            return [*found.assumptions, *fields]
    return []
