"""Servers: how many machines carry the requests, how long requests wait, and what a zone's loss
leaves. A load balancer is a server too.

Work is counted in cores that are busy (Little 1961: arrivals x the time of each), waiting by
Erlang's formula for one queue before all cores, the best there is, and for a queue before each
server that requests are spread over at random, the worst; balancers in use lie between the two.
"""

from ..bounds import AT_LEAST_ONE, POSITIVE, POSITIVE_SHARE, Bounds
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
    Formula(
        name="load", text="sum(serves.peak_qps)", unit="request/s",
        because="what they serve, at peak",
    ),
    Formula(
        name="busy", text="load * cpu_time as cores", unit="core",
        because="arrivals times the work of each (Little's law)",
    ),
    Formula(
        name="in_flight", text="load * time", unit="request",
        because="requests that are under way at once (Little's law)",
    ),
    Formula(
        name="held", text="in_flight * request_memory", unit="B",
        because="memory of all requests that are under way",
    ),
)  # fmt: skip

_COUNT = (
    Formula(
        name="by_cpu", text="busy / (cores * utilisation)", unit="server",
        because="cores that are busy no more than utilisation allows",
    ),
    Formula(
        name="by_wait", unit="server",
        text="busy / (random_queue_load(cores as cores, wait) as cores/server)",
        when=("queue", "random"),
        because="no more requests wait than `wait` allows, each before a server of its own",
    ),
    Formula(
        name="by_wait", text="erlang_servers(busy, wait) / cores", unit="server",
        because="no more requests wait than `wait` allows, all in one queue",
    ),
    Formula(
        name="by_qps", text="load / max_qps", unit="server",
        because="requests that a server takes",
    ),
    Formula(
        name="by_connections", text="connections / max_connections", unit="server",
        because="connections that a server holds",
    ),
    Formula(
        name="by_memory", text="held / memory", unit="server",
        because="what requests under way hold in memory",
    ),
    Formula(
        name="needed", text=f"ceil({_NEEDED})", unit="server", because="the tightest limit",
    ),
    Formula(
        name="zones_lost", text="1 zone", unit="zone", only_with=("zones",),
        because="one zone at a time",
    ),
    Formula(
        name="zones_left", text="zones - zones_lost", unit="zone", bounds=_SOME_LEFT,
        because="zones that carry the load once others are lost", blames="zones_lost",
    ),
    Formula(
        name="in_zone", text="ceil(needed / zones_left as servers)", unit="server",
        because="zones that are left carry the load",
    ),
    Formula(
        name="servers", text="in_zone * (zones as number) [+ spare]", unit="server",
        because="as many in every zone",
    ),
    Formula(
        name="servers", text="needed [+ spare]", unit="server", because="those that are needed",
    ),
)  # fmt: skip


def _waits(queue: str, servers: str, after: str, because: str) -> tuple[Formula, ...]:
    """Who waits and how long, with so many servers, in one queue or in one for each."""
    cores, load = {
        "shared": (f"{servers} * cores", "busy"),
        "random": ("cores as cores", f"busy / ({servers}) as cores"),
    }[queue]
    return (
        Formula(
            name=f"{queue}_queued{after}", text=f"erlang_c({cores}, {load})", unit="%",
            because=f"requests that wait{because}",
        ),
        Formula(
            name=f"{queue}_wait{after}", unit="s",
            text=f"erlang_wait({cores}, {load}, 99%) * cpu_time as s",
            because=f"the wait that 99 of 100 requests stay below{because}",
        ),
    )  # fmt: skip


