"""Colours laid-out lines with rich; imported only for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from ..render.lines import Line
from ..safe_text import visible

_STYLES = {
    "title": "bold",
    "headline": "bold",
    "heading": "bold cyan",
    "name": "",
    "number": "",
    "ours": "dim",
    "muted": "dim",
    "good": "green",
    "bad": "bold red",
    "": "",
}


def paint(lines: Sequence[Line]) -> None:
    """Print lines with colour, each as it was laid out: rich neither wraps nor reformats them."""
    console = Console(
        force_terminal=True,  # whoever calls has decided, by more than rich looks at
        no_color=False,
        color_system="standard",
        highlight=False,
        soft_wrap=True,
        width=1000,  # a COLUMNS of 0 prints nothing
    )
    for line in lines:
        text = Text()
        for style, piece in line:
            text.append(visible(piece), style=_STYLES[style])
        text.rstrip()
        console.print(text)
