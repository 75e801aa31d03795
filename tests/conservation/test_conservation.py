"""Sections that contradict each other are questioned, and those that agree are left in peace."""

from __future__ import annotations

from pathlib import Path

import pytest

import capest
from capest.conservation import conservation, every_rule
from capest.conservation.rules import idle_machines, unkept_deliveries, unread_bodies, unsent_bytes
from capest.problems import Severity, describe

RULES = Path(capest.__file__).parent / "conservation" / "rules"


def found(text, **options):
    return conservation(capest.estimate(text), **options)


def codes(text):
    return [problem.code for problem in found(text).problems]


def test_the_folder_is_the_registry():
    files = {path.stem for path in RULES.glob("[!_]*.py")}
    assert len(every_rule()) == len(files) == 16
    assert {rule.__module__.rpartition(".")[2] for rule in every_rule()} == files
    printed = {line.split('"')[1] for path in RULES.glob("*.py") for line in
               path.read_text("utf-8").splitlines() if "code=" in line}  # fmt: skip
    assert {name.replace("-", "_") for name in printed} == files, "a rule is named for its code"


# --- what is stored arrives ---

POST = """
assumptions: {{dau: 1M}}
traffic:
  post: {{per_user: 2/day, kind: write, {request}}}
  see: {{per_user: 10/day, kind: read, response: 1 KB}}
storage:
  media: {{{media}}}
"""


def _post(request, media):
    return POST.format(request=request, media=media)


def test_stored_bytes_that_no_request_brings():
    (problem,) = found(_post("request: 300 B", "added_by: post, size: 1 MB, share: 10%")).problems
    assert problem.code == "unsent-bytes" and problem.severity is Severity.WARNING
    assert problem.message == ("media adds 200 GB/day, and the requests of post bring 600 MB/day")
    assert problem.span.line == 7 and "media.size is 1 MB/item" in problem.notes[0]
    assert problem.labels[0].span.line == 4 and "post.request is 300 B" in problem.notes[1]
    assert "give post 100 kB a request" in problem.hint
    assert "`accepted: {media.per_day: why}`" in problem.hint


@pytest.mark.parametrize(
    ("request_", "media"),
    [
        pytest.param("response: 1 B", "added_by: post, size: 1 MB", id="no request is said"),
        pytest.param("request: 1 MB", "added_by: post, size: 1 MB", id="it is the request"),
        pytest.param("request: 100 KB", "added_by: post, size: 1 MB, share: 10%", id="a part"),
        pytest.param("request: 300 B", "added_by: post, size: 2500 B", id="with its fields"),
        pytest.param("request: 1 MB", "added_by: post, size: 3.3 MB", id="nine renditions of it"),
        pytest.param("request: 300 B", "added_by: post, size: 300 B, items_per_request: 500",
                     id="a copy for each follower"),
        pytest.param("request: 300 B", "count: 1M, size: 1 MB", id="a stock"),
        pytest.param("request: 300 B", "per_day: 40 GB/day", id="a line of a log for each request"),
    ],
)  # fmt: skip
def test_bytes_that_arrive_or_may(request_, media):
    assert codes(_post(request_, media)) == []


@pytest.mark.parametrize(
    ("request_", "media"),
    [
        ("request: 1 MB", "added_by: post, size: 5 MB"),
        ("request: 300 B", "added_by: post, size: 1 MB, items_per_request: 0.1"),
        ("request: 300 B", "per_day: 60 TB/day"),
        ("request: 300 B", "added_by: [post], size: 1 MB, replicas: 3, keep: 5 years"),
    ],
)
def test_bytes_from_nowhere(request_, media):
    assert codes(_post(request_, media)) == ["unsent-bytes"]


def test_several_sources_count_together():
    text = """
assumptions: {dau: 1M}
traffic:
  post: {per_user: 9/day, request: 1 KB}
  upload: {per_user: 1/day, request: 1 MB}
storage:
  media: {added_by: [post, upload], size: SIZE}
"""
    mean = (9 * 1e3 + 1e6) / 10
    assert codes(text.replace("SIZE", "400 KB")) == [], f"{mean:,.0f} B come in on average"
    assert codes(text.replace("SIZE", "1 MB")) == ["unsent-bytes"]


@pytest.mark.parametrize(("more", "told"), [(-1, []), (1, ["unsent-bytes"])])
def test_both_sides_of_what_servers_may_add(more, told):
    most = unsent_bytes.RENDITIONS * 10_000 + unsent_bytes.OWN_BYTES
    assert codes(_post("request: 10 KB", f"added_by: post, size: {most + more} B")) == told


# --- misses are read ---

