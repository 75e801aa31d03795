"""`capest cache trace` as a person uses it: streams in words, files, pipes and mistakes."""

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

from capest.models.traces.key_sample import KeySample
from capest.models.traces.replay import POLICIES, ReplayRequest, totals

STREAM = "1 2 3 4 2 1 2 1 3 4"
KEYS = "".join(f"{key}\n" for key in STREAM.split()).encode()
ALL = ",".join((*POLICIES, "random"))


def run(*words, stdin=None):
    result = program.run("cache", "trace", *words, stdin=stdin)
    return result.stdout.decode(), result.stderr.decode(), result.returncode


def hits(out):
    """The hits of the table of totals, by policy."""
    table = out.partition("TOTALS")[2].partition("\n\n")[0]
    return {row[0]: row[1] for row in (line.split() for line in table.splitlines()[1:])}


def one_line(out):
    return " ".join(out.split())


# --- streams ---


def test_the_stream_of_the_textbooks():
    out, errors, code = run(STREAM, "--size", 3, "--policy", ALL)
    assert (errors, code) == ("", 0)
    assert hits(out) == {
        "fifo": "2", "lifo": "4", "lru": "3", "mru": "5", "lfu": "3", "clock": "3", "sieve": "3",
        "opt": "5", "random": "3.8217", "random:": "4504/729",
    }  # fmt: skip
    assert "10 requests for 4 keys, 3 keys held" in out
    assert "   6  1        miss  4 2 1     3\n" in out
    assert "stack distances: - - - - 3 4 2 2 4 4" in out
    assert "random: 4504/729 misses are expected" in out


@pytest.mark.parametrize("words", [[STREAM], STREAM.split(), [STREAM.replace(" ", ", ")]])
def test_a_stream_is_one_word_or_several(words):
    assert hits(run(*words, "--size", 3, "--policy", "lru")[0]) == {"lru": "3"}


def test_the_rule_for_ties_is_used_and_said():
    out = run(STREAM, "--size", 3, "--policy", "lfu", "--ties", "most-recent")[0]
    assert hits(out) == {"lfu": "4"}
    assert "used goes (--ties most-recent)" in out


def test_only_what_is_shown_is_noted():
    out = run(STREAM, "--size", 3, "--policy", "lifo")[0]
    assert "lifo: the newest insert goes" in out
    assert "opt:" not in out and "lfu:" not in out


def test_the_curve_of_misses():
    out, errors, code = run(STREAM, "--sizes", "1..3,10", "--policy", ALL)
    assert (errors, code) == ("", 0)
    assert "TOTALS" not in out and "victim" not in out
    assert re.search(r"^MISSES +fifo +lifo +lru +mru +lfu +clock +sieve +opt +random$", out, re.M)
    assert re.search(r"^  3 +80.0% +60.0% +70.0% +50.0% +70.0%", out, re.M)
    assert re.search(r"^  lru +█[▁-█]{2}▁$", out, re.M)
    assert "sizes 1 to 10; ▁ is 40.0% misses, █ 100%" in out


def test_sizes_are_numbers_as_people_write_them():
    out = run(STREAM, "--sizes", "1,10k,1e6", "--policy", "fifo")[0]
    assert "  10,000" in out and "  1,000,000" in out


@pytest.mark.parametrize(
    "words",
    [
        [STREAM, "--size", 3, "--policy", ALL],
        [STREAM, "--sizes", "1..60", "--policy", ALL],
        [STREAM, "--sizes", "1,1k,1000M", "--policy", ALL],
        [" ".join(f"a-very-long-key-{i}-of-some-cache" for i in range(30)), "--size", 20],
        [" ".join(str(i * i % 997) for i in range(300)), "--size", 90],
        ["\x1b[31m 日本 " + "x" * 200, "--size", 2],
    ],
)
def test_everything_fits_80_columns(words):
    out, errors, code = run(*words)
    assert (errors, code) == ("", 0)
    assert "\x1b" not in out
    for line in out.splitlines():
        assert len(line) <= 80, line


