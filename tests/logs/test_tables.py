"""Engines count what plain Python counts: the same exact numbers of one log."""

from __future__ import annotations

from collections import Counter
from hashlib import md5
from importlib import import_module
from itertools import pairwise

import program
import pytest
from log_lines import csv_log
from test_learn import seen

from capest.logs import tables
from capest.logs.requests import Columns
from capest.logs.routes import ELSE
from capest.logs.tables import asked_in_table, seen_in_table

LOG = csv_log(20_000, days=2, keys=500)


@pytest.fixture(scope="module")
def csv(tmp_path_factory):
    path = tmp_path_factory.mktemp("tables") / "log.csv"
    path.write_text("\n".join(LOG.lines) + "\n")
    return path


def agrees(table):
    columns = Columns.among(table.columns, {})
    plain, found = seen(LOG.lines, zone=0), seen_in_table(table, columns, (), 0)
    assert found.minutes == plain.minutes
    assert found.users.by_day == plain.users.by_day
    assert (found.answered, found.failed) == (plain.answered, plain.failed)
    assert found.latency.counts == plain.latency.counts
    assert found.routes.keys() == plain.routes.keys()
    for route, counted in found.routes.items():
        expected = plain.routes[route]
        assert counted.requests == expected.requests
        assert (counted.sent, counted.received) == (expected.sent, expected.received)
    assert found.users.sessions == plain.users.sessions
    levels = [
        [(level.requests, level.keys) for level in each.keys.fit.working_set.levels]
        for each in (found, plain)
    ]
    assert levels[0] == levels[1]
    assert found.keys.fit.law.exponent == plain.keys.fit.law.exponent


@pytest.mark.filterwarnings("default")
def test_duckdb(csv):
    pytest.importorskip("duckdb", reason="it comes with capest[logs]")
    ibis = pytest.importorskip("ibis", reason="it comes with capest[logs]")
    agrees(ibis.duckdb.connect().read_csv(csv))


@pytest.mark.filterwarnings("default")
def test_what_an_engine_stumbles_over_is_not_shown(tmp_path):
    """Its own message repeats the value."""
    duckdb = pytest.importorskip("duckdb", reason="it comes with capest[logs]")
    pytest.importorskip("ibis", reason="it comes with capest[logs]")
    eve, path = "'eve@example.org'", tmp_path / "log.parquet"
    rows = {
        f"select {eve} as time": b"not-a-log",
        f"select date '2026-11-01' as time, {eve} as status": b"not-a-log",
        f"select {{'of': {eve}}} as time": b"unreadable-file",
        f'select {eve} as "a\' b\n"': b"not-a-log",
        f"select date '2026-11-01' as time, {eve} as user where user = ''": b"empty-log",
    }
    for row, code in rows.items():
        duckdb.sql(row).write_parquet(str(path))
        result = program.run("learn", str(path))
        assert (result.returncode, result.stdout) == (2, b"")
        assert result.stderr.startswith(code) and b"eve" not in result.stderr
    result = program.run("learn", str(tmp_path / "2.parquet"))
    assert result.returncode == 2 and b"file-not-found" in result.stderr


@pytest.mark.filterwarnings("default")
def test_rows_that_are_no_requests_are_counted(tmp_path):
    """As lines are, whatever is wrong with them; a number that is missing is none that is wrong."""
    duckdb = pytest.importorskip("duckdb", reason="it comes with capest[logs]")
    pytest.importorskip("ibis", reason="it comes with capest[logs]")
    path, start = tmp_path / "log.parquet", "2026-11-01T10:00:00+02:00"
    wrong = {
        "time": "soon",
        "status": "eve",
        "bytes": "-1",
        "latency_ms": "nan",
        "received": "1e99",
    }
    rows = [{"time": start, "user": "-"}] * 95
    rows += [{"time": start, name: value} for name, value in wrong.items()]
    names = ("time", "user", "status", "bytes", "latency_ms", "received")
    text = "\n".join(",".join(row.get(name, "") for name in names) for row in rows)
    (tmp_path / "log.csv").write_text(",".join(names) + "\n" + text + "\n")
    duckdb.read_csv(str(tmp_path / "log.csv"), all_varchar=True).write_parquet(str(path))
    found = program.run("learn", "log.parquet", cwd=tmp_path)
    assert b"95 requests" in found.stdout
    told = b"log.parquet: 5 rows without a time, or with a number that is none\n"
    assert (found.returncode, found.stderr) == (0, told)
    refused = program.run("learn", "log.parquet", "--fail-over", "4%", cwd=tmp_path)
    assert refused.returncode == 2 and b"5% of the rows are malformed, 5 of 100" in refused.stderr
    as_text = program.run("learn", "log.csv", cwd=tmp_path)
    assert as_text.stdout.replace(b"log.csv", b"log.parquet") == found.stdout


