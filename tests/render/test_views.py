"""Each view of a study has a function for every format in which studies are written."""

from __future__ import annotations

import program
import pytest

from capest.cli.options import STUDY_FORMATS
from capest.render import SHOWN, ranges
from capest.render.studies import compare, databases, growth, solve, sweep


@pytest.mark.parametrize("view", [compare, databases, growth, ranges, solve, sweep])
def test_every_format_has_its_function(view):
    functions = {SHOWN: "layout", "json": "as_mapping"}
    wanted = {functions.get(name, f"as_{name}") for name in STUDY_FORMATS}
    assert wanted <= {name for name in vars(view) if callable(getattr(view, name))}


def test_what_is_derived_of_a_number_without_a_value_is_left_out(tmp_path):
    (tmp_path / "full.yaml").write_text(
        "traffic: {put: {rate: 1/s, kind: write, request: 1 KB}}\n"
        "storage: {kept: {added_by: put, size: 1 KB, keep: 1 day}}\n"
        "shards: {store: {of: kept, max_size: 1e-308 GB, fill: 7e-20%}}\n"
        "derived: {each: kept.stored / store.shards}\n"
    )
    done = program.run("estimate", "full.yaml", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "a store.max_size * store.fill above 0" in " ".join(done.stdout.decode().split())
