"""The program `capest`: its commands are the files of `commands` and `groups`."""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup

from .. import __version__
from ..problems import suggestion
from ..safe_text import log_line
from .console import BAD_INPUT, Colour, printing, reason_of
from .examples import EXAMPLES, SUMMARIES, shown_example
from .unknown_options import fault_of_options
from .watch import WATCHED, watchable

COMMANDS = tuple(name for name in EXAMPLES if " " not in name)

GROUPS = frozenset(name.partition(" ")[0] for name in EXAMPLES if " " in name)
"""Those of them that have commands of their own: the files of `groups`."""

_COLOUR = "--color"

_NEW_OBJECTS = 50_000
"""After so many Python looks for what is no longer used: 700, as it does by itself, takes a tenth
of a check's time and frees nothing, for what capest makes is immutable and in no circles."""


class _Commands(TyperGroup):
    """The commands, found by what others call them, too."""

    def make_context(self, *given: Any, **options: Any) -> Any:
        """The words read, which may be names of files of strangers."""
        with _told_safely():
            return super().make_context(*given, **options)

    def invoke(self, ctx: Any) -> Any:
        """The command run, of whose words the same is true."""
        with _told_safely():
            return super().invoke(ctx)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """The words, with --color in front: it may stand behind the command's own, too."""
        colour, others = _parted(args)
        return super().parse_args(ctx, [*colour, *others])

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command of the first word; one that is none ends the run with the nearest."""
        word = args[0]
        if self.get_command(ctx, word) is None and not word.startswith("-"):
            hint = suggestion(word, self.list_commands(ctx), "`capest --help` lists them")
            ctx.fail(f"'{word}' is not a command: {hint}")
        name, command, others = super().resolve_command(ctx, args)
        if command and (fault := fault_of_options(command, others)):
            command.context_class(command, info_name=name, parent=ctx).fail(fault)
        return name, command, others


_UsageError: Any = typer.BadParameter.__base__
"""What is wrong with the words of the command line, of any kind."""


@contextlib.contextmanager
def _told_safely() -> Iterator[None]:
    """Let what is wrong with the words of the command line be told as everything else is."""
    try:
        yield
    except _UsageError as error:
        error.message = log_line(error.message)
        raise


def _parted(words: list[str]) -> tuple[list[str], list[str]]:
    """--color with its value, wherever it stands, and all other words."""
    ends = words.index("--") if "--" in words else len(words)
    for place, word in enumerate(words[:ends]):
        name, equals, _ = word.partition("=")
        if name == _COLOUR:
            behind = place + (1 if equals else 2)
            return words[place:behind], [*words[:place], *words[behind:]]
    return [], words


app = typer.Typer(
    cls=_Commands,
    context_settings={"help_option_names": ["--help", "-h"]},
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
    ctx: typer.Context,
    version: Annotated[
        bool,
        typer.Option(
            "--version", "-V", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
    color: Annotated[
        Colour,
        typer.Option(
            _COLOUR, help="When to paint; auto: at a terminal, or as NO_COLOR and FORCE_COLOR say."
        ),
    ] = Colour.AUTO,
) -> None:
    del version  # acted upon by its callback
    ctx.with_resource(printing(color))


def register(names: tuple[str, ...]) -> None:
    """Add commands to the program: the fewer, the sooner it starts."""
    for name in names:
        if name in GROUPS:
            module = import_module(f"{__package__}.groups.{name}")
            group = getattr(module, f"{name}_group")
            for command in group.registered_commands:
                command.epilog = shown_example(name, str(command.name))
            app.add_typer(group, name=name, epilog=shown_example(name))
            continue
        module = import_module(f"{__package__}.commands.{name}")
        command = getattr(module, f"{name}_command")
        command = watchable(command) if name in WATCHED else command
        settings = {
            "ignore_unknown_options": name == "calc",  # calc -5 + 3
            "allow_extra_args": name == "completion",  # what a shell has on its line
        }
        app.command(name, context_settings=settings, epilog=shown_example(name))(command)


def _register_wanted() -> None:
    """The command that was asked for alone: building the others takes longer than running one.

    Where the words name none, all are there as --help lists them, and none can be run.
    """
    words = _parted(sys.argv[1:])[1]
    named = next((word for word in words if word != "--"), "")
    if named in COMMANDS:
        register((named,))
        return
    for name, summary in SUMMARIES.items():
        app.command(name, help=summary)(lambda: None)


def main() -> None:
    """Run the command line; Ctrl-C and a closed pipe end it as they end any Unix program."""
    gc.set_threshold(_NEW_OBJECTS)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # it is None where the caller has closed it
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a text stream
    if sys.argv[1:2] == ["help"] and _is_only_command(sys.argv[2:3]):
        sys.argv[1:] = [*sys.argv[2:], "--help"]
    _register_wanted()
    try:
        app(prog_name="capest")
    except OSError as error:
        _give_up(error)
    except SystemExit as end:
        _flush()
        raise end from None


def _is_only_command(words: Sequence[str]) -> bool:
    """Whether a word is a command that the manual has no page of."""
    page = Path(__file__).parent.parent / "manual"
    return any(word in COMMANDS and not (page / f"{word}.md").exists() for word in words)


def _flush() -> None:
    """Write out what is still held, so that a full disk is noticed here and not after the end."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError as error:
        _give_up(error)


def _give_up(error: OSError) -> NoReturn:
    what = "unwritable-file: standard output cannot be written"
    if error.filename:
        what = f"unreadable-file: {error.filename} cannot be read"
    elif isinstance(error, FileNotFoundError):
        what = "unreadable-file: the working folder cannot be read"
    with contextlib.suppress(OSError):
        print(log_line(f"{what}: {reason_of(error)}"), file=sys.stderr)
        sys.stderr.flush()
    os._exit(BAD_INPUT)  # not sys.exit, which would try to write the same output again


def full_app() -> typer.Typer:
    """The program with all its commands, for tests and documentation."""
    if not app.registered_commands:
        register(COMMANDS)
    return app


def command_files() -> set[str]:
    """The names of the files in `commands` and `groups`."""
    folders = (Path(__file__).parent / name for name in ("commands", "groups"))
    return {path.stem for folder in folders for path in folder.glob("[!_]*.py")}
