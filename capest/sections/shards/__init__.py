"""Shards: how many parts a store is cut into, how evenly they fill, and how long they last."""

from ...formulas import Column, Section
from .balance import BALANCE
from .future import FUTURE
from .limits import COUNT

SECTION = Section.of(
    COUNT,
    BALANCE,
    FUTURE,
    name="shards",
    order=4,
    meaning="how many parts a store is cut into: by size, by writes, by reads",
    columns=(
        Column(quantity="by_size", heading="by size"),
        Column(quantity="by_writes", heading="by writes"),
        Column(quantity="by_reads", heading="by reads"),
        Column(quantity="shards", heading="shards"),
        Column(quantity="nodes", heading="nodes"),
    ),
)
