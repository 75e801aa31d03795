"""capest new: start a scenario of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ...safe_text import log_line
from ..console import telling
from ..files import read_source, write_file
from ..options import Force


def new_command(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write.")],
    from_: Annotated[
        str | None,
        typer.Option("--from", metavar="SCENARIO", help="Start from a scenario, shipped or yours."),
    ] = None,
    force: Force = False,
) -> None:
    """Write a scenario to start from.

    A commented template, or a copy of another scenario.
    """
    template = Path(__file__).parent.parent / "template.yaml"
    with telling():
        text = read_source(from_).text if from_ else template.read_text(encoding="utf-8")
        write_file(path, text, replace=force)
    print(log_line(f"wrote {path}; next: capest estimate {path}"))
