"""The command line as a person, a pipe or a build uses it: real processes, real files."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
import pytest
import yaml
from program import CAPEST, run

from capest.sections import sections

ROOT = Path(__file__).parents[2]
SHIPPED = sorted(path.stem for path in (ROOT / "scenarios").glob("*.yaml"))


def text(result):
    return result.stdout.decode(), result.stderr.decode(), result.returncode


SEARCH = b"assumptions: {dau: 300M}\ntraffic: {search: {per_user: 10/day}}\n"


# --- estimate ---


def test_a_shipped_scenario_by_name_a_path_and_standard_input(tmp_path):
    path = tmp_path / "my.yaml"
    path.write_bytes(SEARCH)
    by_path, errors, code = text(run("estimate", path))
    assert (code, errors) == (0, "")
    by_input = text(run("estimate", "-", stdin=SEARCH))[0]
    assert by_path.replace("my ·", "") == by_input.replace("standard input ·", "")
    assert "34.7k" in by_path
    assert text(run("estimate", "twitter"))[2] == 0


def test_set_changes_assumptions_and_fields():
    words = ["estimate", "-", "--set", "dau=600M", "--set", "search.per_user=20/day", "-f", "json"]
    found = json.loads(run(*words, stdin=SEARCH).stdout)
    assert found["quantities"]["search.per_day"]["value"] == 12_000_000_000


def test_set_replaces_the_field_that_it_excludes():
    words = ["estimate", "-", "--set", "search.rate=5k/s", "--format", "json"]
    found = json.loads(run(*words, stdin=SEARCH).stdout)
    assert found["quantities"]["search.qps"]["value"] == 5000
    assert "search.per_user" not in found["quantities"]


def test_set_replaces_another_way_to_say_it_and_refuses_what_does_not_fit():
    text_of = SEARCH + b"caches: {hot: {serves: search, items: 1M, popularity: zipf 1, share: 20%}}"
    words = ["estimate", "-", "-f", "json", "--set"]
    found = json.loads(run(*words, "hot.hit_ratio=90%", stdin=text_of).stdout)["quantities"]
    assert "hot.share" not in found and found["hot.hit_ratio"]["value"] == 0.9
    assert found["hot.items_cached"]["value"] == pytest.approx(0.3654e6, rel=1e-3)
    stock = b"storage: {posts: {count: 3M, size: 1 KB}}"
    _, errors, code = text(run("estimate", "-", "--set", "posts.keep=1 year", stdin=stock))
    assert code == 2 and " excluded-field: " in errors


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("dua=3M", "unknown-name"),
        ("search.qps=3/s", "unknown-name"),
        ("search.per_usr=3/day", "unknown-name"),
        ("dau", "not-a-change"),
        ("=3", "not-a-change"),
        ("dau=3 / 2 day", "dimension"),
        ("dau=3 requests", "swapped-noun"),
    ],
)
def test_set_refuses_what_it_cannot_set(change, code):
    out, errors, status = text(run("estimate", "-", "--set", change, stdin=SEARCH))
    assert (status, out) == (2, "")
    assert "--set:1:" in errors and f" {code}: " in errors


def test_napkin_is_30_000_exactly():
    found = json.loads(run("estimate", "-", "--napkin", "-f", "json", stdin=SEARCH).stdout)
    assert found["quantities"]["search.qps"]["value"] == 30_000
    assert found["scenario"]["conventions"]["day"] == 100_000


def test_exact_shows_all_digits():
    out = text(run("estimate", "-", "--exact", stdin=SEARCH))[0]
    assert "3,000,000,000" in out and "34,722.2222222222" in out


def test_only_shows_one_section():
    out = text(run("estimate", "twitter", "--only", "storage"))[0]
    assert "STORAGE" in out and "TRAFFIC" not in out and "QPS" not in out
    names = json.loads(run("estimate", "twitter", "--only", "storage", "-f", "json").stdout)
    assert "posts.stored" in names["quantities"] and "dau" in names["quantities"]
    assert "timeline.qps" not in names["quantities"]


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["--format", "jsno"], "did you mean 'json'?"),
        (["--only", "storge"], "did you mean 'storage'?"),
        (["--only", "zzz"], f"known: {', '.join(one.name for one in sections())}, derived"),
    ],
)
def test_unknown_formats_and_sections_get_the_nearest_or_all_known_ones(words, hint):
    out, errors, code = text(run("estimate", "twitter", *words))
    assert (code, out) == (2, "")
    assert errors.endswith(f"\n    hint: {hint}\n")


def test_json_is_what_it_promises():
    found = json.loads(run("estimate", "twitter", "--format", "json").stdout)
    assert list(found) == [
        "capest", "schema", "scenario", "planned", "quantities", "absent", "expect", "accepted",
        "problems",
    ]  # fmt: skip
    assert found["schema"] == 1 and found["problems"] == []
    for name, quantity in found["quantities"].items():
        assert list(quantity)[:7] == [
            "value", "unit", "display", "origin", "formula", "inputs", "source",
        ], name  # fmt: skip
        assert quantity["origin"] in ("given", "assumed", "computed")
        assert set(quantity["inputs"]) <= set(found["quantities"])
    units = {
        "search.qps": "request/s", "posts.stored": "B", "search.peak_egress": "bit/s",
        "posts.keep": "s", "post_store.shards": "shard", "dau": "user",
    }  # fmt: skip
    assert {name: found["quantities"][name]["unit"] for name in units} == units
    assert found["quantities"]["post_store.shards"]["binding"]["by"] == "post_store.by_size"


def test_the_same_bytes_whatever_the_order_of_sets():
    runs = [run("estimate", "twitter", "-f", "json", PYTHONHASHSEED=seed) for seed in ("1", "2")]
    assert runs[0].stdout == runs[1].stdout != b""


def test_csv_has_a_line_for_each_quantity():
    rows = list(
        csv.DictReader(io.StringIO(run("estimate", "twitter", "-f", "csv").stdout.decode()))
    )
    as_json = json.loads(run("estimate", "twitter", "-f", "json").stdout)["quantities"]
    assert [row["name"] for row in rows] == list(as_json)
    for row in rows:
        assert float(row["value"]) == pytest.approx(as_json[row["name"]]["value"], rel=1e-12)


def test_output_goes_to_a_file_whose_suffix_says_the_format(tmp_path):
    for name in ("out.json", "out.md", "out.csv", "out.txt"):
        out, errors, code = text(run("estimate", "twitter", "--output", tmp_path / name))
        assert (out, errors, code) == ("", "", 0)
    assert json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert (tmp_path / "out.md").read_text("utf-8").startswith("# Twitter")
    assert (tmp_path / "out.csv").read_text("utf-8").startswith("name,value")
    assert "TRAFFIC" in (tmp_path / "out.txt").read_text("utf-8")


def test_a_report_replaces_no_file_unasked(tmp_path):
    out = tmp_path / "out.md"
    out.write_text("precious")
    _, errors, code = text(run("estimate", "twitter", "-o", out))
    assert (code, out.read_text()) == (2, "precious")
    assert errors.startswith("file-exists: ") and "--force replaces it" in errors
    assert run("estimate", "twitter", "-o", out, "--force").returncode == 0
    assert out.read_text("utf-8").startswith("# Twitter")


def test_a_failed_run_leaves_the_output_file_as_it_was(tmp_path):
    out = tmp_path / "out.json"
    out.write_text("precious")
    code = run("estimate", "-", "-o", out, "--force", stdin=b"assumptions: {dau: 3 dya}").returncode
    assert code == 2
    assert out.read_text() == "precious"
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize("where", ["folder", "missing/out.json"])
def test_an_output_that_cannot_be_written_is_said(where, tmp_path):
    (tmp_path / "folder").mkdir()
    out, errors, code = text(run("estimate", "twitter", "-o", tmp_path / where))
    assert (code, out) == (2, "")
    assert errors.startswith("unwritable-file: ")


def test_output_follows_a_link_keeps_permissions_and_spares_the_scenario(tmp_path):
    scenario, target, link = (tmp_path / name for name in ("my.yaml", "target.md", "link.md"))
    scenario.write_bytes(SEARCH)
    target.write_text("old")
    target.chmod(0o600)
    link.symlink_to(target)
    assert run("estimate", scenario, "-o", link, "--force").returncode == 0
    assert link.is_symlink() and "300M users" in target.read_text("utf-8")
    assert target.stat().st_mode & 0o777 == 0o600
    _, errors, code = text(run("estimate", scenario, "-o", scenario))
    assert code == 2 and errors.startswith("same-file: ")
    assert scenario.read_bytes() == SEARCH


def test_a_full_disk_and_closed_streams_are_said_or_borne():
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        process = subprocess.run(
            [*CAPEST, "estimate", "twitter"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert process.returncode == 2
    assert process.stderr.startswith(b"unwritable-file: ") and b"Traceback" not in process.stderr
    for closing, code in (("<&-", 2), (">&-", 0), ("2>&-", 0)):
        name = "-" if closing == "<&-" else "twitter"
        words = ["sh", "-c", f"{sys.executable} -m capest estimate {name} {closing}"]
        process = subprocess.run(words, capture_output=True, check=False)
        assert process.returncode == code, closing
        assert b"Traceback" not in process.stderr


def test_a_changed_value_is_what_is_written():
    """A derived quantity in another dimension fits where the scenario lets it, as in the file."""
    derived = SEARCH + b"derived: {load: search.qps * 2}\nexpect: [load >= 1/s]\n"
    assert run("estimate", "-", "--set", "load=5/s", stdin=derived).returncode == 0
    for load in ("5 GB", "5"):
        _, errors, code = text(run("estimate", "-", "--set", f"load={load}", stdin=derived))
        assert code == 2 and " dimension: " in errors


def test_an_unused_assumption_is_warned_of():
    _, errors, code = text(run("estimate", "-", "--set", "mau=3M", stdin=SEARCH))
    assert code == 0 and "warning: unused-assumption: nothing uses 'mau'" in errors


def test_many_problems_are_told_in_part_and_in_time():
    faulty = b"assumptions:\n" + b"".join(b"  a%d: bad%d\n" % (i, i) for i in range(5000))
    started = time.monotonic()
    _, errors, code = text(run("estimate", "-", stdin=faulty))
    assert code == 2 and errors.endswith("... and 51 more\n")
    assert time.monotonic() - started < 20


def test_a_deep_derivation_says_where_it_goes_on():
    chain = "assumptions:\n  a0: 1\n" + "".join(f"  a{i}: a{i - 1} + 1\n" for i in range(1, 900))
    for depth in ("all", "999"):
        out, _, code = text(run("explain", "-", "a899", "--depth", depth, stdin=chain.encode()))
        assert code == 0 and "goes on)" in out


def test_a_report_of_nothing_says_so(tmp_path):
    out, errors, code = text(run("estimate", "-", "--only", "shards", stdin=SEARCH))
    assert (code, out) == (2, "") and "there is no shards in this scenario" in errors
    assert run("estimate", "twitter", "-o", tmp_path / "x.pdf").returncode == 2


def test_a_change_may_leave_an_assumption_unused():
    change = "search.per_user=20/day"
    assert text(run("estimate", "twitter", "--set", change))[1] == ""


def test_bad_input_in_json_still_is_json():
    result = run("estimate", "-", "-f", "json", stdin=b"assumptions: {dau: 3 dya, mau: 4 dya}")
    found = json.loads(result.stdout)
    assert result.returncode == 2
    assert [problem["code"] for problem in found["problems"]] == ["unknown-unit", "unknown-unit"]
    assert found["quantities"] == {}


# --- bad files ---


def _write(content):
    def make(folder):
        path = folder / "bad.yaml"
        path.write_bytes(content)
        return path

    return make


def _sparse(folder):
    path = folder / "big.yaml"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    return path


BOMB = b"a: &a [x,x]\n" + b"".join(
    b"%c: &%c [*%c,*%c]\n" % (97 + i, 97 + i, 96 + i, 96 + i) for i in range(1, 24)
)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (_write(b""), "empty-file"),
        (_write(b"\n# nothing\n"), "empty-file"),
        (_write(b"title: caf\xe9\n"), "bad.yaml:1:11: not-utf-8"),
        (_write("title: x\n".encode("utf-16")), "not-utf-8"),
        (_write(b"title: a\x00b\n"), "bad.yaml:1:9: yaml"),
        (_write(b"x" * 1_500_000), "file-too-large"),
        (_sparse, "file-too-large"),
        (_write(BOMB), "alias"),
        (_write(b"[" * 100_000), "too-deep"),
        (_write(b"assumptions: {a: " + b"9**" * 40 + b"9}"), "too-large"),
        (lambda folder: folder / "nothing.yaml", "file-not-found"),
        (lambda folder: folder, "unreadable-file"),
        (lambda folder: "twiter", "did you mean 'twitter'?"),
        (lambda folder: "", "unreadable-file"),
    ],
)
def test_bad_files_get_one_message_and_exit_2(make, said, tmp_path):
    out, errors, code = text(run("estimate", make(tmp_path)))
    assert (code, out) == (2, "")
    assert said in errors and "Traceback" not in errors


def test_byte_order_mark_and_windows_line_ends_are_fine(tmp_path):
    path = tmp_path / "windows.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SEARCH.replace(b"\n", b"\r\n"))
    assert run("estimate", path).returncode == 0


def test_every_fault_of_a_file_comes_in_one_go():
    faulty = b"trafic: {}\nassumptions:\n  dau: 3 dya\n  b-c: 3\n"
    _, errors, code = text(run("estimate", "-", stdin=faulty))
    assert code == 2
    assert [line.split(" ")[2] for line in errors.splitlines() if "standard input:" in line] == [
        "unknown-section:", "unknown-unit:", "bad-name:",
    ]  # fmt: skip


# --- explain, check, calc, list, new, schema, units ---


def test_explain_goes_down_to_what_was_given():
    out, _, code = text(run("explain", "twitter", "search.peak_qps"))
    assert code == 0
    for part in ("= search.qps × peak_factor", "34.7k request/s × 3", "dau", "twitter.yaml:"):
        assert part in out


def test_several_sections_are_shown_by_their_names():
    out, _, code = text(run("estimate", "twitter", "--only", "traffic, derived"))
    assert code == 0 and "TRAFFIC" in out and "DERIVED" in out and "CACHES" not in out
    _, errors, code = text(run("estimate", "twitter", "--only", "traffic,cachs"))
    assert code == 2 and "did you mean 'caches'?" in errors
    _, errors, code = text(run("estimate", "dropbox", "--only", "traffic,regions"))
    assert code == 2 and "there is no regions in this scenario" in errors


@pytest.mark.parametrize(("name", "said"), [("docs", "no file or folder docs"), ("twiter", "mean")])
def test_a_name_of_nothing_is_a_path_unless_it_is_like_a_scenario(name, said):
    _, errors, code = text(run("check", name))
    assert code == 2 and said in errors


def test_explain_lists_what_an_entry_has():
    out, _, code = text(run("explain", "twitter", "search"))
    assert code == 0 and "search.peak_qps" in out and "post.qps" not in out


def test_explain_without_a_name_lists_all():
    out, _, code = text(run("explain", "twitter"))
    assert code == 0 and "post_store.shards" in out


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("search.peek_qps", "did you mean 'search.peak_qps'?"),
        ("search.ingress", "give search.request"),
        ("xyzzy", "lists all names"),
        ("fed", "did you mean 'feed'?"),
    ],
)
def test_explain_helps_with_a_name_that_has_no_value(name, said):
    _, errors, code = text(run("explain", "twitter", name))
    assert code == 2 and said in errors


def test_check_passes_fails_and_points_at_the_line(tmp_path):
    path = tmp_path / "my.yaml"
    path.write_bytes(SEARCH + b"expect:\n  - search.qps ~ 30k/s\n  - search.qps <= 30k/s\n")
    out, _, code = text(run("check", "my.yaml", cwd=tmp_path))
    assert code == 1
    assert out.startswith(
        "my.yaml:5:5: expectation: search.qps is 34.7k request/s; expected <= 30k"
    )
    assert out.endswith("checked 2 expectations in 1 scenario: 1 hold, 1 fail\n")
    assert run("check", path, "--set", "dau=200M").returncode == 1, "20k is not about 30k"
    assert run("check", path, "--napkin").returncode == 0


def test_check_of_several_scenarios_goes_on_after_a_bad_one(tmp_path):
    (tmp_path / "bad.yaml").write_text("trafic: {}\n")
    out, errors, code = text(run("check", "bad.yaml", "twitter", cwd=tmp_path))
    assert code == 2
    assert "unknown-section" in errors and "1 cannot be read" in out


def test_check_warns_of_what_holds_at_the_middle_of_a_range_only():
    scenario = b"assumptions: {wait: 150 ms to 250 ms}\nexpect: [wait <= 200 ms, wait <= 250 ms]\n"
    out, errors, code = text(run("check", "-", stdin=scenario))
    assert code == 0 and out == "checked 2 expectations in 1 scenario: 2 hold, 0 fail\n"
    assert errors.count("warning: holds-at-the-middle: wait is 194 ms at the middle") == 1
    assert run("check", "-", "--fail-on", "warning", stdin=scenario).returncode == 1


def test_check_says_when_nothing_is_expected():
    out, errors, code = text(run("check", "-", stdin=SEARCH))
    assert code == 0
    assert "nothing-expected" in errors and "checked 0 expectations" in out


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (["300M users * 10 searches/user/day in 1/s"], "34.7k/s  = 34,722.2222222222/s"),
        (["300M", "*", "10/day", "in", "1/s", "--napkin"], "30k/s  = 30,000/s"),
        (["62^7", "--exact"], "3,521,614,606,208"),
        (["6 Mbit/s * 1.5 h in GiB", "--exact"], "3.77185642719269 GiB"),
        (["2+3"], "5"),
        (["-5 + 3"], "-2"),
        (["ceil(1e13)", "--exact"], "10,000,000,000,000"),
        (["floor(1e13 + 5)", "--exact"], "10,000,000,000,005"),
        (["1234567890123456", "--exact"], "1,234,567,890,123,456"),
        (["next_power_of_two(0.3)"], "1"),
        (["20% of 300M"], "60M  = 60,000,000"),
        (["0.02 $/GB * 5 TB"], "$100  = 100 USD"),
        (["5TB/250GB"], "20"),
        (["0.125 in %"], "12.5%"),
        (["2^64", "--exact"], "18,446,744,073,709,551,616"),
        (["-5 to 5 GB"], "0 B  = 0 GB  (the middle of a range)"),
        (["10 millions"], "10M  = 10,000,000"),
        (["1M/month in rps"], "0.386 request/s  = 0.385802469135802 request/s"),
        (["500 hours/min in hours/day"], "720k  = 720,000"),
        (["5 GB/s in GB/day"], "432k GB/day  = 432,000 GB/day"),
        (["$5/GB * 3 TB/day in $/day"], "$15k/day  = 15,000 USD/day"),
        (["62^6 keys"], "56.8B keys  = 56,800,235,584 keys"),
        (["75 deliveries/post"], "75 delivery/post"),
        (["100 requests/s * (75 deliveries/post)"], "7.5k delivery/s  = 7,500 delivery/s"),
    ],
)
def test_calc(words, answer):
    assert text(run("calc", *words)) == (f"{answer}\n", "", 0)


@pytest.mark.parametrize(
    "expression",
    [
        "dau * 3", "3 GB + 1 s", "1/0", "9**9**9", "1 user +", "", "(-8)^(1/3)", "ln(0)",
        "time_at_present_rate(1, 1)", "(1 MB)^1000000", "1 day * (1 s)^1e9", "3 x 4", "1,5", "1 in",
        "5TB / 250GB/s",
        "3 MB to GB", "1 to 2M", "20 M riders", "+-5", "(50 + 50) + 10%", "10 users + 10%",
        "300M users in GB", "5 furlongs", "1.5M users +- 10%",
        "2^(3 GB)", "((1 GB)^9)^9",
    ],
)  # fmt: skip
def test_calc_refuses_with_a_place(expression):
    out, errors, code = text(run("calc", expression))
    assert (code, out) == (2, "")
    assert errors.startswith("calc:1:")


def test_calc_in_several_words_says_what_the_shell_may_have_done():
    _, errors, code = text(run("calc", "300M", "README.md", "10"))
    assert code == 2 and "warning: unquoted: " in errors and "single quotes" in errors


def test_list_names_every_shipped_scenario_with_a_summary():
    out, _, code = text(run("list"))
    assert code == 0
    for name in SHIPPED:
        assert f"\n{name}\n" in f"\n{out}"


def test_new_writes_a_scenario_that_works_and_never_overwrites(tmp_path):
    path = tmp_path / "my.yaml"
    assert run("new", path).returncode == 0
    assert run("check", path).returncode == 0
    kept = path.read_text("utf-8")
    _, errors, code = text(run("new", path, "--from", "twitter"))
    assert code == 2 and "file-exists" in errors and path.read_text("utf-8") == kept
    assert run("new", path, "--from", "twitter", "--force").returncode == 0
    shipped = (ROOT / "scenarios" / "twitter.yaml").read_text("utf-8")
    assert path.read_text("utf-8").partition("\n")[2] == shipped, "behind the schema's line"
    assert run("new", tmp_path / "other.yaml", "--from", "nothing").returncode == 2
    assert not (tmp_path / "other.yaml").exists()


def test_every_shipped_scenario_fits_the_schema_and_a_typo_does_not():
    schema = json.loads(run("schema").stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    template = ROOT / "capest" / "cli" / "template.yaml"
    for path in [template, *(ROOT / "scenarios").glob("*.yaml")]:
        validator.validate(yaml.safe_load(path.read_text("utf-8")))
    for wrong in (
        {"trafic": {}},
        {"traffic": {"search": {"per_usr": "3/day"}}},
        {"traffic": {"search": {"kind": "reads", "rate": "3/s"}}},
        {"traffic": {"search": {"per_user": "3/day", "rate": "3/s"}}},
        {"shards": {"store": {"max_size": "3 TB"}}},
    ):
        assert not validator.is_valid(wrong), wrong


@pytest.mark.parametrize("section", sections(), ids=lambda section: section.name)
def test_fields_lists_every_field_and_quantity_within_80_columns(section):
    out, _, code = text(run("fields", section.name))
    assert code == 0
    assert max(map(len, out.splitlines())) <= 80
    listed = {line.split()[0] for line in out.splitlines() if line[:2] == "  " and line[2] != " "}
    assert listed >= {item.name for item in (*section.fields, *section.formulas)}


def test_fields_of_an_unknown_section_names_the_nearest():
    out, err, code = text(run("fields", "shard"))
    assert (out, code) == ("", 2)
    assert err == "unknown-section: 'shard' is not a section\n    hint: did you mean 'shards'?\n"


def test_units_lists_the_words_and_functions():
    out, _, code = text(run("units"))
    assert code == 0
    for word in ("GiB", "queries", "next_power_of_two", "USD", "shard"):
        assert word in out


def test_version_and_help():
    assert text(run("--version"))[0].startswith("capest 0.")
    for words in ([], ["--help"], ["estimate", "--help"], ["cache", "--help"]):
        out = text(run(*words))[0] + text(run(*words))[1]
        assert "Usage: capest" in out
        assert "..." not in out.partition("Commands:")[2], "a summary is one short sentence"


# --- terminals, pipes and interruptions ---


@pytest.mark.parametrize(
    "words", [*(["estimate", name] for name in SHIPPED), ["list"], ["units"], ["fields"]]
)
def test_reports_fit_80_columns(words):
    for line in text(run(*words))[0].splitlines():
        assert len(line) <= 80, line


def test_all_digits_fit_80_columns_too():
    out = text(run("estimate", "twitter", "--exact"))[0]
    assert "16,666,666,666.6667 bit/s" in out
    assert max(map(len, out.splitlines())) <= 80


def _on_a_terminal(*words, **environment):
    """What a person sees: the output on a pseudo-terminal."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*CAPEST, *words], stdin=theirs, stdout=theirs, stderr=theirs,
        env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", "LINES": "99", **environment},
    )  # fmt: skip
    os.close(theirs)
    seen = b""
    while select.select([ours], [], [], 30)[0]:
        try:
            part = os.read(ours, 65536)
        except OSError:
            break
        if not part:
            break
        seen += part
    os.close(ours)
    assert process.wait(30) == 0
    return seen.decode().replace("\r\n", "\n")


