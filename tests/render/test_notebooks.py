"""Results in a notebook: what is shown is text, whatever a scenario says, and frames are of the
values of JSON.
"""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

import capest

TEXT = """
title: "</pre><script>alert(1)</script> & <img src=x onerror=alert(1)>"
assumptions: {dau: {value: 100M to 300M users, source: "<b>a</b> costs $5 or $6"}}
traffic: {search: {per_user: 10/day, kind: read, response: 5 kB}}
shards: {store: {of: kept, max_size: 250 GB}}
storage: {kept: {added_by: search, size: 1 kB, keep: 1 year}}
"""

RESULTS = {
    "estimate": lambda: capest.estimate(TEXT),
    "derivation": lambda: capest.estimate(TEXT)["store.shards"],
    "given": lambda: capest.estimate(TEXT)["dau"],
    "sample": lambda: capest.estimate(TEXT).sample(),
    "compare": lambda: capest.compare(TEXT, dau="600M"),
    "the same": lambda: capest.compare(TEXT),
    "sweep": lambda: capest.sweep(TEXT, dau="100M..400M*3"),
    "solve": lambda: capest.solve(TEXT, "store.shards <= 400", vary="dau"),
}


class _Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.text = [], ""

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, [name for name, _ in attributes]))

    def handle_data(self, data):
        self.text += data


@pytest.mark.parametrize("name", RESULTS)
def test_nothing_of_a_scenario_is_markup(name):
    page = _Page()
    page.feed(RESULTS[name]()._repr_html_())
    assert page.tags[0][0] == "pre"
    assert {(tag, *names) for tag, names in page.tags[1:]} <= {("span", "style")}
    if name in ("estimate", "compare"):
        assert "</pre><script>alert(1)</script> &" in page.text


@pytest.mark.parametrize("name", RESULTS)
def test_markdown(name):
    text = RESULTS[name]()._repr_markdown_()
    page = _Page()
    page.feed(MarkdownIt("commonmark").enable("table").render(text))
    assert not {"script", "img", "b"} & {tag for tag, _ in page.tags}


def test_a_derivation_has_its_numbers_and_sources():
    shown = capest.estimate(TEXT)["search.qps"]
    page = _Page()
    page.feed(shown._repr_html_())
    assert page.text.startswith("search.qps = 20k request/s\n")
    assert "| `dau` | 173M users | given |" in shown._repr_markdown_()


def test_copies_are_of_plain_values():
    found = capest.compare(TEXT, dau="600M")
    assert found == copy.deepcopy(found) == pickle.loads(pickle.dumps(found))  # noqa: S301


def test_frames():
    pytest.importorskip("pandas")
    found = capest.estimate(TEXT)
    frame = found.to_pandas()
    assert list(frame.index) == list(found)
    assert list(frame["value"]) == [found[name].value for name in found]
    assert frame.loc["dau", "unit"] == "user"
    derived = found["store.shards"].to_pandas()
    assert derived["value"].to_dict() == {
        item.name: item.value for item in found["store.shards"].walk()
    }
    swept = capest.sweep(TEXT, dau="100M, 200M", show=["search.qps"])
    values = [point["quantities"]["search.qps"]["value"] for point in swept["points"]]
    assert list(swept.to_pandas()["value"]) == pytest.approx(
        values, rel=1e-15
    )  # pandas 2's last bit
    compared = capest.compare(TEXT, dau="600M")
    quantity = compared["quantities"]["search.qps"]
    assert compared.to_pandas().loc["search.qps", "after"] == quantity["after"]


def test_frames_of_samples():
    numpy, pandas = pytest.importorskip("numpy"), pytest.importorskip("pandas")
    sample = capest.estimate(TEXT).sample(100)
    assert list(sample.to_pandas()["search.qps"]) == list(sample["search.qps"])
    drawn = capest.estimate(TEXT, dau=numpy.asarray([1e8, 2e8]))
    assert list(drawn.to_pandas()["dau"]) == [1e8, 2e8]
    assert "100M users to 200M users in 2 samples" in drawn._repr_html_()
    assert isinstance(drawn.to_pandas(), pandas.DataFrame)


def test_without_pandas_it_says_what_to_do():
    program = "import sys; sys.modules['pandas'] = None; import capest; "
    program += "capest.estimate('twitter').to_pandas()"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.stderr.splitlines()[-1] == (
        "ModuleNotFoundError: to_pandas() needs pandas, which is not installed: pip install pandas"
    )


def test_a_start_and_an_estimate_import_no_view():
    program = "import sys, capest; capest.estimate('twitter'); "
    program += "print([name for name in sys.modules if name.startswith('capest.render')])"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
