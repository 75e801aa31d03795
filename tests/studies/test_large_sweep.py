"""A sweep in parts: in threads, in processes, on a cluster, or run one after the other."""

from __future__ import annotations

import json
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import pytest
from typer.testing import CliRunner

import capest
from capest.cli.app import full_app

TEXT = """
assumptions: {dau: 300M}
traffic: {search: {per_user: 10/day}, feed: {per_user: 2/day}}
caches:
  hot: {serves: search, items: dau, item_size: 1 kB, popularity: zipf 0.9, hit_ratio: 95%}
expect: [search.qps <= 100k/s, dau > 0]
"""
VALUES = {"dau": "100M..1B*5", "hot.hit_ratio": ["80%", "90%", "95%"]}
SHOW = ["hot.memory", "search.qps"]


@pytest.fixture
def run(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text(TEXT)
    words = ["sweep", str(path), "dau=100M..1B*5", "hot.hit_ratio=80%,90%,95%"]

    def invoke(*more):
        done = CliRunner().invoke(full_app(), [*words, *more])
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done

    return invoke


@pytest.mark.parametrize("executor", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_executors(executor):
    alone = capest.sweep(TEXT, show=SHOW, **VALUES)
    with executor(2) as pool:
        assert capest.sweep(TEXT, show=SHOW, executor=pool, **VALUES) == alone


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_a_cluster_of_dask():
    distributed = pytest.importorskip("distributed", reason="Dask is not installed")
    with (
        distributed.LocalCluster(n_workers=2, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
    ):
        found = capest.sweep(TEXT, show=SHOW, executor=client.get_executor(), **VALUES)
    assert found == capest.sweep(TEXT, show=SHOW, **VALUES)


@pytest.mark.parametrize(("number", "show"), [(4, ["--show", "hot.memory"]), (17, [])])
def test_the_parts_are_the_whole(run, number, show):
    whole = run("-f", "jsonl", *show).stdout
    parts = [run("--shard", f"{at}/{number}", *show).stdout for at in range(1, number + 1)]
    assert "".join(parts) == whole
    lines = [json.loads(line) for line in whole.splitlines()]
    assert [line.pop("place") for line in lines] == list(range(15))
    assert [line["at"] for line in lines] == [
        point["at"] for point in json.loads(run("-f", "json", *show).stdout)["points"]
    ]


@pytest.mark.parametrize("name", ["table", "json", "csv", "markdown", "jsonl"])
def test_jobs_change_nothing(run, name):
    assert run("-f", name, "--jobs", "2").stdout == run("-f", name).stdout


def test_a_sweep_in_parts_may_be_larger(run):
    words = ["sweep", "pastebin", "text_size=1kB..2kB*50", "kept_for=1 year..2 years*60"]
    done = CliRunner().invoke(full_app(), words)
    assert (done.exit_code, done.stderr.split(":")[3].strip()) == (2, "number-of-values")
    done = CliRunner().invoke(full_app(), [*words, "--shard", "3000/3000"])
    assert json.loads(done.stdout)["place"] == 2999


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--shard", "0/3"], "not-a-part"),
        (["--shard", "4/3"], "not-a-part"),
        (["--shard", "half"], "not-a-part"),
        (["--shard", "1/2", "-f", "csv"], "unknown-format"),
        (["--jobs", "0"], "Usage"),
    ],
)
def test_what_is_refused(run, words, code):
    done = run(*words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(code)