MISSES = """
assumptions: {{dau: 1M}}
traffic:
  see: {{per_user: 10/day, kind: read, response: 1 KB}}
  post: {{per_user: 1/day, kind: write}}
storage:
  things: {{count: 1M, size: 1 KB}}
caches:
  hot: {{serves: see, items: 1M, item_size: 1 KB, hit_ratio: {hits}}}
{rest}
"""
SHARDS = "shards:\n  store: {{of: things, max_size: 1 TB, max_read_qps: 1k/s{more}}}"


@pytest.mark.parametrize(
    ("hits", "rest", "told"),
    [
        ("90%", SHARDS.format(more=""), ["unread-misses"]),
        ("90%", SHARDS.format(more=", behind: hot"), []),
        ("90%", SHARDS.format(more=", reads: see"), []),
        ("90%", SHARDS.format(more="") + "\nderived: {to_origin: hot.miss_qps * 1 KB}", []),
        ("100%", SHARDS.format(more=""), []),
        ("90%", "", []),
    ],
    ids=["nobody", "behind", "read anyway", "goes on", "no misses", "no stores"],
)
def test_misses(hits, rest, told):
    assert codes(MISSES.format(hits=hits, rest=rest)) == told


def test_an_expectation_reads_nothing():
    rest = SHARDS.format(more="") + "\nexpect: [hot.miss_qps <= 1k/s]"
    assert codes(MISSES.format(hits="90%", rest=rest)) == ["unread-misses"]


# --- ids and what they stand for ---

BODIES = """
assumptions: {{dau: 1M}}
traffic:
  post: {{per_user: 1/day, kind: write}}
  see: {{per_user: 10/day, kind: read, response: {response}}}
  bodies: {{per_user: 200/day, kind: read}}
storage:
  posts: {{added_by: post, size: 1 KB, keep: 1 year}}
{rest}
"""
FANOUT = """fanouts:
  home: {{posts: post, reads: see, followers: 10, entries: 800, entry_size: {entry}}}
caches:
  pages: {{serves: see, items: 1M, item_size: 8 KB, hit_ratio: 90%}}
  hot: {{serves: bodies, items: 1M, item_size: 1 KB, hit_ratio: 90%}}
shards:
  store: {{of: posts, {reads}}}
"""
CACHE = """caches:
  ids: {{serves: see, items: 1M, item_size: {item}, hit_ratio: 90%}}
shards:
  store: {{of: posts, {reads}}}
"""


UNREAD, MISSED = "unread-bodies", ["unread-misses"]


@pytest.mark.parametrize(
    ("rest", "response", "told"),
    [
        (FANOUT.format(entry="20 B", reads="behind: pages"), "20 KB", [UNREAD, "unread-misses"]),
        (FANOUT.format(entry="20 B", reads="behind: [pages, hot]"), "20 KB", []),
        (FANOUT.format(entry="20 B", reads="behind: pages, reads: see"), "20 KB", MISSED),
        (FANOUT.format(entry="1 KB", reads="behind: [pages, hot]"), "20 KB", []),
        (CACHE.format(item="100 B", reads="behind: ids"), "20 KB", [UNREAD]),
        (CACHE.format(item="100 B", reads="behind: ids, reads: see"), "20 KB", []),
        (CACHE.format(item="100 B", reads="behind: ids, reads: bodies"), "20 KB", []),
        (CACHE.format(item="20 KB", reads="behind: ids"), "20 KB", []),
        (CACHE.format(item="7 KB", reads="behind: ids"), "20 KB", []),
        (CACHE.format(item="100 B", reads="behind: ids"), "200 B", []),
    ],
    ids=["fan-out of ids", "with a cache of bodies", "read from the store", "fan-out of bodies",
         "cache of ids", "beside a store", "beside reads of bodies", "cache of pages",
         "with its markup", "a small answer"],
)  # fmt: skip
def test_bodies(rest, response, told):
    assert sorted(codes(BODIES.format(rest=rest, response=response))) == sorted(told)


def test_what_is_passed_on_need_not_be_read():
    """A chat's cache of sessions says where to deliver a message to, and the message comes in."""
    text = BODIES.format(rest=CACHE.format(item="100 B", reads="behind: ids"), response="20 KB")
    relayed = text.replace("kind: write", "kind: write, request: 200 KB")
    assert codes(relayed) == []


@pytest.mark.parametrize(("more", "told"), [(0, []), (1, [UNREAD])])
def test_both_sides_of_much_larger(more, told):
    response = unread_bodies.MUCH * 900 + more
    rest = CACHE.format(item="900 B", reads="behind: ids")
    assert codes(BODIES.format(rest=rest, response=f"{response} B")) == told


# --- copies ---

