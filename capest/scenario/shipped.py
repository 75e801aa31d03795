"""The scenarios that come with capest, and what to say of one that is not there."""

from __future__ import annotations

from pathlib import Path

from ..problems import Problem, did_you_mean, suggestion

_MOST_NEAR = 200  # files that are compared with a misspelt name


def shipped_folder() -> Path:
    """The folder of the shipped scenarios: in the package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "scenarios"
    return installed if installed.is_dir() else package.parent / "scenarios"


def shipped_names() -> list[str]:
    """The names of the shipped scenarios."""
    return sorted(path.stem for path in shipped_folder().glob("*.yaml"))


def scenarios_near(name: str) -> list[str]:
    """The YAML files of the folder in which a file was looked for."""
    return files_near(name, "*.y*ml")


def files_near(name: str, pattern: str) -> list[str]:
    """The files of a pattern beside one that is missing."""
    try:
        found = sorted(path.as_posix() for path in Path(name).parent.glob(pattern))
    except (OSError, ValueError):
        return []
    return found[:_MOST_NEAR]


def not_found(name: str) -> Problem:
    """The problem of a name that is neither a file's nor a shipped scenario's, nor like one."""
    if "/" in name or name.endswith((".yaml", ".yml")):
        stem = Path(name).stem
        hint = suggestion(name, scenarios_near(name), "check the path")
        if stem in shipped_names():
            hint = f"the shipped scenario is called '{stem}'"
        return Problem(code="file-not-found", message=f"there is no file {name}", hint=hint)
    close = did_you_mean(name, shipped_names())
    if close is None:
        message = f"there is no file or folder {name}, and no shipped scenario"
        hint = "check the path; `capest list` names the shipped scenarios"
        return Problem(code="file-not-found", message=message, hint=hint)
    message = f"'{name}' is neither a file nor a shipped scenario"
    return Problem(code="unknown-scenario", message=message, hint=f"did you mean '{close}'?")
