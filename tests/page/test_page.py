"""The page of a report in a browser: read, moved, asked why, printed, and attacked."""

from __future__ import annotations

import math
import re
from random import Random

import pytest
from pages import RANGES, SCENARIOS, WIDE, estimate_of, make_page, move

import capest
from capest.problems import CapestError
from capest.quantities import humanise
from capest.render.page.document import page
from capest.render.report import make_report
from capest.sections import sections

NEAR = 1e-5
HOSTILE = """
capest: 1
title: </script><img src=x onerror=alert(1)>
summary: "'\\"><svg onload=alert(2)> <!-- ${7*7} `"
assumptions:
  dau: {value: 3M users, source: "</script><script>alert(3)</script>", note: "]]> <b>bold</b>"}
traffic:
  search: {per_user: 10/day, kind: read, response: 5 KB}
  constructor: {rate: {value: 5/s, note: "one \u2028 two \u202e three"}, kind: read}
  __proto__: {per_user: 1/day, kind: write}
expect:
  - search.qps <= 1k/s
"""

LONG_NAMES = re.sub(r"\b(hot|photos|photo_store)\b", r"\1_" + "a" * 80, RANGES)

TRAFFIC_ALONE = "traffic: {search: {rate: 100/s}}"


def _numbers(shown, only=""):
    """Every number of the page by name, as it is written; those in which `only` is found."""
    return dict(
        shown.evaluate(
            """only => {
                const others = document.querySelector(".all details");
                others.open = true;
                others.dispatchEvent(new Event("toggle"));
                return [...document.querySelectorAll("td [id^=q]")]
                    .filter(line => !only || line.querySelector(only))
                    .map(line => {
                        const name = line.closest("tr").firstElementChild.textContent;
                        const owner = name.startsWith(".") ? line.firstChild.data.trim() : "";
                        return [owner + name, line.lastElementChild.textContent];
                    });
            }""",
            only,
        )
    )


def _value(text):
    found = re.search(r"-?[\d,.]+(e[+-]?\d+)?", text)
    return float(found[0].replace(",", "")) if found else math.nan


def _all_digits(derivation):
    if derivation is None:
        return "no value"
    return humanise(derivation.quantity.value, derivation.quantity.unit, exact=True)


def _changes(command):
    return dict(re.findall(r"--set '([\w.]+)=([^']*)'", command))


def _differences(shown, name, random, sets):
    """Where the page's numbers, with all digits, are not those of Python's own estimate."""
    sliders = shown.locator("#what-if input").count()
    found, compared = [], 0
    for _ in range(sets):
        shown.evaluate("() => [...document.querySelectorAll('.buttons button')].at(-1).click()")
        chosen = random.sample(range(sliders), min(4, sliders))
        command = move(shown, [[at, random.uniform(0.2, 0.8)] for at in chosen])
        changes = _changes(command)
        try:
            other = capest.estimate(capest.load(name), **changes)
        except CapestError:
            continue  # such values make no sense together
        for quantity, text in _numbers(shown).items():
            expected = _all_digits(other.get(quantity))
            if not abs(_value(text) - _value(expected)) <= NEAR * abs(_value(expected)):
                found += [(quantity, changes, text, expected)] if text != expected else []
            compared += 1
    assert compared
    return found


@pytest.mark.parametrize("name", ["leaderboard", "twitter"])
def test_sliders_give_what_python_gives(opened, name):
    shown = opened.page(make_page(capest.estimate(name), exact=True), **WIDE)
    assert _differences(shown, name, Random(1), 1) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", SCENARIOS)
def test_sliders_give_what_python_gives_in_every_scenario(opened, name):
    shown = opened.page(make_page(capest.estimate(name), exact=True), **WIDE)
    assert _differences(shown, name, Random(name), 10) == []


