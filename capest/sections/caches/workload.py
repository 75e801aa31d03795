"""Published workloads: what is known of somebody's cache, for one that is like it."""

from ...formulas import Part, Profile

_CHANGES_HITS = (
    "share", "items_cached", "memory", "ttl", "max_idle", "written_by", "write_share",
)  # fmt: skip
"""Fields from which a hit ratio of one's own follows."""

WORKLOAD = Part(
    fields=(
        Profile(
            name="workload",
            folder="workloads",
            meaning="a published workload, where popularity, item_size and hit_ratio are left out",
            gives_way=tuple(("hit_ratio", other) for other in _CHANGES_HITS),
        ),
    ),
)
