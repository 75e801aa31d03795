"""What programs are told has one form, whichever command tells it."""

from __future__ import annotations

import csv
import io
import json

import pytest
from typer.testing import CliRunner

from capest.cli.app import full_app

TELLING = {
    "estimate": ["estimate", "instagram"],
    "compare": ["compare", "instagram", "--set", "dau=100M"],
    "sweep": ["sweep", "instagram", "dau=100M,200M"],
    "solve": ["solve", "instagram", "traffic.qps <= 100k/s", "--vary", "dau"],
    "grow": ["grow", "instagram", "--grow", "dau=50%/year"],
    "ranges": ["ranges", "instagram", "traffic.qps", "--set", "dau=100M to 200M"],
    "databases": ["databases", "twitter", "post_store"],
    "cache strategies": [
        "cache",
        "strategies",
        "pastebin",
        "hot_pastes",
        "--set",
        "hot_pastes.written_by=create",
    ],
}


def _told(*words):
    done = CliRunner().invoke(full_app(), words)
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.mark.parametrize("words", TELLING.values(), ids=TELLING)
def test_every_document_says_its_version_first(words):
    assert list(json.loads(_told(*words, "-f", "json")))[:2] == ["capest", "schema"]


@pytest.mark.parametrize("words", [TELLING[name] for name in TELLING if name != "cache strategies"])
def test_numbers_of_rows_are_those_of_documents(words):
    for row in csv.DictReader(io.StringIO(_told(*words, "-f", "csv"))):
        for name in ("value", "before", "after", "factor", "from", "to"):
            text = row.get(name) or "0"
            assert text == json.dumps(json.loads(text)) and not text.endswith(".0"), (name, row)
