"""What the tests of pages share: a scenario with all that a page shows, and sliders to move."""

from __future__ import annotations

from pathlib import Path

import capest
from capest.conservation import conservation
from capest.engine.expectations import judge
from capest.render.intervals import with_draws
from capest.render.page.document import page
from capest.render.report import make_report
from capest.sections import sections

ROOT = Path(__file__).parents[2]
SCENARIOS = sorted(path.stem for path in (ROOT / "scenarios").glob("*.yaml"))
WIDE = {"viewport": {"width": 1400, "height": 900}}


RANGES = """
capest: 1
title: Photos
summary: Upload and look at photos.
assumptions:
  dau: {value: 10M to 40M users, source: "a guess, 2026"}
  growth: 50%/year
  hits: 80%
traffic:
  upload: {per_user: 0.3 to 0.9/day, kind: write, request: 1 MB}
  home: {per_user: 12/day, kind: read, response: 200 KB}
storage:
  photos: {added_by: upload, size: 1 MB to 4 MB, keep: 5 years, replicas: 3}
caches:
  hot: {serves: home, items: 1B, item_size: 200 KB, popularity: zipf 0.9, hit_ratio: hits,
        node_memory: 64 GiB}
shards:
  photo_store: {of: photos, behind: hot, max_size: 2 TB, max_read_qps: 20k/s}
hops:
  app: {p50: 15 ms, p99: 40 ms}
  store: {p50: 5 ms, p99: 50 ms, on_miss_of: hot}
budgets:
  feed: {path: [app, store], within: 200 ms}
derived:
  bill: storage.stored * ($0.02/GB/month)
expect:
  - hot.hit_ratio >= 70%
  - 2 * home.qps <= 10k/s
"""


def make_page(estimate, *, exact=False, draws=None):
    report = make_report(
        estimate, sections(), judge(estimate), version="1", exact=exact,
        conserved=conservation(estimate),
    )  # fmt: skip
    return page(with_draws(report, draws, 1, of_all=True) if draws else report)


def estimate_of(text):
    return capest.estimate(capest.load(text))


def move(shown, settings):
    """Move sliders, each to a part of its way; what --set then says."""
    return shown.evaluate(
        """settings => {
            for (const [at, part] of settings) {
                const range = document.querySelectorAll("#what-if input")[at];
                range.value = String(Math.round(part * Number(range.max)));
                for (const heard of ["input", "change"]) range.dispatchEvent(new Event(heard));
            }
            return document.querySelector("#what-if textarea").value;
        }""",
        settings,
    )
