"""How practice is shown: a question, a hint, a verdict with its derivation, and the summary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from ...factors import off_by, times
from ...nouns import counted
from ...practice.learner.history import RIGHT, Record
from ...practice.learner.summary import Bias, Figures, biases, by_topic, figures, weakest
from ...practice.marking.calibration import SHARE
from ...practice.marking.grading import FULL
from ...practice.question import Question
from ...practice.session import Again, Answered, Hint, typed
from ...safe_text import cut
from ..lines import Line, in_parts, prose_width, wrapped

KEYS = "? hint · n skip · help · q quit"

HELP = (
    "?     a hint, which costs a point; there are three, and h does the same",
    "n     skip: the answer is shown, with no points; s does the same",
    "q     the end, with a summary; what was answered is kept",
    "Answers as people write them: 30k, 3e9, 20 GB, 1.7 Gbps, 80 ms. A bare number is in the unit "
    "that the question asks for.",
)

SKILL_DIGITS = 2
"""Of a median or a bias: a few answers do not tell more."""

_GAP = 2  # blanks between the two sides of a line


def of_question(question: Question, number: int, many: int, *, keys: bool) -> list[Line]:
    """The question, below a line that says what it is about and, for a person, what keys do."""
    left = f"Question {number} of {many} · {about(question)}"
    fits = len(left) + _GAP + len(KEYS) <= prose_width() or number == 1
    lines: list[Line] = [()] if number > 1 else []
    lines += _two_sides("heading", left, "muted", KEYS if keys and fits else "")
    return lines + [line for text in question.prompt for line in prompted(text)]


def prompted(text: str, margin: int = 2) -> list[Line]:
    """A line of a prompt, with its own indentation, and deeper where it is broken."""
    indent = len(text) - len(text.lstrip())
    return wrapped(text.strip(), indent=margin + indent, hanging=2 if indent else 0)


def about(question: Question) -> str:
    """What a question is about, in a few words."""
    step = question.step
    kind = question.kind
    if step:
        scenario, _, target = step.walk.partition(" ")
        of = f"step {step.number} of {step.many}"
        kind = f"{kind}: {scenario.replace('_', ' ')}, {target}, {of}"
    return f"{kind} · {question.topic} · par {_time(question.par_seconds)}"


def of_welcome(kinds: Sequence[tuple[str, str]]) -> list[Line]:
    """What somebody is told who practises for the first time."""
    told = (
        "Welcome. Estimating is getting the size right: an answer is marked by how many times off "
        "it is, and within 1.25 times is full marks. Take a pencil; no clock runs out.",
        "Par is the time that a question may take in an interview. What you miss comes back soon.",
        "This first time each kind of question is asked once:",
    )
    lines = [line for text in told for line in wrapped(text, indent=0, hanging=0)]
    for name, meaning in kinds:
        lines += wrapped(f"{name}: {meaning}", "muted")
    return lines


def of_help() -> list[Line]:
    """What may be typed at a question."""
    return [line for text in HELP for line in wrapped(text, "muted", hanging=6)]


def of_hint(hint: Hint) -> list[Line]:
    """A hint, which says how many there are and that it costs."""
    cost = "a point each" if hint.number == 1 else ""
    of = f"hint {hint.number} of {hint.many}{f', {cost}' if cost else ''}: "
    return wrapped(of + hint.text, "muted")


def of_again(again: Again) -> list[Line]:
    """Why a line was not taken."""
    if again.said:
        return _broken(f"read as {again.said} · {again.reason}; try again", "bad")
    return [*_broken(again.reason, "bad"), *wrapped(KEYS, "muted")]


def of_answer(line: str) -> list[Line]:
    """A line that nobody sees being typed."""
    return [(("", cut(f"> {typed(line)}", prose_width())),)]


def of_answered(answered: Answered, *, timed: bool) -> list[Line]:
    """The verdict on an answer, and how it is worked out."""
    question = answered.question
    lines = _verdict(answered, timed=timed)
    remarks = " · ".join(_remarks(answered))
    lines += _broken(remarks, "" if answered.grade.points >= RIGHT else "bad") if remarks else []
    for text in question.derivation:
        lines += wrapped(text, "", indent=2 + len(text) - len(text.lstrip()))
    for text in question.mental_path:
        lines += wrapped(f"~ {text}", "muted")
    if question.fact:
        lines += _broken(f"{question.fact.label}: {question.fact}", "muted")
    return lines


def _broken(text: str, style: str, indent: int = 2) -> list[Line]:
    """A text in lines that fit, whose words, such as an address of a page, may be too long."""
    first, *more = wrap(text, prose_width() - indent - 2)
    return [
        ((style, f"{' ' * indent}{first}"),),
        *(((style, f"{' ' * (indent + 2)}{one}"),) for one in more),
    ]


def _verdict(answered: Answered, *, timed: bool) -> list[Line]:
    mark = answered.grade
    said = f"read as {answered.said}" if answered.said else mark.words
    verdict = mark.direction or (mark.words if answered.said else "")
    left = " · ".join(
        part
        for part in (said, f"answer {mark.against or answered.question.answer}", verdict)
        if part
    )
    right = f"{mark.points}/{FULL}"
    if answered.seconds is not None:
        right += f"   {_time(answered.seconds)}"
    style = "good" if mark.points >= RIGHT else "bad"
    lines = _two_sides(style, f"  {left}", style, right)
    over = answered.seconds is not None and answered.seconds > answered.question.par_seconds
    if timed and over:
        lines += wrapped(f"over the par of {_time(answered.question.par_seconds)}", "muted")
    return lines


def _remarks(answered: Answered) -> Iterator[str]:
    """What is to be said of an answer beside its factor: the band, hints, a slip."""
    mark = answered.grade
    if mark.points < FULL - answered.hints and mark.direction:
        yield mark.words
    if answered.hints:
        yield counted(answered.hints, "hint")
    if mark.slip:
        yield mark.slip


# --- the summary ---


def of_summary(records: Sequence[Record], many: int) -> list[Line]:
    """What a session came to: points, how far off and which way, the weakest topic, time."""
    found = figures(records)
    if not records:
        return [(), (("title", "Summary  no question was answered"),)]
    done = f" for {found.answers} of {many} questions" if found.answers < many else ""
    parts = [f"Summary  {found.points}/{found.most}{done}"]
    if found.factor:
        off = times(found.factor, SKILL_DIGITS)
        parts.append("median exact" if off == "1x" else f"median {off} off")
    if found.seconds is not None:
        parts.append(f"{_time(found.seconds)} a question")
        parts.append(f"{_time(found.total_seconds)} in all")
    lines: list[Line] = [(), *in_parts(parts, "title", indent=0)]
    for bias in biases(records):
        if bias.slip or bias.answers > 1:  # one answer is no habit
            lines += wrapped(_bias(bias), "bad")
    topics, weak = by_topic(records), weakest(records)
    if weak and len(topics) > 1:
        own = figures(topics[weak])
        lines += wrapped(f"weakest: {weak}, {own.points} of {own.most} points")
    return lines + calibration(found)


def _bias(bias: Bias) -> str:
    often = {1: "", 2: " twice"}.get(bias.answers, f" {bias.answers} times")
    if bias.slip:
        fact, colon, question = bias.slip.removeprefix("exactly ").partition(": ")
        return f"{bias.topic}: {fact}{often}{', ' if colon else ''}{question}"
    return f"{bias.topic}: {signed(bias.factor)}{often}"


def calibration(found: Figures) -> list[Line]:
    """How many ranges held the truth; nothing where none was given."""
    if not found.ranges:
        return []
    held = f"ranges: {found.held} of {found.ranges} held the truth"
    return wrapped(f"{held}; of {SHARE:.0%} ranges 4 in 5 should")


def signed(factor: float) -> str:
    """A bias: 8x high, 1.3x low, or none."""
    shown = off_by(factor, digits=SKILL_DIGITS)
    return "none" if shown.startswith("1x ") else shown


def _time(seconds: float) -> str:
    """A time as people say it: 22 s, 6 min 10 s."""
    whole = round(seconds)
    minutes, rest = divmod(whole, 60)
    if whole <= 90:
        return f"{whole} s"
    return f"{minutes} min {rest} s" if rest else f"{minutes} min"


def _two_sides(left_style: str, left: str, right_style: str, right: str) -> list[Line]:
    """A text to the left and one to the right; below each other where they do not fit."""
    blanks = prose_width() - len(left) - len(right)
    if blanks >= _GAP:
        return [((left_style, left), ("", " " * blanks), (right_style, right))]
    lines = _broken(left.strip(), left_style, indent=len(left) - len(left.lstrip()))
    last = sum(len(text) for _, text in lines[-1])
    if prose_width() - last - len(right) >= _GAP:
        lines[-1] = (
            *lines[-1],
            ("", " " * (prose_width() - last - len(right))),
            (right_style, right),
        )
        return lines
    return [*lines, (("", " " * (prose_width() - len(right))), (right_style, right))]
