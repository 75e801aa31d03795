"""`capest cache fit` as a person uses it: traces of known laws, none, and what can be pasted."""

from __future__ import annotations

import gzip
import json
import os
import pty
import re
import subprocess
import sys
from itertools import accumulate
from random import Random

import program
import pytest

import capest
from capest.models.traces.replay import new_policy

REQUESTS = 100_000
ITEMS = 5_000


def run(*words, stdin=None):
    result = program.run("cache", "fit", *words, stdin=stdin)
    return result.stdout.decode(), result.stderr.decode(), result.returncode


def block(out):
    """The part to paste."""
    return out[out.index("caches:\n") :]


def scenario(out, size):
    """The part to paste under the traffic that it names, with a number of cached items."""
    traffic = "traffic:\n  home: {rate: 30k/s, kind: read, peak: 1}\n"
    return f"{traffic}{block(out)}    items_cached: {size}\n"


@pytest.fixture(scope="module")
def keys():
    """Zipf's law at exponent 0.9; rank i has 100 + i bytes."""
    weights = list(accumulate(rank**-0.9 for rank in range(1, ITEMS + 1)))
    return Random(9).choices(range(1, ITEMS + 1), cum_weights=weights, k=REQUESTS)


@pytest.fixture(scope="module")
def sized(keys, tmp_path_factory):
    """The trace as CSV with sizes."""
    path = tmp_path_factory.mktemp("traces") / "sized.csv"
    path.write_text("key,size\n" + "".join(f"user:{key},{100 + key}\n" for key in keys))
    return path


@pytest.fixture(scope="module")
def report(sized):
    out, errors, code = run(sized)
    assert (errors, code) == ("", 0)
    return out


# --- what is said ---


def test_the_law_is_found(report, keys):
    assert re.search(r"^  exponent +0\.(89|90)\d +0\.\d{3} to 0\.\d{3}$", report, re.M)
    assert re.search(r"^  items +[45],\d{3} ", report, re.M)
    assert f"{REQUESTS:,} requests for {len(set(keys)):,} keys" in " ".join(report.split())
    assert "fits: LRU hit ratios of the law are within" in report


