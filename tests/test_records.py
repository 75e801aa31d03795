"""Records behave as what they replace: the same declarations, made by `dataclasses` itself."""

from __future__ import annotations

import copy
import pickle
import sys
from dataclasses import FrozenInstanceError, asdict, dataclass, fields, is_dataclass
from functools import partial

import pytest

from capest.records import field, record, replace

NAN = float("nan")


def _declared(fixed, changing):
    """The same classes, made by one decorator or the other."""

    @fixed()
    class Place:
        """A place."""

        line: int
        column: int = 1
        notes: list[str] = field(default_factory=list, compare=False)
        seen: str = field(default="", repr=False)

        @property
        def after(self):
            return Place(self.line, self.column + 1)

    @fixed(kw_only=True)
    class Named:
        name: str
        at: Place | None = None
        length: int = field(init=False)

        def __post_init__(self):
            object.__setattr__(self, "length", len(self.name))

        def __hash__(self):
            return 7

    @fixed()
    class Further(Place):
        depth: int = 0

    @fixed()
    class Alone:
        value: float

    @fixed(eq=False, repr=False)
    class Bare:
        value: int = 0

    @changing()
    class Tally:
        number: int
        each: dict[str, int] = field(default_factory=dict)

    return Place, Named, Further, Alone, Bare, Tally


RECORDS = _declared(record, partial(record, frozen=False))
PLAIN = _declared(partial(dataclass, frozen=True, slots=True), partial(dataclass, slots=True))
Place, Named, Further, Alone, Bare, Tally = RECORDS
for _class in RECORDS:  # where pickle looks for it
    _class.__qualname__ = _class.__name__


def _outcome(act, classes):
    try:
        return act(*classes)
    except (TypeError, ValueError, AttributeError) as error:
        return type(error), str(error).rpartition("<locals>.")[2]


@pytest.mark.parametrize(
    "act",
    [
        lambda place, *_: place(),
        lambda place, *_: place(1, 2, [], "", 5),
        lambda place, *_: place(1, line=2),
        lambda place, *_: place(1, row=2),
        lambda _, named, *__: named("a"),
        lambda _, named, *__: named(name="a", length=2),
        lambda place, *_: setattr(place(1), "line", 2),
        lambda place, *_: delattr(place(1), "line"),
        lambda *classes: setattr(classes[-1](1), "row", 2),
        lambda *classes: hash(classes[-1](1)),
        lambda place, named, *_: hash(named(name="a")),
        lambda place, *_: place(1) == place(1, notes=["other"]),
        lambda place, *_: place(1) == place(1, seen="other"),
        lambda place, *_: hash(place(1, 2)) == hash(place(1, 2, ["other"])),
        lambda place, named, further, *_: place(1) == further(1),
        lambda place, *_: place(1) == (1, 1),
        lambda *classes: hash(classes[3](2.5)) == hash(classes[3](2.5)),
        lambda *classes: classes[4](1) == classes[4](1),
        lambda *classes: classes[5](1) == classes[5](1),
        lambda place, named, *_: named(name="abc").length,
        lambda place, *_: place(1).after.column,
        lambda place, *_: place(1).notes is place(1).notes,
        lambda *classes: [made.__match_args__ for made in classes],
        lambda *classes: [made.__slots__ for made in classes],
        lambda *classes: [[item.name for item in fields(made)] for made in classes],
        lambda *classes: [is_dataclass(made) for made in classes],
        lambda place, named, *_: asdict(named(name="a", at=place(1))),
        lambda place, named, further, *_: asdict(replace(further(1, depth=2), column=3)),
        lambda place, named, *_: replace(named(name="a"), length=3),
        lambda place, *_: copy.copy(place(1, 2)).column,
        lambda *classes: hasattr(classes[0](1), "__dict__"),
    ],
)  # fmt: skip
def test_a_record_does_what_a_dataclass_does(act):
    assert _outcome(act, RECORDS) == _outcome(act, PLAIN)


def test_what_is_one_object_is_equal():
    """As tuples have it, and dataclasses up to Python 3.12."""
    assert Alone(NAN) == Alone(NAN)
    assert Alone(NAN) != Alone(float("nan"))


def test_what_a_record_says_of_itself():
    tally = Tally(1)
    assert repr(Named(name="a", at=Further(1, seen="no", depth=2))) == (
        "Named(name='a', at=Further(line=1, column=1, notes=[], depth=2), length=1)"
    )
    tally.each["itself"] = tally
    assert repr(tally) == "Tally(number=1, each={'itself': ...})"
    assert repr(Bare()).startswith("<")
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'line'"):
        Place(1).line = 2


@pytest.mark.parametrize("made", [Place(1, 2, ["a"]), Named(name="a"), Further(1), Tally(2)])
def test_a_record_is_pickled(made, monkeypatch):
    for found in RECORDS:
        monkeypatch.setattr(sys.modules[__name__], found.__name__, found, raising=False)
    assert pickle.loads(pickle.dumps(made)) == made  # noqa: S301 - it was made here
    assert copy.deepcopy(made) == made


def test_a_record_is_matched():
    match Further(3, depth=4):
        case Place(line, column):
            assert (line, column) == (3, 1)


def test_a_default_is_one_and_what_makes_one_is_called_for_each():
    first, second = Place(1), Place(1)
    first.notes.append("a")
    assert (first.notes, second.notes, Place(1, notes=["b"]).notes) == (["a"], [], ["b"])
