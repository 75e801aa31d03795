"""capest completion: the script by which a shell completes commands, options and names."""

from __future__ import annotations

from typing import Annotated

import typer

from ..console import telling
from ..options import check_choice


def completion_command(
    ctx: typer.Context,
    shell: Annotated[str, typer.Argument(metavar="bash|zsh|fish", help="The shell.")],
) -> None:
    """Print a script for a shell that completes all words.

    Bash: `eval "$(capest completion bash)"` in ~/.bashrc. Zsh: the same with zsh in ~/.zshrc, after
    compinit. Fish: `capest completion fish > ~/.config/fish/completions/capest.fish`.
    """
    from ..completing import SCRIPTS, candidates

    if shell == "words":  # what the scripts ask
        print("".join(f"{word}\n" for word in candidates(ctx.args or [""])), end="")
        return
    with telling():
        check_choice("shell", shell, SCRIPTS)
        print(SCRIPTS[shell], end="")