def test_what_is_changed_is_marked_and_what_does_not_follow_says_so(opened):
    shown = opened.page(make_page(estimate_of(RANGES), draws=64), **WIDE)
    before = _numbers(shown)
    assert "moved" not in (shown.locator("body").get_attribute("class") or "")
    assert "✓ holds" in shown.locator(".expect tbody tr").nth(0).inner_text()
    command = move(shown, [[0, 0.75], [2, 0.1]])
    assert re.fullmatch(r"--set 'dau=\d+ user' --set 'hits=\d+(\.\d+)?%'", command)
    after = _numbers(shown)
    assert after["dau"] != before["dau"] and after["growth"] == before["growth"]
    changed = set(_numbers(shown, only=".changed"))
    assert {name for name in before if before[name] != after[name]} <= changed
    assert "traffic.qps" in changed and "growth" not in changed
    weight = shown.locator(".numbers .changed").first.evaluate(
        "e => getComputedStyle(e).fontWeight"
    )
    assert weight == "700"
    still = shown.evaluate(
        """() => [...document.querySelectorAll("section.still > h2")].map(
            e => e.textContent + getComputedStyle(e, "::after").content)"""
    )
    assert len(still) >= 4
    assert all("(for the file as it is)" in text for text in still)
    lines = shown.locator(".still svg path").evaluate_all(
        "lines => lines.map(line => getComputedStyle(line).fill)"
    )
    assert lines and set(lines) == {"none"}
    rows = shown.locator(".expect tbody tr")
    assert "✗ fails" in rows.nth(0).inner_text()
    assert "still" in rows.nth(1).get_attribute("class")
    assert "1 that follow hold" in shown.locator("#held").inner_text()


TIED = """
assumptions: {dau: 1M users}
traffic:
  read: {per_user: 1/day, kind: read, response: 1 KB}
  write: {per_user: 1/day, kind: write, request: 1 KB}
storage:
  rows: {added_by: write, size: 1 KB, keep: 1 year, replicas: 3}
shards:
  store: {of: rows, reads: [read], max_size: 1 TB, max_write_qps: 1k/s, max_read_qps: 1k/s}
"""


def _marked(shown):
    """The bars that are marked as those that decide."""
    return shown.evaluate(
        """() => [...document.querySelectorAll(".bar.decides")].map(
            bar => bar.querySelector(".name").lastChild.textContent)"""
    )


def test_every_bar_that_is_as_long_as_the_longest_is_marked(opened):
    shown = opened.page(make_page(estimate_of(TIED)), **WIDE)
    assert _marked(shown) == ["by size", "by writes", "by reads"]
    move(shown, [[0, 0.4]])
    assert _marked(shown) == ["by size", "by writes", "by reads"]
    move(shown, [[0, 1]])
    assert _marked(shown) == ["by size"]


def test_a_system_s_time_down_is_told_by_its_parts():
    text = make_page(
        estimate_of("""
parts:
  app: {availability: 99.9%, copies: 2}
  cache: {availability: 99%, when_down: degrades}
  rows: {availability: 99.99%}
systems:
  site: {needs: [app, cache, rows], objective: 99.9%}
""")
    )
    chart = text.partition("How long site is down in a month")[2].partition("</svg>")[0]
    assert re.findall(r"class=name>(\w+)", chart) == ["app", "rows"]
    assert "8.67 min" in chart and ">limit <tspan" in chart and "43.2 min" in chart


def test_what_grows_is_named_whole():
    text = make_page(estimate_of(RANGES))
    chart = text.partition("How it grows")[2].partition("</svg>")[0]
    assert "20M users → 67.5M users" in chart and "…" not in chart


def test_a_long_name_has_two_lines_in_its_box():
    text = make_page(estimate_of("traffic: {recommended_by_friends: {rate: 100/s}}"))
    assert ">recommended_by_<" in text and ">friends<" in text


def _drag(shown, part):
    """Move the first slider without letting it go, until the next frame."""
    shown.evaluate(
        """part => new Promise(done => {
            const range = document.querySelector("#what-if input");
            range.value = String(part * range.max);
            range.dispatchEvent(new Event("input"));
            requestAnimationFrame(() => setTimeout(done));
        })""",
        part,
    )