COPIES = """
assumptions: {{dau: 1M}}
traffic:
  post: {{per_user: 1/day, kind: write}}
  see: {{per_user: 10/day, kind: read}}
storage:
  posts: {{added_by: post, size: 1 KB, keep: 1 year{storage}}}
fanouts:
  home: {{posts: post, reads: see, followers: 10, entries: 800, entry_size: 1 KB{fanout}}}
caches:
  pages: {{serves: see, items: 1M, item_size: 800 KB}}
shards:
  store: {{of: posts, max_size: 1 TB{shards}}}
"""


@pytest.mark.parametrize(
    ("storage", "shards", "fanout", "told"),
    [
        ("", "", "", []),
        (", replicas: 3", "", "", []),
        (", replicas: 3", ", replicas: 3", "", []),
        (", replicas: 3", ", replicas: 2", "", ["copies-differ"]),
        ("", ", replicas: 3", "", ["copies-differ"]),
        ("", "", ", replicas: 3", ["copies-differ"]),
    ],
)
def test_copies(storage, shards, fanout, told):
    assert codes(COPIES.format(storage=storage, shards=shards, fanout=fanout)) == told


def test_copies_in_words():
    text = COPIES.format(storage=", replicas: 3", shards=", replicas: 2", fanout="")
    (problem,) = found(text).problems
    assert problem.message == "store has 2 copies of what posts has 3 of"
    assert [note.rpartition(": ")[0] for note in problem.notes] == [
        "store.replicas is 2", "posts.replicas is 3",
    ]  # fmt: skip


# --- deliveries ---

KEPT = """
assumptions: {{dau: 1M}}
traffic:
  post: {{per_user: 1/day, kind: write}}
  see: {{per_user: 10/day, kind: read}}
storage:
  posts: {{added_by: post, size: 1 KB, keep: 1 year}}
fanouts:
  home: {{posts: post, {reads}followers: 10{fanout}}}
{rest}
"""
PAGES = "caches: {{pages: {{serves: see, items: 1M, item_size: 1 KB, share: {share}}}}}"
STORE = "shards: {{store: {{of: posts, max_size: 1 TB{reads}}}}}"


@pytest.mark.parametrize(
    ("reads", "fanout", "rest", "told"),
    [
        ("see", "", PAGES.format(share="73%"), ["unkept-deliveries"]),
        ("see", ", active: 73%", PAGES.format(share="73%"), []),
        ("see", ", strategy: pull", PAGES.format(share="73%"), []),
        ("see", "", PAGES.format(share="100%"), []),
        ("see", "", STORE.format(reads=""), ["unkept-deliveries"]),
        ("see", "", STORE.format(reads=", reads: see"), []),
        ("see", ", entries: 800, entry_size: 1 KB", STORE.format(reads=""), []),
        ("see", "", "", []),
        ("", "", PAGES.format(share="73%"), []),
    ],
)
def test_deliveries(reads, fanout, rest, told):
    reads = f"reads: {reads}, " if reads else ""
    assert codes(KEPT.format(reads=reads, fanout=fanout, rest=rest)) == told


@pytest.mark.parametrize(("less", "told"), [(0, []), (0.001, ["unkept-deliveries"])])
def test_both_sides_of_nearly_all(less, told):
    share = unkept_deliveries.NEARLY_ALL - less
    text = KEPT.format(reads="reads: see, ", fanout="", rest=PAGES.format(share=f"{share:.1%}"))
    assert codes(text) == told


DELIVERED = """
assumptions: {{dau: 8.64M, peak_factor: 1}}
traffic:
  post: {{per_user: 1/day, kind: write}}
  see: {{per_user: 1/day, kind: read}}
  sent: {{rate: home.deliveries, kind: write, made_by: services}}
fanouts:
  home: {{posts: post, reads: see, followers: 10}}
caches:
  pages: {{serves: see, items: dau, item_size: 1 KB, hit_ratio: 100%, node_qps: 200/s{writes}}}
"""


def test_deliveries_are_requests_to_the_cache_that_keeps_them():
    (problem,) = found(DELIVERED.format(writes="")).problems
    assert problem.code == "unkept-deliveries" and "accepted: {pages.nodes:" in problem.hint
    assert problem.message == (
        "home delivers 1k request/s at peak, and all nodes of pages take 200 request/s, its reads "
        "included"
    ), "100 posts a second to 10 followers each, beside 100 reads: one node of 200/s"
    assert codes(DELIVERED.format(writes=", written_by: sent, writes: write-through")) == []
    assert codes(DELIVERED.format(writes="").replace("200/s", "1100/s")) == []


# --- machines ---

IDLE = """
assumptions: {{dau: 1M}}
traffic:
  post: {{per_user: 864/day, kind: write, peak: 1}}
storage:
  posts: {{count: 1B, size: {size}}}
shards:
  store: {{of: posts, writes: post, max_size: 1 TB, fill: 100%{limits}}}
"""


