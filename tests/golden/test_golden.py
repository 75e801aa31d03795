"""Every shipped scenario as text, two of them in JSON too; and its published figures, which hold.

The expectations of each scenario are figures that others published, named there; the snapshots
guard what is shown. `pytest --snapshot-update` rewrites them: read the difference.
"""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest

import capest
from capest.conservation import conservation
from capest.engine.expectations import judge
from capest.problems import Source
from capest.render import FORMATS, SHOWN, explain, renderer
from capest.render.lines import plain
from capest.render.report import make_report
from capest.scenario.reader import read
from capest.sections import sections

HERE = Path(__file__).parent
SHIPPED = sorted((HERE.parents[1] / "scenarios").glob("*.yaml"))
PAGE = "html"  # which tests/page holds to what it shows, not to its text
SUFFIX = {
    name: import_module(f"capest.render.formats.{name}").SUFFIXES[0]
    for name in FORMATS
    if name != PAGE
}
IN_JSON = {"twitter", "dropbox"}
"""Between them they have every section; what the others are in JSON, their CSV says too."""

TWENTY = {
    "twitter", "web_search", "product_catalogue", "url_shortener", "pastebin", "instagram",
    "youtube", "whatsapp", "dropbox", "web_crawler", "proximity_service", "leaderboard",
    "log_pipeline", "chat_connections", "ride_hailing", "payment_ledger", "video_upload",
    "ticketing", "metrics_store", "llm_chat",
}  # fmt: skip


def _estimate(path):
    """As the command line reads it: under its file's name, so that no path of a machine shows."""
    scenario, problems = read(Source(path.name, path.read_text("utf-8")), sections())
    assert not problems
    return capest.estimate(scenario)


def test_the_twenty_are_shipped():
    assert {path.stem for path in SHIPPED} == TWENTY


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_its_published_figures_hold(path):
    verdicts = judge(_estimate(path))
    assert len(verdicts) >= 3
    assert [verdict.message for verdict in verdicts if not verdict.holds] == []


@pytest.mark.parametrize(
    ("path", "format_name"),
    [
        pytest.param(path, name, id=f"{path.stem}-{name}")
        for path in SHIPPED
        for name in SUFFIX
        if name != "json" or path.stem in IN_JSON
    ],
)
def test_report(path, format_name, snapshot):
    computed = _estimate(path)
    found = conservation(computed)
    report = make_report(computed, sections(), judge(computed), version="0", conserved=found)
    text = renderer(format_name)(report)
    snapshot(HERE / f"{path.stem}{SUFFIX[format_name]}", text)
    if format_name == SHOWN and (full := renderer(SHOWN)(replace(report, full=True))) != text:
        snapshot(HERE / f"{path.stem}.full.txt", full)


@pytest.mark.parametrize(
    ("scenario", "name"),
    [
        ("twitter", "search.peak_qps"),
        ("twitter", "post_store.shards"),
        ("twitter", "feed.p99"),
        ("whatsapp", "storage.stored"),
    ],
)
def test_derivation(scenario, name, snapshot):
    computed = _estimate(HERE.parents[1] / "scenarios" / f"{scenario}.yaml")
    for depth, word in ((None, "explain"), (explain.ALL, "explain.all")):
        text = plain(explain.layout(computed, name, depth=depth))
        snapshot(HERE / f"{scenario}.{name}.{word}.txt", text)


@pytest.mark.parametrize(
    ("scenario", "name"),
    [("proximity_service", "nodes"), ("leaderboard", "nodes")],
)
def test_one_machine_is_enough(scenario, name):
    computed = _estimate(HERE.parents[1] / "scenarios" / f"{scenario}.yaml")
    machines = [
        item.value for key, item in computed.derivations.items() if key.endswith(f".{name}")
    ]
    assert machines and min(machines) == 1
