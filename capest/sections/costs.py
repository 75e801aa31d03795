"""Costs: what machines, bytes kept, bytes moved and requests cost in a month, and for each user."""

from ..bounds import POSITIVE, POSITIVE_SHARE, Bounds
from ..formulas import Column, Field, Formula, Profile, Reference, Section, Total

_MACHINES = (
    ("servers", "its servers"), ("nodes", "its nodes"), ("brokers", "its brokers"),
)  # fmt: skip
_KINDS = (
    ("machine", "machines"), ("kept", "kept"), ("moved", "moved"), ("received", "received"),
    ("request", "requests"),
)  # fmt: skip

_TIERED = ("above", "up_to")
_TIER = Bounds(
    above=0, said="{name}.up_to is not above {name}.above, so no byte has this price",
    hint="a tier goes from `above` up to `up_to`",
)  # fmt: skip
_BYTES = (
    ("kept", "sum(of.stored) [* share]", "", "all copies of what is kept in the end"),
    ("moved", "sum(of.egress) [* share]", " * 1 month", "what goes out, on average"),
    ("received", "sum(of.ingress) [* share]", " * 1 month", "what comes in, on average"),
)  # fmt: skip

_PRICE = ("price", "cost", "rate", "unit_price")


def _for_bytes(price: str, amount: str, month: str, because: str) -> tuple[Formula, ...]:
    """What bytes cost in a month: those of one tier of prices, or all."""
    tier = f"max(min({amount}{month}, [up_to]) [- above], 0 B)"
    return tuple(
        Formula(f"by_{price}", text, "USD/month", f"{because}{of_them}", only_with=only_with)
        for text, only_with, of_them in (
            (f"{tier} * {price}{' / (1 month)' if month else ''}", _TIERED, ", of this tier"),
            (f"{amount} * {price}", (), ""),
        )
    )  # fmt: skip


SECTION = Section(
    name="costs",
    follows="systems",
    meaning="what it costs in a month: machines, bytes that are kept or moved, requests",
    leads_to=("per_month",),
    topic="cost",
    spoken_of={"per_month": ("cost", "costs", "month", "monthly", "bill", "spend")},
    fields=(
        Reference(
            "of", ("servers", "caches", "shards", "streams", "storage", "tiers", "traffic"),
            "what is paid for, of one kind: machines, what is kept, or what is moved",
            required=True, alike=True, flows="",
        ),
        Profile("prices", "prices", "the prices that are taken where a price is left out"),
        Field(
            name="share", unit="%", bounds=POSITIVE_SHARE,
            meaning="the part of it that is paid for, e.g. what no browser has; left out: all",
        ),
        Field(
            name="above", unit="B", known_as=("from",),
            meaning="the bytes, kept or in a month, behind which this price begins, e.g. 10 TB; of "
            "tiered prices, each of which has an entry of its own",
        ),
        Field(
            name="up_to", unit="B", bounds=POSITIVE, known_as=("until",),
            meaning="the bytes, kept or in a month, up to which this price is for; left out: all",
        ),
        Field(
            "machine", "USD/server/h", "a machine for an hour, e.g. $0.384/h", how_many=True,
            known_as=("per_machine", *_PRICE),
        ),
        Field(
            "kept", "USD/B/month", "a byte that is kept for a month, e.g. $0.021/GiB/month",
            known_as=("per_byte", "stored", *_PRICE),
        ),
        Field(
            "moved", "USD/B", "a byte that goes out, e.g. $0.05/GiB", known_as=("egress", *_PRICE),
        ),
        Field(
            "received", "USD/B", "a byte that comes in, where that is not free, e.g. $0.0032/GiB",
            known_as=("ingress",),
        ),
        Field(
            "request", "USD/request", "a request, e.g. $0.4/(1M requests)", how_many=True,
            known_as=("per_request", *_PRICE),
        ),
    ),
    formulas=(
        *(
            Formula("machines", f"sum(of.{name}) as servers", "server", because)
            for name, because in _MACHINES
        ),
        Formula(
            "by_machine", "machines * machine [* share]", "USD/month",
            "every machine, all the time",
        ),
        Formula(
            "tier", "up_to - above", "B", "the bytes that this price is for", bounds=_TIER,
            blames="up_to",
        ),
        *(formula for told in _BYTES for formula in _for_bytes(*told)),
        Formula("by_request", "sum(of.qps) * request [* share]", "USD/month", "every request"),
        Formula(
            "per_month", f"sum({', '.join(f'[by_{price}]' for price, _ in _KINDS)})", "USD/month",
            "all that is paid for",
        ),
    ),
    totals=(
        Total("per_month", "per_month", "USD/month", "all entries"),
    ),
    summary=(
        Formula("per_user", "per_month / dau", "USD/user/month", "for every daily user"),
    ),
    concludes=("{per_month}",),
    columns=(
        Column("machines", "count", only_with=frozenset({"machine"})),
        *(
            Column(f"by_{price}", heading, per="month", only_with=frozenset({price}))
            for price, heading in _KINDS
        ),
        Column("per_month", "a month", per="month"),
    ),
    headline=(Column("costs.per_month", "a month", per="month"),),
)  # fmt: skip
