"""A broken scenario or document for a code, and what is said of it: the files of our tests."""

from __future__ import annotations

from pathlib import Path

from ..records import record

_PACKAGE = Path(__file__).resolve().parent.parent
_FOLDERS = ("problems", "claims/check")
"""Of scenarios and of documents: in a checkout below `tests`, installed below `codes/examples`."""

_LONGEST = 40  # lines of an example that is worth reading


@record(kw_only=True)
class Example:
    """A small file that has a fault, and what a person is told of it."""

    name: str
    text: str
    said: str


def example_of(code: str) -> Example | None:
    """The example of a code, the one that bears its name alone before others; None without one."""
    for folder in map(_folder, _FOLDERS):
        for path in [*sorted(folder.glob(f"{code}.*")), *sorted(folder.glob(f"{code}--*"))]:
            said = path.with_suffix(".txt" if "claims" not in str(folder) else f"{path.suffix}.txt")
            if path.suffix != ".txt" and said.is_file():
                text = path.read_text(encoding="utf-8", errors="replace")
                if text.count("\n") <= _LONGEST:
                    return Example(name=path.name, text=text, said=said.read_text("utf-8"))
    return None


def _folder(name: str) -> Path:
    installed = _PACKAGE / "codes" / "examples" / name
    return installed if installed.is_dir() else _PACKAGE.parent / "tests" / name