@pytest.mark.parametrize("event", ["change", "pointerup", "blur"])
def test_what_is_out_of_sight_follows_a_slider_that_is_let_go(opened, event):
    shown = opened.page(make_page(estimate_of(RANGES)), viewport={"width": 1400, "height": 300})
    shown.wait_for_timeout(100)  # until it is known what is in sight
    near, far = shown.locator(".headline .n").first, shown.locator(".expect .n").first
    verdict = shown.locator(".expect .verdict").first
    before = far.text_content()
    _drag(shown, 1)
    assert "moving" in shown.locator("body").get_attribute("class")
    assert "changed" in near.get_attribute("class")
    assert far.text_content() == before
    shown.locator("#what-if input").nth(2).evaluate("e => { e.value = 0; }")
    shown.locator("#what-if input").nth(2).dispatch_event("input")
    shown.locator("#what-if input").first.dispatch_event(event)
    assert "moving" not in shown.locator("body").get_attribute("class")
    assert far.text_content() != before and verdict.inner_text() == "✗ fails"


def test_what_comes_into_sight_while_a_slider_moves_is_renewed(opened):
    shown = opened.page(make_page(estimate_of(RANGES)), viewport={"width": 1400, "height": 300})
    shown.wait_for_timeout(100)
    _drag(shown, 1)
    number = shown.locator(".sources .n").first
    assert "changed" not in number.get_attribute("class")
    number.scroll_into_view_if_needed()
    shown.locator(".sources .changed").first.wait_for()
    assert "moving" in shown.locator("body").get_attribute("class")


def test_the_table_of_all_other_numbers_is_renewed_when_it_is_opened(opened):
    shown = opened.page(make_page(estimate_of(RANGES)), **WIDE)
    number = shown.locator(".numbers [data-q]").first
    before = number.text_content()
    move(shown, [[0, 0.9]])
    assert number.text_content() == before
    shown.locator(".all summary").click()
    shown.locator(".numbers .changed").first.wait_for()
    assert number.text_content() != before


def test_why_has_the_numbers_as_they_are_moved(opened):
    shown = opened.page(make_page(estimate_of(RANGES)), **WIDE)
    move(shown, [[0, 0.9]])
    shown.locator(".headline .n").first.click()
    shown.locator("#why details details > summary").first.click()
    told = shown.locator("#why summary [data-q]")
    assert told.count() > 1
    values = _numbers(shown)
    for name, number in zip(
        shown.locator("#why summary span:first-child").all_text_contents(),
        told.all_text_contents(), strict=True,
    ):  # fmt: skip
        assert values[name.removesuffix(" = ")] == number
    move(shown, [[0, 0.2]])
    assert (
        shown.locator("#why summary [data-q]").first.inner_text() == _numbers(shown)["traffic.qps"]
    )


def test_reset_brings_the_file_back(opened):
    shown = opened.page(make_page(estimate_of(RANGES)), **WIDE)
    before = shown.locator("main").inner_html()
    move(shown, [[0, 0.9], [2, 0.1]])
    assert shown.locator("main").inner_html() != before
    shown.get_by_role("button", name="reset").click()
    assert _numbers(shown)["dau"] == "20M users"
    assert shown.locator(".changed").count() == 0
    assert shown.locator("#what-if textarea").is_hidden()


def test_why_is_told_by_the_keyboard(opened):
    shown = opened.page(make_page(capest.estimate("twitter")), **WIDE)
    number = shown.locator(".headline button").first
    assert shown.locator("main a").count() == 0
    number.focus()
    shown.keyboard.press("Enter")
    assert shown.evaluate("document.activeElement.id") == "why"
    why = shown.locator("#why")
    assert "traffic.qps" in why.inner_text() and "= post.qps + " in why.inner_text()
    shown.keyboard.press("Tab")  # the button that closes it
    shown.keyboard.press("Tab")  # the number itself
    shown.keyboard.press("Tab")  # the first that it is made from
    shown.keyboard.press("Enter")
    assert shown.locator("#why details[open] details[open]").count() == 1
    shown.keyboard.press("Escape")
    assert why.count() == 0
    assert number.evaluate("e => e === document.activeElement")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_stands_in_the_way_of_anybody(opened, scheme):
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe is not installed"
    )
    shown = opened.page(make_page(estimate_of(RANGES), draws=64), color_scheme=scheme, **WIDE)
    for prepare in (lambda: None, lambda: move(shown, [[0, 0.9]])):
        prepare()
        shown.locator(".headline button").first.click()
        found = axe.Axe().run(shown).response["violations"]
        told = [(item["id"], node["html"][:200]) for item in found for node in item["nodes"]]
        assert told == []


