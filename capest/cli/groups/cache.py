"""capest cache: what a cache keeps of a stream, what a trace tells, how writes pass a cache."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ...nouns import counted
from ...render import SHOWN
from ..console import reject, show, telling, write
from ..files import called
from ..options import (
    Changes,
    ColumnNames,
    EngineName,
    Exact,
    Napkin,
    ScenarioName,
    TextOrJson,
    check_choice,
    read_scenario,
)
from ..streams import watched

if TYPE_CHECKING:
    from ...models.traces.key_sample import KeySample
    from ...models.traces.replay import ReplayRequest, Totals
    from ...models.traces.trace_fit import TraceFit
    from ..cache.options import TraceOptions
    from ..cache.traces import TraceFile

cache_group = typer.Typer(rich_markup_mode=None, no_args_is_help=True)


@cache_group.callback()
def _cache() -> None:
    """Compare eviction policies and ways to write, and fit a trace."""


@cache_group.command("trace")
def trace_command(  # noqa: PLR0913, PLR0917  # an argument for each option
    stream: Annotated[
        list[str] | None, typer.Argument(metavar="[STREAM]", help='Keys, as in "1 2 3 1".')
    ] = None,
    trace: Annotated[
        str,
        typer.Option(
            metavar="FILE", help="A key on each line, CSV (key[,size]), or parquet; - is input."
        ),
    ] = "",
    size: Annotated[str, typer.Option(metavar="N", help="How many keys the cache holds.")] = "",
    sizes: Annotated[
        str, typer.Option(metavar="LIST", help="The misses at each size: 1..10 or 100,1k,10k.")
    ] = "",
    policy: Annotated[
        str, typer.Option(metavar="LIST", help="fifo lifo lru mru lfu clock sieve opt random")
    ] = "fifo,lru,lfu",
    ties: Annotated[
        str,
        typer.Option(
            metavar="RULE",
            help="Which of the least frequent keys lfu evicts: "
            "least-recent most-recent oldest newest smallest largest",
        ),
    ] = "least-recent",
    sample: Annotated[
        str, typer.Option(metavar="1/N", help="Replay the requests for one key in N, as 1/16.")
    ] = "",
    columns: ColumnNames = "",
    engine: EngineName = "auto",
    format_: TextOrJson = SHOWN,
) -> None:
    """Replay requests through eviction policies, and count the hits.

    A short stream is shown step by step; of a trace, the hits by policy and size. With --sample
    one key in so many, by its hash, stands for all, and caches are as much smaller. Parquet is read
    by DuckDB or Spark in the order of its times, as learn does: PART of --columns is key or time.
    """
    from ... import __version__
    from ...render.cache import eviction
    from ..cache.options import sample_rate, understood
    from ..cache.traces import TraceFile

    with telling():
        options = understood(stream or (), trace, policy, (size, sizes), ties)
        rate = sample_rate(sample, options)
        check_choice("format", format_, ("json", SHOWN))
        if options.trace:
            file = TraceFile.of(options.trace, engine, columns)
            found = _replayed(file, options.request, rate)
            told = (called(options.trace), found, options.request)
            if format_ == SHOWN:
                show(eviction.of_trace(*told))
            else:
                print(eviction.as_json(*told, __version__), end="")
        else:
            _show_stream(options, format_)


@cache_group.command("fit")
def fit_command(
    trace: Annotated[
        str,
        typer.Argument(
            metavar="FILE",
            help="A key on each line, or CSV (key[,size]), also gzip; parquet; - is input.",
        ),
    ],
    columns: ColumnNames = "",
    engine: EngineName = "auto",
    format_: Annotated[
        str, typer.Option("--format", "-f", metavar="table|json", help="How to write it.")
    ] = "table",
) -> None:
    """Fit Zipf's law to a trace, as fields of a cache.

    Prints an entry of caches: to paste into a scenario, with the exponent, items and working set,
    after LRU hit ratios of the trace beside those of the law; where they differ by over 5 points
    it says so and gives no popularity.

    The trace is read once and not held; memory follows the number of different keys, 200 to 250
    bytes for each short one, not the number of requests. Parquet is read by DuckDB or Spark in the
    order of its times, as learn does: PART of --columns is key, bytes or time.
    """
    from ... import __version__
    from ...render.cache.trace_fit import as_json, layout
    from ..cache.traces import TraceFile

    with telling():
        check_choice("format", format_, ("table", "json"))
        found = _fitted(TraceFile.of(trace, engine, columns))
        if format_ == "json":
            print(as_json(called(trace), found, __version__), end="")
        else:
            show(layout(called(trace), found))


def _fitted(trace: TraceFile) -> TraceFit:
    from ...models.traces.trace_fit import TraceCount
    from ..cache.traces import read_requests

    count = TraceCount()
    with watched("counting", trace.name) as report:
        for requests in read_requests(trace, report):
            count.replay(requests.keys, requests.sizes)
    return count.fit()


@cache_group.command("strategies")
def strategies_command(
    scenario: ScenarioName,
    cache: Annotated[str, typer.Argument(metavar="CACHE", help="An entry of caches.")],
    set_: Changes = None,
    format_: Annotated[
        str, typer.Option("--format", "-f", metavar="table|json|markdown", help="How to write it.")
    ] = "table",
    exact: Exact = False,
    napkin: Napkin = False,
) -> None:
    """Compare the five ways in which writes can pass a cache.

    From the scenario's numbers: the load on store and cache, how long a write takes, what is
    stale, at risk, available.
    """
    from ...render.cache import strategies
    from ...sections import sections
    from ...sections.caches.strategies import CHOICE
    from ...studies.options import under_each_option
    from ..cache.written_caches import cache_named

    with telling():
        check_choice("format", format_, ("table", "json", "markdown"))
        read = read_scenario(scenario, set_, napkin=napkin)
        found = strategies.Strategies(
            cache=cache_named(read, cache),
            estimates=under_each_option(read, cache, CHOICE, sections()),
        )
        write(strategies, found, format_, exact=exact)


def _show_stream(options: TraceOptions, format_: str) -> None:
    from ... import __version__
    from ...models.traces.exercise import work_out
    from ...models.traces.random_eviction import TooManyChoicesError
    from ...render.cache import eviction

    try:
        found = work_out(options.keys, options.request)
        if format_ == SHOWN:
            show(eviction.of_stream(found, options.request))
        else:
            name = " ".join(options.keys)
            print(eviction.as_json(name, found.totals, options.request, __version__), end="")
    except TooManyChoicesError:
        message = f"random eviction has too many outcomes in {len(options.keys):,} requests"
        hint = "its exact average is for short streams and small caches"
        reject("random-eviction", message, hint)


def _replayed(trace: TraceFile, request: ReplayRequest, rate: int) -> Totals:
    from ...models.traces.farthest_next import next_requests
    from ...models.traces.key_sample import KeySample
    from ...models.traces.replay import totals
    from ..cache.traces import read_trace

    _refuse_the_impossible(trace, request)
    following = None
    if "opt" in request.policies:
        with watched("looking ahead", trace.name) as report:
            ahead = read_trace(trace, report)
            following = next_requests(KeySample(rate).of(ahead) if rate > 1 else ahead)
    with watched("replaying", trace.name) as report:
        blocks = read_trace(trace, report)
        if rate == 1:
            return totals(blocks, request, following or ())
        sample = KeySample(rate)
        found = sample.totals(blocks, request, following or ())
    _refuse_a_small_sample(sample)
    return found


def _refuse_a_small_sample(sample: KeySample) -> None:
    from ...models.traces.key_sample import FEWEST_KEYS

    if sample.keys < FEWEST_KEYS:
        message = f"{counted(sample.keys, 'key')} of the trace would stand for all, "
        message += f"and {FEWEST_KEYS:,} is the least"
        reject("sample", message, "sample more of them, or leave --sample out")


def _refuse_the_impossible(trace: TraceFile, request: ReplayRequest) -> None:
    """A trace is long, so random has too many outcomes; a pipe passes once, and opt looks ahead."""
    from ...models.traces.replay import RANDOM
    from ..streams import passes_once

    if RANDOM in request.policies:
        message = "random eviction of a trace has too many outcomes for an exact average"
        hint = "give a short stream in words, or leave random out"
        reject("random-eviction", message, hint)
    if "opt" in request.policies and passes_once(trace.name):
        message = "opt looks ahead, so it reads a trace twice; standard input or a pipe passes once"
        hint = "save it to a file, or leave opt out"
        reject("needs-the-future", message, hint)
