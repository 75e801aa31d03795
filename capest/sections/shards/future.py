"""What a new number of shards moves, and how long a number lasts."""

from ...bounds import AT_LEAST_ONE, GROWTH
from ...formulas import Field, Formula, Note, Part
from .limits import LIMITS

_RESHARDING = (
    Formula(
        "moved_by_modulo", "1 - min(from_shards, shards) / lcm(from_shards, shards)", "%",
        "data that changes its shard when a hash is taken modulo their number",
    ),
    Formula(
        "moved_by_ring", "1 - min(from_shards, shards) / max(from_shards, shards)", "%",
        "the least that can move, as in consistent hashing (Lamping and Veach 2014)",
    ),
)  # fmt: skip

_RUNWAY = (
    *(
        Formula(
            f"{limit.runway}_runway", f"ln(max(1, {limit.times_full})) / growth_rate(growth)",
            "year", "until they fill the planned part of every shard",
        )
        for limit in LIMITS
    ),
    Formula(
        "runway", f"min({', '.join(f'[{limit.runway}_runway]' for limit in LIMITS)})", "year",
        "the limit that is reached first",
    ),
    Formula(
        "doubling", "ln(2) / growth_rate(growth)", "year", "the time in which the load doubles",
    ),
)  # fmt: skip

FUTURE = Part(
    fields=(
        Field(
            name="from_shards",
            unit="shard",
            meaning="how many shards there are today, to see what a new number moves",
            bounds=AT_LEAST_ONE,
        ),
        Field(
            name="growth",
            unit="%/year",
            meaning="growth of bytes, requests, clients from here on, compounding, e.g. 20%/year",
            bounds=GROWTH,
            falls_back_to="growth",
        ),
    ),
    formulas=(*_RESHARDING, *_RUNWAY),
    notes=(
        Note(
            text="from {from_shards}, {moved_by_modulo} of the data moves by modulo, "
            "{moved_by_ring} by consistent hashing"
        ),
        Note("full in {runway}; the load doubles in {doubling}"),
    ),
)