@pytest.mark.filterwarnings("default")
def test_keys_without_methods(tmp_path):
    duckdb = pytest.importorskip("duckdb", reason="it comes with capest[logs]")
    pytest.importorskip("ibis", reason="it comes with capest[logs]")
    path = tmp_path / "keys.parquet"
    duckdb.sql("select timestamp '2026-11-01 10:00' as time, 'k' as key").write_parquet(str(path))
    result = program.run("learn", str(path))
    assert result.returncode == 0 and b"1 request" in result.stdout


@pytest.mark.filterwarnings("default")
def test_a_trace_in_parquet_says_what_its_text_says(csv, tmp_path):
    """Whatever the order of its rows: its times order them."""
    duckdb = pytest.importorskip("duckdb", reason="it comes with capest[logs]")
    pytest.importorskip("ibis", reason="it comes with capest[logs]")
    ibis = import_module("ibis")
    table = duckdb.read_csv(str(csv)).project("path as page, * exclude path")
    table.order("hash(page, time)").write_parquet(str(tmp_path / "trace.parquet"))
    table = ibis.duckdb.connect().read_parquet(str(tmp_path / "trace.parquet"))
    found = asked_in_table(table, Columns.among(table.columns, {"key": "page"}))
    read = [request for keys, sizes in found for request in zip(keys, sizes, strict=True)]
    rows = [line.split(",") for line in LOG.lines[1:] if ",GET," in line]
    asked = [(row[2], int(row[5]) if row[4] == "200" else 0) for row in rows]
    assert Counter(read) == Counter(asked) and read != asked  # several come in one second
    near = sum(one in asked[max(0, at - 9) : at + 9] for at, one in enumerate(read))
    assert near > 0.99 * len(read)
    found = program.run("cache", "fit", "trace.parquet", "--columns", "key=page", cwd=tmp_path)
    assert (found.returncode, found.stderr) == (0, b"")
    assert f"{len(rows):,} requests".encode() in found.stdout
    refused = program.run("cache", "fit", "trace.parquet", "--columns", "time=page", cwd=tmp_path)
    assert refused.returncode == 2 and b"Traceback" not in refused.stderr


@pytest.mark.filterwarnings("default")
def test_spark_without_java_says_so(tmp_path):
    pytest.importorskip("pyspark", reason="it comes with capest[spark]")
    pytest.importorskip("ibis", reason="it comes with capest[logs]")
    where = {"PATH": str(tmp_path), "JAVA_HOME": ""}
    found = program.run("learn", "log.parquet", "--engine", "spark", **where)
    told = b"missing-extra: Spark runs on Java, and none is found\n"
    assert (found.returncode, found.stdout) == (2, b"") and found.stderr.startswith(told)


@pytest.mark.filterwarnings("default")
def test_requests_of_one_time_have_one_order(tmp_path):
    """Whatever the order of the rows and the number of threads; and it is none by the keys."""
    duckdb = pytest.importorskip("duckdb", reason="it comes with capest[logs]")
    ibis = pytest.importorskip("ibis", reason="it comes with capest[logs]")
    rows = "select timestamp '2026-11-01' + interval (i // 500) second as time, i % 20 as key"
    found = []
    for number, threads in enumerate((1, 2, 2)):
        path = str(tmp_path / f"{number}.parquet")
        duckdb.sql(f"{rows} from range(3000) t(i) order by hash(i + {number})").write_parquet(path)
        connection = ibis.duckdb.connect(threads=threads)
        table = connection.read_parquet(path)
        found.append(list(asked_in_table(table, Columns.among(table.columns, {}))))
    assert found[0] == found[1] == found[2]
    ((keys, _),) = found[0]
    assert sum(one == other for one, other in pairwise(keys[:500])) < 60


