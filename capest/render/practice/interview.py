"""How an interview is shown: what is asked and understood, the marks, the model answers."""

from __future__ import annotations

from collections.abc import Sequence

from ...nouns import counted
from ...practice.interview.rubric import Phase
from ...practice.interview.session import Done, Hinted, Interview, Noted
from ...practice.marking.grading import FULL
from ...safe_text import log_lines
from ..lines import Line, prose_width, wrapped

KEYS = "? hint · empty line: next · help · q end"
HELP = (
    "Answer in your own words, a line at a time, and say why: a list of words has no marks.",
    "A line that ends in ? is a question, which the interviewer answers.",
    "?      a hint, which costs a point of the phase's five",
    "n      the next phase, as an empty line does; skip is the same",
    "q      the end: what was done is marked and kept",
)
_VERDICTS = ((0.85, "would be hired for it"), (0.6, "would go on to the next round"),
             (0.35, "not yet; the gaps are below"), (0.0, "too little to judge"))  # fmt: skip
_HALF = 0.5
_GAP = 2  # blanks before the clock


def of_beginning(interview: Interview, title: str, summary: str, minutes: int) -> list[Line]:
    """What the interview is about, and how it goes."""
    lines: list[Line] = wrapped(f"Design: {title}. {summary}", "title", indent=0, hanging=0)
    many = len(interview.phases)
    told = (
        f"An interview of {many} phases in {counted(minutes, 'minute')}; you lead. Answer a line "
        "at a time, in your own words, and say why; a line that ends in ? is a question to the "
        "interviewer."
    )
    return [*lines, *wrapped(told, indent=0, hanging=0), *wrapped(KEYS, "muted", indent=0)]


def of_phase(phase: Phase, number: int, many: int, clock: str) -> list[Line]:
    """What a phase asks; the clock where somebody waits."""
    left = f"Phase {number} of {many} · {phase.title}"
    blanks = " " * (prose_width() - len(left) - len(clock))
    head: list[Line] = [(("heading", left), ("muted", f"{blanks}{clock}" if clock else ""))]
    if clock and len(blanks) < _GAP:
        head = [(("heading", left),), (("muted", clock),)]
    return [(), *head, *(line for text in phase.asks for line in wrapped(text, hanging=3))]


def of_noted(noted: Noted) -> list[Line]:
    """What was understood of a line."""
    lines = [line for text in noted.answers for line in wrapped(f"= {text}", "name")]
    return lines + [line for text in noted.heard for line in wrapped(f"+ {text}", "muted")]


def of_hint(hint: Hinted) -> list[Line]:
    """A hint, and what it costs."""
    return wrapped(f"hint {hint.number}, a point less: {hint.text}?", "muted")


def of_done(done: Done) -> list[Line]:
    """The marks of a phase, item by item, and what a good answer says of what was missed."""
    said = [one.item.what for one in done.marked if one.share == 1]
    lines = wrapped(f"✓ {' · '.join(said)}", "good") if said else []
    for one in done.marked:
        if one.share == 1:
            continue
        remark = f" ({one.remark})" if one.remark else ""
        sign, style = ("✗", "bad") if not one.share else ("·", "")
        lines += wrapped(f"{sign} {one.item.what}{remark}", style)
        if one.item.model and done.points < FULL:
            lines += wrapped(one.item.model, "muted", indent=4)
    hints = f", {counted(done.hints, 'hint')}" if done.hints else ""
    style = "good" if done.points > FULL * _HALF else "bad"
    return [*lines, ((style, f"  {done.phase.title}: {done.points} of {FULL}{hints}"),)]


def of_model(interview: Interview) -> list[Line]:
    """What the scenario's own report comes to at the learner's assumptions."""
    said = [f"{one.item.name} = {one.shown}" for one in interview.work.assumed.values()]
    told = f"the scenario at your assumptions ({', '.join(said)})" if said else "the scenario"
    return [
        *wrapped(f"{told}:", "muted"),
        *(line for text in interview.work.model() for line in wrapped(text, indent=4)),
    ]


def of_summary(interview: Interview, scenario: str) -> list[Line]:
    """All phases with their points, what was asked and assumed, and what to practise next."""
    done = interview.done
    if not done:
        return [(), (("title", "No phase was answered."),)]
    got, most = sum(one.points for one in done), FULL * len(interview.phases)
    verdict = next(words for share, words in _VERDICTS if got >= share * most)
    lines: list[Line] = [(), (("title", f"Interview {got} of {most}: {verdict}"),)]
    for one in done:
        bar = "█" * one.points + "░" * (FULL - one.points)
        lines.append((("name", f"  {one.phase.title:<29}"), ("number", f"{bar} {one.points}")))
    if len(done) < len(interview.phases):
        lines += wrapped(f"{len(interview.phases) - len(done)} of the phases were not reached")
    lines += wrapped(_figures(interview))
    return lines + wrapped(_next(done, scenario), "muted")


def _figures(interview: Interview) -> str:
    work = interview.work
    figures = [one.grade.factor for one in work.figures.values() if one.grade.factor]
    parts = [
        f"asked {counted(interview.questions, 'question')}",
        f"{counted(len(work.assumed), 'assumption')} said aloud",
        counted(len(figures), "estimate"),
    ]
    if figures:
        parts.append(f"the worst {max(figures):.3g}x off")
    return " · ".join(parts)


def _next(done: Sequence[Done], scenario: str) -> str:
    weakest = min(done, key=lambda one: one.points)
    if weakest.points == FULL:
        return "next: another scenario; `capest practice interview` chooses one"
    model = f"capest practice interview {scenario} --print"
    return f"weakest: {weakest.phase.title.lower()}; model answers: {model}"


def script(phases: Sequence[Phase], title: str, summary: str, model: Sequence[str]) -> str:
    """The interviewer's script, for teachers: what is asked, the rubric and the model answers."""
    lines = [f"# Interview: {title}", "", summary]
    for number, phase in enumerate(phases, 1):
        lines += [
            "",
            f"## {number} {phase.title} ({phase.minutes} of 40 minutes)",
            "",
            *phase.asks,
            "",
        ]
        lines += [
            f"- {item.what} [{item.weight}]{f': {item.model}' if item.model else ''}"
            for item in phase.items
        ]
        lines += [f"- model: {text}" for text in model if phase.topic == "estimate"]
        lines.append(f"- full marks from {phase.enough} of {sum(i.weight for i in phase.items)}")
    return f"{log_lines(lines)}\n"
