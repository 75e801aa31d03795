"""capest learn: the numbers of a scenario from logs of what really happens."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ...render import SHOWN
from ..console import reject, telling
from ..files import read_source
from ..options import ColumnNames, EngineName, Force, TextOrJson, check_choice

if TYPE_CHECKING:
    from ...logs.learnt import Learnt
    from ..learning.options import LearnOptions


def learn_command(  # noqa: PLR0913, PLR0917  # an argument for each option
    logs: Annotated[
        list[str], typer.Argument(metavar="LOG...", help="Files of logs, or - for standard input.")
    ],
    columns: ColumnNames = "",
    routes: Annotated[
        str, typer.Option(metavar="NAME=PATH,...", help="Which paths become which traffic entry.")
    ] = "",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write it to a file.")
    ] = None,
    into: Annotated[
        str, typer.Option(metavar="FILE", help="Put the numbers into a scenario that is there.")
    ] = "",
    diff: Annotated[
        str, typer.Option(metavar="SCENARIO", help="Show them beside what a scenario assumes.")
    ] = "",
    zone: Annotated[
        str, typer.Option(metavar="+0200", help="By which clocks to count days; else the log's.")
    ] = "",
    engine: EngineName = "auto",
    fail_over: Annotated[
        str, typer.Option(metavar="SHARE", help="Refuse logs with more malformed lines.")
    ] = "10%",
    format_: TextOrJson = SHOWN,
    force: Force = False,
) -> None:
    """Learn a scenario from logs.

    Combined log, JSON lines or CSV, gzip or zstd or not, are read once as a stream; parquet and
    folders of it by DuckDB, or Spark, through Ibis (capest[logs], capest[spark]). Each number
    is a range with its source; what the logs do not give is said, with what is missing. Users
    and keys are hashed when they are read, and nothing of them is written. Rows of a table count in
    the order of their times; those of one time in an order by chance, the same in each run.

    Parts of a request: time, user, key (what a cache would look up), path, method, status, bytes
    (of the response), received, latency (NAME:ms says its unit), request (GET /a HTTP/1.1). Paths
    in --routes: * is one part, ** all that follows; NAME:read=POST /search says what it does.
    """
    from ..learning.options import LearnOptions
    from ..learning.writing import put_into, show_difference, write_new

    with telling():
        if sum(map(bool, (output, into, diff))) > 1:
            hint = "leave out all but one"
            reject("excluded-option", "--output, --into and --diff exclude each other", hint)
        check_choice("format", format_, ("json", SHOWN))
        if format_ != SHOWN and not diff:
            hint = "add --diff SCENARIO, or leave it out"
            reject("excluded-option", "--format is for --diff: a scenario is YAML", hint)
        options = LearnOptions.understood(columns, routes, zone, fail_over)
        source = read_source(into or diff) if into or diff else None
        learnt = _learnt(logs, engine, options)
        if source is None:
            write_new(learnt, _title(logs), output, replace=force)
        elif into:
            put_into(into, source, learnt)
        else:
            show_difference(source, learnt, format_)


def _learnt(logs: list[str], engine: str, options: LearnOptions) -> Learnt:
    from ...logs.learn import learn
    from ..learning import engines, reading

    chosen = engines.engine_for(engine, logs)
    if chosen == "plain":
        return learn(reading.seen_in(logs, options), _title(logs))
    return learn(engines.seen_in(logs, chosen, options), _title(logs))


def _title(logs: list[str]) -> str:
    """What to call the logs: without their folders, which say more than is asked."""
    first = "standard input" if logs[0] == "-" else Path(logs[0]).name
    return first if len(logs) == 1 else f"{first} and {len(logs) - 1} more"
