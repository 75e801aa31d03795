"""The machines that a cache takes: by memory, by requests."""

from ...formulas import POSITIVE, POSITIVE_SHARE, Default, Field, Formula, Part

NODES = Part(
    fields=(
        Field(name="node_memory", unit="B/node", meaning="memory of one node", bounds=POSITIVE),
        Field(
            name="node_qps",
            unit="request/s/node",
            meaning="requests that one node can answer",
            bounds=POSITIVE,
        ),
        Field(
            name="fill",
            unit="%",
            meaning="the part of a node's memory that items may take",
            bounds=POSITIVE_SHARE,
            default=Default(
                value="75%",
                source="Amazon ElastiCache keeps 25 % of a node's memory in reserve; "
                "AWS Knowledge Center, read 2026",
            ),
        ),
    ),
    formulas=(
        Formula(
            name="by_memory",
            text="ceil(memory / (node_memory * fill))",
            unit="node",
            because="nodes that the memory takes",
        ),
        Formula(
            name="by_qps",
            text="ceil(serves.peak_qps / node_qps)",
            unit="node",
            because="nodes that the requests take at peak",
        ),
        Formula(
            name="nodes",
            text="max([by_memory], [by_qps])",
            unit="node",
            because="the tighter of the two",
        ),
    ),
)
