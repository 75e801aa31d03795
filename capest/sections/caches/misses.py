"""What a cache leaves for the store behind it: at peak, and when a node is lost."""

from ...formulas import Formula, Note, Part

MISSES = Part(
    formulas=(
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
    notes=(
        Note(text="one node down: {miss_factor_without_a_node}x the misses until it is full again"),
    ),
)
