"""The findings of `capest check`: what each means, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping

from ..problems import Severity
from .code import Code
from .contradictions import CONTRADICTIONS

_WARNING = Severity.WARNING

_ALL = (
    Code(
        name="value",
        title="a number differs from the scenario's",
        meaning="The number in the text is further from the computed one than its digits and its "
        "hedge allow: 15 %, or 5 % where three or more digits are written without a hedge; from "
        "99 % on, that share of what it lacks to 100 %.",
        remedy="Mend the text or the scenario; the hint names the slip where one fits. "
        "`±20%` in the comment widens what is allowed.",
    ),
    Code(
        name="dimension",
        title="a number of another kind than the scenario's",
        meaning="The units of the text and of the quantity do not convert: a count where the "
        "scenario has bytes, a total where it has a rate. Nouns may be left out, not swapped.",
        remedy="Write the number with the quantity's unit, or bind it to another quantity.",
    ),
    Code(
        name="insufficient",
        title="less than is needed",
        meaning="A number of servers, nodes or shards has to suffice rather than to match, as has "
        'what the text says is needed at least: "needs at least 20 TB". This one does not.',
        remedy="Plan for more, or mend the scenario.",
    ),
    Code(
        name="over-provisioned",
        title="more than twice what is needed",
        meaning="The number in the text suffices, but is more than twice what the scenario needs. "
        "More than ten times is an error, unless the text gives a bound (at least, up to) or says "
        "that there is no less to be had (a quota, the smallest).",
        remedy="Plan for fewer, or let the scenario say what the rest is for.",
        severity=_WARNING,
    ),
    Code(
        name="bound",
        title="a bound that does not hold",
        meaning="The text says less than, at most, at least or more than a number, and the "
        "computed one lies on the other side of it. A bound is a promise: `capest fix` leaves it.",
        remedy="Change the design, or the number by hand; `capest fix --bounds` rewrites it.",
    ),
    Code(
        name="range",
        title="a range that leaves the number out",
        meaning="The text gives two ends, and the computed number lies outside them. A note says "
        "that the ends are more than ten times apart, between which almost anything holds.",
        remedy="Mend the range or the scenario.",
    ),
    Code(
        name="prefix",
        title="right only if MB means MiB",
        meaning="The number holds if its decimal prefix is read as a binary one, as many write "
        "it. It is let pass; `--prefixes si` or `iec` reads all of them one way.",
        remedy="Write MiB, GiB, TiB where powers of 1024 are meant.",
        severity=Severity.NOTE,
    ),
    Code(
        name="napkin",
        title="right by a shortcut",
        meaning="The number differs from the computed one by what a day of 100,000 seconds makes. "
        "It is let pass.",
        remedy="Nothing; `conventions: napkin` makes the scenario count so too.",
        severity=Severity.NOTE,
    ),
    Code(
        name="unbound",
        title="a number that is bound to nothing",
        meaning="A number with a unit, a magnitude or, in a table, two digits, in a document that "
        "has a scenario: no mark and no link is about it, so nothing notices when it is wrong. "
        "Told with --unbound; else only counted.",
        remedy="`capest bind` proposes what it may be. Where it is no number of the design, "
        "`ignore unbound` on its line, or `off` and `on` around it, leave it out of the count.",
        severity=Severity.NOTE,
    ),
    Code(
        name="too-many-claims",
        title="more numbers are bound than are checked",
        meaning="More than 10,000 numbers of a document are bound or stand in front of those, or "
        "more than 5,000 that are bound fail; or its marks have more than 3,000 different "
        "expressions, or 100 faulty ones; or it rests on more than 100 scenarios. Those behind are "
        "not checked.",
        remedy="Part the document; of data, bind what the design rests on.",
    ),
    Code(
        name="too-few-bound",
        title="a smaller share of numbers is bound than was asked for",
        meaning="Of the numbers of all documents that have a scenario, fewer are bound than "
        "--min-bound asks for.",
        remedy="`capest bind --ask` goes through those that are not.",
    ),
    Code(
        name="unused-setting",
        title="settings for paths that no document has",
        meaning='No document of the check is matched by a pattern of `[per-path."..."]`, so that '
        "what it says holds for none. Told where the settings say what is checked, not where the "
        "command line names paths.",
        remedy="A pattern starts from the folder of the settings: `docs/old/**`.",
        severity=_WARNING,
    ),
    Code(
        name="stale-baseline",
        title="a baseline that knows of what nobody finds any more",
        meaning="What the baseline has of a document was mended, or its number is written "
        "otherwise. What is left in it would hide the same mistake another time.",
        remedy="`capest check --baseline FILE --write-baseline` writes it as things are now.",
        severity=_WARNING,
    ),
    Code(
        name="no-quantity",
        title="a mark has no number to be about",
        meaning="A comment is about the last number before it in its paragraph, list item or "
        "table cell, a link about the number in its text. There is none.",
        remedy="Put the comment right behind its number.",
    ),
    Code(
        name="unreadable-quantity",
        title="the number before a mark cannot be read",
        meaning="What stands before the comment looks like a number but could mean more than one "
        "thing, or none. capest does not guess.",
        remedy="Write the number another way, e.g. 10 million/s for 10 m RPS.",
    ),
    Code(
        name="unknown-name",
        title="a mark names no quantity of the scenario",
        meaning="The name in the comment or link is not a quantity of the scenarios that the "
        "document rests on.",
        remedy="`capest explain SCENARIO` lists every name.",
    ),
    Code(
        name="no-value",
        title="the quantity has no value",
        meaning="The scenario leaves out a field that the quantity needs, so there is nothing "
        "to compare with.",
        remedy="Add the field that the hint names.",
    ),
    Code(
        name="several-scenarios",
        title="a name means something in more than one scenario",
        meaning="The document rests on several scenarios and two of them have this quantity.",
        remedy="Give them aliases, `use a.yaml as a`, and write a.search.qps.",
    ),
    Code(
        name="no-scenario",
        title="a mark, but no scenario",
        meaning="A number is bound to a name, and the document has no scenario: none beside it, "
        "none in its front matter, no `use`, no fenced block.",
        remedy="Put NAME.capest.yaml beside NAME.md, or write `capest: use path.yaml` in a "
        "comment.",
    ),
    Code(
        name="missing-scenario",
        title="the scenario's file is not there",
        meaning="A document names a scenario by a path at which there is no file. Paths start "
        "from the document's folder.",
        remedy="Mend the path.",
    ),
    Code(
        name="malformed-mark",
        title="a comment of capest says nothing it knows",
        meaning="A comment begins with `capest:` and goes on with something else than a name, "
        "an expression, `input`, `=`, `use`, `ignore`, `off`, `on`, `no-claims`, `tolerance`, "
        "`prefixes`, `begin` or `end`; or it never ends, or begins a table in another format than "
        "Markdown.",
        remedy="Mend the comment; until then its number is not checked.",
    ),
    Code(
        name="unreadable-mark",
        title="a mark where it binds nothing",
        meaning="A comment or link of capest stands where its format has none: in a code span "
        "behind a number, in a tag or a link's target, in an image; or a comment inside a line of "
        "reStructuredText or AsciiDoc. In code that shows documents (markdown, mdx, rst, asciidoc, "
        "html), and alone in a code span, it is an example and left alone.",
        remedy="Put it right behind its number, or between `off` and `on`.",
    ),
    Code(
        name="more-findings",
        title="more findings than are listed",
        meaning="A document has more than 100 findings, of which the errors come first; the others "
        "are counted. json, sarif, gitlab and junit have 5,000 of each document. A slip is named "
        "for the first 100 claims that fail. A scenario is read until it has 100 faults.",
        remedy="Mend the first, and run it again.",
        severity=Severity.NOTE,
    ),
    Code(
        name="prefix-comment",
        title="a comment opens a line",
        meaning="Markdown reads a line that begins with a comment as raw HTML: **30K** after it "
        "shows its asterisks, and the paragraph is cut in two.",
        remedy="Keep the comment on the line of its number.",
        severity=_WARNING,
    ),
    Code(
        name="input",
        title="an assumption differs from the scenario's",
        meaning="The text states an assumption, marked `input`, that is another in the scenario; "
        "every number that follows from it is then about something else.",
        remedy="Decide which of the two holds and change the other.",
    ),
    Code(
        name="not-an-input",
        title="a mark says input of what is computed",
        meaning="`input` marks an assumption of the scenario; this quantity is computed.",
        remedy="Leave the word input out, or name the assumption.",
    ),
    Code(
        name="disagreement",
        title="a document states one quantity twice, differently",
        meaning="Two claims of one quantity differ by more than both allow, whatever the scenario "
        "says.",
        remedy="Let them agree.",
    ),
    Code(
        name="nothing-checked",
        title="a scenario is declared, but no number is bound",
        meaning="The document names a scenario and has no claim, so a check of it can never fail.",
        remedy="Bind the numbers that matter, or write <!-- capest: no-claims -->.",
    ),
    Code(
        name="unused-ignore",
        title="an ignore that ignores nothing",
        meaning="Nothing is found where the comment asks for quiet, or it names no code.",
        remedy="Remove it.",
        severity=_WARNING,
    ),
    Code(
        name="unused-no-claims",
        title="no-claims in a document with claims",
        meaning="The document says that it states no number, and binds one.",
        remedy="Remove the comment.",
        severity=_WARNING,
    ),
    Code(
        name="equation",
        title="an equation in the text does not come out",
        meaning="A line holds an explicit equation, such as 3500 * 60 * 60 * 24 = 302 GB, whose "
        "sides differ by more than its digits allow. It is bound to nothing, so this is advice.",
        remedy="Mend it; or bind its result with <!-- capest: = EXPRESSION -->.",
        severity=_WARNING,
    ),
    Code(
        name="stale-working",
        title="a working that no longer gives its result",
        meaning="The result of an equation is bound and holds, and what stands before the equals "
        "sign comes to something else: 20M × 30 / 86400 = 3472, where the scenario has 10M. "
        "`capest fix` writes results and leaves workings.",
        remedy="Put the numbers of the scenario into the working; the hint has them.",
        severity=_WARNING,
    ),
    Code(
        name="stale-table",
        title="a generated table or diagram is out of date",
        meaning="The text between `begin table SECTION`, or `begin diagram`, and `end` is not what "
        "the scenario gives.",
        remedy="`capest fix` puts in that of today.",
    ),
    Code(
        name="unknown-section",
        title="no such table or diagram",
        meaning="`begin table` names a section that the scenario does not have, or `begin diagram` "
        "a scenario that the document does not.",
        remedy="Name one of its sections, such as traffic; or draw what has entries.",
    ),
    Code(
        name="unclosed-region",
        title="a region without an end, or an end without a region",
        meaning="`begin` and `end` come in pairs, one behind the other.",
        remedy="Add the other comment, on a line of its own.",
    ),
    Code(
        name="no-match",
        title="a side-car claim finds no place",
        meaning="A claim under `claims:` in the scenario describes a place by `near` or `text`, "
        "and the document has none, or its file is not there.",
        remedy="Mend the words; they are those of the document.",
    ),
    Code(
        name="several-matches",
        title="a side-car claim finds several places",
        meaning="The words of a claim under `claims:` stand in the document more than once, so "
        "it is open which number is meant.",
        remedy="Write more of the sentence.",
    ),
    Code(
        name="expectation",
        title="an expectation of a scenario fails",
        meaning="A line under `expect:` compares two sides that do not compare so.",
        remedy="`capest explain SCENARIO NAME` shows where the number comes from.",
    ),
    Code(
        name="holds-at-the-middle",
        title="an expectation holds at the middle of a range only",
        meaning="What a scenario gives as a range is computed with its middle; at an end of it the "
        "expectation fails.",
        remedy="Narrow the range, or end the line with how sure is enough: `with 90%`.",
        severity=_WARNING,
    ),
    Code(
        name="nothing-expected",
        title="a scenario expects nothing",
        meaning="The scenario has no `expect:` lines, so only its units and names are checked.",
        remedy="Add e.g. - search.qps ~ 30k/s",
        severity=_WARNING,
    ),
)

FINDINGS: Mapping[str, Code] = {code.name: code for code in (*_ALL, *CONTRADICTIONS)}
