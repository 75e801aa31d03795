"""Practice: questions, their keys and their marks, all views of derivations; nothing is keyed by
hand.
"""

from pathlib import Path

KINDS = tuple(
    sorted(
        path.stem.replace("_", "-") for path in (Path(__file__).parent / "kinds").glob("[!_]*.py")
    )
)
"""The kinds of question, as ids begin with them: the files of `kinds`, `_` written `-`."""

MOST_QUESTIONS = 500
"""Of one session, and of one sheet: more would never be filled in, and take seconds to mark."""