@pytest.mark.parametrize(
    ("size", "limits", "told"),
    [
        ("2 MB", ", max_write_qps: 1k/s", ["idle-machines"]),
        ("2 MB", ", max_write_qps: 1k/s, round: power_of_two", ["idle-machines"]),
        ("2 MB", ", max_write_qps: 100/s", []),
        ("900 KB", ", max_write_qps: 1k/s", []),
        ("2 MB", "", []),
    ],
    ids=["idle", "rounded up", "busy", "few", "busy by its bytes"],
)
def test_idle_shards(size, limits, told):
    assert codes(IDLE.format(size=size, limits=limits)) == told


def test_idle_shards_in_words():
    (problem,) = found(IDLE.format(size="2 MB", limits=", max_write_qps: 1k/s")).problems
    assert problem.message == (
        "store needs 2,000 shards for size alone: each shard answers 5 request/s and "
        "could answer 1k request/s"
    ), "10,000 writes a second on 2,000 shards"
    assert problem.hint.startswith("larger shards need fewer; so do tiers for what is rarely read")


def test_copies_are_machines_too():
    text = IDLE.format(size="900 KB", limits=", max_write_qps: 1k/s, replicas: 3")
    assert codes(text.replace("900 KB", "900 KB, replicas: 3")) == ["idle-machines"]


@pytest.mark.parametrize(("busy", "told"), [(0.051, []), (0.049, ["idle-machines"])])
def test_both_sides_of_idle(busy, told):
    assert pytest.approx(idle_machines.IDLE, abs=0.002) == busy
    assert codes(IDLE.format(size="2 MB", limits=f", max_write_qps: {5 / busy:.4f}/s")) == told


@pytest.mark.parametrize(("size", "told"), [("999 KB", []), ("1 MB", ["idle-machines"])])
def test_both_sides_of_many(size, told):
    assert idle_machines.MANY == 1000
    assert codes(IDLE.format(size=size, limits=", max_write_qps: 1k/s")) == told


@pytest.mark.parametrize(("times", "told"), [(2.49, ["idle-machines"]), (2.51, [])])
def test_both_sides_of_as_many_as_rounding_makes_of_them(times, told):
    """Its bytes fill 2,000 shards; more than a few times as many are for something else."""
    assert idle_machines.ROUNDED == 2.5
    limits = f", max_write_qps: 1k/s, max_items: {int(1e9 / 2000 / times) + 1}"
    assert codes(IDLE.format(size="2 MB", limits=limits)) == told


def test_idle_cache_nodes():
    text = """
assumptions: {dau: 1M}
traffic: {see: {per_user: 864/day, peak: 1}}
caches:
  hot: {serves: see, items: 1B, item_size: 1 MB, node_memory: 1 TB, fill: 50%, node_qps: 1k/s}
"""
    (problem,) = found(text).problems
    assert problem.code == "idle-machines" and problem.message.startswith("hot needs 2,000 nodes")
    assert codes(text.replace("1k/s", "50/s")) == []


def test_what_a_shard_can_take_is_counted_as_it_counts_it():
    """Of 5 requests a second on each shard: two units each, or shared by three copies."""
    busy = IDLE.format(size="2 MB", limits=", max_write_qps: 150/s, write_cost: 200%")
    assert capest.estimate(busy)["store.units_per_write"].value == 2
    assert codes(busy) == [] and codes(busy.replace("200%", "100%")) == ["idle-machines"]
    read = IDLE.format(size="2 MB", limits=", max_read_qps: 40/s, read_replicas: 3")
    read = read.replace("writes: post", "reads: post").replace("kind: write", "kind: read")
    assert codes(read) == ["idle-machines"] and codes(read.replace("s: 3", "s: 1")) == []


@pytest.mark.parametrize(
    ("count", "limits", "told"),
    [
        ("20M", "", ["idle-machines"]),
        ("20M", ", max_read_qps: 1k/s", ["idle-machines"]),
        ("9M", "", []),
    ],
    ids=["no limit", "the limit of writes unknown", "few"],
)
def test_a_shard_of_which_nothing_is_known_answers_as_much_as_any(count, limits, told):
    """99 items of 100 MB a second on 2,000 shards are 4.95 MB a second each."""
    text = IDLE.format(size="100 MB", limits=limits).replace("count: 1B", f"count: {count}")
    assert codes(text.replace("per_user: 864/day", "rate: 99/s")) == told


@pytest.mark.parametrize(("each", "told"), [("51/s", []), ("49/s", ["idle-machines"])])
def test_both_sides_of_the_least_that_a_machine_answers(each, told):
    assert idle_machines.LEAST * idle_machines.IDLE == 50
    text = IDLE.format(size="2 KB", limits=", max_items: 1G").replace("count: 1B", "count: 1T")
    assert codes(text.replace("per_user: 864/day", f"rate: 2k * {each}")) == told


