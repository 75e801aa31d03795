"""The package's own reference data: definitions, latency tables, and what systems published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from ...engine.calculate import calculate
from ...nouns import forms_of, plural_of
from ...problems import passage_of
from ...quantities import Quantity, cell
from ...records import record
from ...units import dimensions, unit_table
from ..question import RealFact


@record(kw_only=True)
class DefinedFact:
    """Something that is so by definition: an expression, and what to ask."""

    name: str
    topic: str
    level: int
    ask: str
    given: Mapping[str, str]
    expression: str
    is_exact: bool
    source: str
    date: str


@record(kw_only=True)
class Latency:
    """One row of a table of latencies."""

    table: str
    name: str
    sort: str
    """What takes the time: to "reach" something, to "read" much of it, "distance", ..."""
    what: str
    text: str
    said: str
    """The table and its date, for the prompt."""
    source: str
    date: str
    second_hand: str

    @property
    def quantity(self) -> Quantity:
        """The time, in the unit that the table prints."""
        return calculate(passage_of("facts.yaml", self.text))

    def fact(self) -> RealFact:
        """The row as a question shows it."""
        text = f"{self.said}: {self.what}, {self.text}"
        return RealFact(text=text, source=self.source, date=self.date, second_hand=self.second_hand)


@record(kw_only=True)
class Published:
    """A figure that a system has published of itself."""

    who: str
    written: str
    """The figure in the words of the source."""
    quantity: Quantity
    said: str
    counts: str
    asks: str
    """What a question asks for, such as "how many tweets a day"."""
    date: str
    source: str
    second_hand: str

    def fact(self) -> RealFact:
        """The figure as a question shows it, a rate also for each second."""
        text = f"{self.who}: {self.written}{self.said and ' '}{self.said}"
        found = dict(dimensions(self.quantity.unit))
        is_rate = found.get("time") == -1 and "information" not in found
        if is_rate and "/s" not in self.written:
            text += f", {cell(self.quantity.to('1/s'), unit_table().unit('1/s'))}"
        return RealFact(text=text, source=self.source, date=self.date, second_hand=self.second_hand)


def definitions() -> tuple[DefinedFact, ...]:
    """What is so by definition: powers, seconds, and what an availability leaves of a period."""
    found = (
        DefinedFact(**row | {"level": int(row["level"]), "is_exact": "is_exact" in row})
        for row in _read("facts.yaml")["definitions"]
    )
    return (*found, *_availability(_read("facts.yaml")["availability"]))


def latencies() -> tuple[Latency, ...]:
    """Every row of every table, each table from fast to slow."""
    return tuple(
        Latency(
            table=table["table"], name=name, sort=sort, what=what, text=text, said=table["said"],
            source=table["source"], date=table["date"], second_hand=table["second_hand"],
        )
        for table in _read("facts.yaml")["latency"]
        for name, (sort, what, text) in table["rows"].items()
    )  # fmt: skip


@lru_cache(maxsize=1)
def published() -> tuple[Published, ...]:
    """What systems have published of themselves."""
    return tuple(_published(row) for row in _read("real_facts.yaml"))


def _published(row: Mapping[str, str]) -> Published:
    quantity = calculate(passage_of("real_facts.yaml", row["value"]))
    said = row.get("said", "")
    return Published(
        who=row["who"],
        written=row["value"],
        quantity=quantity,
        said=said,
        counts=row["counts"],
        asks=row.get("asks") or f"{_how_much(quantity)} {said}".rstrip(),
        date=row["date"],
        source=row["source"],
        second_hand=row["second_hand"],
    )


def _how_much(quantity: Quantity) -> str:
    """What a figure answers: "how many tweets a day", "how much data a second"."""
    (first, _), *others = quantity.unit.powers
    is_data = first.dimension == "information"
    much = "how much data" if is_data else f"how many {plural_of(first.name)}"
    return " ".join((much, *(_EACH.get(atom.name, f"a {atom.name}") for atom, _ in others)))


_EACH = {"hour": "an hour"}


def comparison(words: Iterable[str], quantity: Quantity) -> RealFact | None:
    """The published figure of the first word that has one of the quantity's dimension."""
    wanted = dimensions(quantity.unit)
    fitting = {
        figure.counts: figure
        for figure in reversed(published())
        if figure.counts and dimensions(figure.quantity.unit) == wanted
    }
    forms = (form for word in words for form in forms_of(word))
    return next((fitting[form].fact() for form in forms if form in fitting), None)


@record(kw_only=True)
class Machine:
    """A machine that can be rented, and its memory."""

    name: str
    what: str
    memory: str
    date: str
    source: str
    second_hand: str

    @property
    def quantity(self) -> Quantity:
        """The memory, in the unit that its vendor writes."""
        return calculate(passage_of("facts.yaml", self.memory))

    def fact(self) -> RealFact:
        """The machine as a question shows it."""
        return RealFact(
            text=self.what, source=self.source, date=self.date, second_hand=self.second_hand
        )


@record(kw_only=True)
class Promise:
    """What some write strategies of a cache promise; which of the others do not is known too."""

    name: str
    says: str
    kept_by: frozenset[str]
    broken_by: frozenset[str]
    source: str
    date: str


def strategies() -> tuple[str, ...]:
    """The write strategies of a cache."""
    return tuple(_read("write_strategies.yaml")["strategies"])


def promises() -> tuple[Promise, ...]:
    """What write strategies promise; of those that are not named it depends."""
    return tuple(
        Promise(**row | {key: frozenset(row[key]) for key in ("kept_by", "broken_by")})
        for row in _read("write_strategies.yaml")["promises"]
    )


def machines() -> tuple[Machine, ...]:
    """Machines that can be rented, the smallest first."""
    return tuple(Machine(**row) for row in _read("facts.yaml")["machines"])


def _availability(rows: Mapping[str, Any]) -> list[DefinedFact]:
    return [
        DefinedFact(
            name=f"downtime_{period['name']}_{level.rstrip('%').replace('.', '_')}",
            topic="availability",
            level=2,
            ask=f"{level} available: how long may it be down in {period['said']}?",
            given={"availability": level, "period": period["is"]},
            expression="(1 - availability) * period",
            is_exact=False,
            source=rows["source"],
            date=rows["date"],
        )
        for level in rows["levels"]
        for period in rows["periods"]
    ]


@lru_cache(maxsize=3)
def _read(name: str) -> Any:
    import yaml  # 30 ms, for those questions that need a fact

    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # texts only, like a scenario's
    return yaml.load(text, Loader=loader)  # noqa: S506  # which makes no objects
