"""A patch gives the text that the edits give, and takes as long as they are many."""

from __future__ import annotations

import re
from itertools import chain

from hypothesis import given, settings
from hypothesis import strategies as st

from capest.claims.documents.diff import unified_diff
from capest.claims.documents.edits import Edit, splice

LINES = st.lists(st.sampled_from(["a 1\n", "b 2\n", "\n", "c 3 d 4\n", "e\r\n"]), max_size=30)
HUNK = re.compile(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@\n")


@st.composite
def edited(draw):
    """A text, and edits of numbers and of whole lines in it."""
    lines = draw(LINES)
    text = "".join(lines) + draw(st.sampled_from(["", "the end"]))
    edits = []
    for _ in range(draw(st.integers(0, 5))):
        if draw(st.booleans()):
            first = draw(st.integers(0, len(text)))
            end = min(first + draw(st.integers(0, 3)), len(text))
            edits.append(Edit(at=(first, end), text=draw(st.sampled_from(["7", "", "10"]))))
        else:
            line = draw(st.integers(0, len(lines)))
            last = draw(st.integers(line, len(lines)))
            at = len("".join(lines[:line])), len("".join(lines[:last]))
            edits.append(Edit(at=at, text="".join(draw(LINES))))
    return text, edits


def patched(text, patch):
    """The text with a patch applied, whose context has to be there."""
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)
    done, place = [], 0
    heads, *hunks = re.split(r"(?=^@@ )", patch, flags=re.MULTILINE)
    assert not heads or heads == "--- a/x.md\n+++ b/x.md\n"
    for hunk in hunks:
        head = HUNK.match(hunk)
        body = re.findall(r"[ +-][^\n]*\n(?:\\ No newline at end of file\n)?", hunk[head.end() :])
        body = [re.sub(r"\n\\ No newline at end of file\n", "", line) for line in body]
        old, new = ([line[1:] for line in body if line[0] in kinds] for kinds in (" -", " +"))
        first, new_first = (int(head[group]) for group in (1, 3))
        first -= bool(old)
        done += lines[place:first]
        assert (lines[first : first + len(old)], len(done)) == (old, new_first - bool(new))
        assert [len(old), len(new)] == [int(head[group] or 1) for group in (2, 4)]
        done += new
        place = first + len(old)
    return "".join(chain(done, lines[place:]))


@settings(max_examples=300, deadline=None)
@given(edited())
def test_a_patch_gives_what_the_edits_give(case):
    text, edits = case
    assert patched(text, unified_diff("x.md", text, edits)) == splice(text, edits).text


def test_a_patch_of_very_many_edits_between_lines_that_are_alike():
    """Comparing all lines with all of them takes minutes here."""
    text = "It has 1 QPS.\n\n" * 10_000
    edits = [Edit(at=(15 * number + 7, 15 * number + 8), text="35K") for number in range(10_000)]
    hunk = "-It has 1 QPS.\n+It has 35K QPS.\n \n" * 10_000
    head = "--- a/x.md\n+++ b/x.md\n@@ -1,20000 +1,20000 @@\n"
    assert unified_diff("x.md", text, edits) == f"{head}{hunk}"
