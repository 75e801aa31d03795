"""Templates of paths: few, readable, and without a word that tells a person or an item."""

from __future__ import annotations

import re

import pytest

from capest.logs.routes import coarse, entry_name, merged, routes_said, template
from capest.logs.routes_learnt import MOST_ENTRIES, grouped
from capest.logs.seen import Route, RouteSeen

PERSONAL = (
    "/users/alice", "/u/bob/photos", "/~carol", "/@dave", "/mail/eve@example.org",
    "/mail/eve%40example.org", "/reset/correcthorsebatterystaple", "/account/frank.miller",
    "/t/9f86d081884c7d659a2feaa0c55ad015", "/id/123e4567-e89b-12d3-a456-426614174000",
    "/x/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0", "/jürgen", "/a/%D0%98%D0%B2%D0%B0%D0%BD",
    "/s/AbCdEfGhIj", "/h/?token=secretword", "/p;jsessionid=secretword/x", "/x#secretword",
    "http://grace:secretword@example.org/x", "/phone/+4930123456", "/x/a b c", "/x/\x1b[31mred",
)  # fmt: skip
TOLD = re.compile(
    "alice|bob|carol|dave|eve|example|horse|frank|9f8|123e|eyJ|rgen|%|AbC|secret|grace|493|a b|\x1b"
)


@pytest.mark.parametrize("path", PERSONAL)
def test_what_tells_a_person_or_an_item_is_a_gap(path):
    assert not TOLD.search("/".join(template(path)))


@pytest.mark.parametrize(
    ("path", "parts"),
    [
        ("/", ()),
        ("/api/v2/home", ("api", "v2", "home")),
        ("/static/app.js", ("static", "app.js")),
        ("/static/app.3f9a1c.js", ("static", "{id}")),
        ("//a///b/", ("a", "b")),
        ("/orders/17/items/4", ("orders", "{id}", "items", "{id}")),
        ("https://example.org/a?b=/c", ("a",)),
        ("*", ("{id}",)),
    ],
)
def test_words_stay(path, parts):
    assert template(path) == parts


def test_the_patterns_of_engines_leave_what_is_looked_at_here():
    for path in (*PERSONAL, "/a/12/34/b", "/v10/x", "/{id}/a"):
        assert template(coarse(path)) == template(path)


def test_many_words_in_one_place_are_names():
    users = {("shop", f"thing{letter}"): 50 for letter in "abcdefghijklmnopqrstuvwxyz"}
    assert set(merged(users).values()) == {("shop", "{id}")}
    few = dict(list(users.items())[:24])
    assert merged(few) == {each: each for each in few}
    scanned = few | {("shop", f"try-{letter}"): 3 for letter in "abcdefgh"}
    assert {each: merged(scanned)[each] for each in few} == {each: each for each in few}


def test_a_word_that_few_have_asked_for_is_not_written():
    found = merged({("home",): 10, ("join", "letmein"): 9, ("join", "now"): 10})
    assert found[("join", "letmein")] == ("join", "{id}")
    assert found[("join", "now")] == ("join", "now")


def groups(requests):
    """The requests of each group, by its path."""
    found = grouped(
        {Route(route[0], route[1:]): RouteSeen(number) for route, number in requests.items()}
    )
    return {"/".join((each.method or "", *each.template)): n.requests for each, n in found.items()}


def test_a_large_site_comes_in_few_groups_that_tell_most():
    site = {
        ("GET", "favicon.ico"): 800,
        ("GET",): 570,
        **{("GET", "blog", word): 20 for word in map(chr, range(97, 123))},
        **{("GET", "talks", "{id}", word): 90 for word in map(chr, range(97, 123))},
        **{("GET", word): 2 for word in map(chr, range(97, 123))},
        ("POST", "login"): 30,
    }
    found = groups(site)
    assert sum(found.values()) == sum(site.values())
    assert len(found) <= MOST_ENTRIES + 2
    assert found["GET/favicon.ico"] == 800 and found["GET"] == 570 and found["POST/login"] == 30
    assert found["GET/blog/**"] == 520 and found["/**"] == 52
    assert found["GET/talks/{id}/**"] > 1000


def test_few_routes_keep_an_entry_each():
    service = {("GET", "v1", "feed"): 90, ("GET", "v1", "feed", "{id}"): 9, ("POST", "v1"): 1}
    assert groups(service) == {"/".join(route): number for route, number in service.items()}
    assert groups({("GET", "x"): 1}) == {"GET/x": 1}


def test_names_of_entries():
    assert entry_name("GET", ("static", "app.js")) == "get_static_app_js"
    assert entry_name("POST", ("a-b", "{id}")) == "post_a_b_id"
    assert len(entry_name("GET", ("abcdefghij",) * 9)) <= 40


def test_routes_that_a_person_names():
    home, search = routes_said("home=GET /home/*,search:read=POST /search/**")
    assert home.takes("GET", "/home/1?x=1") and not home.takes("POST", "/home/1")
    assert not home.takes("GET", "/home/1/2") and home.kind is None
    assert search.takes("POST", "/search/a/b") and search.kind == "read"


@pytest.mark.parametrize(
    "text", ["home", "home=", "home=home", "Home=/x", "a b=/x", "x:reed=/x", "x=GET /a b", "=/x"]
)
def test_what_names_no_route_is_refused(text):
    with pytest.raises(ValueError, match="'"):
        routes_said(text)