@pytest.mark.parametrize(("each", "told"), [("5.1 MB", []), ("4.9 MB", ["idle-machines"])])
def test_both_sides_of_the_bytes_that_a_disk_reads(each, told):
    assert idle_machines.DISK * idle_machines.IDLE == 5e6
    text = IDLE.format(size="100 MB", limits="").replace("count: 1B", "count: 20M")
    assert codes(text.replace("per_user: 864/day", f"rate: 2k * {each} / (100 MB) / (1 s)")) == told


def test_what_something_else_than_bytes_decides_is_left_alone():
    text = IDLE.format(size="2 KB", limits=", max_write_qps: 10/s")
    assert capest.estimate(text)["store.shards"].value == 1000
    assert codes(text) == []


# --- all of them ---


def test_samples_are_not_judged(numpy):
    text = _post("request: 300 B", "added_by: post, size: 1 MB")
    computed = capest.estimate(text, dau=numpy.array([1e6, 2e6]))
    assert conservation(computed).problems == ()


def test_acceptance():
    text = _post("request: 300 B", "added_by: post, size: 1 MB")
    kept = found(text + "accepted: {media.per_day: pictures are drawn by the server}")
    assert kept.problems == ()
    (item,) = kept.accepted
    assert item.reason == "pictures are drawn by the server"


def test_acceptance_of_nothing():
    text = _post("request: 1 MB", "added_by: post, size: 1 MB")
    accepting = text + "accepted: {media.per_day: they are drawn}"
    (problem,) = found(accepting).problems
    assert problem.code == "unused-acceptance" and problem.hint == "remove the line"
    assert found(accepting, is_changed=True).problems == (), "--set may have mended it"


def test_acceptance_with_a_slip():
    text = _post("request: 300 B", "added_by: post, size: 1 MB")
    problems = found(text + "accepted: {media.perday: they are drawn}").problems
    assert [problem.code for problem in problems] == ["unsent-bytes", "unused-acceptance"]
    assert problems[1].hint == "did you mean 'media.per_day'?"


def test_both_places_are_told():
    (problem,) = found(_post("request: 300 B", "added_by: post, size: 1 MB")).problems
    told = describe(problem)
    assert "media.size is 1 MB/item: text:7:" in told and "post.request is 300 B" in told


# --- a cache answers reads ---


@pytest.mark.parametrize(("kind", "expected"), [("read", []), ("write", ["cached-writes"])])
def test_a_cache_serves_no_writes(kind, expected):
    traffic = f"traffic: {{home: {{rate: 30k/s, peak: 1, kind: {kind}}}}}\n"
    assert codes(f"{traffic}caches: {{hot: {{serves: home, hit_ratio: 95%}}}}\n") == expected


# --- each age is on one medium ---

TIERS = """
traffic: {{post: {{rate: 100/s, kind: write, request: 1 KB}}}}
storage: {{logs: {{added_by: post, size: 1 KB, keep: 30 days}}}}
tiers:
  cold: {{of: logs, older_than: {start} days}}
  hot: {{of: logs, until: 7 days}}
"""


@pytest.mark.parametrize(
    ("start", "said"),
    [
        ("7", None),
        ("7.07", None),
        ("7.08", "is on no medium: hot ends before cold begins"),
        ("10", "what is 7 days to 10 days old is on no medium: hot ends before cold begins"),
        ("3", "what is 3 days to 7 days old is on two media: hot and cold"),
    ],
)
def test_tiers_follow_each_other(start, said):
    told = found(TIERS.format(start=start)).problems
    assert [problem.code for problem in told] == (["untiered-ages"] if said else [])
    assert all(said in problem.message for problem in told)


def test_a_stock_has_no_ages():
    text = TIERS.format(start="7")
    start = text.index("logs: {")
    stock = text[:start] + "logs: {count: 1B, size: 1 KB}" + text[text.index("}", start) + 1 :]
    (problem,) = found(stock).problems
    assert problem.message == "cold and hot cut logs by age, and it is a stock, which has none"
    absent = capest.estimate(stock).absent
    assert not any("logs.keep" in absent[name].wants for name in ("cold.stored", "hot.stored"))


# --- a peak of a peak ---