ZONES = {
    "one": ("2026-11-01T23:30:00+02:00", "2026-11-02 01:00:00+0200"),
    "summer and winter": ("2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"),
    "two places": ("2026-11-01T23:30:00+02:00", "2026-11-02T01:00:00-07:00"),
    "UTC": ("2026-11-01T23:30:00Z", "2026-11-02 01:00:00 UTC"),
    "none": ("2026-11-01T23:30:00", "2026-11-02 01:00:00"),
}


def zones_agree(times, table):
    lines = ["time,user", *(f"{time},u{number}" for number, time in enumerate(times))]
    plain, found = seen(lines), seen_in_table(table, Columns.among(table.columns, {}), (), None)
    for name in ("zones", "zone", "is_one_place", "minutes"):
        assert getattr(found, name) == getattr(plain, name)
    assert found.users.by_day == plain.users.by_day


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("case", ZONES)
def test_zones_in_texts(case):
    pytest.importorskip("duckdb", reason="it comes with capest[logs]")
    ibis = pytest.importorskip("ibis", reason="it comes with capest[logs]")
    rows = {"time": ZONES[case], "user": [f"u{number}" for number in range(len(ZONES[case]))]}
    connection = ibis.duckdb.connect()
    zones_agree(ZONES[case], connection.create_table("log", ibis.memtable(rows)))


@pytest.mark.filterwarnings("default")
def test_keys_of_a_table_are_sampled_where_they_are_many(csv, monkeypatch):
    pytest.importorskip("duckdb", reason="it comes with capest[logs]")
    ibis = pytest.importorskip("ibis", reason="it comes with capest[logs]")
    table = ibis.duckdb.connect().read_csv(csv)
    sampled_agrees(table, monkeypatch)


def md5_of(key):
    return md5(key.encode(), usedforsecurity=False).hexdigest()


def sampled_agrees(table, monkeypatch):
    """The same keys on each engine: by MD5, whose first digit is 0 for one in 16."""
    paths = [line.split(",")[2] for line in LOG.lines[1:] if ",GET," in line]
    with monkeypatch.context() as patch:
        patch.setattr(tables, "MOST_KEYS", 400)
        patch.setattr(tables, "HOTTEST", 40)
        keys = seen_in_table(table, Columns.among(table.columns, {}), (), 0).keys
    ranked = sorted(Counter(paths).items(), key=lambda each: (-each[1], each[0]))
    hottest = {key for key, _ in ranked[:40]}
    sampled = {key for key in set(paths) - hottest if md5_of(key).startswith("0")}
    assert keys.rate == 16 and keys.fit.working_set.requests == len(paths)
    assert keys.fit.working_set.keys == 40 + 16 * len(sampled)


@pytest.mark.filterwarnings("default")
def test_paths_beyond_the_most_are_counted_together(csv, monkeypatch):
    pytest.importorskip("duckdb", reason="it comes with capest[logs]")
    ibis = pytest.importorskip("ibis", reason="it comes with capest[logs]")
    monkeypatch.setattr(tables, "MOST_TEMPLATES", 3)
    table = ibis.duckdb.connect().read_csv(csv)
    found = seen_in_table(table, Columns.among(table.columns, {}), (), 0).routes
    assert sum(route.requests for route in found.values()) == len(LOG.lines) - 1
    assert sum(route.sent.total for route in found.values()) == LOG.sent
    assert any(route.template == ELSE for route in found)


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_spark(csv, monkeypatch):
    sql = pytest.importorskip("pyspark.sql", reason="it comes with capest[spark]")
    ibis = pytest.importorskip("ibis", reason="it comes with capest[logs]")
    session = sql.SparkSession.builder.master("local[2]")
    session = session.config("spark.sql.session.timeZone", "UTC").getOrCreate()
    connection = ibis.pyspark.connect(session)
    agrees(connection.read_csv(str(csv), header=True))
    sampled_agrees(connection.read_csv(str(csv), header=True), monkeypatch)
    for times in ZONES.values():
        frame = session.createDataFrame([(time, f"u{n}") for n, time in enumerate(times)])
        frame.toDF("time", "user").createOrReplaceTempView("zones")
        zones_agree(times, connection.table("zones"))
    session.stop()
