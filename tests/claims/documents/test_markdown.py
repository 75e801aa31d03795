"""Markdown is read as CommonMark reads it: markdown-it-py sees the same blocks, comments and links.

The examples are those of the specification; the random documents are made of what is easily read
wrong. A mark that a reader's page has and capest does not would pass every check in silence.
"""

from __future__ import annotations

import json
import random
import re
from itertools import takewhile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from capest.claims.documents.formats import scanner
from capest.claims.documents.lines import line_extents
from capest.claims.documents.markdown.block import BlockKind
from capest.claims.documents.markdown.blocks import Blocks
from capest.claims.documents.markdown.inline import Inline
from capest.claims.documents.markdown.references import Destinations
from capest.claims.documents.text_map import join

COMMONMARK = json.loads((Path(__file__).parent / "commonmark.json").read_text("utf-8"))
ORACLE = MarkdownIt("commonmark").enable("table")
MARK = "<!-- capest: x -->"

LINES = (
    "", "", "text", f"30K{MARK}", f"**30K** QPS{MARK} of", MARK, f"{MARK} of 5", "`", "``", "```",
    "````", "~~~", "``` sh", "# a", "##", "===", "---", "- - -", "| a | b |", "|---|---|",
    f"| 30K{MARK} | 5 |", "a | b", "-|-", "<div>", "</div>", "<table><tr><td>", f"<td>5{MARK}</td>",
    "</table>", "<b>", "</b>", "<pre>", "</pre>", "<!--", "-->", "<!-- a", '<a b="', '">', "<br/>",
    "[30K](x.yaml#n)", "[30K][a]", "[a]", "![30K](x.yaml#n)", "\\[30K](x.yaml#n)", "[", "](", ")",
    "[a](<b c.yaml#n>)", "[a](x.yaml#n 't')", "[a](x.yaml#n (t))", "[a [b] c](x.yaml#n)", "\\",
    "\\`", "&amp;", "*", "_", "$", ">", "-", "1.", "<https://a.b>", "[a]: x.yaml#n",
    "[b]: <x y.yaml#n> 't'", '[c]: x.yaml#n "t"', "[d]: x.yaml#n (t)", "[e]:", "x.yaml#n", "'t'",
    '"t', "(t", "[30K][b]", "[30K][c]", "[d][]", "[e]", "[\\[d\\]](x.yaml#n)", "![a][a]",
    "[![a](b.png)](x.yaml#n)", "[a](x(y).yaml#n)", "[a]( <x y.yaml#n>\t\"t\" )", "<a@b.c>",
    "~~~ yaml", "`````", "~~~~", "``` `a", "``` md", "``` capest", "<script>", "</script>",
    "<style>", "</style>", "<textarea>", "</textarea>", "<?a", "?>", "<!A", "<![CDATA[", "]]>",
    "<p>", "<i a='b'>", "<!-->", "<!--->", "<!-- a -- b -->", "<a/>", "<x-y>", "=", "-----", "***",
    "_ _ _", "###### a #", "-", "+", "-   ", "999999999. a", "1234567890. a", "|:-:|", "|-",
    "a \\| b | c", "&#124;", "  ", "\t", "*a*", "**a",
    "{/* a */} 5", "{/* a", "*/}", f"{{/* {MARK} */}}", "[^1]", f"[^1]: 30K{MARK}", "a  ", "a\\",
    "&#60;!-- capest: x --&gt;", f"\\{MARK}", f"<\\{MARK[1:]}", f"`{MARK}`", f"`` {MARK} ``",
    f"\\`{MARK}\\`", f"`a\\`{MARK}", f"``` {MARK}", f"~~~ {MARK}", f"# 5{MARK} #",
    f"5{MARK}\n---", f"5{MARK}\n===", "[a]:\n  x.yaml#n\n  't'", f"[a]: x.yaml#n\n't{MARK}'",
    f"[{MARK}]: x.yaml#n", f"[b {MARK}](x.yaml#n)", f"[b](x.yaml#n '{MARK}')", f"![{MARK}](x)",
    f"<b c='{MARK}'>", f"<?a {MARK} ?>", f"<!A {MARK} >", f"<![CDATA[{MARK}]]>", f"<!--> 5{MARK}",
    f"<pre>5{MARK}</pre>", f"<p>5{MARK}</p>", f"<i>5{MARK}</i>", f"</i>5{MARK}", f"<!-- a {MARK}",
    f"<!-- a --> 5{MARK}", f"<details><summary>5{MARK}</summary>", f"*5*{MARK}", f"5{MARK}  ",
    f"5\\\n{MARK}", f"|5|6{MARK}|", f"`|`{MARK}", ":::note", "!!! note",
    "$$", "+++", "...", "\u00a05", "\u2028", "\x0b", "-\u00a0a", "[a][\nb]", "[A]", "[ a ]", "\\&",
)  # fmt: skip
OPENINGS = (
    *[""] * 9, "> ", ">", "- ", "* ", "1. ", "2. ", "10) ", "+   ", "    ", "  ", " ", "\t", "   ",
    "-\t", "-     ", "      ", ">\t", "# ", "1.      ",
)  # fmt: skip
LINE = st.tuples(
    st.lists(st.sampled_from(OPENINGS), max_size=3).map("".join),
    st.lists(st.sampled_from(LINES), min_size=1, max_size=3).map(" ".join),
).map("".join)
LATER_ITEM = re.compile(r"(?!1[.)])\d+[.)]|[-*+][ \t]*$")
TAG = re.compile(r"</?[A-Za-z](?:\"[^\"]*\"|'[^']*'|[^'\">])*>\s*$")
NO_HEADING = re.compile(r"<|`{3}|~{3}")
FAR = 4  # columns
departures: set[int] = set()
"""The lines that markdown-it-py 4.3 reads otherwise than CommonMark 0.31 has them."""


