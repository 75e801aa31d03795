"""Every code that the source can print is explained, and every one that is explained is printed.

Codes are parsed out of the source: what every class with a text `code` is given for it, through the
functions that hand it on.
"""

from __future__ import annotations

import ast
from functools import cache
from itertools import product
from pathlib import Path

import pytest

import capest
from capest.codes import CODES, FAULTS, FINDINGS, explain, explain_all

PACKAGE = Path(capest.__file__).parent
TREES = {path: ast.parse(path.read_text("utf-8")) for path in PACKAGE.rglob("*.py")}
TEXTS = ("str", "JudgementCode")


def _nodes(kind):
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, kind):
                yield path, node


def _fields(node):
    """The fields of a dataclass, or what the __init__ of another class takes, with their types."""
    for each in node.body:
        if isinstance(each, ast.AnnAssign):
            yield ast.unparse(each.target), ast.unparse(each.annotation)
        if isinstance(each, ast.FunctionDef) and each.name == "__init__":
            yield from ((arg.arg, ast.unparse(arg.annotation)) for arg in each.args.args[1:])


def _parameters(node):
    if isinstance(node, ast.ClassDef):
        return [name for name, _ in _fields(node)], 0
    names = [arg.arg for arg in node.args.args if arg.arg not in ("self", "cls")]
    return names, len(names) - len(node.args.defaults)


@cache
def _calls():
    """Every call, with the name of what is called and the innermost function that it stands in."""

    def below(node, inside):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Call):
                yield getattr(child.func, "id", getattr(child.func, "attr", "")), child, inside
            yield from below(child, child if isinstance(child, ast.FunctionDef) else inside)

    return [(path, *call) for path, tree in TREES.items() for call in below(tree, None)]


@cache
def _given(path, owner, parameter):
    """Every text that the function or class of a file is given for a parameter."""
    names, fewest = _parameters(owner)
    namesakes = {
        other
        for other, node in _nodes((ast.FunctionDef, ast.ClassDef))
        if node.name == owner.name and other != path
    }
    texts = set()
    for file, called, call, inside in _calls():
        own = file == path or not (owner.name.startswith("_") or file in namesakes)
        many = len(call.args) + len(call.keywords)
        if called == owner.name and own and many >= fewest:  # fewer: a set's add, say
            place = names.index(parameter)
            given = call.args[place : place + 1] or [
                each.value for each in call.keywords if each.arg == parameter
            ]
            for value in given:
                texts |= _texts(value, file, inside)
    return texts


def _texts(value, path, inside):
    """The texts that an expression in a function of a file may have."""
    match value:
        case ast.Constant(value=str(text)):
            return {text}
        case ast.FormattedValue(value=part):
            return _texts(part, path, inside)
        case ast.IfExp(body=body, orelse=other):
            return _texts(body, path, inside) | _texts(other, path, inside)
        case ast.BoolOp(values=values):
            return set().union(*(_texts(each, path, inside) for each in values))
        case ast.JoinedStr(values=parts):
            read = [_texts(part, path, inside) for part in parts]
            return {"".join(texts) for texts in product(*read)}
        case ast.Name(id=name) if inside and name in _parameters(inside)[0]:
            return _given(path, inside, name)
        case ast.Name(id=name) if assigned := _assigned(name, inside):
            return set().union(*(_texts(each, path, inside) for each in assigned))
        case ast.Attribute(attr="code"):
            return set()  # of a problem that was made elsewhere
    place = f"{path}:{value.lineno}"
    raise AssertionError(f"{place}: a code that cannot be followed: {ast.unparse(value)}")


def _assigned(name, inside):
    """The values that a name is given in a function."""
    found = []
    for node in ast.walk(inside) if inside else ():
        if isinstance(node, ast.Assign):
            target, value = node.targets[0], node.value
            names = getattr(target, "elts", [target])
            values = getattr(value, "elts", [value] * len(names))
            pairs = zip(names, values, strict=len(names) > 1)
            found += [given for named, given in pairs if getattr(named, "id", "") == name]
    return found


def _printed():
    for path, node in _nodes(ast.ClassDef):
        if any(name == "code" and kind in TEXTS for name, kind in _fields(node)):
            yield from _given(path, node, "code")


PRINTED = set(_printed()) - {""}


def test_codes_are_found():
    """One of each kind: a keyword, an argument, a choice, one handed on, one put together."""
    assert {"value", "unknown-unit", "napkin", "would-prompt", "unknown-format"} <= PRINTED


def test_every_code_is_explained_and_every_explanation_is_of_a_code():
    assert set(CODES) == PRINTED


def test_a_code_means_one_thing():
    assert not set(FINDINGS) & set(FAULTS)


@pytest.mark.parametrize("code", CODES.values(), ids=lambda code: code.name)
def test_pages(code):
    page = explain(code)
    assert page.startswith(f"{code.name} (") and code.remedy
    assert code.is_fault or code.meaning.endswith(".")
    assert max(len(line) for line in page.splitlines()) <= 80


def test_the_list_has_all():
    lines = explain_all().splitlines()
    assert {line.split()[0] for line in lines if line[:1].strip()} >= set(CODES)
    assert max(map(len, lines)) <= 80
