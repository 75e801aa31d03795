"""Servers: how many machines carry the requests, how long requests wait, and what a zone's loss
leaves. A load balancer is a server too.

Work is counted in cores that are busy (Little 1961: arrivals x the time of each), waiting by
Erlang's formula for one queue before all cores, the best there is, and for a queue before each
server that requests are spread over at random, the worst; balancers in use lie between the two.
"""

from ..bounds import ONE_OR_MORE, POSITIVE, POSITIVE_SHARE, WHOLE, Bounds
from ..formulas import Choice, Column, Field, Formula, Note, Reference, Section

_QUEUES = (("shared", "the cores", "one queue"), ("random", "a server", "a queue for each server"))
_LIMITS = ("cpu", "wait", "qps", "connections", "memory")
_NEEDED = f"max({', '.join(f'[by_{limit}]' for limit in _LIMITS)})"
_LEFT = "servers * zones_left / zones"

_SOME_LEFT = Bounds(
    above=0, said="{name}.zones_left is {value}: nothing is left to serve",
    hint="let zones_lost be less than zones",
)  # fmt: skip

_LOAD = (
    Formula("load", "sum(serves.peak_qps)", "request/s", "what they serve, at peak"),
    Formula(
        "busy", "load * cpu_time as cores", "core",
        "arrivals times the work of each (Little's law)",
    ),
    Formula(
        "in_flight", "load * time", "request", "requests that are under way at once (Little's law)",
    ),
    Formula("held", "in_flight * request_memory", "B", "memory of all requests that are under way"),
)  # fmt: skip

_COUNT = (
    Formula(
        "by_cpu", "busy / (cores * utilisation)", "server",
        "cores that are busy no more than utilisation allows",
    ),
    Formula(
        "by_wait", "busy / (random_queue_load(cores as cores, wait) as cores/server)", "server",
        "no more requests wait than `wait` allows, each before a server of its own",
        when=("queue", "random"),
    ),
    Formula(
        "by_wait", "erlang_servers(busy, wait) / cores", "server",
        "no more requests wait than `wait` allows, all in one queue",
    ),
    Formula("by_qps", "load / max_qps", "server", "requests that a server takes"),
    Formula(
        "by_connections", "connections / max_connections", "server",
        "connections that a server holds",
    ),
    Formula("by_memory", "held / memory", "server", "what requests under way hold in memory"),
    Formula("needed", f"ceil({_NEEDED})", "server", "the tightest limit"),
    Formula("zones_lost", "1 zone", "zone", "one zone at a time", only_with=("zones",)),
    Formula(
        "zones_left", "zones - zones_lost", "zone",
        "zones that carry the load once others are lost", bounds=_SOME_LEFT, blames="zones_lost",
    ),
    Formula(
        "in_zone", "ceil(needed / zones_left as servers)", "server",
        "zones that are left carry the load",
    ),
    Formula("servers", "in_zone * (zones as number) [+ spare]", "server", "as many in every zone"),
    Formula("servers", "needed [+ spare]", "server", "those that are needed"),
)  # fmt: skip


def _waits(queue: str, servers: str, after: str, because: str) -> tuple[Formula, ...]:
    """Who waits and how long, with so many servers, in one queue or in one for each."""
    cores, load = {
        "shared": (f"{servers} * cores", "busy"),
        "random": ("cores as cores", f"busy / ({servers}) as cores"),
    }[queue]
    return (
        Formula(
            f"{queue}_queued{after}", f"erlang_c({cores}, {load})", "%",
            f"requests that wait{because}",
        ),
        Formula(
            f"{queue}_wait{after}", f"erlang_wait({cores}, {load}, 99%) * cpu_time as s", "s",
            f"the wait that 99 of 100 requests stay below{because}",
        ),
    )  # fmt: skip


_USE = (
    Formula(
        "used", "busy / (servers * cores)", "%", "of all cores, at peak",
        bounds=Bounds(least=0, most=1), blames="max_qps",
    ),
    Formula(
        "used_after_loss", f"busy / ({_LEFT} * cores)", "%", "of the cores that are left, at peak",
        bounds=Bounds(least=0, most=1),
    ),
    *(
        formula
        for queue, _, words in _QUEUES
        for servers, after, when in (
            ("servers", "", ""), (_LEFT, "_after_loss", " once the zones are lost"),
        )
        for formula in _waits(queue, servers, after, f", in {words}{when}")
    ),
)  # fmt: skip

