"""Opens tables of requests with DuckDB or Spark, behind Ibis, which are imported only for one."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from ...logs.requests import Columns
from ...logs.seen import Seen
from ...logs.tables import seen_in_table
from ..console import reject
from .options import LearnOptions

_READERS = {".parquet": "read_parquet", ".csv": "read_csv", ".json": "read_json"}
_EXTRAS = {"duckdb": "logs", "spark": "spark"}


def engine_for(asked: str, logs: Sequence[str]) -> str:
    """The engine that is asked for, or the one that the names of logs call for."""
    if asked != "auto":
        return asked
    tables = (Path(name).suffix == ".parquet" or Path(name).is_dir() for name in logs)
    return "duckdb" if any(tables) else "plain"


def seen_in(logs: Sequence[str], engine: str, options: LearnOptions) -> Seen:
    """What the logs hold; raises CapestError."""
    ibis = _imported("ibis", engine)
    module = _imported("duckdb" if engine == "duckdb" else "pyspark.errors", engine)
    error = module.Error if engine == "duckdb" else module.PySparkException
    try:
        table = _table(ibis, logs, engine)
        columns = Columns.among(table.columns, options.columns)
        return seen_in_table(table, columns, options.routes, options.zone)
    except ValueError as fault:
        reject("not-a-log", str(fault), "--columns time=NAME,user=NAME says which are what")
    except (error, ibis.common.exceptions.IbisError, OSError) as fault:
        first = str(fault).partition("\n")[0]
        reject("unreadable-file", f"{logs[0]} cannot be read: {first}")


def _imported(name: str, engine: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        extra = _EXTRAS[engine]
        message = f"the engine {engine} is not installed"
        reject("missing-extra", message, f'pip install "capest[{extra}]"')


def _table(ibis: Any, logs: Sequence[str], engine: str) -> Any:
    first = Path(logs[0])
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