def recorded(name, rule):
    """A rule of the oracle that notes where it departs."""

    def read_block(state, start, end, silent):
        far = {line for line in range(start + 1, end) if _is_quote(state, line)}
        is_far = _columns(state, start) >= FAR and state.sCount[start] < state.blkIndent
        is_later = state.parentType == "reference" and LATER_ITEM.match(_content(state, start))
        found = rule(state, start, end, silent)
        if found and silent and (is_far or is_later):
            departures.add(start)  # 5.1, 4.7: it cannot begin below such a line
        if found and not silent and name == "blockquote":
            departures.update(line for line in far if line < state.line)  # 5.1: three at most
        if found and not silent and name == "reference" and state.line < state.lineMax:
            at = state.line
            below = [*takewhile(lambda line: not state.isEmpty(line), range(at, state.lineMax))]
            if state.sCount[at] < state.blkIndent:
                inner = [line for line in below if _columns(state, line) >= state.blkIndent]
                items = [line for line in below if LATER_ITEM.match(_content(state, line))]
                departures.update(inner, items)  # 4.7: the paragraph of a definition goes on
            elif _columns(state, at) >= FAR or _is_text_below_text(_content(state, at)):
                departures.add(at)
        if found and name == "html_block" and TAG.match(line := _content(state, start)):
            is_alone = line.rstrip() == line.rstrip(" \t")
            departures.update(() if is_alone else [start])  # 4.6: behind it stand blanks alone
        if found and name == "table" and NO_HEADING.match(_content(state, start)):
            departures.add(start + 1)  # 4.10 of GitHub's: a block is no heading
        return found

    return read_block


def _content(state, line):
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _is_text_below_text(line):
    return LATER_ITEM.match(line) or TAG.match(line)


def _columns(state, line):
    start = state.bMarks[line]
    return len(state.src[start : start + state.tShift[line]].expandtabs(4))


def _is_quote(state, line):
    return _content(state, line)[:1] == ">" and state.sCount[line] - state.blkIndent >= FAR


for each in list(ORACLE.block.ruler.__rules__):
    ORACLE.block.ruler.at(each.name, recorded(each.name, each.fn), {"alt": each.alt})


def excused(text):
    """The marks whose reading by the oracle hangs on lines where it departs: with these as words,
    or blank, they are shown where they were not, or no longer.
    """
    departures.clear()
    marks = shown(text)[0]
    lines, places = re.split(r"\r\n?|\n", text), set(departures)
    if not places or "<!----->" in text:  # 6.6: a comment ends at the first -->
        return shown(text.replace("<!----->", "<!-- -->"))[0] ^ marks
    filled = (
        "\n".join(other(line) if at in places else line for at, line in enumerate(lines))
        for other in (lambda line: "x " + line.lstrip(" \t>"), lambda _: "")
    )
    return set().union(*(shown(one)[0] ^ marks for one in filled))


DEFINITION = st.just("\n\n[a]: x.yaml#n\n")
ENDS = st.sampled_from((*["\n"] * 8, "\r\n"))
DOCUMENTS = st.builds(
    lambda lines, end: "\n".join(lines).replace("\n", end),
    st.lists(st.one_of(*[LINE] * 12, DEFINITION), max_size=9),
    ENDS,
)


HTML = re.compile(
    r"<!--(?!-?>)(.*?)-->|<[!?][^>]*>|</?[A-Za-z](?:\"[^\"]*\"|'[^']*'|[^'\">])*>", re.DOTALL
)
"""A comment or a tag, as a browser finds them."""


def _inline(tokens):
    """All inline tokens, those in the text of an image too."""
    for token in tokens or []:
        yield token
        yield from _inline(token.children)


def shown(text):
    """The marks that the oracle shows to a browser as comments, and how many links it finds."""
    tokens = list(_inline(ORACLE.parse(f"{text}\n")))  # 4.3 fails at some ends without one
    html = (item.content for item in tokens if item.type in ("html_inline", "html_block"))
    comments = [(found[1] or "").strip() for part in html for found in HTML.finditer(part)]
    links = sum(item.type == "link_open" and item.markup != "autolink" for item in tokens)
    return {comment for comment in comments if comment.startswith("capest: x")}, links


