"""Where what was learnt goes: a new scenario, one that is there, or beside one on the terminal."""

from __future__ import annotations

import sys
from codecs import BOM_UTF8
from pathlib import Path

from ... import __version__
from ...engine.estimate import Estimate, estimate
from ...logs.learnt import Learnt
from ...logs.placing import place
from ...logs.written import scenario_text
from ...problems import ScenarioError, Source
from ...render import SHOWN
from ...render.learnt import as_json, difference
from ...safe_text import log_line
from ...scenario.reader import read
from ...scenario.text import MAXIMUM_BYTES
from ...sections import sections
from ..console import reject, show
from ..files import read_bytes, rewrite_file, write_file
from ..options import scenario_in


def write_new(learnt: Learnt, title: str, output: Path | None, *, replace: bool) -> None:
    """Write a scenario to a file, or print it; raises CapestError."""
    text = scenario_text(learnt, title)
    _estimated(Source("what was learnt", text))
    if output is None:
        print(text, end="")
    else:
        write_file(output, text, replace=replace)
        print(log_line(f"wrote {output}; next: capest estimate {output}"))


def put_into(name: str, source: Source, learnt: Learnt) -> None:
    """Put the numbers into a scenario's file, and say which have no place in it; raises
    CapestError, for a scenario that is none before or after.
    """
    if not Path(name).is_file():
        hint = "--output FILE writes a new one"
        reject("not-a-file", f"{name} is no file that can be changed", hint)
    scenario_in(source, None, napkin=False)
    before = read_bytes(name, MAXIMUM_BYTES)
    mark = BOM_UTF8 if before.startswith(BOM_UTF8) else b""
    placed = place(Source(source.name, before.removeprefix(mark).decode("utf-8")), learnt)
    _, problems = read(Source(source.name, placed.text), sections())
    if problems:
        raise ScenarioError(*problems)
    rewrite_file(name, before, mark + placed.text.encode("utf-8"))
    for each in placed.unplaced:
        print(log_line(f"not put in: {each}"), file=sys.stderr)
    for refused in learnt.refused:
        print(log_line(f"not learnt: {refused.name}: {refused.why}"), file=sys.stderr)
    print(log_line(f"changed {name}; next: capest estimate {name}"))


def show_difference(source: Source, learnt: Learnt, format_name: str) -> None:
    """Show what a scenario assumes beside what was seen; raises CapestError."""
    seen = _estimated(Source("what was learnt", scenario_text(learnt, "logs")))
    assumed = _estimated(source)
    if format_name == SHOWN:
        show(difference(assumed, seen, learnt))
    else:
        print(as_json(assumed, seen, learnt, __version__), end="")


def _estimated(source: Source) -> Estimate:
    return estimate(scenario_in(source, None, napkin=False), sections())
