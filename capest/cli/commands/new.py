"""capest new: start a scenario of one's own."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from ...safe_text import log_line
from ..border import is_repository, is_stream
from ..console import telling
from ..files import read_source, write_file
from ..options import Force

_SCHEMA = "capest.schema.json"
_HEADER = "# yaml-language-server: $schema="


def new_command(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write.")],
    from_: Annotated[
        str | None,
        typer.Option("--from", metavar="SCENARIO", help="Start from a scenario, shipped or yours."),
    ] = None,
    schema: Annotated[
        bool,
        typer.Option(
            "--schema/--no-schema", help="Name the schema for editors, and write it where it lacks."
        ),
    ] = True,
    force: Force = False,
) -> None:
    """Write a scenario to start from.

    A commented template, or a copy of another scenario. Its first line names capest.schema.json, by
    which editors with the YAML language server (in VS Code the extension redhat.vscode-yaml)
    complete fields and show their meaning. One file serves a repository; after an upgrade,
    `capest schema > capest.schema.json` writes it anew.
    """
    template = Path(__file__).parent.parent / "template.yaml"
    with telling():
        text = read_source(from_).text if from_ else template.read_text(encoding="utf-8")
        named = schema and not is_stream(str(path)) and _HEADER not in text
        place = _schema_near(path) if named else None
        if place is not None:
            start = path.parent.resolve()
            text = f"{_HEADER}{Path(os.path.relpath(place, start)).as_posix()}\n{text}"
        write_file(path, text, replace=force)
        if place is not None and not place.exists():
            _write_schema(place)
    print(log_line(f"wrote {path}; next: capest estimate {path}"))


def _schema_near(path: Path) -> Path:
    """The schema of the scenario's folder or of one above it in the repository; where there is
    none, the place for one beside the scenario.
    """
    folder = path.parent.resolve()
    for place in (folder, *folder.parents):
        if (place / _SCHEMA).is_file():
            return place / _SCHEMA
        if is_repository(place):
            break
    return folder / _SCHEMA


def _write_schema(path: Path) -> None:
    from ...safe_text import json_text
    from ...scenario.schema import json_schema
    from ...sections import sections

    write_file(path, json_text(json_schema(sections())), replace=False)
    print(log_line(f"wrote {path.name} beside it, for completion in editors"))
