"""The program `capest`: its commands are the files of the folder `commands`."""

from __future__ import annotations

import signal
import sys
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from .. import __version__

COMMANDS = ("estimate", "explain", "check", "calc", "list", "new", "schema", "units")
"""In the order of --help: the most used first."""

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    help="Back-of-envelope capacity estimates from a YAML scenario: QPS, storage, bandwidth, "
    "caches, shards, each number with its unit and its derivation.",
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"capest {__version__}")
        raise typer.Exit


@app.callback()
def _program(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    del version  # acted upon by its callback


def _register(names: tuple[str, ...]) -> None:
    for name in names:
        module = import_module(f"{__package__}.commands.{name}")
        app.command(name)(getattr(module, f"{name}_command"))


def _wanted() -> tuple[str, ...]:
    """The command that was asked for alone: building the others takes longer than running one."""
    first = next((word for word in sys.argv[1:] if not word.startswith("-")), "")
    return (first,) if first in COMMANDS and sys.argv[1] == first else COMMANDS


def main() -> None:
    """Run the command line; Ctrl-C and a closed pipe end it as they end any Unix program."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a text stream at start
    _register(_wanted())
    app(prog_name="capest")


def full_app() -> typer.Typer:
    """The program with all its commands, for tests and documentation."""
    if not app.registered_commands:
        _register(COMMANDS)
    return app


def command_files() -> set[str]:
    """The names of the files in `commands`."""
    return {path.stem for path in (Path(__file__).parent / "commands").glob("[!_]*.py")}
