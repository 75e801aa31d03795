"""Whole interviews, excellent, middling and hopeless: their marks are those one would defend.

`transcripts` holds what was typed, SCENARIO--LEVEL.in, and beside it all that is shown.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import program
import pytest

import capest
from capest.practice.interview.hearing import Sentence
from capest.practice.interview.ideas import IDEAS, idea
from capest.practice.interview.records import least_lately
from capest.practice.interview.session import Done, Hinted, Interview, phases_of
from capest.practice.session import Command
from capest.scenario.shipped import shipped_names

HERE = Path(__file__).parent / "transcripts"
MARKED = sorted((HERE.parent / "marked").glob("*.txt"))
"""What candidates might say; each phase with the marks that an interviewer gave it beforehand."""
QUICK = ("url_shortener", "web_search", "youtube")
TYPED = [
    pytest.param(path, id=path.stem, marks=() if path.stem.startswith(QUICK) else pytest.mark.slow)
    for path in sorted(HERE.glob("*.in"))
]
BANDS = {"excellent": (34, 40), "middling": (14, 26), "hopeless": (0, 4)}
OWN = "assumptions: {dau: 2M users}\ntraffic: {look: {per_user: 10/day, kind: read}}\n"


def _held(scenario, text):
    talk = Interview(capest.estimate(scenario))
    for line in text.split("\n"):
        if talk.phase:
            talk.reply(line, 0.0)
    while talk.phase:
        talk.finish(0.0)
    return talk


def _points(talk):
    return sum(done.points for done in talk.done)


@pytest.mark.parametrize("path", TYPED)
def test_whole_interviews(path, snapshot, tmp_path):
    scenario, _, level = path.stem.partition("--")
    result = program.run(
        "practice",
        "interview",
        scenario,
        stdin=path.read_text("utf-8"),
        XDG_DATA_HOME=str(tmp_path),
    )
    shown = result.stdout.decode()
    assert (result.returncode, result.stderr) == (0, b"")
    assert max(map(len, shown.splitlines())) <= 80
    low, high = BANDS[level.partition("-")[0]]
    (points,) = re.findall(r"^Interview (\d+) of 40", shown, re.MULTILINE)
    assert low <= int(points) <= high
    snapshot(path.with_suffix(".txt"), shown)


@pytest.mark.parametrize("path", MARKED, ids=lambda path: path.stem)
def test_marks_are_those_of_an_interviewer(path):
    talk = Interview(capest.estimate(path.stem.partition("--")[0]))
    for part in path.read_text("utf-8").split("#")[1:]:
        head, *lines = part.strip().splitlines()
        low, high = map(int, head.partition(" ")[2].split("-"))
        for line in lines:
            talk.reply(line, 0.0)
        done = talk.finish(0.0)
        told = [f"{one.item.what}: {one.share:.2g} {one.remark}" for one in done.marked]
        assert low <= done.points <= high, (done.phase.title, *told)
    assert talk.phase is None


def test_one_text_pasted_into_each_phase_is_worth_no_interview():
    text = (HERE / "twitter--excellent.in").read_text("utf-8").replace("\n\n", "\n")
    assert _points(_held("twitter", f"{text}\n" * 8)) <= 8


@pytest.mark.parametrize("scenario", [*shipped_names(), OWN])
def test_every_scenario_can_be_asked_about(scenario):
    """Silence has no points, the words of the trade alone have none, model answers have most."""
    phases = phases_of(capest.estimate(scenario))
    assert len(phases) == 8
    for phase in phases:
        assert 0 < phase.enough <= sum(item.weight for item in phase.items), phase.title
    assert _points(_held(scenario, "\n" * 8)) == 0
    plain = [word for idea in IDEAS.values() for word in idea if word.isalpha()]
    for words in (plain[::4], plain[1::4], plain[2::9]):
        assert _points(_held(scenario, f"{' '.join(words)[:280]}\n\n" * 8)) == 0


@pytest.mark.parametrize(
    ("said", "of", "against"),
    [
        ("there is no need to shard", "shard", True),
        ("we don't need shards, one machine is enough", "shard", True),
        ("sharding is not needed", "shard", True),
        ("sharding would be overkill", "shard", True),
        ("no cache, shards or queues are needed", "shard", True),
        ("without replicas it is cheaper", "replica", True),
        ("shard by user, and no cache", "shard", False),
        ("no single point of failure: a replica takes over", "replica", False),
        ("not only a cache, also shards by user", "cache", False),
        ("no cache because the shards are enough", "shard", False),
        ("a queue is not needed, but a cache is", "cache", False),
    ],
)
def test_what_is_said_against_an_idea_is_not_said_for_it(said, of, against):
    statement = Sentence(said)
    assert (statement.denies(idea(of)), statement.says(idea(of))) == (against, not against)


@pytest.mark.parametrize(
    ("said", "is_list"),
    [
        ("cache shard queue CDN replicas SQL", True),
        ("use cache and shards and queue and cdn and replicas", True),
        ("cache, shard, queue, replica, load balancer", True),
        ("a cache for timelines, shards by author, and a queue for the fan-out to replicas", False),
        ("client -> load balancer -> app -> cache -> database", False),
        ("We use Cassandra with partition keys and replication because of scalability", True),
        ("multi-AZ replication with automatic failover and quorum for high availability", True),
        ("The system leverages posts and follows and timelines with search and media", True),
        ("post, tweet, follow, timeline, feed, search, photos, out of scope", True),
        ("99.9% available, p99 latency under 200 ms, durable", False),
        ("one Redis does 100k/s, so the location index breaks first: 50 shards and a spare", False),
        (
            "Kafka buffers the history so that a slow Cassandra does not slow the drivers down",
            False,
        ),
        ("Users post tweets, follow others, search and read", False),
    ],
)
def test_a_list_of_words_is_told_from_a_sentence(said, is_list):
    assert Sentence(said).is_list is is_list


@pytest.mark.parametrize(
    ("said", "defines"),
    [
        ("Sharding is when you split the data by a key", True),
        ("Redis is a fast in-memory store", True),
        ("b) Failover means that a standby takes over", True),
        ("Functional requirements are what users see and search", True),
        ("Postgres is a good fit for trips, which need transactions", False),
        ("Cassandra is a wide-column store, so our posts go there", False),
        ("The cache is a Redis cluster of 10 nodes", False),
    ],
)
def test_what_a_word_means_is_no_decision(said, defines):
    assert Sentence(said).defines is defines


def _estimated(scenario, *lines):
    talk = Interview(capest.estimate(scenario))
    talk.finish(0.0), talk.finish(0.0)
    heard = [text for line in lines for text in talk.reply(line, 0.0).heard]
    return talk, heard


def test_assumptions_of_ones_own_are_carried_on():
    talk, heard = _estimated("twitter", "dau = 100M", "timelines: 100M * 20 / 1e5 = 20k/s")
    assert heard[0] == "assumed: dau = 100M users, for the scenario's 300M users"
    assert talk.work.figures["timeline.qps"].grade.points == 5
    assert talk.work.value("timeline.qps").value == pytest.approx(100e6 * 20 / 86_400)


@pytest.mark.parametrize(
    ("scenario", "said", "heard"),
    [
        (
            "ride_hailing",
            "1M drivers, every 5 seconds a location: 200k per second",
            {"drivers": 1e6, "positions_per_driver": 0.2, "position.qps": 200e3},
        ),
        ("ride_hailing", "10M rides per day = 116/s", {"rides": 10e6 / 86_400, "ride.qps": 116}),
        ("twitter", "500M tweets a day = 5.8k/s", {"post.per_day": 500e6}),
        ("twitter", "each posts 4 tweets a day and opens 20 timelines",
         {"posts_per_user": 4 / 86_400, "timelines_per_user": 20 / 86_400}),
        ("twitter", "media: each tenth tweet has one: 60 TB a day", {"media.per_day": 60e12}),
        ("twitter", "posts: 1.5 TB a day, in 5 years 2.7 PB", {"archive.logical": 2.7e15}),
        ("dropbox", "5 uploads each per day", {"uploads_per_user": 5 / 86_400}),
    ],
)  # fmt: skip
def test_numbers_are_heard_as_people_say_them(scenario, said, heard):
    talk, told = _estimated(scenario, said)
    found = {name: one.value for name, one in talk.work.assumed.items()}
    found |= {name: one.value.value for name, one in talk.work.figures.items()}
    for name, value in heard.items():
        assert found[name] == pytest.approx(value, rel=1e-3), told


def test_a_call_is_no_entity_and_what_one_machine_does_is_no_conclusion():
    talk = Interview(capest.estimate("twitter"))
    talk.finish(0.0), talk.finish(0.0)
    talk.reply("So we need a cache, as one database takes 10k/s", 0.0)
    assert talk.finish(0.0).marked[-1].share == 1
    assert talk.reply("POST /follow", 0.0).heard == ("a call to follow",)


def test_a_call_to_view_names_what_is_kept_and_how_many_an_answer_has_is_not_how_often():
    talk = Interview(capest.estimate("proximity_service"))
    talk.finish(0.0), talk.finish(0.0)
    talk.reply("Each does 5 searches a day.", 0.0)
    talk.reply("One search returns 20 places of 1 KB, 20 KB", 0.0)
    assert talk.work.assumed["searches_per_user"].shown.value == 5
    talk.finish(0.0)
    assert talk.reply("GET /businesses for the list", 0.0).heard == ()
    assert talk.reply("GET /businesses/{id} for the details", 0.0).heard == ("a call to view",)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("dau = 300", "dau"),
        ("peak factor 1000", "peak_factor"),
        ("dau = 4 billion", "dau"),
        ("dau = 50k", "dau"),
        ("7 copies_kept", "copies_kept"),
        ("media_size = 21 MB", "media_size"),
    ],
)
def test_assumptions_that_nobody_has_published_are_refused(said, kept):
    talk, (heard,) = _estimated("twitter", said)
    assert "out of what is published" in heard and kept not in talk.work.assumed


@pytest.mark.parametrize(
    ("said", "kept"),
    [("dau = 3 billion", "dau"), ("dau = 100k", "dau"), ("peak factor 25", "peak_factor"),
     ("6 copies_kept", "copies_kept"), ("media_size = 20 MB", "media_size")],
)  # fmt: skip
def test_assumptions_within_what_is_published_are_carried_on(said, kept):
    talk, told = _estimated("twitter", said)
    assert kept in talk.work.assumed, told


def test_a_conclusion_that_the_numbers_speak_against_has_no_points():
    for said, share in (
        ("so one machine is enough for the posts", 0),
        ("it is write-heavy, so we need a queue", 0),
        ("media dominates, so it goes to an object store", 1),
        ("so posts must be sharded", 1),
    ):
        talk, _ = _estimated("twitter", said)
        done = talk.finish(0.0)
        assert done.marked[-1].share == share, (said, done.marked[-1].remark)
    talk, _ = _estimated("leaderboard", "650 MB, so one machine is enough")
    assert talk.finish(0.0).marked[-1].share == 1


def test_questions_are_answered_from_the_scenario_and_counted():
    talk = Interview(capest.estimate("twitter"))
    assert talk.reply("How many users are there?", 0.0).answers == ("dau = 300M users",)
    assert "yours to say" in talk.reply("What colour is it?", 0.0).answers[0]
    assert talk.questions == 2


def test_commands_are_understood_everywhere_and_hints_cost():
    talk = Interview(capest.estimate("twitter"))
    assert talk.reply("help", 0.0) is Command.HELP and talk.reply(" Q ", 0.0) is Command.QUIT
    talk.reply("post, follow and a timeline; ads are out of scope", 0.0)
    assert isinstance(talk.reply("?", 0.0), Hinted)
    done = talk.reply("n", 7.0)
    assert isinstance(done, Done) and (done.points, done.hints, done.seconds) == (4, 1, 7.0)
    assert isinstance(talk.reply("skip", 8.0), Done)
    assert _points(talk) == 4


def test_what_was_done_is_kept_when_one_quits(tmp_path):
    program.run(
        "practice", "interview", "twitter", stdin="users post, follow, read a timeline\n\nq\n",
        XDG_DATA_HOME=str(tmp_path),
    )  # fmt: skip
    lines = (tmp_path / "capest" / "practice.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["topic"] for line in lines] == ["requirements"]
    shown = program.run("practice", "stats", XDG_DATA_HOME=str(tmp_path)).stdout.decode()
    assert "requirements" in shown


def test_estimates_are_kept_by_their_topics(tmp_path):
    program.run(
        "practice", "interview", "twitter", stdin="\n\nmedia = 300M * 2 * 1 MB = 600 GB a day\n",
        XDG_DATA_HOME=str(tmp_path),
    )  # fmt: skip
    lines = (tmp_path / "capest" / "practice.jsonl").read_text("utf-8").splitlines()
    assert json.loads(lines[-1])["topic"] == "storage" and json.loads(lines[-1])["factor"] < 0.1


def test_the_scenario_that_was_not_asked_about_for_longest_comes_next():
    assert least_lately(("a", "b", "c"), (), "b") == "b"


def test_the_script_for_teachers(snapshot):
    result = program.run("practice", "interview", "url_shortener", "--print")
    assert result.returncode == 0
    snapshot(HERE / "url_shortener.script", result.stdout.decode())


def test_a_scenario_without_traffic_and_a_wrong_name_are_told(tmp_path):
    (tmp_path / "a.yaml").write_text("assumptions: {dau: 2M users}\n")
    for words, code in (
        (["a.yaml"], "no-questions"),
        (["twiter"], "unknown-scenario"),
        (["twitter", "--minutes", "0"], "number-of-minutes"),
        (["twitter", "--minutes", "241"], "number-of-minutes"),
    ):
        result = program.run("practice", "interview", *words, cwd=tmp_path)
        assert (result.returncode, result.stdout) == (2, b"")
        assert result.stderr.decode().startswith(f"{code}: ")
