"""Goes through the numbers of documents with a person, or with lines from a pipe, as `git add -p`
does through changes.
"""

from __future__ import annotations

import sys
from dataclasses import replace

from ...claims.documents.document import document_of
from ...claims.documents.edits import Edit, splice
from ...claims.judging.findings import CheckedClaim, Status
from ...claims.proposing.placing import edits_for
from ...claims.proposing.propose import Proposal, Proposed
from ...problems import Problem, Severity, describe, headline
from ...safe_text import log_line
from .bind import Bindings, told

_HELP = """\
y  bind it to what is proposed
1  bind it to the first of several, 2 to the second, and so on
n  leave it as it is
e  write what it is bound to: a name, or an expression such as posts.stored / 10
d  leave this number and all others of the document
q  stop here; what was bound so far is written
?  this help"""

_SIGNS = frozenset({"<", ">", "{", "}", "\n"})
"""What ends a comment, or begins another one."""


class _Stopped(Exception):
    """No more is to be asked."""


def ask(found: Bindings) -> Bindings:
    """The documents with the numbers that a person binds, and no others."""
    kept: list[Proposed] = []
    total = sum(len(item.asked) for item in found.proposed)
    number = 0
    try:
        for proposed in found.proposed:
            answers = _Answers(found, proposed)
            kept.append(proposed)
            for place, item in enumerate(proposed.asked, number + 1):
                try:
                    wanted = answers.ask(item, f"{place}/{total}")
                finally:
                    kept[-1] = answers.written()
                if not wanted:
                    break
            number += len(proposed.asked)
    except _Stopped:
        pass
    return replace(found, proposed=tuple(kept))


class _Answers:
    """What a person says of the numbers of one document."""

    def __init__(self, found: Bindings, proposed: Proposed) -> None:
        self.found = found
        self.proposed = proposed
        self.bound: list[Proposal] = []
        self.edits: list[Edit] = []

    def written(self) -> Proposed:
        """The document with what is bound."""
        text = splice(self.proposed.document.text, self.edits).text
        return replace(
            self.proposed, text=text, proposals=tuple(self.bound), choices=(), suspicious=()
        )

    def ask(self, item: Proposal, place: str) -> bool:
        """Ask about a number until it is answered; whether to go on with the document."""
        self._show(item)
        several = len(item.options) > 1
        keys = f"1-{len(item.options)}" if several else "y"
        while True:
            answer = _line(f"({place}) bind it [{keys},n,e,d,q,?]? ")
            match answer:
                case "n":
                    return True
                case "d":
                    return False
                case "q":
                    raise _Stopped
                case "e":
                    if self._typed(item):
                        return True
                case "y" if not several:
                    self._take(item, item.options[0].edits)
                    return True
                case _ if (
                    answer.isascii()
                    and answer.isdigit()
                    and 0 < int(answer[:9]) <= len(item.options)
                ):
                    self._take(item, item.options[int(answer) - 1].edits)
                    return True
                case "y":
                    print(f"several fit: say which, 1 to {len(item.options)}")
                    if not sys.stdin.isatty():  # `yes` would never say which
                        return True
                case _:
                    print(_HELP)

    def _show(self, item: Proposal) -> None:
        note = Severity.NOTE
        print(describe(Problem(code="unbound", severity=note, message=told(item), span=item.span)))
        if len(item.options) > 1:
            for number, option in enumerate(item.options, 1):
                print(log_line(f"    {number}  {option.subject} ({option.value})"))

    def _take(self, item: Proposal, edits: tuple[Edit, ...]) -> None:
        self.bound.append(item)
        self.edits += edits

    def _typed(self, item: Proposal) -> bool:
        """Bind a number to what is typed, if a check finds a quantity by it."""
        subject = _line("    name or expression: ")
        edits = (
            () if not subject else edits_for(self.proposed.document, item.candidate, subject, None)
        )
        if not edits or not _SIGNS.isdisjoint(subject):
            print("    nothing can be written for it here")
            return False
        claim = self._claim(item, edits)
        if claim is None or claim.judgement is None:
            fault = claim.problems[0] if claim and claim.problems else None
            print(f"    {headline(fault)}" if fault else "    that binds nothing")
            return False
        if claim.status is not Status.HOLDS and claim.problems:
            print(f"    {headline(replace(claim.problems[0], severity=Severity.WARNING))}")
        self._take(item, edits)
        return True

    def _claim(self, item: Proposal, edits: tuple[Edit, ...]) -> CheckedClaim | None:
        """What a check says of the number once it is bound so."""
        document = self.proposed.document
        done = splice(document.text, list(edits))
        report = self.found.check(document_of(document.name, done.text))
        place = done.moved(item.number_at + 1) - 1
        line = item.span.line
        return next(
            (
                claim
                for claim in report.claims
                if (claim.bound and claim.bound.number_at[0] == place)
                or (claim.bound is None and claim.span.line == line and claim.problems)
            ),
            None,
        )


def _line(prompt: str) -> str:
    """A line that is typed or piped; the end of input stops the questions."""
    print(prompt, end="", flush=True)
    line = sys.stdin.readline() if sys.stdin is not None else ""
    if not line:
        print()
        raise _Stopped
    if not sys.stdin.isatty():
        print(log_line(line.strip()))
    return line.strip()
