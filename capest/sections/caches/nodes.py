"""The machines that a cache takes: by memory, by requests, by connections, by what may be lost."""

from ...bounds import AT_LEAST_ONE, POSITIVE, POSITIVE_SHARE
from ...formulas import Default, Field, Formula, Note, Part
from .size import TABLE

NODES = Part(
    fields=(
        Field("node_memory", "B/node", "memory of one node", bounds=POSITIVE),
        Field(
            name="fill",
            unit="%",
            meaning="the part of a node's memory that the cache may take",
            bounds=POSITIVE_SHARE,
            default=Default(
                value="75%",
                source="Amazon ElastiCache keeps 25 % of a node's memory in reserve; "
                "AWS Knowledge Center, read 2026",
            ),
        ),
        Field(
            name="replicas",
            unit="",
            meaning="whole copies of the cache: reads spread over them, fills and writes go to all",
            known_as=("copies",),
            bounds=AT_LEAST_ONE,
            how_many=True,
        ),
        Field("node_reserve", "B/node", "memory of that part which a node keeps for itself"),
        Field(
            name="node_connections",
            unit="connection/node",
            meaning="connections open to each node; most clients hold some to every node",
            how_many=True,
        ),
        Field(
            name="connection_memory",
            unit="B/connection",
            meaning="memory that a node needs for a connection",
            how_many=True,
        ),
        Field(
            name="allocation",
            unit="B/node",
            meaning="bytes of which the connections' memory takes whole multiples",
            bounds=POSITIVE,
        ),
        Field("node_qps", "request/s/node", "requests that one node can answer", bounds=POSITIVE),
        Field(
            name="connections",
            unit="connection",
            meaning="connections of all clients, where they spread over the nodes",
            how_many=True,
        ),
        Field(
            name="max_connections",
            unit="connection/node",
            meaning="connections that one node can hold",
            bounds=POSITIVE,
            how_many=True,
        ),
        Field(
            name="failure_domain",
            unit="%",
            meaning="the part of the cache that may be lost at once, e.g. 5%",
            bounds=POSITIVE_SHARE,
        ),
    ),
    formulas=(
        Formula("memory_of_copies", "memory * replicas", "B", "every copy needs its own"),
        Formula(
            name="connections_memory",
            text="ceil(node_connections * connection_memory / allocation) * allocation",
            unit="B/node",
            because="the connections of a node, in whole steps",
        ),
        Formula(
            name="connections_memory",
            text="node_connections * connection_memory",
            unit="B/node",
            because="the connections of a node",
        ),
        Formula(
            name="usable_memory",
            text="node_memory * fill [- node_reserve] [- hash_table] [- connections_memory]",
            unit="B/node",
            because="what a node has left for items",
            bounds=POSITIVE,
        ),
        *(
            Formula(
                name="by_memory",
                text=f"ceil({memory} [* replicas] / usable_memory)",
                unit="node",
                because="nodes that the memory takes",
                only_with=only_with,
            )
            for memory, only_with in (("items_memory", TABLE), ("memory", ()))
        ),
        Formula(
            name="by_qps",
            text="ceil(cache_qps / node_qps)",
            unit="node",
            because="nodes that look-ups, fills and writes take at peak",
        ),
        Formula(
            name="by_qps",
            text="ceil(sum(serves.peak_qps) / node_qps)",
            unit="node",
            because="nodes that the requests take at peak",
        ),
        Formula(
            name="by_connections",
            text="ceil(connections / max_connections)",
            unit="node",
            because="nodes that the connections take",
        ),
        Formula(
            name="by_failure_domain",
            text="ceil(1 node / failure_domain)",
            unit="node",
            because="nodes of which one holds no more than may be lost",
        ),
        Formula(
            name="by_copies",
            text="ceil(1 node * replicas)",
            unit="node",
            because="a node for each copy",
            only_with=("node_memory", "node_qps", "connections", "failure_domain"),
        ),
        Formula(
            name="nodes",
            text="max([by_memory], [by_qps], [by_connections], [by_failure_domain], [by_copies])",
            unit="node",
            because="the tightest of them",
        ),
        Formula(
            name="nodes_together",
            text="floor(nodes * failure_domain)",
            unit="node",
            because="nodes that may be lost at once, as in one rack",
        ),
    ),
    notes=(Note("all copies together take {memory_of_copies}"),),
)