def numbered(text):
    """The text with a number in each mark."""
    parts = text.split(MARK)
    return "".join(
        part + (MARK.replace("x", f"x{number}") if number < len(parts) - 1 else "")
        for number, part in enumerate(parts)
    )


def read(text):
    """The marks that capest reads in prose, and those that it reads in code."""
    scan = scanner("a.md")(text)
    in_code = {id(run) for run in scan.code}
    prose, code = set(), set()
    for comment in scan.comments:
        where = code if id(comment.run) in in_code else prose
        where.add("capest:" + text[slice(*comment.body)].rstrip())
    return prose, code


def lost(text):
    """The marks that a page has and capest does not read."""
    prose, code = read(text)
    return shown(text)[0] - prose - code


def taken(text):
    """The marks that a page shows as text and capest reads as claims."""
    return read(text)[0] - shown(text)[0]


@settings(max_examples=400, deadline=None)
@given(DOCUMENTS)
def test_no_mark_of_a_page_is_lost_and_no_text_is_taken_for_one(text):
    text = numbered(f"text\n\n{text}")
    misread = lost(text) | taken(text)
    assert not misread or not misread - excused(text)


@pytest.mark.slow
@settings(max_examples=4_000, deadline=None)
@given(DOCUMENTS)
def test_no_mark_of_many_pages_is_lost(text):
    text = numbered(f"text\n\n{text}")
    misread = lost(text) | taken(text)
    assert not misread or not misread - excused(text)


def test_few_documents_may_be_excused():
    chance, some = random.Random(20261127), 0
    for _ in range(4_000):
        lines = [
            "".join(chance.choice(OPENINGS) for _ in range(chance.randint(0, 3)))
            + " ".join(chance.choice(LINES) for _ in range(chance.randint(1, 3)))
            for _ in range(chance.randint(0, 9))
        ]
        some += bool(excused(numbered("\n".join(["text", "", *lines]))))
    assert some < 60


def test_no_mark_in_an_example_of_the_specification_is_lost():
    for number, text in enumerate(COMMONMARK["examples"], 1):
        lines = text.splitlines()
        for index, line in enumerate(lines):
            marked = "\n".join([*lines[:index], f"{line} 30K{MARK}", *lines[index + 1 :]])
            assert not lost(numbered(marked)), f"example {number}: {marked!r}"


def _lines(text):
    """The lines of a block as far as both readers must agree: how tabs and hashes end is theirs."""
    lines = (re.sub(r"(^|[ \t]+)#+$", "", line.strip()) for line in text.splitlines())
    return [line for line in lines if line]


def _told(blocks):
    return [(kind, lines) for kind, text in blocks if (lines := _lines(text))]


def _blocks_of_the_oracle(text):
    kinds = {"inline": "TEXT", "html_block": "HTML", "fence": "CODE", "code_block": "CODE"}
    tokens = ORACLE.parse(text)
    return _told((kinds[item.type], item.content) for item in tokens if item.type in kinds)


def test_the_blocks_and_links_of_the_specification_are_those_of_the_oracle():
    examples = COMMONMARK["examples"]
    assert len(examples) == 652
    for number, text in enumerate(examples, 1):
        references = Destinations(text)
        blocks = Blocks(text, line_extents(text), references).read(0)
        pieces = [(block, [text[slice(*piece)].strip("\r\n") for piece in block.pieces])
                  for block in blocks]  # fmt: skip
        told = _told((block.kind.name, "\n".join(lines)) for block, lines in pieces)
        assert told == _blocks_of_the_oracle(text), f"example {number}"
        links = [
            link
            for block in blocks
            if block.kind is BlockKind.TEXT
            for link in Inline(join(text, block.pieces), references).read().links
        ]
        count = sum(not link.is_image for link in links)
        assert count == shown(text)[1], f"example {number}"


def test_dashes_alone_are_the_underline_of_a_heading_and_rule_off_no_table():
    text = f"a|\n-\n5|{MARK}\n\na|\n:-\n5|{MARK}\n"
    assert [comment.at[0] for comment in scanner("a.md")(text).comments] == [text.index(MARK)]


def test_a_comment_of_mdx_with_a_mark_in_it_is_text_in_markdown():
    text = "{/* 30K<!-- capest: x --> */} 5{/* capest: y */} {/* a */}"
    bodies = [
        [text[slice(*comment.body)] for comment in scanner(name)(text).comments]
        for name in ("a.md", "a.mdx")
    ]
    assert bodies == [[" x ", " y "], [" y "]]


def test_behind_the_end_that_a_browser_finds_an_instruction_is_html():
    text = f"x <?a > 5{MARK} [5](x.yaml#n '{MARK}') ?> 5{MARK} [5](x.yaml#n '{MARK}')"
    assert not lost(numbered(text))
    assert len(scanner("a.md")(text).comments) == 3