def test_the_working_set_is_that_of_sorted_counts(report, keys):
    counts = {}
    for key in keys:
        counts[key] = counts.get(key, 0) + 1
    ordered = sorted(counts, key=counts.__getitem__, reverse=True)
    reached = list(accumulate(counts[key] for key in ordered))
    for share in (80, 95, 99):
        needed = sum(count < share * REQUESTS // 100 for count in reached) + 1
        assert re.search(rf"^  {share}% of requests +{needed:,} +[\d.]+% ", report, re.M)
    total = sum(100 + key for key in counts) / 1e6
    assert re.search(rf"^  100% of requests +{len(counts):,} +100% +{total:.1f} MB$", report, re.M)


def test_popular_keys_that_are_smaller_are_noticed(report, keys, sized, tmp_path):
    requested = sum(100 + key for key in keys) / REQUESTS
    assert f"a request {requested:.0f} B: popular keys are smaller" in one_line(report)
    path = tmp_path / "larger.csv"
    path.write_text("".join(f"{key},{9000 - key}\n" for key in keys))
    assert "popular keys are larger" in one_line(run(path)[0])
    path.write_text("".join(f"{key},300\n" for key in keys))
    assert "popular keys" not in one_line(run(path)[0])


def one_line(out):
    return " ".join(out.split())


@pytest.mark.parametrize("size", [50, 500, 2000])
def test_what_is_pasted_estimates_the_hits_of_the_trace(report, keys, size):
    """Within one point of an LRU cache that the first half of the trace has warmed."""
    found = capest.estimate(capest.load(scenario(report, size)))
    cache = new_policy("lru", size)
    cache.replay(keys[: REQUESTS // 2])
    hits = cache.replay(keys[REQUESTS // 2 :]) / (REQUESTS // 2)
    assert found["traced.hit_ratio"].quantity.to("%") / 100 == pytest.approx(hits, abs=0.01)
    mean = sum(100 + key for key in set(keys)) / len(set(keys))
    assert found["traced.memory"].quantity.to("B") == pytest.approx(size * mean, rel=1e-3)


def test_json_says_the_same(sized, report, keys):
    out, errors, code = run(sized, "--format", "json")
    assert (errors, code) == ("", 0)
    found = json.loads(out)
    assert (found["requests"], found["keys"]) == (REQUESTS, len(set(keys)))
    assert found["zipf"]["exponent"] == pytest.approx(0.9, abs=0.01)
    assert found["usable"] is True and found["reason"] is None
    for name, text in found["fields"].items():
        assert f"    {name}: {text}\n" in block(report)
    assert found["fields"].keys() == {"items", "popularity", "item_size"}
    assert found["farthest_off"] == max(abs(x["of_trace"] - x["of_law"]) for x in found["lru"])


# --- the forms of a trace ---


def test_a_trace_is_the_same_in_every_form(keys, tmp_path):
    text = "".join(f"{key}\n" for key in keys).encode()
    reports = [run("-", stdin=text), run("-", stdin=gzip.compress(text, mtime=0))]
    for name, content in [("keys.txt", text), ("keys.csv", b"key\n" + text),
                          ("windows.txt", text.replace(b"\n", b"\r\n")),
                          ("keys.gz", gzip.compress(text, mtime=0))]:  # fmt: skip
        path = tmp_path / name
        path.write_bytes(content)
        reports.append(run(path))
    assert {(errors, code) for _, errors, code in reports} == {("", 0)}
    assert len({out.partition("\n\n")[2] for out, _, _ in reports}) == 1
    assert "# no item_size: a trace in CSV gives it" in reports[0][0]


def test_sizes_of_some_keys_only(tmp_path):
    path = tmp_path / "some.csv"
    path.write_text("".join(f"{number % 7 * number},10\nb\n" for number in range(500)))
    out, errors, code = run(path)
    assert (errors, code) == ("", 0)
    assert "have a size" in out and "item_size: 10 B" in out
    assert " MB" not in out, "the bytes of all keys are not known"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1\n2\n3\n4\n" * 5, "a loop of 4 keys is not Zipf: use capest cache trace --sizes"),
        ("".join(f"{key}\n" for key in range(1000)), "not Zipf: no key comes back"),
        ("1\n" * 1000, "not Zipf: one key"),
        ("1\n2\n3\n4\n2\n1\n2\n1\n3\n4\n", "too short to tell: 6 requests for a key seen before"),
        ("".join(f"{key}\n" * 200 for key in range(100)), "not Zipf, or not in an independent"),
    ],
)
def test_a_trace_without_a_law_is_told_so_and_gives_no_popularity(text, said):
    out, errors, code = run("-", stdin=text.encode())
    assert (errors, code) == ("", 0)
    assert said in one_line(out)
    assert "    popularity:" not in out and "    # no popularity" in out
    assert capest.estimate(capest.load(scenario(out, 3)))["traced.items_cached"].value == 3
    found = json.loads(run("-", "-f", "json", stdin=text.encode())[0])
    assert found["usable"] is False and found["message"].startswith(said)
    assert found["zipf"] is None and "90% interval" not in out


def test_keys_that_are_asked_for_alike_are_uniform():
    chance = Random(2)
    out, errors, code = run(
        "-", stdin=b"".join(b"%d\n" % chance.randrange(50) for _ in range(5000))
    )
    assert (errors, code) == ("", 0) and "fits: " in out
    found = capest.estimate(capest.load(scenario(out, 10)))
    assert found["traced.items"].value == 50
    assert found["traced.hit_ratio"].quantity.to("%") == pytest.approx(20, abs=0.5)


def test_a_number_of_items_that_is_open_is_left_out():
    """Of a million items at exponent 1.6, 20,000 requests see some hundreds."""
    weights = list(accumulate(rank**-1.6 for rank in range(1, 1_000_001)))
    stream = Random(1).choices(range(1_000_000), cum_weights=weights, k=20_000)
    text = "".join(f"{key}\n" for key in stream).encode()
    out, errors, code = run("-", stdin=text)
    assert (errors, code) == ("", 0)
    assert "items: open, at least the" in out and "    # no items: " in out
    assert re.search(r"^    popularity: zipf 1\.(59|60)\d$", block(out), re.M)
    found = json.loads(run("-", "-f", "json", stdin=text)[0])
    assert found["zipf"]["items"] is None and found["fields"].keys() == {"popularity"}


@pytest.mark.parametrize("width", ["", "x" * 300, "\x1b[31m"])
def test_everything_fits_80_columns(width, tmp_path):
    path = tmp_path / f"a{width[:200]}.csv"
    path.write_text("".join(f"{n * n % 9973},{10**17}\n" for n in range(20_000)))
    out, errors, code = run(path)
    assert (errors, code) == ("", 0) and "\x1b" not in out
    for line in out.splitlines():
        assert len(line) <= 80, line


# --- mistakes ---


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"a\nb c\n", ":2:1: malformed-line: one line holds one key"),
        (b"a,3\nb,x\n", ":2:1: malformed-line: 'x' is not a size"),
        (b"a,3\nb," + b"9" * 5000 + b"\n", ":2:1: malformed-line: "),
        (b"k,1\n" * 300_000 + b"a,b\n", ":300001:1: malformed-line"),
        (b"", "empty-trace: "),
        (b"key,size\n", "empty-trace: "),
        (b"a\n\x00\x01\x02", "binary-trace: "),
        (gzip.compress(b"a\nb\n", mtime=0)[:-9], "unreadable-file: "),
    ],
    ids=lambda given: repr(given)[:20],
)
def test_a_bad_trace_is_refused(content, said, tmp_path):
    path = tmp_path / "trace.txt"
    path.write_bytes(content)
    for name, stdin in ((path, None), ("-", content)):
        out, errors, code = run(name, "--format", "json", stdin=stdin)
        assert (out, code) == ("", 2)
        assert said in errors and "Traceback" not in errors


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nothing.txt"], "file-not-found: "),
        (["."], "unreadable-file: "),
        (["-", "--format", "jsn"], "unknown-format: 'jsn' is not a format"),
        ([], "Missing argument"),
    ],
)
def test_what_cannot_be_done_is_refused(words, said):
    out, errors, code = run(*words, stdin=b"a\nb\na\n")
    assert (out, code) == ("", 2)
    assert said in errors and "Traceback" not in errors


