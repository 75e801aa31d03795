"""capest learn: the numbers of a scenario from logs of what really happens."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ...safe_text import log_line
from ..console import telling
from ..files import write_file
from ..options import Force

if TYPE_CHECKING:
    from ...logs.learnt import Learnt
    from ..learning.options import LearnOptions


def learn_command(  # an argument for each option
    logs: Annotated[
        list[str], typer.Argument(metavar="LOG...", help="Files of logs, or - for standard input.")
    ],
    columns: Annotated[
        str, typer.Option(metavar="PART=NAME,...", help="Which column of JSON or CSV is what.")
    ] = "",
    routes: Annotated[
        str, typer.Option(metavar="NAME=PATH,...", help="Which paths become which traffic entry.")
    ] = "",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write it to a file.")
    ] = None,
    zone: Annotated[
        str, typer.Option(metavar="+0200", help="By which clocks to count days; else the log's.")
    ] = "",
    fail_over: Annotated[
        str, typer.Option(metavar="SHARE", help="Refuse logs with more malformed lines.")
    ] = "10%",
    force: Force = False,
) -> None:
    """Learn a scenario from logs.

    Combined log, JSON lines or CSV, gzip or zstd or not, are read once as a stream. Each number
    is a range with its source; what the logs do not give is said, with what is missing. Users
    and keys are hashed when they are read, and nothing of them is written.

    Parts of a request: time, user, key (what a cache would look up), path, method, status, bytes
    (of the response), received, latency (NAME:ms says its unit), request (GET /a HTTP/1.1). Paths
    in --routes: * is one part, ** all that follows; NAME:read=POST /search says what it does.
    """
    from ...logs.written import scenario_text
    from ..learning.options import LearnOptions

    with telling():
        options = LearnOptions.understood(columns, routes, zone, fail_over)
        text = scenario_text(_learnt(logs, options), _title(logs))
        if output is not None:
            write_file(output, text, replace=force)
    if output is None:
        print(text, end="")
    else:
        print(log_line(f"wrote {output}; next: capest estimate {output}"))


def _learnt(logs: list[str], options: LearnOptions) -> Learnt:
    from ...logs.learn import learn
    from ..learning.reading import seen_in

    return learn(seen_in(logs, options), _title(logs))


def _title(logs: list[str]) -> str:
    """What to call the logs: without their folders, which say more than is asked."""
    first = "standard input" if logs[0] == "-" else Path(logs[0]).name
    return first if len(logs) == 1 else f"{first} and {len(logs) - 1} more"
