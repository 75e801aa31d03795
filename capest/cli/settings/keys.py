"""The settings that there are: what each takes, and which are said on the command line alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from ...records import record

SettingKind = Literal["text", "list", "switch"]


@record
class Setting:
    """One key of a configuration; its option is `--` and the key."""

    name: str
    kind: SettingKind
    meaning: str
    example: str
    """A value, as TOML has it."""
    default: str
    """What holds without it, as TOML has it; "" for nothing."""
    for_paths: bool = False
    """Whether the documents of a pattern may have one of their own."""

    def takes(self, value: Any) -> bool:
        """Whether a value of TOML is of its kind."""
        match self.kind:
            case "text":
                return isinstance(value, str)
            case "switch":
                return isinstance(value, bool)
            case "list":
                return isinstance(value, list) and all(isinstance(item, str) for item in value)


_ALL = (
    Setting(
        "paths",
        "list",
        "what is looked at where no path is given",
        '["docs", "scenarios"]',
        '["."]',
    ),
    Setting("format", "text", "how it is shown", '"concise"', '"text"'),
    Setting("fail-on", "text", "what makes the exit code 1", '"warning"', '"error"'),
    Setting("select", "list", "the only codes that are told", '["value"]', "[]", for_paths=True),
    Setting("ignore", "list", "codes that are not told", '["napkin"]', "[]", for_paths=True),
    Setting("tolerance", "text", "how far numbers may differ", '"10%"', "", for_paths=True),
    Setting("prefixes", "text", "what MB means in documents", '"si"', '"either"', for_paths=True),
    Setting("napkin", "switch", "a day is 100,000 seconds", "true", "false"),
    Setting("set", "list", "assumptions that are changed", '["dau=500M"]', "[]"),
    Setting("unbound", "switch", "numbers that are bound to nothing are listed", "true", "false"),
    Setting("min-bound", "text", "the share of numbers that has to be bound", '"80%"', ""),
    Setting(
        "baseline", "text", "the file of findings that are known", '"capest-baseline.json"', ""
    ),
    Setting("quiet", "switch", "only findings are shown", "true", "false"),
    Setting("statistics", "switch", "findings are counted by code", "true", "false"),
)

SETTINGS: Mapping[str, Setting] = {setting.name: setting for setting in _ALL}

FOR_PATHS: Mapping[str, Setting] = {item.name: item for item in _ALL if item.for_paths}

PER_PATH = "per-path"

ONLY_ASKED_FOR = frozenset({
    "allow-outside", "output", "exit-zero", "write-baseline", "config", "no-config", "stdin-name",
    "explain", "diff", "dry-run", "bounds", "inputs", "write", "ask",
})  # fmt: skip
"""Options that no file gives: a stranger's would write files, lead out of the repository, or let
every check pass.
"""