def test_a_long_name_of_a_trace_fits_too(tmp_path):
    path = tmp_path / ("x" * 200)
    path.write_bytes(KEYS)
    out = run("--trace", path, "--size", 3)[0]
    assert max(map(len, out.splitlines())) <= 80


def test_a_long_table_is_cut_and_says_so():
    out = run(" ".join("12" * 60), "--size", 2, "--policy", "lru")[0]
    assert "... and 20 more steps" in out and hits(out) == {"lru": "118"}


# --- traces ---


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("keys.txt", KEYS),
        ("keys.txt", KEYS.rstrip()),
        ("keys.txt", KEYS + b"\n\n"),
        ("windows.txt", b"\xef\xbb\xbf" + KEYS.replace(b"\n", b"\r\n")),
        ("keys.csv", KEYS),
        ("keys.csv", b"key\n" + KEYS),
        ("sizes.txt", KEYS.replace(b"\n", b",300\n")),
        ("sizes.csv", b"key,size\n" + KEYS.replace(b"\n", b", 300\n")),
        ("quoted.csv", KEYS.replace(b"4\n", b'"4, four",2\n')),
        ("mixed.csv", KEYS.replace(b"2\n", b"2,7\n")),
        ("keys.gz", gzip.compress(KEYS, mtime=0)),
        ("two members", gzip.compress(KEYS[:8], mtime=0) + gzip.compress(KEYS[8:], mtime=0)),
        ("sizes.csv.gz", gzip.compress(b"key,size\n" + KEYS.replace(b"\n", b",300\n"), mtime=0)),
    ],
)
def test_a_trace_is_read_from_a_file_and_from_input(name, content, tmp_path):
    path = tmp_path / name
    path.write_bytes(content)
    out, errors, code = run("--trace", path, "--size", 3, "--policy", "fifo,lru,opt")
    assert (errors, code) == ("", 0)
    assert hits(out) == {"fifo": "2", "lru": "3", "opt": "5"}
    assert "victim" not in out and "10 requests" in one_line(out)
    if name not in ("keys.csv", "quoted.csv", "mixed.csv"):  # CSV by their names
        out, errors, code = run("--trace", "-", "--size", 3, stdin=content)
        assert (errors, code) == ("", 0)
        assert hits(out) == {"fifo": "2", "lru": "3", "lfu": "3"}


def test_a_trace_of_many_blocks(tmp_path):
    """More than one block, one at a time: the hits are those of the whole."""
    path = tmp_path / "trace.txt"
    path.write_text("".join(f"{i * i % 100_003:06}\n" for i in range(200_000)))
    out, errors, code = run("--trace", path, "--size", 1000, "--policy", "fifo,lru,opt")
    assert (errors, code) == ("", 0) and "200,000 requests" in one_line(out)
    curve = run("--trace", path, "--sizes", "10,1000,100k", "--policy", "lru,fifo")[0]
    assert re.search(r"^  100,000 +25.0% +25.0%$", curve, re.M)


