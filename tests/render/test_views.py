"""Each view of a study has a function for every format in which studies are written."""

from __future__ import annotations

import pytest

from capest.cli.options import STUDY_FORMATS
from capest.render import SHOWN, databases, growth, ranges
from capest.render.studies import compare, solve, sweep


@pytest.mark.parametrize("view", [compare, databases, growth, ranges, solve, sweep])
def test_every_format_has_its_function(view):
    wanted = {"layout" if name == SHOWN else f"as_{name}" for name in STUDY_FORMATS}
    assert wanted <= {name for name in vars(view) if callable(getattr(view, name))}
