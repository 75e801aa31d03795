"""Parts: what may be down, how many copies of it there are, and how many must be up."""

from ..bounds import AT_LEAST_ONE, POSITIVE, SHARE, Bounds
from ..formulas import Choice, Column, Default, Field, Formula, Note, Reference, Section

_UP = Bounds(above=0, most=1)
_QUORUMS = (("read_up", "read_quorum", "reads"), ("write_up", "write_quorum", "writes"))

SECTION = Section(
    name="parts",
    follows="budgets",
    meaning="what may be down: how much of the time each part is up, with its copies",
    leads_to=("up",),
    topic="availability",
    spoken_of={"up": ("up", "availability", "uptime", "available")},
    fields=(
        Reference(
            "of", ("caches", "shards", "streams", "servers"),
            "what it is elsewhere in the scenario, whose copies and load are then compared",
        ),
        Field(
            "availability", "%", "the part of the time that one copy is up, e.g. 99.95%",
            bounds=_UP, known_as=("uptime", "sla"),
        ),
        Field(
            "mttf", "s", "the mean time until one copy fails; with mttr, instead of availability",
            bounds=POSITIVE, known_as=("mtbf",),
        ),
        Field(
            "mttr", "s", "the mean time until it is repaired, or another takes over",
            bounds=POSITIVE,
        ),
        Field(
            "copies", "", "how many there are; left out: one", bounds=AT_LEAST_ONE, how_many=True,
        ),
        Field(
            "needed", "", "how many of them must be up; left out: one", bounds=AT_LEAST_ONE,
            how_many=True,
        ),
        Field(
            "read_quorum", "", "copies that a read must reach", bounds=AT_LEAST_ONE, how_many=True,
            known_as=("r",),
        ),
        Field(
            "write_quorum", "", "copies that a write must reach", bounds=AT_LEAST_ONE,
            how_many=True, known_as=("w",),
        ),
        Field(
            name="common_cause", unit="%", bounds=SHARE,
            meaning="the part of failures that takes all copies at once, a bad deploy say",
            default=Default(
                value="10%",
                source="the upper end of the beta factors of IEC 61508-6, 2010, annex D; with "
                "none, copies promise nines that no system has had",
            ),
        ),
        Choice(
            name="when_down", options=("fails", "degrades"),
            meaning="whether what needs it fails without it (left out), or goes on with less: a "
            "cache with a store behind it that carries the load",
        ),
        Choice(
            name="commit", options=("quorum", "two_phase"),
            meaning="whether a write needs a quorum of copies, or all of them and a coordinator "
            "that is up as often as each",
        ),
    ),
    either=(("availability", "mttf"),),
    excludes=(("needed", "read_quorum"), ("needed", "write_quorum")),
    needs=(
        ("mttf", "mttr"), ("mttr", "mttf"), ("needed", "copies"), ("common_cause", "copies"),
        ("read_quorum", "copies"), ("write_quorum", "copies"), ("commit", "copies"),
    ),
    formulas=(
        Formula(
            "availability", "mttf / (mttf + mttr)", "%",
            "the time until it fails, of that and the time until it is repaired",
        ),
        *(
            Formula(
                name, f"k_of_n({quorum}, copies, availability, common_cause)", "%",
                f"{words} find their quorum", bounds=_UP, blames=quorum,
            )
            for name, quorum, words in _QUORUMS
        ),
        Formula(
            "up", "availability ^ (copies + 1)", "%", "all copies and the coordinator, every time",
            when=("commit", "two_phase"),
        ),
        Formula("up", "min(read_up, write_up)", "%", "reads and writes"),
        *(
            Formula("up", name, "%", f"{words} find their quorum")
            for name, _, words in _QUORUMS
        ),
        Formula(
            "up", "k_of_n(needed, copies, availability, common_cause)", "%",
            "as many copies as are needed", bounds=_UP, blames="needed",
        ),
        Formula(
            "up", "k_of_n(1, copies, availability, common_cause)", "%", "any one of its copies",
            blames="copies",
        ),
        Formula("up", "availability", "%", "there is one", without=("copies",)),
        Formula(
            "counted", "100%", "%", "what needs it goes on without it",
            when=("when_down", "degrades"), neutral=True,
        ),
        Formula("counted", "up", "%", "what needs it fails without it"),
        Formula(
            "overlap", "read_quorum + write_quorum - copies", "",
            "copies in which a read must meet the last write (R + W - N)",
        ),
        Formula("downtime", "(1 - up) * 1 month", "min", "of a month"),
    ),
    concludes=("{up}",),
    columns=(
        Column("availability", "each"),
        Column("copies", "copies"),
        Column("up", "up"),
        Column("downtime", "down a month"),
    ),
    notes=(
        Note(
            "a read meets the last write in at least {overlap} of its copies", above=("overlap", 0),
        ),
        Note(
            text="a read may miss the last write: its quorums need not meet ({overlap} of R + W - "
            "N), which buys availability with consistency",
            up_to=("overlap", 0),
        ),
    ),
)  # fmt: skip