def test_memory_does_not_grow_with_the_trace():
    """A million different keys, which held would take over 100 MB."""
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "sys.argv = ['capest', 'cache', 'trace', '--trace', '-', '--size', '100']\n"
        "from capest.cli.app import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code\n"
        "peak = Path('/proc/self/status').read_text().partition('VmHWM:')[2].split()[0]\n"
        "print(int(peak) // 1024)\n"
    )
    content = "".join(f"some-key-{i}\n" for i in range(1_000_000)).encode()
    result = subprocess.run(
        [sys.executable, "-c", code], input=content, capture_output=True, check=True
    )
    peak = int(result.stdout.split()[-1])
    assert peak < 80, f"{peak} MB"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"a\nb c\n", ":2:1: malformed-line: one line holds one key"),
        (b"a\n\nb\n", ":2:1: malformed-line: the line is blank"),
        (b"a\nb,3\n", ":2:1: malformed-line: a comma"),
        (b"a,3\nb,x\n", ":2:1: malformed-line: 'x' is not a size"),
        (b"a,3\nb,-1\n", ":2:1: malformed-line: '-1' is not a size"),
        (b"a,3\n,3\n", ":2:1: malformed-line: the key is missing"),
        (b"a,3\nb,3,3\n", ":2:1: malformed-line: a request has a key and a size, not 3 fields"),
        (b'a,3\n"b,3\n', ":2:1: malformed-line: not CSV"),
        (b"key\n" * 300_000 + b"a b\n", ":300001:1: malformed-line"),
        (b"k,1\n" * 300_000 + b"a,b\n", ":300001:1: malformed-line"),
        (b"a\n" + b"x" * 3_000_000, ":2:1: malformed-line: a line of over 1,048,576 B"),
        (gzip.compress(b"a\nb c\n", mtime=0), ":2:1: malformed-line"),
        (b"", "empty-trace: "),
        (b"\n\n", "empty-trace: "),
        (b"key,size\n", "empty-trace: "),
        (gzip.compress(b"", mtime=0), "empty-trace: "),
        (b"a\n\x00\x01\x02", "is not text: byte 0x00 in line 2"),
        (b"caf\xe9\n", "is not text: byte 0xe9 in line 1"),
        (b"\xfd7zXZ\x00", "binary-trace: "),
        (b"\x28\xb5\x2f\xfd\x24", "unreadable-file: "),
        (gzip.compress(KEYS, mtime=0)[:-9], "unreadable-file: "),
        (b"\x1f\x8bnothing", "unreadable-file: "),
    ],
    ids=lambda given: repr(given)[:20],
)
def test_a_bad_trace_is_named_with_its_line(content, said, tmp_path):
    path = tmp_path / "trace.txt"
    path.write_bytes(content)
    for name, stdin in ((path, None), ("-", content)):
        out, errors, code = run("--trace", name, "--size", 3, stdin=stdin)
        assert (out, code) == ("", 2)
        assert said in errors and "Traceback" not in errors


