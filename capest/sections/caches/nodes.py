"""The machines that a cache takes: by memory, by requests, by connections, by what may be lost."""

from ...bounds import AT_LEAST_ONE, POSITIVE, POSITIVE_SHARE
from ...formulas import Default, Field, Formula, Part

NODES = Part(
    fields=(
        Field(name="node_memory", unit="B/node", meaning="memory of one node", bounds=POSITIVE),
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
            name="node_reserve",
            unit="B/node",
            meaning="memory of that part which a node keeps for itself",
        ),
        Field(
            name="hash_slot",
            unit="B/item",
            meaning="bytes of one slot of a node's hash table, which has a power of two of them",
            how_many=True,
        ),
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
        Field(
            name="node_qps",
            unit="request/s/node",
            meaning="requests that one node can answer",
            bounds=POSITIVE,
        ),
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
            name="replicas",
            unit="",
            meaning="copies of every item, each on another node; left out: one",
            known_as=("copies",),
            bounds=AT_LEAST_ONE,
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
        Formula(
            name="hash_table",
            text="hash_slot * next_power_of_two("
            "items_cached / ceil(memory / node_memory) as items) as B/node",
            unit="B/node",
            because="a slot for each item of a node, were it full of items alone",
        ),
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
        Formula(
            name="by_memory",
            text="ceil(memory [* replicas] / usable_memory)",
            unit="node",
            because="nodes that the memory takes, all copies",
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
            name="nodes",
            text="max([by_memory], [by_qps], [by_connections], [by_failure_domain])",
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
)