# --- how it runs ---


def test_help_says_what_memory_it_takes():
    out = " ".join(run("--help")[0].split())
    assert "memory follows the number of different keys" in out


def test_memory_follows_the_keys_not_the_requests():
    """Three million requests for a thousand keys; a piped start imports nothing heavy."""
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "sys.argv = ['capest', 'cache', 'fit', '-']\n"
        "from capest.cli.app import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code\n"
        "peak = Path('/proc/self/status').read_text().partition('VmHWM:')[2].split()[0]\n"
        "heavy = {'numpy', 'pint', 'pydantic', 'rich', 'jsonschema'}\n"
        "print(int(peak) // 1024, sorted(heavy & set(sys.modules)))\n"
    )
    content = b"".join(b"some-key-%d\n" % (i * i % 1009) for i in range(3_000_000))
    result = subprocess.run(
        [sys.executable, "-c", code], input=content, capture_output=True, check=True
    )
    peak, heavy = result.stdout.decode().splitlines()[-1].split(maxsplit=1)
    assert int(peak) < 80, f"{peak} MB"
    assert heavy == "[]"


def test_progress_is_shown_on_a_terminal_only(sized, report):
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*program.CAPEST, "cache", "fit", str(sized)], stdout=subprocess.PIPE, stderr=theirs
    )
    os.close(theirs)
    seen = b""
    while part := _read(ours):
        seen += part
    out = process.communicate(timeout=30)[0].decode()
    assert process.returncode == 0
    assert b"counting" in seen and b"requests" in seen
    assert out == report


def _read(terminal):
    try:
        return os.read(terminal, 65536)
    except OSError:  # the other end is closed
        return b""
