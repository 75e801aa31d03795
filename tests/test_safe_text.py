"""Text made safe for each destination: what the reader of that format makes of it."""

from __future__ import annotations

import csv
import io
import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capest.safe_text import (
    csv_cell,
    github_message,
    github_property,
    json_text,
    log_line,
    log_lines,
    markdown,
    markdown_code,
    patch_lines,
    visible,
)

ANY = st.text(st.characters(exclude_categories=()))  # surrogates too
NASTY = st.lists(
    st.sampled_from(["::", "##", "[", "]", " ", "\n", "\r", "\t", "\x1b[1m", "\u202e", "\x85",
                     "\udcff", "a", "vso", "|", "`", "_", "\\", "@", "#", "=", "-", "1"])
).map("".join)  # fmt: skip


@given(ANY | NASTY)
def test_a_line_is_one_line_and_as_long_as_before(text):
    assert len(visible(text)) == len(text)
    assert visible(text).isprintable()
    assert all(b in (a, " ") for a, b in zip(text, visible(text), strict=True))


@given(ANY | NASTY)
def test_a_line_of_a_log_is_obeyed_by_no_runner(text):
    line = log_line(text)
    assert line.isprintable() and not line.strip().startswith("::")
    assert not any(sign in line for sign in ("##[", "##vso[", "##teamcity["))
    assert log_line(line) == line, "it is safe already"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("plain: 104K QPS, é 💾 × ±", "plain: 104K QPS, é 💾 × ±"),
        ("see ::here::", "see ::here::"),
        (" ::error file=x::y", " : :error file=x::y"),
        ("x ##[set-output name=a]b", "x # [set-output name=a]b"),
        ("####[a] ##vso[b] ## [c]", "### [a] # vso[b] ## [c]"),
    ],
)
def test_what_is_harmless_stays(text, line):
    assert log_line(text) == line


@given(st.lists(NASTY, min_size=1))
def test_lines_stay_as_many_as_they_are(texts):
    assert len(log_lines(texts).split("\n")) == len(texts)


@given(ANY | NASTY)
def test_json_is_read_as_it_was_and_shows_nothing_unseen(text):
    said = json_text({"a": [text, 0.5]})
    assert said.replace("\n", "").isprintable() and "##[" not in said
    read = json.loads(said)["a"][0]
    surrogates = {character for character in text if unicodedata.category(character) == "Cs"}
    assert read == "".join("\ufffd" if sign in surrogates else sign for sign in text)
    assert said.encode("utf-8")


def test_json_has_no_numbers_that_json_does_not_have():
    with pytest.raises(ValueError):
        json_text(float("inf"))


@given(st.lists(ANY | NASTY, min_size=2, max_size=4))
def test_a_csv_cell_is_no_formula_and_no_line(texts):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow([csv_cell(cell) for cell in texts])
    assert text.getvalue().count("\n") == 1
    for cell in next(csv.reader(io.StringIO(text.getvalue()))):
        assert cell[:1] not in ("=", "+", "@", "\t", "\r", "＝") and cell.isprintable()
        if cell[:1] == "-":
            float(cell)


@pytest.mark.parametrize("cell", ["-5", "-1e-05", "a-b", "5 to 6", "300M users"])
def test_a_cell_that_is_harmless_stays(cell):
    assert csv_cell(cell) == cell


@given(ANY | NASTY)
def test_a_command_of_github_ends_where_it_should(text):
    assert github_message(text).replace("%0A", "").replace("%25", "").isprintable()
    name = github_property(text)
    assert not set(name) & {"\n", "\r", ":", ","} and "##[" not in name


@given(NASTY)
def test_markdown_has_no_markup_of_the_text(text):
    said = markdown(text)
    for sign in "`*[]|<>":
        assert said.count(sign) == said.count(f"\\{sign}")
    assert "@a" not in said and "#1" not in said and not said.lstrip().startswith("::")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("search.peak_qps is 104k/s", "search.peak_qps is 104k/s"),
        ("_a_ *b* `c`", "\\_a\\_ \\*b\\* \\`c\\`"),
        ("<img src=x> | @me #1 &lt;", "\\<img src=x\\> \\| @&#8203;me #&#8203;1 \\&lt;"),
        ("::error::x", "\\::error::x"),
    ],
)
def test_markdown_of_plain_words(text, said):
    assert markdown(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [("a.b", "`a.b`"), ("a`b", "`` a`b ``"), ("a|b\nc", "`a\\|b c`"), ("##[x]", "`# [x]`")],
)
def test_code_in_markdown(text, said):
    assert markdown_code(text) == said


def test_a_patch_stays_as_it_is_unless_it_steers():
    patch = "--- a/x\n+++ b/x\n \tcode\xa0and \u200d\ufeff\r\n-30K\r\n+100K\r\n"
    assert patch_lines(patch) == patch
    steering = " ::stop-commands::x\n \x1b[31m\r##[error]\n \u202e\n"
    assert patch_lines(steering) == " : :stop-commands::x\n  [31m # [error]\n  \n"