_DAY = (
    Formula(
        "peak", "sum(serves.qps * serves.peak) / sum(serves.qps)", "",
        "the day's peak load over its average, without events",
    ),
    Formula(
        "at_night", "ceil(servers * trough_over_mean(peak) * sum(serves.qps) / load)", "server",
        "those that the quietest moment needs, if the number follows the day",
        only_with=("start_up",),
    ),
    Formula(
        "room_to_start", "1 / rise_within(peak, start_up / (1 day)) [* utilisation]", "%",
        "how busy servers may be when new ones are asked for, so that these come in time",
    ),
)  # fmt: skip

SECTION = Section(
    name="servers",
    follows="regions",
    meaning="how many machines carry the requests, how busy they are, and who waits",
    leads_to=("servers",),
    machines="servers",
    topic="servers",
    spoken_of={"servers": ("servers", "machines", "instances", "hosts", "boxes")},
    fields=(
        Reference(
            "serves", ("traffic",), "the traffic that they serve; left out: they hold connections",
        ),
        Field(
            "cpu_time", "s/request", "the work of one request on one core, e.g. 5 ms",
            bounds=POSITIVE, how_many=True,
        ),
        Field("cores", "core/server", "cores of one server", bounds=POSITIVE, how_many=True),
        Field(
            name="utilisation", unit="%", bounds=POSITIVE_SHARE,
            known_as=("utilization", "target", "cpu_target"),
            meaning="how busy cores may be at peak: from 40% (Netflix, service-capacity-modeling) "
            "to 80% (an example of Azure's) is published",
        ),
        Field(
            "wait", "%", "the part of requests that may wait for a core, e.g. 1%",
            bounds=POSITIVE_SHARE,
        ),
        Choice(
            name="queue", options=("shared", "random"),
            meaning="whether requests wait in one queue for all cores (left out), or before a "
            "server that is picked at random",
        ),
        Field(
            "max_qps", "request/s/server", "requests a second that one server was measured to take",
            bounds=POSITIVE, how_many=True,
        ),
        Field(
            "time", "s/request",
            "how long one request is under way, waiting for others included, e.g. 50 ms",
            bounds=POSITIVE, how_many=True, known_as=("latency", "response_time"),
        ),
        Field("connections", "connection", "connections that are open at once", how_many=True),
        Field(
            "max_connections", "connection/server", "connections that one server holds",
            bounds=POSITIVE, how_many=True,
        ),
        Field(
            "request_memory", "B/request", "memory that one request holds while it is under way",
            bounds=POSITIVE, how_many=True,
        ),
        Field(
            "memory", "B/server", "memory of one server for requests under way", bounds=POSITIVE,
            how_many=True,
        ),
        Field(
            name="spare", unit="server", how_many=True, bounds=WHOLE,
            meaning="servers beyond those, e.g. 1 in the place of one that fails or is changed",
        ),
        Field(
            "zones", "zone", "zones that they are spread over", bounds=ONE_OR_MORE, how_many=True,
        ),
        Field(
            "zones_lost", "zone",
            "zones that may be lost at once; left out: one, where there are zones", how_many=True,
            bounds=WHOLE,
        ),
        Field(
            "start_up", "s", "from asking for one more server until it serves, e.g. 90 s",
            bounds=POSITIVE,
        ),
    ),
    needs=(
        ("utilisation", "cpu_time"), ("wait", "cpu_time"), ("cpu_time", "serves"),
        ("queue", "cpu_time"), ("max_connections", "connections"), ("request_memory", "time"),
        ("max_qps", "serves"), ("time", "serves"), ("zones_lost", "zones"),
    ),
    any_of=("serves", "connections"),
    formulas=(*_LOAD, *_COUNT, *_USE, *_DAY),
    concludes=("{servers}", "{used_after_loss} busy after a loss"),
    columns=(
        Column("load", "at peak", only_with=frozenset({"serves"})),
        Column("connections", "connections", only_with=frozenset({"connections"})),
        Column("busy", "busy", only_with=frozenset({"cpu_time"})),
        Column("in_flight", "under way", only_with=frozenset({"time"})),
        Column("needed", "needed", only_with=frozenset({"zones"})),
        Column("servers", "servers"),
        Column("used", "used", only_with=frozenset({"cpu_time"})),
        Column("used_after_loss", "after loss", only_with=frozenset({"zones"})),
    ),
    notes=(
        Note(
            text="99 of 100 requests wait at most {shared_wait} in one queue, {random_wait} before "
            "servers picked at random",
            above=("random_wait", 0), unless="shared_wait_after_loss",
        ),
        Note(
            text="with {zones_lost} lost, 99 of 100 requests wait at most {shared_wait_after_loss} "
            "in one queue, {random_wait_after_loss} before servers picked at random",
            above=("random_wait_after_loss", 0),
        ),
        Note("the quietest moment needs {at_night}, if the number follows the day"),
        Note(
            text="new servers come in time if those there are no busier than {room_to_start} when "
            "they are asked for",
        ),
    ),
)  # fmt: skip
