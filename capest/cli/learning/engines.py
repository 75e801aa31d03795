"""Opens tables of requests with DuckDB or Spark, behind Ibis, which are imported only for one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from ...logs.requests import Columns
from ...logs.seen import Seen
from ...logs.tables import asked_in_table, seen_in_table
from ..console import reason_of, reject
from ..files import called
from ..options import check_choice
from ..streams import no_file
from .options import LearnOptions

ENGINES = ("auto", "plain", "duckdb", "spark")
_READERS = {".parquet": "read_parquet", ".csv": "read_csv", ".json": "read_json"}
_PATTERN = re.compile(r"[*?\[]|://")
"""What stands for several files, or for one elsewhere."""
_EXTRAS = {"duckdb": "logs", "spark": "spark"}


def engine_for(asked: str, logs: Sequence[str]) -> str:
    """The engine that is asked for, or the one that the names of logs call for; raises
    CapestError.
    """
    check_choice("engine", asked, ENGINES, "an engine")
    if asked != "auto":
        return asked
    return "duckdb" if any(map(_is_table, map(Path, logs))) else "plain"


def _is_table(path: Path) -> bool:
    """Whether it is parquet, or a folder of it, perhaps in parts such as day=1; one of other files
    is told as what cannot be read.
    """
    parts = ("*.parquet", "*/*.parquet", "*=*/**/*.parquet")
    return path.suffix == ".parquet" or any(any(path.glob(part)) for part in parts)


def seen_in(logs: Sequence[str], engine: str, options: LearnOptions) -> Seen:
    """What the logs hold; raises CapestError."""
    with _faults_told(logs, engine) as ibis:
        table = _table(ibis, logs, engine)
        columns = Columns.among(table.columns, options.columns)
        return seen_in_table(table, columns, options.routes, options.zone)


def requests_in(
    trace: str, engine: str, said: Mapping[str, str]
) -> Iterator[tuple[list[str], list[int]]]:
    """The keys of a trace and the bytes of each, a block at a time; raises CapestError."""
    with _faults_told((trace,), engine) as ibis:
        table = _table(ibis, (trace,), engine)
        yield from asked_in_table(table, Columns.among(table.columns, said))


@contextmanager
def _faults_told(logs: Sequence[str], engine: str) -> Iterator[Any]:
    """Ibis for an engine, whose faults are told as problems."""
    ibis = _imported("ibis", engine)
    module = _imported("duckdb" if engine == "duckdb" else "pyspark.errors", engine)
    error = module.Error if engine == "duckdb" else module.PySparkException
    try:
        yield ibis
    except ValueError as fault:
        reject("not-a-log", str(fault), "--columns time=NAME,user=NAME says which are what")
    except (error, ibis.common.exceptions.IbisError, OSError) as fault:
        refuse(logs[0], fault)


def refuse(name: str, fault: Exception) -> NoReturn:
    """Say that an engine cannot read a table; raises CapestError.

    Engines repeat the value that they stumble over, which may be a person's: only what the system
    says of a file is passed on.
    """
    why = reason_of(fault) if isinstance(fault, OSError) else type(fault).__name__
    hint = "is it whole, and are times times and sizes numbers? --columns says which are what"
    reject("unreadable-file", f"{called(name)} cannot be read: {why}", hint)


def _imported(name: str, engine: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        extra = _EXTRAS[engine]
        message = f"the engine {engine} is not installed"
        reject("missing-extra", message, f'pip install "capest[{extra}]"')


def _table(ibis: Any, logs: Sequence[str], engine: str) -> Any:
    first = Path(logs[0])
    for name in logs:
        if engine == "duckdb" and not _PATTERN.search(name) and not Path(name).exists():
            no_file(name)
    reader = _READERS.get(first.suffix, "read_parquet")
    if engine == "duckdb":
        names = [f"{name}/**/*.parquet" if Path(name).is_dir() else name for name in logs]
        return getattr(ibis.duckdb.connect(), reader)(names if len(names) > 1 else names[0])
    builder = import_module("pyspark.sql").SparkSession.builder
    session = builder.config("spark.sql.session.timeZone", "UTC").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    connection = ibis.pyspark.connect(session)
    options = {"header": True} if reader == "read_csv" else {}
    return getattr(connection, reader)(logs[0] if len(logs) == 1 else list(logs), **options)
