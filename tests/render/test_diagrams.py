"""Diagrams: what goes where in three languages, in which nothing of a scenario is markup."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

import capest
from capest.problems import EstimateError
from capest.render.diagrams import DIAGRAMS, diagram, language_of
from capest.render.flow import flow
from capest.safe_text import d2, dot, mermaid
from capest.scenario.shipped import shipped_names

TEXT = """
title: Search
assumptions: {dau: 300M}
traffic: {search: {per_user: 10/day, kind: read}}
caches:
  end: {serves: search, items: dau, item_size: 1 kB, popularity: zipf 0.9, hit_ratio: 95%}
"""

HOSTILE = '"];\n} end %%{init: {}}%% </text><script>alert(1)</script> ${x} \\N &amp; `a` #quot; -->'


def test_mermaid():
    assert diagram(capest.estimate(TEXT)) == (
        "flowchart LR\n"
        "  accTitle: Search\n"
        '  users(["users<br/>300M a day"])\n'
        '  n_search["search<br/>traffic<br/>34.7k/s average<br/>104k/s peak"]\n'
        '  n_end["end<br/>caches<br/>218 GB memory"]\n'
        '  users -->|"104k/s"| n_search\n'
        '  n_search -->|"104k/s"| n_end\n'
    )


def test_d2():
    assert diagram(capest.estimate(TEXT), "d2").splitlines()[2:6] == [
        r'users: "users\n300M a day" {shape: person}',
        r'n_search: "search\ntraffic\n34.7k/s average\n104k/s peak"',
        r'n_end: "end\ncaches\n218 GB memory"',
        'users -> n_search: "104k/s"',
    ]


def test_dot():
    assert diagram(capest.estimate(TEXT), "dot").splitlines()[4:8] == [
        r'  users [label="users\n300M a day", shape=ellipse]',
        r'  n_search [label="search\ntraffic\n34.7k/s average\n104k/s peak"]',
        r'  n_end [label="end\ncaches\n218 GB memory"]',
        '  users -> n_search [label="104k/s"]',
    ]


def test_texts_end_no_quotes():
    assert re.fullmatch(r"(\w|[ .,/+()-]|#\d+;)*", mermaid(HOSTILE))
    assert re.fullmatch(r'([^\\"$\n]|\\[\\"$])*', d2(HOSTILE))
    assert re.fullmatch(r'([^\\"\n]|\\[\\"])*', dot(HOSTILE))


def test_a_picture_fetches_nothing_and_holds_text():
    text = TEXT.replace("title: Search", f"title: {HOSTILE.replace(chr(10), ' ')!r}")
    computed = capest.estimate(text)
    picture = ElementTree.fromstring(diagram(computed, "svg"))  # noqa: S314
    tags = [item.tag.rpartition("}")[2] for item in picture.iter()]
    assert set(tags) == {"svg", "style", "title", "g", "path", "rect", "text"}
    assert tags.count("rect") == len(flow(computed).nodes)
    assert picture.attrib["aria-label"] == computed.scenario.title
    attributes = {name for item in picture.iter() for name in item.attrib}
    assert not any("href" in name or name.startswith("on") for name in attributes)


@pytest.mark.parametrize("language", DIAGRAMS)
def test_a_title_stays_on_its_line(language):
    computed = capest.estimate(TEXT.replace("title: Search", f"title: |\n  {HOSTILE!r}"))
    plain = diagram(capest.estimate(TEXT), language)
    assert diagram(computed, language).count("\n") == plain.count("\n")


def test_a_name_of_other_letters_has_a_number():
    text = TEXT.replace("search", "suche_für")
    assert '  n1["suche_für<br/>' in diagram(capest.estimate(text))


@pytest.mark.parametrize("name", [*shipped_names(), "hostile"])
def test_graphviz_draws_all_of_it(name):
    if not shutil.which("dot"):
        pytest.skip("Graphviz is not installed")
    text = TEXT.replace("title: Search", f"title: {HOSTILE.replace(chr(10), ' ')!r}")
    computed = capest.estimate(text if name == "hostile" else name)
    done = subprocess.run(
        ["dot", "-Tplain"],
        input=diagram(computed, "dot"),
        capture_output=True,
        text=True,
        check=True,
    )
    kinds = [line.partition(" ")[0] for line in done.stdout.splitlines()]
    found = flow(computed)
    assert (kinds.count("node"), kinds.count("edge")) == (len(found.nodes), len(found.edges))
    assert done.stderr == ""


PACKAGES = Path(sys.prefix) / "node_modules"


@pytest.mark.slow
def test_the_tools_of_mermaid_and_d2_take_all_of_it():
    """`npm install --prefix .venv mermaid@11 jsdom @terrastruct/d2` brings them, 240 MB."""
    if not shutil.which("node") or not (PACKAGES / "@terrastruct").is_dir():
        pytest.skip("mermaid and d2 are not installed")
    text = TEXT.replace("title: Search", f"title: {HOSTILE.replace(chr(10), ' ')!r}")
    hostile = re.sub(r"\bsearch\b", "end", re.sub(r"\bend\b", "__proto__", text))
    computed = {name: capest.estimate(name) for name in shipped_names()}
    computed["hostile"] = capest.estimate(hostile)
    given = {
        language: {name: diagram(found, language) for name, found in computed.items()}
        for language in ("mermaid", "d2")
    }
    given["mermaid"]["wrong"], given["d2"]["wrong"] = "flowchart LR\n a[[[", "a -> {"
    done = subprocess.run(
        ["node", Path(__file__).with_name("diagram_tools.mjs"), PACKAGES],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    for language, said in json.loads(done.stdout).items():
        assert [name for name, words in said.items() if words] == ["wrong"], language


def test_without_anything_to_draw():
    with pytest.raises(EstimateError, match="nothing-to-draw"):
        diagram(capest.estimate("assumptions: {dau: 300M}"))


def test_suffixes():
    assert [language_of(suffix) for suffix in (".mmd", ".d2", ".gv", ".png")] == [
        *("mermaid", "d2", "dot"),
        "png",
    ]
