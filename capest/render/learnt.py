"""What a scenario assumes, beside what logs have seen."""

from __future__ import annotations

from ..engine.estimate import Estimate
from ..factors import deviation
from ..logs.learnt import Learnt
from ..quantities import humanise
from .lines import Line, columns, wrapped
from .programs import amount, document

_SUMS = ("traffic.qps", "traffic.peak_qps", "traffic.egress", "traffic.read_write_ratio")


def difference(assumed: Estimate, seen: Estimate, learnt: Learnt) -> list[Line]:
    """A row for each number of both; then what only the logs have, and what they do not give."""
    names = _names(seen, learnt)
    rows = [_row(name, assumed, seen) for name in names if name in assumed]
    lines = wrapped(learnt.of, "title", indent=0)
    if rows:
        lines += [(), *columns(("", "assumed", "seen", ""), rows)]
    alone = [name for name in names if name not in assumed]
    if alone:
        lines += [(), (("title", "only in the logs"),)]
    for name in alone:
        lines += wrapped(f"{name} {_text(name, seen)}", "", indent=2)
    if learnt.refused:
        lines += [(), (("title", "not learnt"),)]
    for each in learnt.refused:
        lines += wrapped(f"{each.name}: {each.why}", "muted", indent=2)
    return lines


def as_json(assumed: Estimate, seen: Estimate, learnt: Learnt, version: str) -> str:
    """The same for a program, in units that do not change with a number's size."""
    facts = {fact.name: fact for fact in learnt.every_fact()}
    rows = {
        name: {
            "assumed": amount(assumed[name].quantity) if name in assumed else None,
            "seen": amount(seen[name].quantity),
            "range": facts[name].written if name in facts else None,
            "how": facts[name].how if name in facts else None,
        }
        for name in _names(seen, learnt)
    }
    not_learnt = {each.name: each.why for each in learnt.refused}
    return document(version, {"of": learnt.of, "numbers": rows, "not_learnt": not_learnt})


def _names(seen: Estimate, learnt: Learnt) -> list[str]:
    names = [*(fact.name for fact in learnt.every_fact()), *_SUMS]
    return [name for name in names if name in seen]


def _row(name: str, assumed: Estimate, seen: Estimate) -> tuple[str, ...]:
    before, after = (estimate[name].quantity for estimate in (assumed, seen))
    same = before.unit == after.unit and before.value > 0 and after.value > 0
    change = deviation(after.value / before.value, "less", "more") if same else ""
    return (f"  {name}", _text(name, assumed), _text(name, seen), change)


def _text(name: str, estimate: Estimate) -> str:
    quantity = estimate[name].quantity
    return humanise(float(quantity.value), quantity.unit)