def test_colour_on_a_terminal_only_and_never_with_no_color():
    piped = text(run("estimate", "twitter"))[0]
    coloured = _on_a_terminal("estimate", "twitter")
    assert "\x1b[" in coloured
    assert "\x1b[" not in piped
    for plain in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        assert _on_a_terminal("estimate", "twitter", **plain) == piped


def test_a_closed_pipe_and_an_interruption_end_quietly():
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as closed:
        process = subprocess.run(
            [*CAPEST, "estimate", "twitter"], stdout=closed, stderr=subprocess.PIPE, check=False
        )
    assert process.stderr == b""
    waiting = subprocess.Popen(
        [*CAPEST, "estimate", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )  # fmt: skip
    waiting.stdin.write(b"#" * 2**17)  # twice what a pipe holds: once it is written, it is read
    waiting.stdin.flush()
    waiting.send_signal(signal.SIGINT)
    out, errors = waiting.communicate(timeout=30)
    assert (out, errors, waiting.returncode) == (b"", b"", -signal.SIGINT)


def test_output_survives_a_terminal_that_is_not_utf_8():
    result = run("estimate", "twitter", PYTHONIOENCODING="ascii")
    assert result.returncode == 0 and b"Traceback" not in result.stderr


# --- first words ---


@pytest.mark.parametrize(
    ("words", "said", "code"),
    [
        (["init"], "'init' is not a command: did you mean 'new'?", 2),
        (["help", "list"], "List the shipped scenarios", 0),
        (["fields", "-h"], "List the fields of sections", 0),
        (["-V"], "capest 0.1.0", 0),
        (["fields", "kafka"], "shards take it as limits: kafka", 0),
        (["fields", "max_size"], "a word of shards\n    hint: `capest fields shards`", 2),
        (["fields", "upload"], "of a name in a scenario, `capest explain my.yaml NAME` tells", 2),
        (["check", "--since", "HEAD", "--quiet"], "`capest compare my.yaml --base REVISION`", 2),
        (["estimate", "twitter", "--set", "dau", "20M"], "write --set dau=20M", 2),
        (["estimate", "twitter", "--set", "dau:20M"], "write --set dau=20M", 2),
        (["estimate", "twitter", "--set", "dau=20-50M"], "write 20M to 50M for a range", 2),
        (["estimate", "twitter", "--set", "dau=2x"], "'2x' is how many times", 2),
        (["estimate", "twitter", "--set", "dau=50%"], "write how many there are", 2),
        (["estimate", "twitter", "--set", "post.body=3KB"], "did you mean 'post.request'", 2),
        (["explain", "twitter", "shards"], "which of post_store.shards, follow_store.shards?", 2),
        (["explain", "instagram", "posts.stord"], "did you mean 'posts.stored'?", 2),
        (["explain", "twitter", "in_time"], "feed.in_time = 99.62%", 0),
        (["estimate", "dropbox", "--only", "derived"], "bytes_per_signup", 0),
        (
            ["estimate", "twitter", "--json"],
            "--json is not an option: did you mean --format json?",
            2,
        ),
        (["check", "--strict"], "--strict is not an option: did you mean --fail-on?", 2),
        (["bind", "--scenario=a.yaml", "a.md"], "<!-- capest: use my.yaml -->", 2),
        (["check", "a.md", "--fix"], "`capest fix` corrects the numbers", 2),
        (["practice", "--count", "3"], "did you mean --n?", 2),
    ],
)
def test_first_words_lead_on(words, said, code):
    output, errors, result = text(run(*words))
    assert (said in output + errors, result) == (True, code)


@pytest.mark.parametrize(
    "words", [("check", "a.md"), ("estimate", "twitter"), ("cache", "fit", "a")]
)
@pytest.mark.parametrize("name", ["sarif", "html", "json", "gitlab", "teamcity"])
def test_a_format_is_proposed_to_a_command_that_has_it(words, name):
    _, errors, _ = text(run(*words, f"--{name}"))
    assert (f"did you mean --format {name}?" in errors) == (
        "is not a format" not in text(run(*words, "--format", name))[1]
    )


def test_estimate_draws_ranges_and_refuses_numbers_of_draws_that_are_none():
    text_ = SEARCH.replace(b"300M", b"200M to 400M")
    plain = text(run("estimate", "-", stdin=text_))[0]
    drawn, errors, code = text(run("estimate", "-", "--ranges", stdin=text_))
    assert (code, errors) == (0, "") and "peak, 90 %" in drawn and "90 %" not in plain
    assert drawn == text(run("estimate", "-", "--draws", "2048", "--seed", "1", stdin=text_))[0]
    assert (
        "500 draws of 1 range, seed 7"
        in text(run("estimate", "-", "--draws", "500", "--seed", "7", stdin=text_))[0]
    )
    for draws in ("0", "-3", "1000000000"):
        _, errors, code = text(run("estimate", "-", "--draws", draws, stdin=text_))
        assert (code, errors.count("\n")) == (2, 2) and "draws cannot be made" in errors


@pytest.mark.parametrize("command", [["estimate"], ["check"], ["explain"], ["compare"]])
def test_one_name_is_set_once(command):
    words = ["search.qps"] if command == ["explain"] else []
    twice = ["--set", "dau=1M", "--set", " dau = 2M"]
    _, errors, code = text(run(*command, "twitter", *words, *twice))
    assert code == 2 and errors.startswith("excluded-option: 'dau' is set twice\n")
