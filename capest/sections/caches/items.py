"""What there is to cache: the requests that a cache answers, and the items they ask for."""

from ...bounds import POSITIVE
from ...formulas import Field, Formula, Part, Reference

ITEMS = Part(
    fields=(
        Reference("serves", ("traffic",), "the traffic whose requests it answers", required=True),
        Field(
            name="items",
            unit="item",
            meaning="how many different items there are to cache; left out: a day's requests",
            bounds=POSITIVE,
            how_many=True,
        ),
    ),
    formulas=(
        Formula(
            name="items",
            text="sum(serves.per_day) * 1 day",
            unit="item",
            because="each request of a day taken as a different item",
            only_with=("share",),
        ),
    ),
)