def test_it_is_complete_without_javascript(opened):
    estimate = estimate_of(RANGES)
    shown = opened.page(make_page(estimate, draws=64), java_script_enabled=False, **WIDE)
    rows = [
        [row.locator("th").text_content(), row.locator("[id^=q]").all_text_contents()]
        for row in shown.locator(":is(.sources, .numbers) tbody tr").all()
    ]
    for name, derivation in estimate.derivations.items():
        owner, _, own = name.rpartition(".")
        value = str(derivation.quantity)
        assert [name, [value]] in rows or any(
            named == f".{own}" and f"{owner} {value}" in values for named, values in rows
        )
    assert shown.locator("svg").count() >= 6
    assert shown.locator("#what-if").is_hidden()
    shown.locator(".headline a").first.click()
    assert shown.locator(":target").is_visible()


def test_it_prints_without_what_moves(opened):
    shown = opened.page(make_page(capest.estimate("leaderboard")), **WIDE)
    assert shown.pdf().startswith(b"%PDF")
    shown.emulate_media(media="print")
    assert shown.locator("#what-if").is_hidden()


def test_a_stranger_s_text_stays_text(opened):
    shown = opened.page(make_page(estimate_of(HOSTILE)), **WIDE)
    move(shown, [[0, 0.9]])
    assert shown.locator("h1").inner_text() == "</script><img src=x onerror=alert(1)>"
    assert "<svg onload=alert(2)>" in shown.locator(".summary").inner_text()
    assert "</script><script>alert(3)</script>" in shown.locator(".sources").inner_text()
    assert shown.locator("img, b:text-is('bold')").count() == 0
    numbers = _numbers(shown)
    assert (
        numbers["constructor.qps"] == "5 request/s" and numbers["__proto__.qps"] != "34.7 request/s"
    )
    assert not {"\u2028", "\u202e"} & set(shown.content())
    shown.locator("svg .n").first.focus()
    shown.keyboard.press("Enter")
    assert shown.locator("#why").is_visible()
    assert shown.locator("script").count() == 2


RIGHT_TO_LEFT = """
assumptions: {dau: 3M users, peak_factor: 2}
traffic:
  חיפוש: {per_user: 10/day, kind: read}
  בדיקה: {per_user: 1/day, kind: read}
"""


def test_a_number_stays_behind_a_name_that_runs_from_right_to_left(opened):
    shown = opened.page(make_page(estimate_of(RIGHT_TO_LEFT)), **WIDE)
    shown.locator(".all summary").click()
    places = shown.locator(".numbers td:has(p + p) p").evaluate_all(
        """lines => lines.map(line => {
            const name = document.createRange();
            name.selectNodeContents(line.firstChild);
            const number = line.lastElementChild;
            return [name.getBoundingClientRect().right, number.getBoundingClientRect().left];
        })"""
    )
    assert places and all(end <= begin + 1 for end, begin in places)
    assert move(shown, [[2, 0.9]]).startswith("--set 'חיפוש.per_user=")


def test_a_page_runs_only_what_is_its_own(opened):
    text = make_page(capest.estimate("leaderboard"))
    shown = opened.page(text.replace("</body>", "<script>document.title = 'x'</script></body>"))
    assert shown.title() == "Gaming leaderboard"
    assert any("Content Security Policy" in message for message in opened.heard)
    opened.heard.clear()
    assert "unsafe" not in text and "style=" not in text and "innerHTML" not in text


