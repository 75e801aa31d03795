"""Finds and reads the settings of a folder."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from glob import iglob
from pathlib import Path
from typing import Any

from ...nouns import either
from ...problems import CapestError, Problem, Severity, Source, Span, suggestion
from ...records import field, record
from ...scenario.text import decode
from ..border import followed, is_repository
from ..documents.git_lists import Glob
from ..files import read_bytes
from .keys import FOR_PATHS, ONLY_ASKED_FOR, PER_PATH, SETTINGS, Setting
from .toml_places import place_of_key, place_of_value, read

OWN_FILE = "capest.toml"
SHARED_FILE = "pyproject.toml"
_TABLE = ("tool", "capest")

_PATTERNS = "a pattern starts from the folder of this file, as docs/old/** does"

_MOST_BYTES = 262_144
"""Of a file of settings: its places are found by reading it again and again."""


@record(kw_only=True)
class PathRule:
    """What holds for the documents of a pattern."""

    glob: Glob
    pattern: str
    values: Mapping[str, Any]


@record(kw_only=True)
class Settings:
    """What a file says; nothing where there is none."""

    source: Source | None = None
    folder: Path = field(default_factory=Path.cwd)
    """The folder of the file, from which its paths and patterns start."""
    steps: tuple[str, ...] = ()
    """The tables in which the settings stand."""
    values: Mapping[str, Any] = field(default_factory=dict)
    rules: tuple[PathRule, ...] = ()

    def place(self, *steps: str | int) -> Span | None:
        """Where a value stands."""
        return place_of_value(self.source, (*self.steps, *steps)) if self.source else None

    def paths(self) -> list[str]:
        """What to look at where no path is given, from the working folder; raises CapestError for
        what is not there, too.
        """
        named: list[str] = self.values.get("paths", [])
        found = [self.inside(path, "paths", index) for index, path in enumerate(named)]
        problems = [
            _absent(path, self.place("paths", index))
            for index, (path, here) in enumerate(zip(named, found, strict=True))
            if not os.path.lexists(here) and next(iglob(here, recursive=True), None) is None  # noqa: PTH207
        ]
        if problems:
            raise CapestError(*problems)
        return found

    def unmatched(self, names: Iterable[str]) -> Iterator[Problem]:
        """A warning of each pattern that none of some documents matches."""
        left = list(self.rules)
        for name in names if left else ():
            path = Path(os.path.normpath(Path.cwd() / name))
            left = [rule for rule in left if not rule.glob.matches(path)]
        for rule in left:
            if self.source:
                span = place_of_key(self.source, (*self.steps, PER_PATH, rule.pattern))
                yield Problem(
                    code="unused-setting",
                    message=f"no document is matched by '{rule.pattern}'",
                    span=span,
                    hint=_PATTERNS,
                    severity=Severity.WARNING,
                )

    def inside(self, path: str, *steps: str | int) -> str:
        """A path of a setting as seen from the working folder; raises CapestError for one that
        leads out of the folder of the file: a stranger may have written it.
        """
        if path == "-":  # nobody types there, and whoever runs it waits
            message, hint = "standard input is no file", "name a file or a folder"
            span = self.place(*steps)
            raise CapestError.saying("malformed-setting", message, hint, span)
        target = Path(os.path.normpath(self.folder / path))
        leads = followed(str(target))
        is_inside = leads.is_relative_to(followed(str(self.folder)))
        if path and not (is_inside and target.is_relative_to(self.folder)):
            message = f"{path} leads outside of {self.folder}"
            hint = "name it on the command line, where it may lead anywhere"
            raise CapestError.saying("outside-file", message, hint, self.place(*steps))
        return os.path.relpath(target)

    def of_document(self, name: str) -> dict[str, Any]:
        """What holds for one document beside what holds for all: the last rule wins, but codes to
        ignore add up.
        """
        found: dict[str, Any] = {}
        path = Path(os.path.normpath(Path.cwd() / name)) if self.rules else Path()
        for rule in self.rules:
            if rule.glob.matches(path):
                ignored = [*found.get("ignore", ()), *rule.values.get("ignore", ())]
                found |= {**rule.values, "ignore": ignored}
        return found


def settings_of(config: str | None, *, no_config: bool) -> Settings:
    """The settings that the command line names, else those of the nearest file; raises CapestError
    for what cannot be used.
    """
    if config is not None and no_config:
        message = "--config names settings, and --no-config asks for none"
        raise CapestError.saying("excluded-option", message, "leave out one of them")
    if no_config:
        return Settings()
    path = Path(config) if config is not None else _nearest()
    if path is None:
        return Settings()
    source = _source(path, is_named=config is not None)
    tables = read(source)
    steps = _TABLE if path.name == SHARED_FILE else ()
    found = _table_of(tables, steps)
    return _settings(source, path, steps, found) if found is not None else Settings()


def _nearest() -> Path | None:
    """The nearest file of settings from the working folder up to its repository's: none above it,
    where others may write.
    """
    here = Path.cwd()
    folders = [here, *here.parents]
    top = next((index for index, path in enumerate(folders) if is_repository(path)), 0)
    for folder in folders[: top + 1]:
        own, shared = folder / OWN_FILE, folder / SHARED_FILE
        if os.path.isfile(own) or os.path.islink(own):  # noqa: PTH113, PTH114 - as they never raise
            return _inside(own, folders[top])
        if os.path.isfile(shared):  # noqa: PTH113
            source = _source(_inside(shared, folders[top]), is_named=False)
            is_ours = "capest" in source.text  # else nobody has to read it
            if is_ours and _table_of(read(source), _TABLE) is not None:
                return shared
    return None


def _inside(path: Path, folder: Path) -> Path:
    """A file that a link may lead to, which stays in the repository; raises CapestError."""
    if not followed(str(path)).is_relative_to(followed(str(folder))):
        message = f"{os.path.relpath(path)} leads outside of {folder}"
        raise CapestError.saying("outside-file", message, "--config names any file")
    return path


def _source(path: Path, *, is_named: bool) -> Source:
    name = os.path.relpath(path)
    content = read_bytes(name, _MOST_BYTES, waits=is_named)
    if len(content) > _MOST_BYTES:
        message = f"{name} has more than {_MOST_BYTES:,} bytes"
        raise CapestError.saying("file-too-large", message)
    return decode(name, content)


def _table_of(tables: Any, steps: tuple[str, ...]) -> Any:
    """The table behind some keys; None where there is none."""
    for step in steps:
        if not isinstance(tables, dict) or step not in tables:
            return None
        tables = tables[step]
    return tables


def _settings(source: Source, path: Path, steps: tuple[str, ...], found: Any) -> Settings:
    folder = Path(os.path.normpath(Path.cwd() / path)).parent
    settings = Settings(source=source, folder=folder, steps=steps)
    if not isinstance(found, dict):
        raise CapestError(_misplaced(settings, (), "settings are lines of the form key = value"))
    patterns = found.pop(PER_PATH, {})
    problems = list(_problems(settings, found, (), SETTINGS))
    rules: list[PathRule] = []
    if not isinstance(patterns, dict):
        patterns, told = {}, '[per-path."docs/old/**"] opens the settings of a pattern'
        problems.append(_misplaced(settings, (PER_PATH,), told))
    for pattern, values in patterns.items():
        if pattern.startswith("!") or not {"", ".", ".."}.isdisjoint(pattern.strip("/").split("/")):
            problems.append(_unmatched(settings, pattern))
        if not isinstance(values, dict):
            told = f'"{pattern}" = {{ignore = ["value"]}} says what holds for it'
            problems.append(_misplaced(settings, (PER_PATH, pattern), told))
            continue
        problems += _problems(settings, values, (PER_PATH, pattern), FOR_PATHS)
        rules.append(PathRule(glob=Glob.of(folder, pattern), pattern=pattern, values=values))
    if problems:
        raise CapestError(*problems)
    return Settings(source=source, folder=folder, steps=steps, values=found, rules=tuple(rules))


def _problems(
    settings: Settings, found: dict[str, Any], at: tuple[str, ...], known: Mapping[str, Setting]
) -> Iterator[Problem]:
    for name, value in found.items():
        if name not in known:
            yield _unknown(settings, name, at, known)
        elif not known[name].takes(value):
            yield _misplaced(settings, (*at, name), f"write {name} = {known[name].example}")


def _unknown(
    settings: Settings, name: str, at: tuple[str, ...], known: Mapping[str, Setting]
) -> Problem:
    steps = (*settings.steps, *at, name)
    span = place_of_key(settings.source, steps) if settings.source else None
    if name in ONLY_ASKED_FOR:
        message = f"'{name}' is only taken from the command line"
        return Problem(
            code="not-a-setting", message=message, span=span, hint="take it out of this file"
        )
    if name in SETTINGS:
        hint = f"the settings of a pattern are {either(known)}"
        message = f"'{name}' holds for all documents"
        return Problem(code="not-a-setting", message=message, span=span, hint=hint)
    spelled = name.replace("_", "-")
    hint = (
        f"did you mean '{spelled}'?" if spelled in known else suggestion(name, [*known, PER_PATH])
    )
    return Problem(
        code="unknown-setting", message=f"'{name}' is not a setting", span=span, hint=hint
    )


def _unmatched(settings: Settings, pattern: str) -> Problem:
    steps = (*settings.steps, PER_PATH, pattern)
    return Problem(
        code="malformed-setting",
        message=f"no file is matched by '{pattern}'",
        span=place_of_key(settings.source, steps) if settings.source else None,
        hint=_PATTERNS,
    )


def _absent(path: str, span: Span | None) -> Problem:
    hint = "a path starts from the folder of this file"
    return Problem(code="no-files", message=f"nothing matches {path}", span=span, hint=hint)


def _misplaced(settings: Settings, at: tuple[str, ...], hint: str) -> Problem:
    steps = (*settings.steps, *at)
    span = place_of_value(settings.source, steps) if settings.source and steps else None
    what = f"'{at[-1]}'" if at else "this"
    return Problem(
        code="malformed-setting",
        message=f"{what} has a value of another kind",
        span=span,
        hint=hint,
    )
