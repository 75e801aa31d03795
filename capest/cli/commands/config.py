"""capest config: which settings hold, and where they are said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from ...problems import Severity
from ..console import BAD_INPUT, show, tell, telling
from ..options import Config, NoConfig

if TYPE_CHECKING:
    from ...render.lines import Line
    from ..settings.read import Settings


def config_command(
    document: Annotated[
        str | None,
        typer.Argument(metavar="[DOCUMENT]", help="One document: what holds for its path."),
    ] = None,
    config: Config = None,
    no_config: NoConfig = False,
) -> None:
    """Show the settings of check, fix and bind, and their places.

    They stand in capest.toml, or under [tool.capest] in pyproject.toml. The nearest file holds,
    from the working folder up to its repository, and options of the command line win over it.
    """
    from ..documents.check_options import options_of
    from ..documents.run import faults_of_settings
    from ..settings.keys import SETTINGS

    with telling():
        given = dict.fromkeys(SETTINGS)
        options = options_of(given, config=config, no_config=no_config, otherwise=(".",))
        show(_lines(options.settings, document))
        if options.settings.source:
            faults = list(faults_of_settings(options))
            tell(faults)
            if any(problem.severity is Severity.ERROR for problem in faults):
                raise typer.Exit(BAD_INPUT)


def _lines(settings: Settings, document: str | None) -> list[Line]:
    from ...render.lines import wrapped
    from ..settings.keys import SETTINGS

    source = settings.source
    lines: list[Line] = [(("heading", source.name if source else "no file of settings"),)]
    own = settings.of_document(document) if document is not None else {}
    if own.get("ignore"):
        own["ignore"] = [*settings.values.get("ignore", ()), *own["ignore"]]
    for name, setting in SETTINGS.items():
        value = settings.values.get(name)
        if own.get(name) not in (None, []):
            said, style = f"{_toml(own[name])}  for {document}", "number"
        elif value is not None:
            place = settings.place(name)
            said, style = f"{_toml(value)}  {f'line {place.line}' if place else ''}", "number"
        else:
            said, style = f"{setting.default or 'none'}  {setting.meaning}", "muted"
        lines += wrapped(f"{name} = {said}".rstrip(), style)
    for rule in settings.rules if document is None else ():
        lines += wrapped(f'[per-path."{rule.pattern}"]', "heading")
        for name, value in rule.values.items():
            lines += wrapped(f"{name} = {_toml(value)}", "number", indent=4)
    return lines


def _toml(value: Any) -> str:
    """A value as TOML has it, near enough to be copied."""
    match value:
        case bool():
            return str(value).lower()
        case list():
            return f"[{', '.join(map(_toml, value))}]"
        case _:
            return f'"{value}"'
