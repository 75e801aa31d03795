"""capest bind: propose comments, or links, for the numbers of documents."""

from __future__ import annotations

from typing import Annotated

import typer

from ..border import border_of
from ..console import BAD_INPUT, tell, telling
from ..options import AllowOutside, Config, Documents, Family, NapkinOr, NoConfig, Within

Write = Annotated[
    bool, typer.Option("--write", help="Put in the comments or links that are beyond doubt.")
]
Ask = Annotated[
    bool, typer.Option("--ask", help="Go through all of them, and put in what you say.")
]


def bind_command(  # noqa: PLR0913, PLR0917 - one for each option
    paths: Documents = None,
    write: Write = False,
    ask: Ask = False,
    tolerance: Within = None,
    prefixes: Family = None,
    napkin: NapkinOr = None,
    config: Config = None,
    no_config: NoConfig = False,
    allow_outside: AllowOutside = False,
) -> None:
    """Propose which numbers of documents to bind, and to what.

    To bind is what value, unit and the words or cells nearby leave no doubt about, to choose what
    several quantities fit; suspicious is what the words name and a known slip has made wrong.
    Documents that have no scenario are passed over.
    """
    from ..documents import ask as questions
    from ..documents import bind as bindings
    from ..documents.check_options import rewriting_options

    with telling():
        options = rewriting_options(
            paths,
            tolerance,
            prefixes,
            napkin=napkin,
            config=config,
            no_config=no_config,
            allow_outside=allow_outside,
        )
        found = bindings.proposals(options, is_asking=ask)
    tell(found.unread)
    border = border_of(options.paths, is_open=allow_outside)
    if not (write or ask):
        bindings.show(found)
        return
    found, unwritten = bindings.write(questions.ask(found) if ask else found, border)
    bindings.show_bound(found)
    if unwritten:
        tell(unwritten)
        raise typer.Exit(BAD_INPUT)
