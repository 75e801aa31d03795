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
            name="of", sections=("caches", "shards", "streams", "servers"),
            meaning="what it is elsewhere in the scenario, whose copies and load are then compared",
        ),
        Field(
            name="availability", unit="%", bounds=_UP, known_as=("uptime", "sla"),
            meaning="the part of the time that one copy is up, e.g. 99.95%",
        ),
        Field(
            name="mttf", unit="s", bounds=POSITIVE, known_as=("mtbf",),
            meaning="the mean time until one copy fails; with mttr, instead of availability",
        ),
        Field(
            name="mttr", unit="s", bounds=POSITIVE,
            meaning="the mean time until it is repaired, or another takes over",
        ),
        Field(
            name="copies", unit="", bounds=AT_LEAST_ONE, how_many=True,
            meaning="how many there are; left out: one",
        ),
        Field(
            name="needed", unit="", bounds=AT_LEAST_ONE, how_many=True,
            meaning="how many of them must be up; left out: one",
        ),
        Field(
            name="read_quorum", unit="", bounds=AT_LEAST_ONE, how_many=True, known_as=("r",),
            meaning="copies that a read must reach",
        ),
        Field(
            name="write_quorum", unit="", bounds=AT_LEAST_ONE, how_many=True, known_as=("w",),
            meaning="copies that a write must reach",
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
            name="availability", text="mttf / (mttf + mttr)", unit="%",
            because="the time until it fails, of that and the time until it is repaired",
        ),
        *(
            Formula(
                name=name, unit="%", bounds=_UP,
                text=f"k_of_n({quorum}, copies, availability, common_cause)",
                because=f"{words} find their quorum",
            )
            for name, quorum, words in _QUORUMS
        ),
        Formula(
            name="up", text="availability ^ (copies + 1)", unit="%", when=("commit", "two_phase"),
            because="all copies and the coordinator, every time",
        ),
        Formula(
            name="up", text="min(read_up, write_up)", unit="%", because="reads and writes",
        ),
        *(
            Formula(name="up", text=name, unit="%", because=f"{words} find their quorum")
            for name, _, words in _QUORUMS
        ),
        Formula(
            name="up", unit="%", bounds=_UP, blames="needed",
            text="k_of_n(needed, copies, availability, common_cause)",
            because="as many copies as are needed",
        ),
        Formula(
            name="up", text="k_of_n(1, copies, availability, common_cause)", unit="%",
            because="any one of its copies",
        ),
        Formula(
            name="up", text="availability", unit="%", because="there is one", without=("copies",),
        ),
        Formula(
            name="counted", text="100%", unit="%", when=("when_down", "degrades"),
            because="what needs it goes on without it", neutral=True,
        ),
        Formula(name="counted", text="up", unit="%", because="what needs it fails without it"),
        Formula(
            name="overlap", text="read_quorum + write_quorum - copies", unit="",
            because="copies in which a read must meet the last write (R + W - N)",
        ),
        Formula(
            name="downtime", text="(1 - up) * 1 month", unit="min", because="of a month",
        ),
    ),
    concludes=("{up}",),
    columns=(
        Column(quantity="availability", heading="each"),
        Column(quantity="copies", heading="copies"),
        Column(quantity="up", heading="up"),
        Column(quantity="downtime", heading="down a month"),
    ),
    notes=(
        Note(
            text="a read meets the last write in at least {overlap} of its copies",
            above=("overlap", 0),
        ),
        Note(
            text="a read may miss the last write: its quorums need not meet ({overlap} of R + W - "
            "N), which buys availability with consistency",
            up_to=("overlap", 0),
        ),
    ),
)  # fmt: skip
