"""Fan-outs: how posts reach the timelines of followers, by pushing, by pulling, or by both.

Pushed, a post is written to the timeline of every follower when it comes; pulled, it is looked up
by every follower who reads. A hybrid pulls the posts of authors with many followers only.
"""

from ..bounds import AT_LEAST_ONE, POSITIVE, POSITIVE_SHARE, SHARE
from ..formulas import Choice, Column, Field, Formula, Note, Reference, Section
from ..well_known import popularity

_PUSH, _PULL, _HYBRID = (("strategy", option) for option in ("push", "pull", "hybrid"))
_LEFT_OUT = ("strategy", None)

_AUTHORS = (
    Formula("authors", "users", "user", "every user is an author"),
    Formula(
        "popularity", "exponent_of_the_top(authors, largest / followers)", "",
        "the Zipf exponent at which the largest account is as large as it is",
    ),
    Formula(
        "largest", "(authors as number) * followers * hottest_key_share(authors, popularity)",
        "user", "what the first of all authors gets of all follows",
    ),
    Formula(
        "authors_above", "authors_above(authors, popularity, threshold / followers)", "user",
        "authors with more followers than the threshold",
    ),
    Formula(
        "follows_above", "top_share(authors, popularity, authors_above)", "%",
        "what these authors get of all follows, and their posts of all deliveries",
    ),
    Formula(
        "followees", "followers", "user",
        "every follow has two ends: on average as many as followers",
    ),
    Formula(
        "pulled_followees", "followees * follows_above", "user",
        "authors above the threshold among them",
    ),
)  # fmt: skip

_PER_REQUEST = (
    Formula(
        "active", "kept_in.items_cached / kept_in.items", "%",
        "of the timelines, those that the cache holds",
    ),
    Formula(
        "pushed", "followers [* active] as deliveries/request", "delivery/request",
        "a post is written once for every follower",
    ),
    Formula(
        "pushed_below", "pushed * (1 - follows_above)", "delivery/request",
        "posts of authors above the threshold are not delivered",
    ),
    Formula(
        "pulled", "followees as reads/request", "read/request",
        "a reader looks up every author followed",
    ),
    Formula(
        "pulled_above", "1 user + pulled_followees as reads/request", "read/request",
        "a reader looks up a timeline, and every author above the threshold",
    ),
)  # fmt: skip

_SIDE_BY_SIDE = (
    Formula(
        "push", "sum(sum(posts.peak_qps) * pushed, [sum(reads.peak_qps)])", "request/s",
        "deliveries, and a look-up for each timeline that is read, at peak",
    ),
    Formula(
        "pull", "sum(reads.peak_qps) * pulled", "request/s",
        "look-ups at peak; nothing is delivered",
    ),
    Formula(
        "hybrid", "sum(posts.peak_qps) * pushed_below + sum(reads.peak_qps) * pulled_above",
        "request/s", "deliveries and look-ups at peak",
    ),
)  # fmt: skip

_KEPT = "users [* active] * entries * entry_size [* replicas]"
_EACH = "one for every timeline that is read"
_NOTHING = "nothing is delivered: a post is looked up where it is"

_CHOSEN = (
    *(
        Formula(
            name, f"sum(posts.{rate}) * {delivered}", "delivery/s", f"{because}{at_peak}",
            when=when,
        )
        for name, rate, at_peak in (
            ("deliveries", "qps", ""), ("peak_deliveries", "peak_qps", ", at peak"),
        )
        for when, delivered, because in (
            *((when, "pushed", "every post to every follower") for when in (_LEFT_OUT, _PUSH)),
            (_PULL, "0", _NOTHING),
            (_HYBRID, "pushed_below", "every post of an author below the threshold"),
        )
    ),
    *(
        Formula(
            name, f"sum(reads.{rate}) * {looked_up}", "read/s", f"{because}{at_peak}", when=when,
        )
        for name, rate, at_peak in (
            ("lookups", "qps", ""), ("peak_lookups", "peak_qps", ", at peak"),
        )
        for when, looked_up, because in (
            *((when, "1", _EACH) for when in (_LEFT_OUT, _PUSH)),
            (_PULL, "pulled", "every author that a reader follows"),
            (_HYBRID, "pulled_above", "the timeline that is read, and authors above the threshold"),
        )
    ),
    *(
        Formula("memory", kept, "B", because, when=when)
        for when, kept, because in (
            *((when, _KEPT, "the timelines, all copies") for when in (_LEFT_OUT, _PUSH, _HYBRID)),
            (_PULL, f"0 * ({_KEPT})", "no timelines are kept"),
        )
    ),
    Formula(
        "largest_post", "(largest [* active] as deliveries) / (sum(posts.peak_qps) * pushed)", "s",
        "pushing a post of the largest, if all that delivers at peak did nothing else",
    ),
    Formula(
        "largest_pushed", "min(largest, threshold)", "user",
        "the most followers that a post is still delivered to", when=_HYBRID,
    ),
    Formula(
        "slowest_post", "(largest_pushed [* active] as deliveries) / peak_deliveries", "s",
        "delivering it to them, if all that delivers at peak did nothing else",
    ),
)  # fmt: skip