_USE = (
    Formula(
        name="used", text="busy / (servers * cores)", unit="%", bounds=Bounds(least=0, most=1),
        because="of all cores, at peak", blames="max_qps",
    ),
    Formula(
        name="used_after_loss", text=f"busy / ({_LEFT} * cores)", unit="%",
        bounds=Bounds(least=0, most=1), because="of the cores that are left, at peak",
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
        name="peak", text="sum(serves.qps * serves.peak) / sum(serves.qps)", unit="",
        because="the day's peak load over its average, without events",
    ),
    Formula(
        name="at_night", only_with=("start_up",), unit="server",
        text="ceil(servers * trough_over_mean(peak) * sum(serves.qps) / load)",
        because="those that the quietest moment needs, if the number follows the day",
    ),
    Formula(
        name="room_to_start", unit="%",
        text="1 / rise_within(peak, start_up / (1 day)) [* utilisation]",
        because="how busy servers may be when new ones are asked for, so that these come in time",
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
            name="serves", sections=("traffic",),
            meaning="the traffic that they serve; left out: they hold connections",
        ),
        Field(
            name="cpu_time", unit="s/request", bounds=POSITIVE, how_many=True,
            meaning="the work of one request on one core, e.g. 5 ms",
        ),
        Field(
            name="cores", unit="core/server", bounds=POSITIVE, how_many=True,
            meaning="cores of one server",
        ),
        Field(
            name="utilisation", unit="%", bounds=POSITIVE_SHARE,
            known_as=("utilization", "target", "cpu_target"),
            meaning="how busy cores may be at peak: from 40% (Netflix, service-capacity-modeling) "
            "to 80% (an example of Azure's) is published",
        ),
        Field(
            name="wait", unit="%", bounds=POSITIVE_SHARE,
            meaning="the part of requests that may wait for a core, e.g. 1%",
        ),
        Choice(
            name="queue", options=("shared", "random"),
            meaning="whether requests wait in one queue for all cores (left out), or before a "
            "server that is picked at random",
        ),
        Field(
            name="max_qps", unit="request/s/server", bounds=POSITIVE, how_many=True,
            meaning="requests a second that one server was measured to take",
        ),
        Field(
            name="time", unit="s/request", bounds=POSITIVE, how_many=True,
            known_as=("latency", "response_time"),
            meaning="how long one request is under way, waiting for others included, e.g. 50 ms",
        ),
        Field(
            name="connections", unit="connection", how_many=True,
            meaning="connections that are open at once",
        ),
        Field(
            name="max_connections", unit="connection/server", bounds=POSITIVE, how_many=True,
            meaning="connections that one server holds",
        ),
        Field(
            name="request_memory", unit="B/request", bounds=POSITIVE, how_many=True,
            meaning="memory that one request holds while it is under way",
        ),
        Field(
            name="memory", unit="B/server", bounds=POSITIVE, how_many=True,
            meaning="memory of one server for requests under way",
        ),
        Field(
            name="spare", unit="server", how_many=True,
            meaning="servers beyond those, e.g. 1 in the place of one that fails or is changed",
        ),
        Field(
            name="zones", unit="zone", bounds=AT_LEAST_ONE, how_many=True,
            meaning="zones that they are spread over",
        ),
        Field(
            name="zones_lost", unit="zone", how_many=True,
            meaning="zones that may be lost at once; left out: one, where there are zones",
        ),
        Field(
            name="start_up", unit="s", bounds=POSITIVE,
            meaning="from asking for one more server until it serves, e.g. 90 s",
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
        Column(quantity="load", heading="at peak", only_with=frozenset({"serves"})),
        Column(
            quantity="connections", heading="connections", only_with=frozenset({"connections"})
        ),
        Column(quantity="busy", heading="busy", only_with=frozenset({"cpu_time"})),
        Column(quantity="in_flight", heading="under way", only_with=frozenset({"time"})),
        Column(quantity="needed", heading="needed", only_with=frozenset({"zones"})),
        Column(quantity="servers", heading="servers"),
        Column(quantity="used", heading="used", only_with=frozenset({"cpu_time"})),
        Column(
            quantity="used_after_loss", heading="after loss", only_with=frozenset({"zones"})
        ),
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
        Note(text="the quietest moment needs {at_night}, if the number follows the day"),
        Note(
            text="new servers come in time if those there are no busier than {room_to_start} when "
            "they are asked for",
        ),
    ),
)  # fmt: skip
