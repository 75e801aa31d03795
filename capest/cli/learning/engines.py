"""Opens tables of requests with DuckDB or Spark, behind Ibis, which are imported only for one."""

from __future__ import annotations

import os
import re
import shutil
import sys
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from ...logs.requests import Columns
from ...logs.seen import Seen
from ...logs.tables import asked_in_table, seen_in_table
from ...nouns import counted
from ...safe_text import log_line
from ..console import reason_of, reject
from ..files import called
from ..options import check_choice
from ..streams import no_file, waiting
from .options import LearnOptions
from .reading import check_malformed

ENGINES = ("auto", "plain", "duckdb", "spark")
_READERS = {".parquet": "read_parquet", ".csv": "read_csv", ".json": "read_json"}
_PATTERN = re.compile(r"[*?\[]|://")
"""What stands for several files, or for one elsewhere."""
_EXTRAS = {"duckdb": "logs", "spark": "spark"}
_NAMES = {"duckdb": "DuckDB", "spark": "Spark"}


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
    name = called(logs[0]) if len(logs) == 1 else f"{len(logs)} files"
    with _faults_told(logs, engine) as ibis, waiting(f"reading {name} with {_NAMES[engine]}"):
        table = _table(ibis, logs, engine)
        columns = Columns.among(table.columns, options.columns)
        rows = int(table.count().to_pyarrow().as_py())
        if not rows:
            reject("empty-log", f"{name} holds no request", "is it the right file?")
        seen = seen_in_table(table, columns, options.routes, options.zone)
    malformed = rows - seen.requests
    if malformed:
        told = f"{counted(malformed, 'row')} without a time, or with a number that is none"
        print(log_line(f"{name}: {told}"), file=sys.stderr)
    check_malformed(malformed, rows, "rows", options)
    return seen


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
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of libraries about each other
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
        connection = ibis.duckdb.connect()
        connection.raw_sql("set TimeZone = 'UTC'")  # else that of this machine
        return getattr(connection, reader)(names if len(names) > 1 else names[0])
    connection = ibis.pyspark.connect(_spark())
    options = {"header": True} if reader == "read_csv" else {}
    return getattr(connection, reader)(logs[0] if len(logs) == 1 else list(logs), **options)


def _spark() -> Any:
    """A session of Spark; raises CapestError where there is nothing to run it."""
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=f"{home}/bin" if home else None)
    if java is None and not os.environ.get("SPARK_REMOTE"):
        hint = "install Java 17 or later, or say in JAVA_HOME where it is"
        reject("missing-extra", "Spark runs on Java, and none is found", hint)
    builder = import_module("pyspark.sql").SparkSession.builder
    builder = builder.config("spark.ui.showConsoleProgress", "false")
    with _unheard():
        return builder.config("spark.sql.session.timeZone", "UTC").getOrCreate()


@contextmanager
def _unheard() -> Iterator[None]:
    """Start programs whose standard error goes nowhere: Java's talk would hide our messages, and
    its faults come as exceptions.
    """
    before, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(before, 2)
        os.close(before)
        os.close(nowhere)
