"""Whether one node would do: each load beside the most that one node, or one leader, takes.

For `capest databases`, which asks it of each vendor's limits; a report has the shards instead.
"""

from ...formulas import Formula, Note, Part
from .limits import BUDGETS, LIMITS

TESTS = {limit.name: f"{limit.name}_of_one" for limit in LIMITS}
"""What is asked of one node, by the name of the limit."""

MOST = "most_of_one"
"""The largest of them."""

ONE_NODE = Part(
    formulas=(
        *(
            Formula(
                TESTS[limit.name], f"({limit.need}) as number", "",
                "how many times what one node is planned to take",
                chosen=("budget: shared",) if limit.name == "requests" else (),
            )
            for limit in LIMITS
        ),
        *(
            Formula(
                MOST, f"max({', '.join(f'[{TESTS[one.name]}]' for one in limits)})", "",
                "what asks for the most nodes", without=without,
            )
            for limits, without in BUDGETS[::-1]
        ),
    ),
    notes=(
        Note("one node would do, by the limits that are known", up_to=(MOST, 1)),
        Note(
            "one leader would carry the writes, not one node the rest", up_to=(TESTS["writes"], 1),
            above=(MOST, 1),
        ),
    ),
)  # fmt: skip
