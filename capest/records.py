"""Declares records: `dataclass(frozen=True, slots=True)` at a seventh of its cost.

Up to Python 3.12 `dataclasses` compiles six functions for each class, and a start of capest makes a
hundred classes. Here they find the fields, so that their `replace` and `asdict` know a record, and
only `__init__` is compiled, once the first one is made.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields, replace
from functools import partial
from operator import attrgetter
from reprlib import recursive_repr
from typing import Any, NoReturn, dataclass_transform

__all__ = ["field", "record", "replace"]


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(
    declared: type | None = None,
    *,
    frozen: bool = True,
    kw_only: bool = False,
    eq: bool = True,
    repr: bool = True,  # noqa: A002 - the options are those of dataclasses
) -> Any:
    """The class as a record; without a class, what makes one of it."""
    if declared is None:
        return partial(record, frozen=frozen, kw_only=kw_only, eq=eq, repr=repr)
    made: Any = dataclass(init=False, repr=False, eq=False, slots=True, kw_only=kw_only)(declared)
    methods: dict[str, Any] = {"__init__": _init_when_needed(made, frozen)}
    if repr:
        methods["__repr__"] = _repr
    if eq:
        methods |= _comparing(made, frozen)
    if frozen:
        methods |= _FROZEN
    for name, method in methods.items():
        if vars(declared).get(name) is None:
            setattr(made, name, method)
    return made


def _init_when_needed(made: Any, frozen: bool) -> Callable[..., None]:
    def __init__(self: Any, *values: Any, **named: Any) -> None:  # noqa: N807
        made.__init__ = _init(made, frozen)
        self.__init__(*values, **named)

    return __init__


def _init(made: Any, frozen: bool) -> Callable[..., None]:
    """A function that takes the fields; one without a place in it is left to `__post_init__`."""
    names: dict[str, Any] = {"MISSING": MISSING}
    placed, named = ["self"], list[str]()
    lines = list[str]()
    for item in fields(made):
        name = value = parameter = item.name
        if item.default is not MISSING:
            names[f"default_{name}"] = item.default
            parameter = f"{name}=default_{name}"
        elif item.default_factory is not MISSING:
            names[f"make_{name}"] = item.default_factory
            parameter = f"{name}=MISSING"
            value = f"make_{name}() if {name} is MISSING else {name}"
        if item.init:
            (named if item.kw_only else placed).append(parameter)
            names[f"put_{name}"] = getattr(made, name).__set__
            lines.append(f"put_{name}(self, {value})" if frozen else f"self.{name} = {value}")
    if hasattr(made, "__post_init__"):
        lines.append("self.__post_init__()")
    parameters = ", ".join([*placed, *(["*", *named] if named else [])])
    exec("\n ".join([f"def __init__({parameters}):", *lines, "pass"]), names)  # noqa: S102 - of nothing but names
    made_init: Callable[..., None] = names["__init__"]
    made_init.__qualname__ = f"{made.__qualname__}.__init__"
    made_init.__module__ = made.__module__
    return made_init


def _comparing(made: type, frozen: bool) -> dict[str, Any]:
    compared = [item.name for item in fields(made) if item.compare]
    if len(compared) > 1:
        key: Callable[[Any], Any] = attrgetter(*compared)
    else:
        key = lambda item: tuple(getattr(item, name) for name in compared)  # noqa: E731

    def __eq__(self: Any, other: object) -> bool:  # noqa: N807
        return key(self) == key(other) if other.__class__ is self.__class__ else NotImplemented

    def __hash__(self: Any) -> int:  # noqa: N807
        return hash(key(self))

    return {"__eq__": __eq__, "__hash__": __hash__ if frozen else None}


@recursive_repr("...")
def _repr(self: Any) -> str:
    told = (f"{item.name}={getattr(self, item.name)!r}" for item in fields(self) if item.repr)
    return f"{self.__class__.__qualname__}({', '.join(told)})"


def _refuse_to_set(self: Any, name: str, value: object) -> NoReturn:
    del self, value
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: Any, name: str) -> NoReturn:
    del self
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[Any]:
    return [getattr(self, item.name) for item in fields(self)]


def _take_state(self: Any, state: list[Any]) -> None:
    for item, value in zip(fields(self), state, strict=True):
        object.__setattr__(self, item.name, value)


_FROZEN = {
    "__setattr__": _refuse_to_set,
    "__delattr__": _refuse_to_delete,
    "__getstate__": _state,
    "__setstate__": _take_state,
}
