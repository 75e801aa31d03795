"""capest bind: propose comments, or links, for the numbers of documents."""

from __future__ import annotations

from typing import Annotated

import typer

from ..border import border_of
from ..console import BAD_INPUT, tell, telling
from ..options import AllowOutside, Documents, Family, Napkin, Within

Write = Annotated[bool, typer.Option("--write", help="Put the comments or links in.")]


def bind_command(
    paths: Documents = None,
    write: Write = False,
    tolerance: Within = None,
    prefixes: Family = None,
    napkin: Napkin = False,
    allow_outside: AllowOutside = False,
) -> None:
    """Propose which numbers of documents to bind, and to what.

    Only what value, unit and the words nearby leave no doubt about is proposed. Documents that
    have no scenario are passed over.
    """
    from ..documents import bind as bindings
    from ..documents.run import rewriting_options

    with telling():
        options = rewriting_options(paths, tolerance, prefixes, allow_outside=allow_outside)
        found = bindings.proposals(paths or [], options, napkin=napkin)
    border = border_of(paths or (), is_open=allow_outside)
    found, unwritten = bindings.write(found, border) if write else (found, ())
    bindings.show(found, written=write)
    if unwritten:
        tell(unwritten)
        raise typer.Exit(BAD_INPUT)
