"""The settings that there are: what each takes, and which are said on the command line alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

SettingKind = Literal["text", "list", "switch"]


@dataclass(frozen=True, slots=True, kw_only=True)
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
        name="paths",
        kind="list",
        meaning="what is looked at where no path is given",
        example='["docs", "scenarios"]',
        default='["."]',
    ),
    Setting(
        name="format", kind="text", meaning="how it is shown", example='"concise"', default='"text"'
    ),
    Setting(
        name="fail-on",
        kind="text",
        meaning="what makes the exit code 1",
        example='"warning"',
        default='"error"',
    ),
    Setting(
        name="select",
        kind="list",
        meaning="the only codes that are told",
        example='["value"]',
        default="[]",
        for_paths=True,
    ),
    Setting(
        name="ignore",
        kind="list",
        meaning="codes that are not told",
        example='["napkin"]',
        default="[]",
        for_paths=True,
    ),
    Setting(
        name="tolerance",
        kind="text",
        meaning="how far numbers may differ",
        example='"10%"',
        default="",
        for_paths=True,
    ),
    Setting(
        name="prefixes",
        kind="text",
        meaning="what MB means in documents",
        example='"si"',
        default='"either"',
        for_paths=True,
    ),
    Setting(
        name="napkin",
        kind="switch",
        meaning="a day is 100,000 seconds",
        example="true",
        default="false",
    ),
    Setting(
        name="set",
        kind="list",
        meaning="assumptions that are changed",
        example='["dau=500M"]',
        default="[]",
    ),
    Setting(
        name="unbound",
        kind="switch",
        meaning="numbers that are bound to nothing are listed",
        example="true",
        default="false",
    ),
    Setting(
        name="min-bound",
        kind="text",
        meaning="the share of numbers that has to be bound",
        example='"80%"',
        default="",
    ),
    Setting(
        name="baseline",
        kind="text",
        meaning="the file of findings that are known",
        example='"capest-baseline.json"',
        default="",
    ),
    Setting(
        name="quiet",
        kind="switch",
        meaning="only findings are shown",
        example="true",
        default="false",
    ),
    Setting(
        name="statistics",
        kind="switch",
        meaning="findings are counted by code",
        example="true",
        default="false",
    ),
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
