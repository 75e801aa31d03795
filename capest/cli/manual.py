"""The manual: pages of Markdown in the package, the codes with their examples, and a search."""

from __future__ import annotations

import re
import shutil
import sys
import textwrap
from collections.abc import Iterator
from itertools import repeat
from pathlib import Path

from ..codes import CODES, explain
from ..codes.examples import example_of
from ..problems import did_you_mean
from ..safe_text import log_lines
from .console import reject

_FOLDER = Path(__file__).resolve().parent.parent / "manual"
_CODE_OR_MARK = re.compile(
    r"^```.*?^```$|`[^`\n]+`|(^<!--.*?-->\n\n?|<!--.*?-->)", re.DOTALL | re.MULTILINE
)
_BLOCK = re.compile(r"^ *```(?s:.*?)^ *```$|(?:^.+$\n?)+", re.MULTILINE)
_ITEM = re.compile(r" *(?:(?:[-*]|\d+\.) )?")
_NARROWEST = 40  # columns in which a page can be read
_MOST_FOUND = 12
_WIDTH = 78


def topics() -> dict[str, str]:
    """The topics and what each is about, which is its page's title."""
    pages = {path.stem: path.read_text(encoding="utf-8") for path in sorted(_FOLDER.glob("*.md"))}
    firsts = {name: text.partition("\n")[0] for name, text in pages.items()}
    return {name: first.removeprefix("# ").strip() for name, first in firsts.items()}


def about(words: tuple[str, ...], commands: tuple[str, ...]) -> str:
    """A page of the manual, of a code, or what a search for the words finds; raises CapestError."""
    if not words:
        return _contents()
    known = topics()
    name = "-".join(words).lower()
    if name in known:
        options = f"\nIts options: capest {name} --help\n" if name in commands else ""
        return _folded(page(name), max(_NARROWEST, shutil.get_terminal_size().columns)) + options
    if name in CODES:
        return _of_code(name)
    found = list(_search(words))
    close = did_you_mean(name, [*known, *commands, *CODES])
    if not found:
        hint = f"did you mean '{close}'?" if close else "`capest help` lists the topics"
        reject("unknown-page", f"the manual has nothing about '{' '.join(words)}'", hint)
    head = [f"No page is called {' '.join(words)}; these speak of it:"]
    more = [f"... and {len(found) - _MOST_FOUND} more"] if len(found) > _MOST_FOUND else []
    asked = [f"did you mean `capest help {close}`?"] if close else []
    return log_lines([*head, "", *found[:_MOST_FOUND], *more, *asked]) + "\n"


def page(name: str) -> str:
    """A page as a reader sees it: without the marks that hold its numbers."""
    text = (_FOLDER / f"{name}.md").read_text(encoding="utf-8")
    return _CODE_OR_MARK.sub(lambda found: "" if found[1] else found[0], text)


def write(text: str) -> None:
    """Print a page; on a terminal that is too small for it, through a pager."""
    is_long = text.count("\n") >= shutil.get_terminal_size().lines
    if is_long and sys.stdout is not None and sys.stdout.isatty():
        from pydoc import pager  # 40 ms, for those who read on

        pager(text)
    else:
        print(text, end="")


def _folded(text: str, width: int) -> str:
    """A page whose paragraphs and items are as wide as the terminal; code and tables stay."""
    blocks = [found[0].rstrip("\n") for found in _BLOCK.finditer(text)]
    return "\n\n".join(map(_filled, blocks, repeat(width))) + "\n"


def _filled(block: str, width: int) -> str:
    if block.lstrip(" ").startswith(("```", "#", "|")) or block.startswith("    "):
        return block
    lines: list[str] = []
    for line in re.split(r"\n(?= *(?:[-*]|\d+\.) )", block):
        head = _ITEM.match(line)[0]  # type: ignore[index]  # it fits every line
        lines += textwrap.wrap(
            " ".join(line[len(head) :].split()),
            width,
            initial_indent=head,
            subsequent_indent=" " * len(head),
            break_long_words=False,
            break_on_hyphens=False,
        )
    return "\n".join(lines)


def _contents() -> str:
    known = topics()
    width = max(map(len, known))
    return log_lines([
        "# capest help TOPIC",
        "",
        *(f"- {name:<{width}}  {title}" for name, title in known.items()),
        "",
        "capest help COMMAND is capest COMMAND --help; capest --help lists the commands.",
        "capest help CODE explains a message, such as unknown-unit, with an example.",
        "Any other words are looked for in all pages.",
    ]) + "\n"  # fmt: skip


def _of_code(name: str) -> str:
    text, example = f"# {explain(CODES[name])}", example_of(name)
    if example is None:
        return text
    said = "\n".join(line.rstrip() for line in example.said.rstrip().splitlines())
    return (
        f"{text}\n## An example\n\n{example.name}:\n\n```\n{example.text.rstrip()}\n```\n\n"
        f"What is said of it:\n\n```\n{said}\n```\n"
    )


def _search(words: tuple[str, ...]) -> Iterator[str]:
    """Lines that tell in which pages and codes all the words stand, and where."""
    wanted = [word.lower() for word in words]
    texts = {name: page(name) for name in topics()}
    texts |= {name: f"{code.title} {code.meaning} {code.remedy}" for name, code in CODES.items()}
    for name, text in texts.items():
        for paragraph in text.split("\n\n"):
            flat = " ".join(paragraph.split())
            if all(word in flat.lower() for word in wanted):
                yield f"- capest help {name}: {_around(flat, wanted[0], _WIDTH - len(name) - 16)}"
                break


def _around(text: str, word: str, width: int) -> str:
    """So much of a text as fits, with the word in it."""
    start = max(0, text.lower().index(word) - width // 3)
    cut = text[start : start + width].strip()
    return f"{'...' if start else ''}{cut}{'...' if start + width < len(text) else ''}"
