"""What a cache leaves for the store behind it: at peak, and when a node is lost."""

from ...bounds import ONE_OR_MORE
from ...formulas import Field, Formula, Note, Part

MISSES = Part(
    fields=(
        Field(
            name="zones",
            unit="zone",
            bounds=ONE_OR_MORE,
            how_many=True,
            meaning="zones that its nodes are spread over; copies of an item are in different ones",
        ),
    ),
    formulas=(
        Formula(
            name="answered_qps",
            text="sum(serves.peak_qps) * hit_ratio",
            unit="request/s",
            because="what it answers at peak, and the store behind it once the cache is lost",
        ),
        Formula(
            name="lost_with_zone",
            unit="request/s",
            text="answered_qps * max(0, 2 - replicas) / (zones as number)",
            because="what a lost zone no longer answers: nothing where another has a copy",
        ),
        Formula(
            name="lost_with_zone",
            text="answered_qps / (zones as number)",
            unit="request/s",
            because="what a lost zone no longer answers, until the others hold it",
            without=("replicas",),
        ),
        Formula(
            name="miss_qps",
            text="sum(serves.peak_qps) * (1 - hit_ratio)",
            unit="request/s",
            because="what reaches the store behind at peak",
        ),
        Formula(
            name="miss_factor_without_a_node",
            text="(1 node / nodes + (1 - 1 node / nodes) * (1 - hit_ratio)) / (1 - hit_ratio)",
            unit="",
            because="what a lost node held misses too, until the others hold it",
            without=("replicas",),
        ),
    ),
    notes=(Note("one node down: {miss_factor_without_a_node}x the misses until it is full again"),),
)