@pytest.mark.parametrize(
    ("rate", "told"),
    [
        ("hot.miss_qps", True),
        ("missed * 2", True),
        ("see.peak_qps", True),
        ("hot.miss_qps, peak: 1", False),
        ("see.per_day * (1 - hot.hit_ratio)", False),
        ("see.qps * (1 - hot.hit_ratio)", False),
    ],
)
def test_a_rate_at_peak_has_no_peak_of_its_own(rate, told):
    """Where the scenario has a peak_factor; without one such a rate is taken as it is written."""
    text = f"""
assumptions: {{peak_factor: 3}}
traffic:
  see: {{rate: 100k/s, kind: read}}
  look_up: {{rate: {rate}, kind: read, made_by: services}}
caches:
  hot: {{serves: see, items: 1B, item_size: 1 KB, hit_ratio: 90%}}
derived: {{missed: hot.miss_qps}}
"""
    assert codes(text) == (["peaked-twice"] if told else [])
    if rate in {"hot.miss_qps", "see.qps * (1 - hot.hit_ratio)"}:
        plain = capest.estimate(text.replace("assumptions: {peak_factor: 3}", ""))
        assert plain["look_up.peak_qps"].value == pytest.approx(10_000)


@pytest.mark.parametrize(
    ("of", "copies", "told"),
    [
        ("rows", "3", ["untiered-costs"]),
        ("rows", "2", []),
        ("[hot, cold]", "3", []),
    ],
)
def test_tiers_are_paid_for_as_they_keep(of, copies, told):
    assert (
        codes(f"""
traffic: {{add: {{rate: 100/s, kind: write, request: 1 KB}}}}
storage: {{rows: {{added_by: add, size: 1 KB, keep: 1 year, replicas: 2}}}}
tiers:
  hot: {{of: rows, until: 7 days, replicas: {copies}}}
  cold: {{of: rows, older_than: 7 days, replicas: {copies}}}
costs: {{month: {{of: {of}, kept: $0.02/GB/month}}}}
""")
        == told
    )


# --- what adds ---


def test_a_read_adds_nothing():
    (problem,) = found(_post("request: 300 B", "added_by: [see, post], size: 300 B")).problems
    assert problem.code == "adding-reads" and problem.message == "see adds to media, and is a read"
    assert "media.added_by is see, post" in problem.notes[0]
    assert "accepted: {media.per_day: why}" in problem.hint


# --- what waits ---


@pytest.mark.parametrize(
    ("waits", "keep", "said"),
    [
        ("fed_by: see, outage: 3 days", "2 days", "3 days"),
        ("fed_by: see, outage: 3 days", "3 days", None),
        ("backlog: 86.4M, consumers: 20", "11 h", "12 h"),
        ("backlog: 86.4M, consumers: 20", "13 h", None),
    ],
)
def test_what_waits_is_kept_until_it_is_read(waits, keep, said):
    """20 consumers read 86.4 million messages at 10 ms each in 12 hours."""
    each = "" if "consumers" in waits else ", consumers: 10"
    problems = found(f"""
traffic: {{see: {{rate: 100/s, kind: write, request: 1 KB}}}}
streams: {{q: {{{waits}, keep: {keep}, consumer_time: 10 ms{each}}}}}
""").problems
    told = f"q keeps messages for {keep}, and some wait {said} until they are read"
    assert [problem.message for problem in problems] == ([told] if said else [])


# --- what passes a card ---