def test_all_malformed_lines_come_in_one_go():
    _, errors, code = run("--trace", "-", "--size", 3, stdin=b"a b\nc\nd e\n")
    assert code == 2 and errors.count("malformed-line") == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--trace", "nothing.txt", "--size", 3], "file-not-found: "),
        (["--trace", ".", "--size", 3], "unreadable-file: "),
        (["--trace", "-", "--size", 3, "--policy", "lru,opt"], "needs-the-future: "),
        (["--trace", "-", "--size", 3, "--policy", "random"], "random-eviction: "),
        ([" ".join(str(i * i % 101) for i in range(400)), "--size", 20, "--policy", "random"],
         "random-eviction: "),
        ([STREAM, "--size", 0], "cache-size: '0' is not a size"),
        ([STREAM, "--size", -3], "cache-size: '-3' is not a size"),
        ([STREAM, "--size", 1.5], "cache-size: '1.5' is not a size"),
        ([STREAM, "--size", "3 GB"], "cache-size: '3 GB' is not a number of keys"),
        ([STREAM, "--size", "many"], "--size:1:1: "),
        ([STREAM, "--sizes", "1..100"], "cache-size: these are more than 60 sizes"),
        ([STREAM, "--sizes", "5..1"], "write 1..5"),
        ([STREAM, "--sizes", "1..1e300"], "cache-size: "),
        ([STREAM], "cache-size: no cache size is given"),
        (["--size", 3], "which-requests: no requests are given"),
        ([STREAM, "--trace", "-", "--size", 3], "which-requests: "),
        ([" ", "--size", 3], "empty-trace: "),
        ([STREAM, "--size", 3, "--policy", "seive"], "did you mean 'sieve'?"),
        ([STREAM, "--size", 3, "--policy", "arc"], "known: fifo, lifo"),
        ([STREAM, "--size", 3, "--ties", "most-recnt"], "did you mean 'most-recent'?"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_refused(words, said):
    out, errors, code = run(*words, stdin=None)
    assert (out, code) == ("", 2)
    assert said in errors and "Traceback" not in errors


def test_opt_refuses_a_pipe_that_looks_like_a_file(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    assert "needs-the-future" in run("--trace", path, "--size", 3, "--policy", "opt")[1]


def test_progress_is_shown_on_a_terminal_only(tmp_path):
    path = tmp_path / "trace.txt"
    path.write_bytes(KEYS * 50_000)
    words = [
        *program.CAPEST,
        "cache",
        "trace",
        "--trace",
        str(path),
        "--size",
        "3",
        "--policy",
        "opt",
    ]
    ours, theirs = pty.openpty()
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=theirs)
    os.close(theirs)
    seen = b""
    while part := _read(ours):
        seen += part
    out = process.communicate(timeout=30)[0].decode()
    assert process.returncode == 0
    assert b"looking ahead" in seen and b"replaying" in seen and b"requests" in seen
    assert b"\x1b[?25l" not in seen, "the cursor stays"
    assert out == run("--trace", path, "--size", 3, "--policy", "opt")[0]


def _read(terminal):
    try:
        return os.read(terminal, 65536)
    except OSError:  # the other end is closed
        return b""


# --- samples ---


@pytest.fixture(scope="module")
def zipf_trace(tmp_path_factory):
    """200,000 requests for 40,000 keys."""
    random = Random(1)
    popular = list(accumulate(rank**-0.8 for rank in range(1, 40_001)))
    keys = random.choices(range(40_000), cum_weights=popular, k=200_000)
    path = tmp_path_factory.mktemp("traces") / "zipf.txt"
    path.write_text("".join(f"{key}\n" for key in keys))
    return path


def test_one_key_in_so_many_stands_for_all(zipf_trace):
    words = ("--trace", zipf_trace, "--sizes", "2k,8k", "--policy", "lru,fifo")
    whole, _, _ = run(*words)
    sampled, errors, code = run(*words, "--sample", "1/8")
    assert (errors, code) == ("", 0) and "200,000 requests" in sampled
    assert re.search(r"a sample: [\d,]+ requests for [\d,]+ keys, one in 8 by", sampled)
    told = json.loads(run(*words, "--sample", "1/8", "--format", "json")[0])
    exact = json.loads(run(*words, "--format", "json")[0])
    assert exact["sample"] is None and told["sample"]["one_key_in"] == 8
    for one, other in zip(told["caches"], exact["caches"], strict=True):
        assert abs(one["hit_ratio"] - other["hit_ratio"]) <= one["hit_ratio_error"] < 0.05
    ratios = [[float(each) for each in re.findall(r"(\d+\.\d)%", out)] for out in (whole, sampled)]
    assert ratios[0] and ratios[1] == pytest.approx(ratios[0], abs=2.5)
    assert run(*words, "--sample", "1/8")[0] == sampled


@pytest.mark.slow
@pytest.mark.parametrize(
    ("items", "exponent", "rate", "sizes"),
    [
        (60_000, 0.8, 8, (2000, 20_000)),
        (60_000, 1.0, 16, (2000, 8000)),
        (100_000, 1.2, 4, (200, 2000)),
    ],
)
def test_nine_of_ten_samples_are_as_near_as_they_say(items, exponent, rate, sizes):
    random = Random(5)
    popular = list(accumulate(rank**-exponent for rank in range(1, items + 1)))
    keys = random.choices(range(items), cum_weights=popular, k=200_000)
    asked = ReplayRequest(policies=("lru", "fifo"), size=None, sizes=sizes)
    exact = totals([list(map(str, keys))], asked)
    inside = 0
    for seed in range(20):
        found = KeySample(rate).totals([[f"{seed}:{key}" for key in keys]], asked)  # other hashes
        for cell, error in found.sampled.errors.items():
            inside += abs(found.miss_ratio(*cell) - exact.miss_ratio(*cell)) <= error
    assert 0.85 <= inside / (20 * len(exact.hits)) <= 0.99


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("1/64", "keys of the trace would stand for all, and 1,000 is the least"),
        ("2/3", "'2/3' is no part of the keys"),
        ("1/1", "'1/1' is no part of the keys"),
        ("1/9999", "a cache of 2,000 keys has less than one in 9,999 of them"),
    ],
)
def test_a_sample_that_stands_for_nothing(zipf_trace, part, said):
    out, errors, code = run("--trace", zipf_trace, "--sizes", "2k,8k", "--sample", part)
    assert (out, code) == ("", 2) and said in errors
