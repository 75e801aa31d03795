"""Forty documents of a team, taken from nothing to a green check that is true, in the steps of
`capest help ci`; `pytest -m slow -s` prints how long each takes.
"""

from __future__ import annotations

import re
import subprocess
import time

import program
import pytest

pytestmark = pytest.mark.slow

NAMES = ("search", "feed", "upload", "chat", "maps", "mail", "pay", "ads")
DOCUMENTS = 40

MODEL = """\
capest: 1
title: {name}
assumptions:
  dau: {dau}M users
  peak_factor: {{value: 3, source: "the busiest hour of last year"}}
traffic:
  {name}: {{per_user: {times}/day, kind: write, request: 2 KB, response: 30 KB}}
storage:
  items: {{added_by: {name}, size: 2 KB, keep: 5 years, replicas: 3}}
expect: [{name}.peak_qps <= 1M/s]
"""
DOCUMENT = """\
# {title} {number}

<!-- capest: use models/{name}.capest.yaml -->

We serve {dau}M daily users, each of whom makes {times} {name} requests a day.

| What | average | at peak |
|---|---|---|
| {title} requests | {qps} QPS | {peak} QPS |

Items take {day} TB a day, and {stored} PB are stored in the end with 3 replicas. Outages of last
year took 42 minutes. Peak egress of {name} was once thought to be {egress} Gbit/s.
"""


def _documents(folder):
    """The scenarios, and documents of which some have a number that was wrong when it was written,
    and some one that is bound, and wrong.
    """
    (folder / "models").mkdir()
    for index, name in enumerate(NAMES):
        dau, times = 10 * (index + 2), index + 3
        qps = dau * 1e6 * times / 86_400
        (folder / "models" / f"{name}.capest.yaml").write_text(
            MODEL.format(name=name, dau=dau, times=times)
        )
        for number in range(DOCUMENTS // len(NAMES)):
            text = DOCUMENT.format(
                title=name.title(),
                name=name,
                number=number,
                dau=dau,
                times=times,
                qps=f"{qps / 1000:.3g}K",
                peak=f"{3 * qps / 1000 * (10 if number == 0 else 1):.3g}K",
                day=f"{dau * times * 2e9 / 1e12:.3g}",
                stored=f"{dau * times * 2e9 * 365 * 5 * 3 / 1e15:.3g}",
                egress=f"{3 * qps * 30e3 * 8 / 1e9 / 8:.3g}",
            )
            if number == 1:
                text += f"\nIt is {qps / 500:.3g}K QPS<!-- capest: {name}.qps --> on average.\n"
            (folder / f"{name}-{number}.md").write_text(text)


@pytest.fixture
def step(tmp_path):
    """Runs a command in the repository, and prints how long it took."""
    _documents(tmp_path)
    known = ["-c", "user.name=a", "-c", "user.email=a@b.c"]
    for words in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-qm", "first"]):
        subprocess.run(["git", "-C", tmp_path, *known, *words], check=True)

    def run(*words, stdin=None):
        begin = time.perf_counter()
        done = program.run(*words, cwd=tmp_path, stdin=stdin)
        took = time.perf_counter() - begin
        out = done.stdout.decode()
        print(f"\n{took:5.2f} s  exit {done.returncode}  capest {' '.join(words)}")
        print("\n".join(f"         {line}" for line in out.splitlines()[-2:]))
        assert b"Traceback" not in done.stderr and took < 20
        return out, done.returncode

    run.folder = tmp_path
    return run


def test_from_nothing_to_a_check_that_is_green_and_true(step):
    folder = step.folder
    out, code = step("check")
    assert code == 1 and f"in {DOCUMENTS} documents" in out

    # 1. The baseline: green from the first day on, and what is new fails.
    assert step("check", "--baseline", "known.json", "--write-baseline")[1] == 0
    (folder / "capest.toml").write_text('baseline = "known.json"\n')
    assert step("check")[1] == 0
    new = folder / "search-9.md"
    new.write_text(
        "<!-- capest: use models/search.capest.yaml -->\n\n5K QPS<!-- capest: search.qps -->.\n"
    )
    assert step("check")[1] == 1
    new.unlink()

    # 2. Binding: what is beyond doubt at once, the rest by a person.
    out, _ = step("bind", ".")
    assert len(re.findall(r"^  \S+ .* is .*: a zero too many", out, re.M)) == len(NAMES)
    out, code = step("bind", ".", "--write")
    assert code == 0 and int(re.search(r"bound (\d+) numbers", out)[1]) >= 5 * DOCUMENTS
    out, _ = step("bind", ".", "--ask", stdin="1\n" * 1000)
    assert "bound " in out.splitlines()[-1]

    # 3. What was found suspicious is wrong, and told; it is mended, and the baseline renewed.
    out, code = step("check")
    assert code == 1 and out.count(": value: ") >= len(NAMES)
    step("fix", ".")
    out, code = step("check")
    assert "stale-baseline" in out
    assert step("check", "--write-baseline")[1] in (0, 1)

    # 4. Coverage: a share that holds now, and may not fall.
    out, code = step("check", "--statistics")
    assert code == 0
    share = int(re.search(r"numbers bound \((\d+)%\)", out)[1])
    assert share >= 60
    (folder / "capest.toml").write_text(f'baseline = "known.json"\nmin-bound = "{share}%"\n')
    assert step("check")[1] == 0

    # 5. The comment: what a pull request changes.
    model = folder / "models" / "search.capest.yaml"
    model.write_text(model.read_text().replace("20M users", "40M users"))
    assert step("check")[1] == 1, "the documents say what was true before"
    out, code = step("compare", ".", "--base", "main", "--format", "markdown")
    assert code == 0 and "| search-0.md |" in out and "2x" in out
    step("fix", ".", "--inputs")
    assert step("check")[1] == 0
