"""`list`, `fields` and `explain` for programs."""

from __future__ import annotations

import json

import program
import pytest

from capest.scenario.shipped import shipped_names
from capest.sections import sections


def _json(*words):
    done = program.run(*words)
    assert (done.returncode, done.stderr) == (0, b"")
    return json.loads(done.stdout)


def test_the_list_of_scenarios():
    found = _json("list", "--json")
    assert found == _json("list", "--format", "json")
    assert [one["name"] for one in found["scenarios"]] == shipped_names()
    twitter = next(one for one in found["scenarios"] if one["name"] == "twitter")
    assert twitter["headline"]["traffic.qps"]["unit"] == "request/s"


def test_the_fields_of_sections():
    found = {one["name"]: one for one in _json("fields", "-f", "json")["sections"]}
    assert list(found) == [section.name for section in sections()]
    assert _json("fields", "storage", "-f", "json")["sections"] == [found["storage"]]
    kinds = {field["name"]: field for field in found["caches"]["fields"]}
    assert kinds["serves"]["takes"] == "name" and "lru" in kinds["policy"]["options"]


def test_profiles():
    found = _json("fields", "limits", "kafka", "-f", "json")["profiles"]
    assert [profile["section"] for profile in found] == ["shards", "streams"]
    for kafka in found:
        assert (kafka["name"], kafka["field"]) == ("kafka", "limits")
        assert all(one["source"] for one in kafka["values"].values())
        assert kafka in _json("fields", "limits", "-f", "json")["profiles"]


def test_a_derivation():
    found = _json("explain", "twitter", "search.qps", "--set", "dau=100M", "-f", "json")
    assert found["names"] == ["search.qps"]
    assert found["quantities"]["search.qps"]["value"] == pytest.approx(1e9 / 86_400)
    assert found["quantities"]["dau"]["origin"] == "given"
    assert set(found["quantities"]["search.qps"]["inputs"]) <= set(found["quantities"])
    of_entry = _json("explain", "twitter", "search", "-f", "json")
    assert "search.peak_qps" in of_entry["names"]
    assert len(_json("explain", "twitter", "-f", "json")["names"]) > len(of_entry["names"])


@pytest.mark.parametrize("words", [["list"], ["fields"], ["explain", "twitter", "dau"]])
def test_another_format_is_told(words):
    done = program.run(*words, "-f", "xml")
    assert (done.returncode, done.stdout) == (2, b"") and b"unknown-format" in done.stderr