@pytest.mark.parametrize("width", [390, 900, 1400])
@pytest.mark.parametrize("text", [RANGES, LONG_NAMES, TRAFFIC_ALONE, "capest: 1"])
def test_a_page_fits_every_screen(opened, text, width):
    shown = opened.page(make_page(estimate_of(text)), viewport={"width": width, "height": 900})
    assert shown.evaluate("document.documentElement.scrollWidth") <= width
    names = shown.locator(".wide > table:not([class]) tr > th:first-child")
    widths = names.evaluate_all("names => names.map(name => name.offsetWidth)")
    assert max(widths, default=0) < 0.8 * width  # they stay while the numbers move


@pytest.mark.parametrize("name", ["twitter", "proximity_service"])
def test_a_large_picture_is_whole_on_a_wide_screen(opened, name):
    """With a scroll bar beside it, 15 pixels wide."""
    narrower = {"viewport": {"width": 1385, "height": 900}}
    shown = opened.page(make_page(capest.estimate(name)), **narrower)
    lacks = "wide => wide.scrollWidth - wide.clientWidth"
    assert shown.locator(".wide:has(> svg)").evaluate(lacks) == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_names_of_a_wide_table_stay_while_it_moves(opened, scheme):
    small = {"viewport": {"width": 390, "height": 900}, "color_scheme": scheme}
    shown = opened.page(make_page(estimate_of(RANGES)), **small)
    places = shown.evaluate(
        """() => [...document.querySelectorAll(".wide:has(table)")].flatMap(wide => {
            wide.scrollLeft = 1000;
            if (wide.scrollLeft < 20) return [];
            wide.scrollIntoView();
            return [...wide.querySelectorAll("tbody th")].map(name => {
                const { left, top } = name.getBoundingClientRect();
                return [left - wide.getBoundingClientRect().left,
                    document.elementFromPoint(left + 3, top + 8) === name,
                    getComputedStyle(name).backgroundColor];
            });
        })"""
    )
    paper = "rgb(255, 255, 255)" if scheme == "light" else "rgb(21, 24, 29)"
    assert places and all(place == [0, True, paper] for place in places)


def test_what_the_page_cannot_compute_keeps_its_number_and_turns_grey(opened):
    text = make_page(estimate_of(TRAFFIC_ALONE))
    at = re.search(r"<th>search.per_day<td><p id=q(\d+)>", text)[1]
    assert '"frozen":[]' in text
    shown = opened.page(text.replace('"frozen":[]', f'"frozen":[{at}]'), **WIDE)
    before = _numbers(shown)
    move(shown, [[0, 0.9]])
    after = _numbers(shown)
    assert after["search.qps"] != before["search.qps"]
    assert after["search.per_day"] == before["search.per_day"]
    style = shown.locator(f"#q{at} .frozen").evaluate("e => getComputedStyle(e).fontStyle")
    assert style == "italic"


def test_some_sections_make_a_page_of_their_own(opened):
    estimate = capest.estimate("leaderboard")
    report = make_report(estimate, sections(), (), version="1", only=("traffic",))
    shown = opened.page(page(report), **WIDE)
    assert "board.nodes" not in shown.content()
    move(shown, [[0, 0.9]])
    assert shown.locator("main .changed").count() > 1
    shown.locator(".headline button").first.click()
    assert shown.locator("#why").is_visible()


@pytest.mark.parametrize(("name", "most"), [("leaderboard", 52_000), ("twitter", 200_000)])
def test_a_page_stays_small(name, most):
    """Of some 90 quantities, and of 600: what a mail carries, and a reviewer's patience."""
    assert len(make_page(capest.estimate(name)).encode("utf-8")) < most


@pytest.mark.parametrize("written", ["1e308", "5e-324"])
def test_a_value_at_the_end_of_what_numbers_hold_makes_a_page(written):
    """Four times as much is no number, and a quarter is zero, where no scale begins."""
    text = f"capest: 1\nassumptions: {{most: {written}/s}}\n{TRAFFIC_ALONE}\n"
    ends = re.search(r'"inputs":\[\[\d+,([^,]+),([^,]+),', make_page(estimate_of(text)))
    assert ends
    assert all(0 < float(end) < math.inf for end in ends.groups())
