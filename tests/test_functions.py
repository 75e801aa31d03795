"""The table of functions: what a row names exists and takes what the row says."""

from __future__ import annotations

import inspect
import math
import operator

import pytest

from capest.functions import FUNCTIONS, Model

_name = operator.attrgetter("name")
MODELS = {name: row for name, row in FUNCTIONS.items() if isinstance(row.compute, Model)}


@pytest.mark.parametrize("name", MODELS)
def test_a_model_exists_and_takes_so_many_arguments(name):
    row = MODELS[name]
    function = inspect.signature(row.compute.found())
    words = (*row.compute.first, *(group[0] for group in row.choices))
    for number in (row.least, 40 if row.most is None else row.most):
        function.bind(*words, *range(number), **dict.fromkeys(map(_name, row.parameters)))
    assert inspect.getdoc(row.compute.found())


@pytest.mark.parametrize("name", ["sqrt", "log2", "log10", "ln", "exp"])
def test_an_elementary_function_is_the_one_of_floats_and_of_arrays(numpy, name):
    compute = FUNCTIONS[name].compute
    expected = getattr(math, "log" if name == "ln" else name)(2.5)
    assert compute(2.5) == expected
    assert compute(numpy.asarray([2.5, 2.5])).tolist() == pytest.approx([expected] * 2)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [("sqrt", -1.0, "a root"), ("ln", 0.0, "a logarithm"), ("log2", -2.0, "a logarithm")],
)
def test_what_has_no_value_says_so_in_words_of_its_own(name, value, words):
    with pytest.raises(ValueError, match=words):
        FUNCTIONS[name].compute(value)
