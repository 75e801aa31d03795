"""Declares records: `dataclass(frozen=True, slots=True)` at a seventh of its cost.

Up to Python 3.12 `dataclasses` compiles six functions for each class, and a start of capest makes a
hundred classes. Here they find the fields, so that their `replace` and `asdict` know a record, and
what must be quick is compiled when it is called first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields, replace
from functools import partial
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
    methods: dict[str, Any] = {"__init__": _when_called(made, "__init__", partial(_init, frozen))}
    if repr:
        methods["__repr__"] = _repr
    if eq:
        methods["__eq__"] = _when_called(made, "__eq__", _equality)
        methods["__hash__"] = _when_called(made, "__hash__", _hash) if frozen else None
    if frozen:
        methods |= _FROZEN
    for name, method in methods.items():
        if vars(declared).get(name) is None:
            setattr(made, name, method)
    return made


_Names = dict[str, Any]
_Text = tuple[str, list[str], _Names]
"""The parameters of a function, its lines, and what these name."""


def _when_called(made: Any, name: str, text_of: Callable[[Any], _Text]) -> Callable[..., Any]:
    """A method of a class that is compiled when it is called first."""

    def method(self: Any, *values: Any, **named: Any) -> Any:
        parameters, lines, names = text_of(made)
        exec("\n ".join([f"def {name}({parameters}):", *lines]), names)  # noqa: S102 - our own text
        compiled = names[name]
        compiled.__qualname__ = f"{made.__qualname__}.{name}"
        compiled.__module__ = made.__module__
        setattr(made, name, compiled)
        return compiled(self, *values, **named)

    return method


def _init(frozen: bool, made: Any) -> _Text:
    """What takes the fields; one without a place in it is left to `__post_init__`."""
    names: _Names = {"MISSING": MISSING}
    placed, named, lines = ["self"], list[str](), ["pass"]
    if frozen:
        names |= {"open_to": _OPEN_TO, "Open": _open(made)}
        lines += ["made = self.__class__", "open_to(self, Open)"]
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
            lines.append(f"self.{name} = {value}")
    if frozen:
        lines.append("open_to(self, made)")
    if hasattr(made, "__post_init__"):
        lines.append("self.__post_init__()")
    return ", ".join([*placed, *(["*", *named] if named else [])]), lines, names


_OPEN_TO = vars(object)["__class__"].__set__


def _open(made: Any) -> type:
    """A class of the same slots that may be set, which an instance has while its fields are put:
    for many of them that takes half the time of a call for each.
    """
    body = {"__slots__": made.__slots__, "__setattr__": object.__setattr__}
    return type(made.__name__, made.__bases__, body)


def _equality(made: Any) -> _Text:
    lines = [
        "if self is other: return True",
        "if self.__class__ is not other.__class__: return NotImplemented",
        f"return {_compared(made, 'self')} == {_compared(made, 'other')}",
    ]
    return "self, other", lines, {}


def _hash(made: Any) -> _Text:
    return "self", [f"return hash({_compared(made, 'self')})"], {}


def _compared(made: Any, item: str) -> str:
    return f"({''.join(f'{item}.{one.name}, ' for one in fields(made) if one.compare)})"


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