SECTION = Section(
    name="fanouts",
    follows="caches",
    meaning="how posts reach the timelines of followers: deliveries, look-ups, memory",
    leads_to=("peak_deliveries",),
    fields=(
        Reference("posts", ("traffic",), "the traffic whose posts are delivered", required=True),
        Reference("reads", ("traffic",), "the traffic that reads timelines"),
        Choice(
            name="strategy",
            options=("push", "pull", "hybrid"),
            meaning="whether a post is written to every timeline (left out), looked up by every "
            "reader, or looked up only where its author is above the threshold",
        ),
        Field(
            name="followers",
            unit="user",
            meaning="followers that a post goes to, on average",
            bounds=POSITIVE,
            how_many=True,
        ),
        Field(
            name="followees",
            unit="user",
            meaning="authors whom a reader follows; left out: as many as followers",
            how_many=True,
        ),
        Field(
            name="authors",
            unit="user",
            meaning="how many authors there are; left out: as many as users",
            bounds=AT_LEAST_ONE,
            how_many=True,
        ),
        Field(
            name="largest",
            unit="user",
            meaning="followers of the largest account; instead of popularity",
            bounds=AT_LEAST_ONE,
            how_many=True,
        ),
        popularity("authors", "how unevenly followers are spread over authors"),
        Field(
            name="threshold",
            unit="user",
            meaning="followers above which an author is pulled in a hybrid",
            bounds=POSITIVE,
            how_many=True,
        ),
        Field(
            name="follows_above",
            unit="%",
            meaning="the part of all follows that goes to authors above the threshold; left out: "
            "worked out from the threshold, and from largest or popularity",
            bounds=SHARE,
        ),
        Field(
            "users", "user", "how many users have a timeline", falls_back_to="dau", how_many=True
        ),
        Field(
            name="active",
            unit="%",
            meaning="the part of them whose timelines are kept and delivered to; left out: all",
            bounds=POSITIVE_SHARE,
        ),
        Reference(
            name="kept_in",
            sections=("caches",),
            flows="out",
            meaning="the cache of the timelines: what it does not hold is not delivered to; "
            "instead of active",
        ),
        Field(
            name="entries",
            unit="item/user",
            meaning="entries that a timeline keeps",
            bounds=AT_LEAST_ONE,
            how_many=True,
        ),
        Field("entry_size", "B/item", "bytes of one entry", bounds=POSITIVE, how_many=True),
        Field("replicas", "", "copies of every timeline", bounds=AT_LEAST_ONE, how_many=True),
    ),
    either=(("largest", "popularity"), ("active", "kept_in")),
    formulas=(*_AUTHORS, *_PER_REQUEST, *_SIDE_BY_SIDE, *_CHOSEN),
    concludes=("{deliveries}", "{peak_deliveries} at peak", "{authors_above} above the threshold"),
    columns=(
        Column("deliveries", "deliveries"),
        Column("peak_deliveries", "peak"),
        Column("push", "push, peak"),
        Column("pull", "pull, peak", only_with=frozenset({"reads"})),
        Column("hybrid", "hybrid, peak", only_with=frozenset({"threshold", "follows_above"})),
        Column("memory", "memory", only_with=frozenset({"entries", "entry_size"})),
    ),
    notes=(
        Note(
            text="{authors_above} are above the threshold of {threshold}, with {follows_above} of "
            "all follows",
            above=("largest_pushed", 0),
        ),
        Note(
            text="a post to {largest} takes {largest_post} of all deliveries at peak",
            above=("deliveries", 0),
            unless="slowest_post",
        ),
        Note(
            text="pushed, a post to {largest} would take {largest_post} of all deliveries at peak; "
            "now one to {largest_pushed} takes {slowest_post}",
        ),
    ),
)
