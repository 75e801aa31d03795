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
            "fed_by", ("traffic",),
            "the traffic whose requests are its messages; left out: a backlog alone",
        ),
        Profile(
            name="limits", folder="stream_limits",
            meaning="a service's limits for a partition, where partition_write and the like are "
            "left out",
        ),
        Field(
            "message", "B/request", "bytes of one message; left out: what comes in with a request",
            bounds=POSITIVE, how_many=True, known_as=("size",),
        ),
        Field(
            "readers", "", "how often each message is read, by different groups of consumers",
            bounds=AT_LEAST_ONE, how_many=True, known_as=("consumer_groups",),
        ),
        Field(
            "keep", "s", "how long messages are kept, e.g. 7 days", bounds=POSITIVE,
            known_as=("retention",),
        ),
        Field(
            "replicas", "", "copies of every message, each on a broker of its own",
            bounds=AT_LEAST_ONE, how_many=True, known_as=("replication_factor", "copies"),
        ),
        Field(
            "partition_write", "B/s/partition",
            "bytes a second that one partition takes, e.g. 10 MB/s", bounds=POSITIVE, how_many=True,
        ),
        Field(
            name="partition_read", unit="B/s/partition", bounds=POSITIVE, how_many=True,
            meaning="bytes a second that one partition gives to all its readers",
        ),
        Field(
            "partition_qps", "request/s/partition", "messages a second that one partition takes",
            bounds=POSITIVE, how_many=True,
        ),
        Field(
            "consumer_time", "s/request", "how long a consumer works on one message, e.g. 4 ms",
            bounds=POSITIVE, how_many=True,
        ),
        Field(
            "consumers", "consumer",
            "consumers of each group; left out: as many as the messages need", bounds=AT_LEAST_ONE,
            how_many=True, known_as=("workers",),
        ),
        Field(
            "utilisation", "%", "how busy consumers may be at peak; left out: fully",
            bounds=POSITIVE_SHARE, known_as=("utilization",),
        ),
        Field(
            "keys", "item", "different keys, each of which stays in one partition",
            bounds=AT_LEAST_ONE, how_many=True,
        ),
        Field(
            name="broker_network", unit="bit/s/broker", bounds=POSITIVE, how_many=True,
            meaning="bits a second that one broker takes, and as many that it gives",
        ),
        Field(
            "broker_disk", "B/broker", "bytes that one broker keeps", bounds=POSITIVE,
            how_many=True,
        ),
        Field(
            "broker_partitions", "partition/broker",
            "partitions that one broker holds, copies included", bounds=POSITIVE, how_many=True,
        ),
        Field(
            "broker_fill", "%", "the part of a broker's disk that messages may take; left out: all",
            bounds=POSITIVE_SHARE,
        ),
        Field(
            "backlog", "request", "messages that wait already, e.g. 14.5M; instead of outage",
            how_many=True, known_as=("lag",),
        ),
        Field("outage", "s", "how long its consumers may stand still, e.g. 1 h", bounds=POSITIVE),
        Field(
            "catch_up", "s", "how long they may then take to have read all that came meanwhile",
            bounds=POSITIVE,
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
        Formula("load", "sum(fed_by.peak_qps)", "request/s", "messages that come in, at peak"),
        Formula(
            "message", "sum(fed_by.peak_ingress) / load", "B/request",
            "the mean of what comes in with a request",
        ),
        Formula("bytes_in", "load * message", "B/s", "at peak, one copy"),
        Formula("bytes_out", "bytes_in * readers", "B/s", "to every group of consumers, at peak"),
        Formula(
            "per_day", "sum(fed_by.per_day) * message", "B/day", "one copy of a day's messages",
        ),
        Formula("logical", "per_day * keep", "B", "one copy of what is kept", ages=("keep",)),
        Formula("stored", "logical [* replicas]", "B", "all copies of what is kept"),
        Formula(
            "by_write", "bytes_in / partition_write", "partition", "bytes that a partition takes",
        ),
        Formula(
            "by_read", "bytes_out / partition_read", "partition", "bytes that a partition gives",
        ),
        Formula("by_qps", "load / partition_qps", "partition", "messages that a partition takes"),
        Formula(
            "busy", "load * consumer_time as consumers", "consumer",
            "consumers that are at work at once, at peak (Little's law)",
        ),
        Formula(
            "to_catch_up", "busy * (1 + outage / catch_up)", "consumer",
            "what comes in, and what came in during the outage",
        ),
        Formula(
            "consumers", "ceil(max(busy [/ utilisation], [to_catch_up]))", "consumer",
            "of each group; a partition has one reader in a group",
        ),
        Formula(
            "by_consumers", "consumers as partitions", "partition",
            "every consumer reads a partition of its own at least",
        ),
        Formula("partitions", f"ceil(max({_PARTITIONS}))", "partition", "the tightest limit"),
        Formula(
            name="keys_left", text="keys / (partitions as items)", unit="", bounds=AT_LEAST_ONE,
            because="keys for every partition: more partitions than keys stay empty", blames="keys",
        ),
        Formula(
            "by_network_in", "bytes_in [* replicas] / broker_network", "broker",
            "what comes in, and what brokers copy from each other",
        ),
        Formula(
            "by_network_out", "bytes_in * sum([readers], [replicas - 1]) / broker_network",
            "broker", "what is read, and what brokers copy from each other",
        ),
        Formula(
            "by_disk", "stored / (broker_disk [* broker_fill])", "broker",
            "what is kept, all copies",
        ),
        Formula(
            "by_partitions", "partitions [* replicas] / broker_partitions", "broker",
            "partitions that a broker holds, copies included",
        ),
        Formula("by_copies", "replicas as brokers", "broker", "every copy on a broker of its own"),
        Formula(
            "brokers", f"ceil(max({_BROKERS}))", "broker", "the tightest limit",
            only_with=("broker_network", "broker_disk", "broker_partitions"),
        ),
        Formula(
            "disk_each", "stored / brokers [/ broker_fill]", "B/broker",
            "the disk that each broker needs",
        ),
        Formula(
            "backlog", "load * outage", "request", "messages that wait when an outage at peak ends",
        ),
        Formula(
            "room", "consumers / consumer_time as request/s", "request/s",
            "messages that all consumers of a group work off at once",
        ),
        *(
            Formula(
                "spare", "room - load", "request/s", "what is left of that for the backlog",
                bounds=Bounds(above=0), only_with=(given,), blames=blamed,
            )
            for given, blamed in (
                ("consumers", "consumers"), ("outage", "utilisation"), ("backlog", "consumers"),
            )
        ),
        Formula("spare", "room", "request/s", "all of it: nothing comes in", without=("fed_by",)),
        Formula("drain", "backlog / spare", "s", "until the last message of the backlog is read"),
    ),
    concludes=("{partitions}", "{brokers}"),
    columns=(
        Column("load", "at peak", only_with=frozenset({"fed_by"})),
        Column("bytes_in", "in, peak", only_with=frozenset({"fed_by"})),
        Column("partitions", "partitions"),
        Column("consumers", "consumers", only_with=frozenset({"consumer_time"})),
        Column(
            "brokers", "brokers",
            only_with=frozenset({"broker_network", "broker_disk", "broker_partitions"}),
        ),
        Column("stored", "stored", only_with=frozenset({"keep"})),
    ),
    notes=(
        Note("after an outage of {outage}, {backlog} wait; all are read {drain} later"),
        Note("{backlog} wait; all are read {drain} later", unless="outage"),
    ),
)  # fmt: skip
