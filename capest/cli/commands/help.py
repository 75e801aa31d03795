"""capest help: the manual, and the meaning of each message."""

from __future__ import annotations

from typing import Annotated

import typer

from ..console import telling


def help_command(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[TOPIC|CODE|COMMAND|WORDS]",
            help="A page, a code such as unknown-unit, a command, or words to look for.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Read the manual: a topic, a message's code, or a search.

    Without a topic it lists them. In a terminal a long page goes through a pager; piped, it is
    Markdown.
    """
    from .. import manual
    from ..app import COMMANDS

    with telling():
        manual.write(manual.about(tuple(words or ()), COMMANDS))
