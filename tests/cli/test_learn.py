"""`capest learn` as a person uses it: files, pipes, packed and broken, and what it writes."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys

import program
import pytest
from log_lines import csv_log

import capest

LOG = csv_log(30_000)
TEXT = ("\n".join(LOG.lines) + "\n").encode()
ADDRESS = "203.0.113.7"
LINE = f'{ADDRESS} - - [01/Nov/2026:10:00:01 +0000] "GET /a HTTP/1.1" 200 512 "-" "-"\n'


def run(*words, stdin=None, cwd=None):
    result = program.run("learn", *words, stdin=stdin, cwd=cwd)
    return result.stdout.decode(), result.stderr.decode(), result.returncode


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    path = tmp_path_factory.mktemp("logs") / "shop.csv"
    path.write_bytes(TEXT)
    return path


@pytest.fixture(scope="module")
def scenario(log):
    out, errors, code = run(log)
    assert (errors, code) == ("", 0)
    return out


def test_an_estimate_of_what_was_learnt_is_what_the_log_did(scenario):
    found = capest.estimate(capest.load(scenario))
    total = sum(LOG.minutes.values())
    assert found["traffic.qps"].value == pytest.approx(total / 86_400, rel=2e-3)
    assert found["traffic.egress"].value == pytest.approx(8 * LOG.sent / 86_400, rel=5e-3)
    assert found["dau"].value == pytest.approx(LOG.dau, rel=1e-3)
    ratio = found["traffic.read_write_ratio"].value
    assert ratio == pytest.approx(LOG.reads / (total - LOG.reads), rel=2e-3)


def test_the_hit_ratio_is_that_of_the_log(scenario, tmp_path):
    keys = [line.split(",")[2] for line in LOG.lines[1:] if ",GET," in line]
    (tmp_path / "keys").write_text("\n".join(keys))
    found = capest.estimate(capest.load(scenario))
    size = round(found["reads.items_cached"].value)
    words = ("cache", "trace", "--trace", "keys", "--size", size, "--policy", "lru")
    out = program.run(*words, cwd=tmp_path).stdout.decode()
    hits = float(out.partition("lru")[2].split("%")[0].split()[-1]) / 100
    assert found["reads.hit_ratio"].value == pytest.approx(hits, abs=0.02)


def test_every_number_is_a_range_with_its_source(scenario):
    read = capest.load(scenario)
    assert {"dau", "peak_factor", "error_share"} <= read.assumptions.keys()
    for value in read.assumptions.values():
        assert value.source.startswith("shop.csv, 2024-10-04, ")
    assert read.assumptions["dau"].passage.text.endswith("%")


def test_packed_and_piped_logs_say_the_same(log, scenario, tmp_path):
    zstd = pytest.importorskip("backports.zstd", reason="it comes with capest[zstd]")
    (tmp_path / "shop.csv").write_bytes(gzip.compress(TEXT, mtime=0))
    assert run(tmp_path / "shop.csv")[0] == scenario
    (tmp_path / "shop.csv").write_bytes(zstd.compress(TEXT))
    assert run(tmp_path / "shop.csv")[0] == scenario
    piped = run("-", stdin=TEXT)[0].split()
    assert piped == scenario.replace("shop.csv", "standard input").split()


def test_zstd_that_nothing_unpacks_names_the_extra(tmp_path):
    (tmp_path / "x.zst").write_bytes(b"\x28\xb5\x2f\xfd\x24")
    code = (
        "import sys\n"
        "sys.modules['backports.zstd'] = sys.modules['compression.zstd'] = None\n"
        f"sys.argv = ['capest', 'learn', {str(tmp_path / 'x.zst')!r}]\n"
        "from capest.cli.app import main\nmain()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2 and 'pip install "capest[zstd]"' in done.stderr


BROKEN = gzip.compress(TEXT, mtime=0)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty-log: "),
        (b"\n\n\n", "empty-log: "),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" * 200, "not-a-log: "),
        (b"who,what\n1,2\n", "no column of times is known"),
        (BROKEN[: len(BROKEN) // 2], "unreadable-file: "),
        (BROKEN[:20] + b"x" + BROKEN[21:], "unreadable-file: "),
        (gzip.compress(b"\0" * 2**25, mtime=0), "16 MiB without the end of a line"),
        (b"\x28\xb5\x2f\xfd\x24", "-"),
        (LINE.encode() + b"nonsense\n" * 3, "75% of the lines are malformed, 3 of 4"),
        (b"capest: 1\ntitle: x\n", "not-a-log: "),
        (LINE.replace("\n", "\r").encode() * 9, "x.log:1: lines that end in a carriage return"),
    ],
    ids=lambda given: repr(given)[:20],
)
def test_what_is_no_log_is_told(content, said, tmp_path):
    (tmp_path / "x.log").write_bytes(content)
    out, errors, code = run("x.log", cwd=tmp_path)
    assert (out, code) == ("", 2)
    assert said in errors and "Traceback" not in errors


def test_names_that_are_others_in_each_line_are_no_columns(tmp_path):
    """They are not looked through again and again."""
    lines = (f'{{"time": "2026-11-01T10:00:00Z", "key": "/a", "k{n}": 1}}\n' for n in range(5000))
    out, errors, code = run("-", stdin="".join(lines))
    assert (errors, code) == ("", 0) and "5,000 requests" in out


def test_a_folder_of_other_files_is_told(tmp_path):
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "a.log").write_text(LINE)
    out, errors, code = run("logs", cwd=tmp_path)
    assert (out, code) == ("", 2) and "unreadable-file: logs cannot be read" in errors


def test_malformed_lines_are_named_and_addresses_never():
    text = LINE * 99 + f"{ADDRESS} - - [yesterday] \x1b[31m\n"
    out, errors, code = run("-", "--fail-over", "1%", stdin=text)
    assert code == 0 and errors.startswith("standard input:100: ")
    assert ADDRESS not in out + errors and "\x1b" not in errors
    out, errors, code = run("-", "--fail-over", "0.9%", stdin=text)
    assert (out, code) == ("", 2) and "malformed-log: 1% of the lines are malformed" in errors
    assert ADDRESS not in errors


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--columns", "usr=x"), "columns: 'usr' is no part of a request; did you mean user?"),
        (("--routes", "home"), "routes: 'home' does not name a route"),
        (("--zone", "Berlin"), "zone: 'Berlin' is no zone"),
        (("--fail-over", "lots"), "fail-over: 'lots' is no share of the lines"),
    ],
)
def test_a_mistyped_option_is_told(words, said):
    out, errors, code = run("-", *words, stdin=LINE)
    assert (out, code) == ("", 2) and said in errors


def test_routes_that_a_person_names(log):
    out, _, _ = run(log, "--routes", "see=GET /items/*,put:write=/items")
    assert "\n  see:\n" in out and "\n  put:\n" in out and "get_items" not in out


def test_it_is_written_to_a_file_and_not_over_one(log, tmp_path):
    out, _, code = run(log, "-o", tmp_path / "new.yaml")
    assert code == 0 and out.startswith("wrote ") and "next: capest estimate " in out
    assert run(log, "-o", tmp_path / "new.yaml")[2] == 2
    assert run(log, "-o", tmp_path / "new.yaml", "--force")[2] == 0


def test_a_file_that_is_not_there(tmp_path):
    (tmp_path / "access.log").write_text(LINE)
    _, errors, code = run("acces.log", cwd=tmp_path)
    assert code == 2 and "did you mean 'access.log'?" in errors


def test_into_a_scenario_that_is_there(log, tmp_path):
    path = tmp_path / "my.yaml"
    before = (
        "# mine\nassumptions: {dau: 300M, peak_factor: 3}\ntraffic:\n  see: {per_user: 1/day}\n"
    )
    path.write_text(before)
    out, errors, code = run(log, "--into", path, "--routes", "see=GET /items/*")
    assert code == 0 and out.startswith(f"changed {path}; next: ")
    assert "not put in: post_items: " in errors and "not learnt: growth: " in errors
    text = path.read_text()
    assert text.startswith("# mine\nassumptions: {dau: {value: 3k users ± ")
    assert capest.estimate(capest.load(text))["see.qps"].value == pytest.approx(
        LOG.reads / 86_400, rel=2e-3
    )


def test_beside_what_a_scenario_assumes(log):
    out, errors, code = run(log, "--diff", "twitter")
    assert (errors, code) == ("", 0)
    words = {line.split()[0]: line.split() for line in out.splitlines() if line.strip()}
    assert words["dau"][1:] == ["300M", "users", "3k", "users", "100,000x", "less"]
    assert "growth:" in words and max(map(len, out.splitlines())) <= 80


def test_beside_what_a_scenario_assumes_for_a_program(log):
    out, errors, code = run(log, "--diff", "twitter", "--format", "json")
    told = json.loads(out)
    assert (errors, code) == ("", 0) and told["of"].startswith("shop.csv, ")
    assert told["numbers"]["dau"]["assumed"] == {"value": 300_000_000, "unit": "user"}
    assert told["numbers"]["dau"]["seen"]["value"] == pytest.approx(LOG.dau, rel=1e-3)
    assert told["numbers"]["dau"]["range"].startswith("3k users ± ")
    assert told["numbers"]["get_items_id.per_user"]["assumed"] is None
    assert "growth" in told["not_learnt"]
    assert run(log, "--format", "json")[2] == 2


def test_what_cannot_take_it_is_told(log, tmp_path):
    (tmp_path / "bad.yaml").write_text("traffic: {x: {per_user: 1 dya}}\n")
    for words in (("--into", "twitter"), ("--into", "bad.yaml"), ("--into", "a", "--diff", "b")):
        out, errors, code = run(log, *words, cwd=tmp_path)
        assert (out, code) == ("", 2) and "Traceback" not in errors and errors


@pytest.mark.parametrize(
    ("words", "missing", "extra"),
    [
        (("learn", "x.parquet"), "ibis", "logs"),
        (("learn", "x.parquet"), "duckdb", "logs"),
        (("learn", "--engine", "spark", "x.csv"), "pyspark", "spark"),
        (("cache", "fit", "x.parquet"), "duckdb", "logs"),
        (("cache", "trace", "--trace", "x.parquet", "--size", "3"), "ibis", "logs"),
    ],
)
def test_an_engine_that_is_not_installed_names_the_extra(words, missing, extra, tmp_path):
    code = (
        f"import sys\nsys.modules[{missing!r}] = None\n"
        f"sys.argv = ['capest', *{words!r}]\n"
        "from capest.cli.app import main\nmain()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2 and f'pip install "capest[{extra}]"' in done.stderr


def test_an_engine_that_is_none():
    out, errors, code = run("-", "--engine", "duckdbb", stdin=LINE)
    assert (out, code) == ("", 2) and "did you mean 'duckdb'?" in errors


def test_marks_and_line_ends_stay(log, tmp_path):
    path = tmp_path / "my.yaml"
    path.write_bytes(b"\xef\xbb\xbftraffic:\r\n  see: {per_user: 1/day, kind: read}\r\n# end\r\n")
    assert run(log, "--into", path, "--routes", "see=GET /items/*")[2] == 0
    after = path.read_bytes()
    assert after.startswith(b"\xef\xbb\xbftraffic:\r\n  see: {per_user: {value: ")
    assert after.count(b"\n") == after.count(b"\r\n") > 3 and b"# end\r\n" in after