@pytest.mark.parametrize(
    ("way", "bits", "told"),
    [
        ("response", 101, ["overfull-wires"]), ("response", 99, []),
        ("request", 101, ["overfull-wires"]), ("request", 99, []),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "machines",
    ["servers: {app: {serves: see, max_qps: 1k/s}}",
     "caches: {hot: {serves: see, items: 1k, item_size: 1 B, node_qps: 1k/s, node_memory: 1 GB}}"],
)  # fmt: skip
def test_machines_have_a_network_card(way, bits, told, machines):
    """A thousand requests a second on each of ten, of so many gigabits a second together."""
    assert (
        codes(f"""
traffic: {{see: {{rate: 10k/s, {way}: {bits / 1000 / 8} GB}}}}
{machines}
""")
        == told
    )


@pytest.mark.parametrize(
    ("part", "app", "said"),
    [
        ("copies: 3, needed: 2", "zones: 3", None),
        ("copies: 3, needed: 1", "zones: 3", "is up with 1 of 3 copies, and app needs 10 of"),
        ("copies: 3", "zones: 3", "is up with 1 of 3 copies, and app needs 10 of its 15 servers"),
        ("copies: 2", "zones: 2", None),
        ("copies: 2", "spare: 1", "is up with 1 of 2 copies, and app needs 10 of its 11 servers"),
        ("copies: 12, needed: 11", "spare: 1", None),
        ("", "", None),
    ],
)  # fmt: skip
def test_a_part_of_servers_needs_as_many_as_carry_the_load(part, app, said):
    problems = found(f"""
traffic: {{see: {{rate: 10k/s}}}}
servers: {{app: {{serves: see, max_qps: 1k/s, {app}}}}}
parts: {{code: {{of: app, availability: 99%, {part}}}}}
""").problems
    assert [problem.code for problem in problems] == (["copies-differ"] if said else [])
    assert not said or said in problems[0].message


# --- costs ---

COSTS = """
traffic: {{see: {{rate: 10/s, kind: read}}, put: {{rate: 1/s, request: 1 KB, kind: write}}}}
storage: {{files: {{added_by: put, size: 1 KB, keep: 1 year}}}}
servers: {{app: {{serves: see, {app}}}}}
costs: {{bill: {{{bill}}}}}
"""


@pytest.mark.parametrize(
    ("bill", "said", "hint"),
    [
        ("of: see", "bill pays for see, and has no price of it",
         "give bill a price for moved, received or request"),
        ("of: files", "bill pays for files, and has no price of it", "give bill a price for kept"),
        ("of: see, machine: $1/h", "bill pays for machines of see, which has none",
         "give bill a price for moved, received or request"),
        ("of: see, moved: $1/GB", "bill pays for bytes that go out of see, which has none",
         "give see.response"),
        ("of: see, request: $1/request, moved: $1/GB",
         "bill pays for bytes that go out of see, which has none", "give see.response"),
        ("of: app, kept: $1/GB/month", "bill pays for bytes that are kept of app, which has none",
         "give bill a price for machine"),
    ],
)  # fmt: skip
def test_a_cost_without_a_price_and_a_price_of_nothing(bill, said, hint):
    (problem,) = found(COSTS.format(bill=bill, app="max_qps: 1/s")).problems
    assert problem.code == "unpriced-costs" and problem.message == said
    assert problem.hint == f"{hint}; meant? `accepted: {{bill.per_month: why}}`"


@pytest.mark.parametrize(
    "bill",
    [
        "of: see, request: $0/request", "of: put, received: $1/GB", "of: app, machine: $1/h",
        "of: app, prices: illustrative", "of: files, kept: $1/GB/month", "of: see, "
        "prices: illustrative",
    ],
)  # fmt: skip
def test_a_cost_with_a_price(bill):
    assert codes(COSTS.format(bill=bill, app="max_qps: 1/s")) == []


# --- what is promised ---

PROMISED = """
parts: {{node: {{availability: 99%}}}}
systems: {{service: {{needs: node, objective: {up}}}}}
hops: {{app: {{p50: 10 ms, p99: 100 ms}}}}
budgets: {{page: {{path: app, within: {within}, percentile: {of}}}}}
"""


@pytest.mark.parametrize(
    ("up", "within", "of", "told"),
    [
        ("99%", "100.1 ms", "99%", []),
        ("99.1%", "100.1 ms", "99%", [
            "service promises 99.1%, and its parts give 99%: 432 min down a month"]),
        ("98%", "99.9 ms", "99%", [
            "page has 99.9 ms for 99% of its requests, and its hops take 100 ms"]),
        ("98%", "99.9 ms", "98.9%", []),
        ("98%", "100.1 ms", "99.9%", [
            "page has 100 ms for 99.9% of its requests, and its hops take 213 ms"]),
    ],
)  # fmt: skip
def test_promises(up, within, of, told):
    """A lognormal of 10 and 100 ms has 212.99 ms for 99.9 of 100 requests."""
    problems = found(PROMISED.format(up=up, within=within, of=of)).problems
    assert [problem.message for problem in problems] == told
    assert {problem.code for problem in problems} <= {"missed-objectives"}


# --- a lost cache ---

LOST = """
traffic:
  see: {{rate: 100k/s, kind: read}}
  find: {{rate: 10k/s, kind: read}}
storage:
  pages: {{count: 1B, size: 1 KB, replicas: 3}}
caches:
  hot: {{serves: see, items: 1B, item_size: 1 KB, hit_ratio: 90%{copies}}}
  found: {{serves: find, items: 1B, item_size: 1 KB, hit_ratio: 90%}}
shards:
  store: {{of: pages, behind: [hot, found], max_size: 10 TB, max_read_qps: {reads}}}
parts:
  cache: {{of: {of}, availability: 99%, {part}}}
"""


@pytest.mark.parametrize(
    ("of", "reads", "part", "told"),
    [
        ("hot", "14k/s", "when_down: degrades", ["uncarried-loss"]),
        ("hot", "101k/s", "when_down: degrades", []),
        ("hot", "100k/s", "when_down: degrades", ["uncarried-loss"]),
        ("hot", "14k/s", "when_down: fails", []),
        ("found", "8k/s", "when_down: degrades", ["uncarried-loss"]),
        ("found", "10k/s", "when_down: degrades", []),
        ("store", "14k/s", "when_down: degrades, copies: 3", []),
    ],
)  # fmt: skip
def test_a_lost_cache(of, reads, part, told):
    """Of 110k/s the store gets 11k/s, 101k/s without one cache, 20k/s without the other; headroom
    of 30 % is for such an hour.
    """
    assert codes(LOST.format(of=of, reads=reads, part=part, copies="")) == told


WIRED = """
assumptions: {{hits: 90%}}
traffic:
  see: {{rate: 100k/s, kind: read}}
  {traffic}
storage:
  pages: {{count: 1B, size: 1 KB}}
caches:
  hot: {{serves: see, items: 1B, item_size: 1 KB, hit_ratio: {hits}}}
  {second}
derived: {{missed: see.qps * (1 - hits)}}
shards:
  store: {{of: pages, {reads}, max_size: 10 TB, max_read_qps: {limit}}}
parts:
  cache: {{of: hot, availability: 99%, when_down: degrades}}
"""
LOOK_UPS = "look_up: {{rate: {}, kind: read, made_by: services}}"


@pytest.mark.parametrize(
    ("traffic", "second", "reads", "all_of_it"),
    [
        ("", "", "behind: hot", 100),
        (LOOK_UPS.format("hot.miss_qps"), "", "reads: look_up", 100),
        (LOOK_UPS.format("see.qps * (1 - hot.hit_ratio)"), "", "reads: look_up", 100),
        (LOOK_UPS.format("see.qps * (1 - hits) * 3"), "", "reads: look_up", 300),
        (LOOK_UPS.format("missed"), "", "reads: look_up", 100),
        (
            LOOK_UPS.format("hot.miss_qps"),
            "warm: {serves: look_up, items: 1B, item_size: 1 KB, hit_ratio: 50%}",
            "behind: warm", 50,
        ),
    ],
)  # fmt: skip
def test_a_lost_cache_is_followed_to_the_store_however_its_misses_get_there(
    traffic, second, reads, all_of_it
):
    traffic = traffic.replace("{{", "{").replace("}}", "}")
    for limit, told in ((all_of_it - 1, ["uncarried-loss"]), (all_of_it, [])):
        text = WIRED.format(
            traffic=traffic, second=second, reads=reads, limit=f"{limit}k/s", hits="hits"
        )
        assert codes(text) == told, text


@pytest.mark.parametrize(("copies", "told"), [("copies: 2", []), ("copies: 3", ["copies-differ"])])
def test_copies_of_a_part(copies, told):
    assert codes(LOST.format(of="hot", reads="14k/s", part=copies, copies=", replicas: 2")) == told


@pytest.mark.parametrize(
    ("reads", "copies", "told"),
    [
        ("40k/s", "zones: 3", ["uncarried-loss"]),
        ("41k/s", "zones: 3", []),
        ("40k/s", "zones: 3, replicas: 2", []),
        ("40k/s", "zones: 4", []),
        ("40k/s", "", []),
    ],
)
@pytest.mark.parametrize("wired", [False, True])
def test_a_lost_zone_of_a_cache_is_followed_as_a_lost_cache_is(reads, copies, told, wired):
    """Of 110k/s the store gets 11k/s, and 41k/s with a third of the 90k/s of one cache."""
    text = LOST.format(of="store", reads=reads, part="copies: 1", copies=copies and f", {copies}")
    if wired:
        misses = "  again: {rate: hot.miss_qps + found.miss_qps, kind: read, made_by: services}\n"
        text = text.replace("storage:", f"{misses}storage:")
        text = text.replace("behind: [hot, found]", "reads: again")
    text = text.replace("replicas: 3", "replicas: 1")
    assert codes(text) == told
    if told:
        (problem,) = found(text).problems
        assert problem.message.startswith("with a zone of hot lost store gets 41k request/s")


@pytest.mark.parametrize(("outage", "told"), [("86450 s", []), ("86500 s", ["expired-backlogs"])])
def test_what_waits_a_day_is_kept_for_one(outage, told):
    """A day of 86,400 s, and a thousandth of it: 86.4 s."""
    text = "traffic: {see: {rate: 100/s, kind: write, request: 1 KB}}\nstreams:\n"
    text += (
        f"  log: {{fed_by: see, keep: 1 day, consumer_time: 10 ms, consumers: 2, outage: {outage}}}"
    )
    assert codes(text) == told


@pytest.mark.parametrize(("needed", "told"), [(892, []), (890, ["copies-differ"])])
def test_a_part_needs_as_many_as_carry_the_load(needed, told):
    """90 of 100 servers carry it, 900 of 1,000 copies are as many, and a hundredth fewer may be."""
    text = "traffic: {see: {rate: 9000/s, kind: read}}\n"
    text += "servers: {web: {serves: see, max_qps: 100/s, spare: 10}}\n"
    text += f"parts: {{web_up: {{of: web, availability: 99%, copies: 1000, needed: {needed}}}}}"
    assert codes(text) == told
