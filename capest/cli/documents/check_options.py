"""What the options of check, fix and bind say, with what the settings say where they do not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ...claims.judging.tolerances import Tolerances
from ...claims.marks.statements import FAMILIES
from ...claims.reports import FORMATS
from ...codes import FINDINGS
from ...problems import CapestError, Problem
from ...records import field, record, replace
from ..console import reject
from ..options import unknown_word
from ..settings.read import Settings, settings_of

_FAIL_ON = ("error", "warning")
_PERCENT = re.compile(r"\s*(\d{1,9}(?:\.\d{1,9})?)\s*%?\s*")


@record(kw_only=True)
class CheckOptions:
    """What a run is asked for."""

    paths: tuple[str, ...] = ()
    format: str = "text"
    fail_on: str = "error"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    tolerance: str | None = None
    prefixes: str | None = None
    napkin: bool = False
    set: tuple[str, ...] = ()
    unbound: bool = False
    min_bound: str | None = None
    baseline: str | None = None
    quiet: bool = False
    statistics: bool = False
    allow_outside: bool = False
    asked: frozenset[str] = frozenset()
    """The options of the command line, which win over what is said for a document's path."""
    settings: Settings = field(default_factory=Settings)

    def is_selected(self, code: str, document: str) -> bool:
        """Whether findings of a code are told of a document."""
        own = self.settings.of_document(document)
        select = self.select if "select" in self.asked else tuple(own.get("select", self.select))
        return code not in (*self.ignore, *own.get("ignore", ())) and (not select or code in select)

    @property
    def tells_all_codes(self) -> bool:
        """Whether no code is left out for any document."""
        rules = any({"select", "ignore"} & rule.values.keys() for rule in self.settings.rules)
        return not (self.select or self.ignore or rules)

    def tolerances(self, document: str | None = None) -> Tolerances:
        """How the numbers of a document are judged."""
        own = self.settings.of_document(document) if document is not None else {}
        said = {name: getattr(self, name) for name in ("tolerance", "prefixes")}
        said |= {name: own[name] for name in said if name in own and name not in self.asked}
        found = Tolerances(
            prefixes=FAMILIES[said["prefixes"] or "either"],
            fixed_prefixes=said["prefixes"] is not None,
            napkin=self.napkin,
        )
        if said["tolerance"] is None:
            return found
        return replace(found, tolerance=share_of(said["tolerance"]))


def share_of(text: str) -> float:
    """A percentage that was found to be one, as a share."""
    found = _PERCENT.fullmatch(text)
    return float(found[1]) / 100 if found else 0.0


def options_of(
    given: Mapping[str, Any],
    *,
    config: str | None = None,
    no_config: bool = False,
    allow_outside: bool = False,
    otherwise: tuple[str, ...] = (),
) -> CheckOptions:
    """The options of a command by the names of their settings, None or empty where they are not
    given, and `otherwise` the paths where nothing says any; raises CapestError for wrong ones.
    """
    said = {name: value for name, value in given.items() if value not in (None, [], ())}
    _reject(problem_of(name, value) for name, value in said.items())
    settings = settings_of(config, no_config=no_config)
    _reject(_in_settings(settings, settings.values, ()))
    for rule in settings.rules:
        _reject(_in_settings(settings, rule.values, ("per-path", rule.pattern)))
    values: dict[str, Any] = {name: said.get(name, settings.values.get(name)) for name in given}
    values["paths"] = said.get("paths") or settings.paths() or list(otherwise)
    if "baseline" not in said and values.get("baseline") is not None:
        values["baseline"] = settings.inside(values["baseline"], "baseline")
    if not values["paths"]:
        reject(
            "no-files", "there is nothing to check", "name files, folders or patterns, e.g. docs"
        )
    taken: dict[str, Any] = {
        name.replace("-", "_"): tuple(value) if isinstance(value, list) else value
        for name, value in values.items()
        if value is not None
    }
    return CheckOptions(
        **taken,
        allow_outside=allow_outside,
        asked=frozenset(said),
        settings=settings,
    )


def rewriting_options(
    paths: list[str] | None,
    tolerance: str | None = None,
    prefixes: str | None = None,
    *,
    napkin: bool | None = None,
    config: str | None = None,
    no_config: bool = False,
    allow_outside: bool = False,
) -> CheckOptions:
    """The options of a command that rewrites documents; raises CapestError for wrong ones."""
    given = {
        "paths": paths,
        "tolerance": tolerance,
        "prefixes": prefixes,
        "napkin": napkin,
        "set": None,  # as the settings say, so that what is written is what a check wants
    }
    options = options_of(given, config=config, no_config=no_config, allow_outside=allow_outside)
    if "-" in options.paths:
        reject("no-files", "files are rewritten, and standard input is none")
    return options


def problem_of(name: str, value: Any) -> Problem | None:
    """What is wrong with the value of an option or a setting, if anything is."""
    match name:
        case "format" if value not in FORMATS:
            return unknown_word("format", value, FORMATS)
        case "fail-on" if value not in _FAIL_ON:
            return unknown_word("option", value, _FAIL_ON)
        case "prefixes" if value not in FAMILIES:
            return unknown_word("option", value, FAMILIES)
        case "select" | "ignore":
            unknown = next((code for code in value if code not in FINDINGS), None)
            return unknown_word("code", unknown, FINDINGS) if unknown is not None else None
        case "tolerance" if not _PERCENT.fullmatch(value):
            return _no_percentage(value, "10%")
        case "min-bound" if not _PERCENT.fullmatch(value) or share_of(value) > 1:
            return _no_percentage(value, "80%")
    return None


def _no_percentage(value: str, example: str) -> Problem:
    message = f"'{value}' is not a percentage"
    return Problem(code="unknown-option", message=message, hint=f"write it as {example}")


def _in_settings(
    settings: Settings, values: Mapping[str, Any], at: tuple[str, ...]
) -> Iterator[Problem | None]:
    """What is wrong with the values of settings, each with its place."""
    for name, value in values.items():
        each = enumerate(value) if name in ("select", "ignore") else ()
        wrong = [(index,) for index, item in each if problem_of(name, [item])]
        problem = problem_of(name, value)
        yield problem and replace(
            problem, span=settings.place(*at, name, *(wrong[0] if wrong else ()))
        )


def _reject(problems: Iterable[Problem | None]) -> None:
    found = [problem for problem in problems if problem]
    if found:
        raise CapestError(*found)
