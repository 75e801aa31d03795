"""Streams: partitions, brokers and consumers of a log such as Kafka, Kinesis or Pub/Sub, what it
keeps, and how long an outage of its consumers is felt.
"""

from ..bounds import AT_LEAST_ONE, POSITIVE, POSITIVE_SHARE, Bounds
from ..formulas import Column, Field, Formula, Note, Profile, Reference, Section

_PARTITIONS = "[by_write], [by_read], [by_qps], [by_consumers]"
_BROKERS = "[by_network_in], [by_network_out], [by_disk], [by_partitions], [by_copies]"

SECTION = Section(
    name="streams",
    follows="shards",
    meaning="a log of messages: its partitions, brokers and consumers, and what it keeps",
    leads_to=("partitions",),
    machines="brokers",
    topic="streams",
    spoken_of={
        "partitions": ("partitions", "partition", "shards"),
        "brokers": ("brokers", "broker"),
        "consumers": ("consumers", "consumer", "workers"),
    },
    fields=(
        Reference(
            name="fed_by", sections=("traffic",),
            meaning="the traffic whose requests are its messages; left out: a backlog alone",
        ),
        Profile(
            name="limits", folder="stream_limits",
            meaning="a service's limits for a partition, where partition_write and the like are "
            "left out",
        ),
        Field(
            name="message", unit="B/request", bounds=POSITIVE, how_many=True, known_as=("size",),
            meaning="bytes of one message; left out: what comes in with a request",
        ),
        Field(
            name="readers", unit="", bounds=AT_LEAST_ONE, how_many=True,
            known_as=("consumer_groups",),
            meaning="how often each message is read, by different groups of consumers",
        ),
        Field(
            name="keep", unit="s", bounds=POSITIVE, known_as=("retention",),
            meaning="how long messages are kept, e.g. 7 days",
        ),
        Field(
            name="replicas", unit="", bounds=AT_LEAST_ONE, how_many=True,
            known_as=("replication_factor", "copies"),
            meaning="copies of every message, each on a broker of its own",
        ),
        Field(
            name="partition_write", unit="B/s/partition", bounds=POSITIVE, how_many=True,
            meaning="bytes a second that one partition takes, e.g. 10 MB/s",
        ),
        Field(
            name="partition_read", unit="B/s/partition", bounds=POSITIVE, how_many=True,
            meaning="bytes a second that one partition gives to all its readers",
        ),
        Field(
            name="partition_qps", unit="request/s/partition", bounds=POSITIVE, how_many=True,
            meaning="messages a second that one partition takes",
        ),
        Field(
            name="consumer_time", unit="s/request", bounds=POSITIVE, how_many=True,
            meaning="how long a consumer works on one message, e.g. 4 ms",
        ),
        Field(
            name="consumers", unit="consumer", bounds=AT_LEAST_ONE, how_many=True,
            known_as=("workers",),
            meaning="consumers of each group; left out: as many as the messages need",
        ),
        Field(
            name="utilisation", unit="%", bounds=POSITIVE_SHARE, known_as=("utilization",),
            meaning="how busy consumers may be at peak; left out: fully",
        ),
        Field(
            name="keys", unit="item", bounds=AT_LEAST_ONE, how_many=True,
            meaning="different keys, each of which stays in one partition",
        ),
        Field(
            name="broker_network", unit="bit/s/broker", bounds=POSITIVE, how_many=True,
            meaning="bits a second that one broker takes, and as many that it gives",
        ),
        Field(
            name="broker_disk", unit="B/broker", bounds=POSITIVE, how_many=True,
            meaning="bytes that one broker keeps",
        ),
        Field(
            name="broker_partitions", unit="partition/broker", bounds=POSITIVE, how_many=True,
            meaning="partitions that one broker holds, copies included",
        ),
        Field(
            name="broker_fill", unit="%", bounds=POSITIVE_SHARE,
            meaning="the part of a broker's disk that messages may take; left out: all",
        ),
        Field(
            name="backlog", unit="request", how_many=True, known_as=("lag",),
            meaning="messages that wait already, e.g. 14.5M; instead of outage",
        ),
        Field(
            name="outage", unit="s", bounds=POSITIVE,
            meaning="how long its consumers may stand still, e.g. 1 h",
        ),
        Field(
            name="catch_up", unit="s", bounds=POSITIVE,
            meaning="how long they may then take to have read all that came meanwhile",
        ),
    ),
    needs=(
        ("utilisation", "consumer_time"), ("catch_up", "outage"), ("outage", "consumer_time"),
        ("backlog", "consumer_time"), ("consumers", "consumer_time"), ("outage", "fed_by"),
        ("broker_fill", "keep"),
    ),
    any_of=("fed_by", "backlog"),
    either=(("backlog", "outage"), ("consumers", "utilisation"), ("consumers", "catch_up")),
    formulas=(
        Formula(
            name="load", text="sum(fed_by.peak_qps)", unit="request/s",
            because="messages that come in, at peak",
        ),
        Formula(
            name="message", text="sum(fed_by.peak_ingress) / load", unit="B/request",
            because="the mean of what comes in with a request",
        ),
        Formula(
            name="bytes_in", text="load * message", unit="B/s", because="at peak, one copy",
        ),
        Formula(
            name="bytes_out", text="bytes_in * readers", unit="B/s",
            because="to every group of consumers, at peak",
        ),
        Formula(
            name="per_day", text="sum(fed_by.per_day) * message", unit="B/day",
            because="one copy of a day's messages",
        ),
        Formula(
            name="logical", text="per_day * keep", unit="B", ages=("keep",),
            because="one copy of what is kept",
        ),
        Formula(
            name="stored", text="logical [* replicas]", unit="B",
            because="all copies of what is kept",
        ),
        Formula(
            name="by_write", text="bytes_in / partition_write", unit="partition",
            because="bytes that a partition takes",
        ),
        Formula(
            name="by_read", text="bytes_out / partition_read", unit="partition",
            because="bytes that a partition gives",
        ),
        Formula(
            name="by_qps", text="load / partition_qps", unit="partition",
            because="messages that a partition takes",
        ),
        Formula(
            name="busy", text="load * consumer_time as consumers", unit="consumer",
            because="consumers that are at work at once, at peak (Little's law)",
        ),
        Formula(
            name="to_catch_up", text="busy * (1 + outage / catch_up)", unit="consumer",
            because="what comes in, and what came in during the outage",
        ),
        Formula(
            name="consumers", text="ceil(max(busy [/ utilisation], [to_catch_up]))",
            unit="consumer", because="of each group; a partition has one reader in a group",
        ),
        Formula(
            name="by_consumers", text="consumers as partitions", unit="partition",
            because="every consumer reads a partition of its own at least",
        ),
        Formula(
            name="partitions", text=f"ceil(max({_PARTITIONS}))", unit="partition",
            because="the tightest limit",
        ),
        Formula(
            name="keys_left", text="keys / (partitions as items)", unit="", bounds=AT_LEAST_ONE,
            because="keys for every partition: more partitions than keys stay empty", blames="keys",
        ),
        Formula(
            name="by_network_in", text="bytes_in [* replicas] / broker_network", unit="broker",
            because="what comes in, and what brokers copy from each other",
        ),
        Formula(
            name="by_network_out", unit="broker",
            text="bytes_in * sum([readers], [replicas - 1]) / broker_network",
            because="what is read, and what brokers copy from each other",
        ),
        Formula(
            name="by_disk", text="stored / (broker_disk [* broker_fill])", unit="broker",
            because="what is kept, all copies",
        ),
        Formula(
            name="by_partitions", text="partitions [* replicas] / broker_partitions",
            unit="broker", because="partitions that a broker holds, copies included",
        ),
        Formula(
            name="by_copies", text="replicas as brokers", unit="broker",
            because="every copy on a broker of its own",
        ),
        Formula(
            name="brokers", text=f"ceil(max({_BROKERS}))", unit="broker",
            because="the tightest limit",
            only_with=("broker_network", "broker_disk", "broker_partitions"),
        ),
        Formula(
            name="disk_each", text="stored / brokers [/ broker_fill]", unit="B/broker",
            because="the disk that each broker needs",
        ),
        Formula(
            name="backlog", text="load * outage", unit="request",
            because="messages that wait when an outage at peak ends",
        ),
        Formula(
            name="room", text="consumers / consumer_time as request/s", unit="request/s",
            because="messages that all consumers of a group work off at once",
        ),
        Formula(
            name="spare", text="room - load", unit="request/s", bounds=Bounds(above=0),
            because="what is left of that for the backlog", only_with=("outage",),
            blames="utilisation",
        ),
        Formula(
            name="spare", text="room - load", unit="request/s", bounds=Bounds(above=0),
            because="what is left of that for the backlog", only_with=("backlog",),
            blames="consumers",
        ),
        Formula(
            name="spare", text="room", unit="request/s", because="all of it: nothing comes in",
            without=("fed_by",),
        ),
        Formula(
            name="drain", text="backlog / spare", unit="s",
            because="until the last message of the backlog is read",
        ),
    ),
    concludes=("{partitions}", "{brokers}"),
    columns=(
        Column(quantity="load", heading="at peak", only_with=frozenset({"fed_by"})),
        Column(quantity="bytes_in", heading="in, peak", only_with=frozenset({"fed_by"})),
        Column(quantity="partitions", heading="partitions"),
        Column(
            quantity="consumers", heading="consumers", only_with=frozenset({"consumer_time"}),
        ),
        Column(
            quantity="brokers", heading="brokers",
            only_with=frozenset({"broker_network", "broker_disk", "broker_partitions"}),
        ),
        Column(quantity="stored", heading="stored", only_with=frozenset({"keep"})),
    ),
    notes=(
        Note(text="after an outage of {outage}, {backlog} wait; all are read {drain} later"),
        Note(text="{backlog} wait; all are read {drain} later", unless="outage"),
    ),
)  # fmt: skip
