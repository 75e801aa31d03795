"""What a check keeps of the documents that it has read: counts, and the rest on the disk."""

from __future__ import annotations

import gc
import resource
import subprocess
import tempfile
import tracemalloc
from dataclasses import replace

import pytest
from program import CAPEST

from capest.claims.reports import FORMATS
from capest.cli.documents.check_options import CheckOptions
from capest.cli.documents.outputs import outputs_of
from capest.cli.documents.run import checked
from capest.cli.documents.spool import Spool

MODEL = """\
capest: 1
assumptions: {dau: 300M users, peak_factor: 3}
traffic: {search: {per_user: 10/day, response: 5 KB}}
"""
FILLER = "Words that say nothing in particular, of which a page has very many.\n\n"
DOCUMENT = f"""\
<!-- capest: use m.yaml -->

It is 30K QPS<!-- capest: search.peak_qps -->, at most 3K QPS<!-- capest: search.qps -->.

And 5 KB<!-- capest: search.qps --> or x<!-- capest: search.qps -->, so 2 * 3 GB = 7 GB.

{FILLER * 150}
"""
MOST_KEPT = 4_000
"""Bytes of a document: its name, and what says whether it has changed."""


def test_what_is_kept_of_a_document_is_next_to_nothing(tmp_path, monkeypatch):
    """Of the text, the claims and the findings of 10 kB, in every format."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "m.yaml").write_text(MODEL)
    options = replace(CheckOptions(), paths=(".",), unbound=True, statistics=True)

    def kept(documents):
        for number in range(documents):
            (tmp_path / f"{number}.md").write_text(DOCUMENT)
        tracemalloc.start()
        outputs = outputs_of(options, [f"{name}:out.{name}" for name in FORMATS])
        findings = checked(options, notes=(outputs.note,))
        gc.collect()
        size, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert findings.claims.total() == 4 * documents
        return size - sum(one.parts.size for one in (outputs.shown, *outputs.files))

    kept(2)
    few, many = kept(5), kept(20)
    assert many - few <= 15 * MOST_KEPT


@pytest.mark.parametrize("size", [10, 1_000])
def test_parts_are_gone_through_again_and_much_is_on_the_disk(size):
    tracemalloc.start()
    spool = Spool()
    for number in range(4_000):
        spool.add([number, "x" * size], is_document=True)
    spool.add([-1, ""], is_document=False)
    for _ in range(2):
        assert [number for number, _ in spool] == list(range(-1, 4_000))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 3_000_000 and spool.size > 4_000 * size


def test_where_no_temporary_file_can_be_made_memory_has_to_do(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    spool = Spool()
    for number in range(300):
        spool.add([number, "x" * 10_000], is_document=True)
    assert [number for number, _ in spool] == list(range(300))


@pytest.mark.parametrize("words", [["-f", "json"], ["--output", "json:out.json"]])
def test_a_full_disk_is_told_and_leaves_what_was_there(words, tmp_path):
    """Of a temporary file, as of the output."""
    (tmp_path / "m.yaml").write_text(MODEL)
    (tmp_path / "a.md").write_text(DOCUMENT + "It keeps 5 GB of posts.\n\n" * 4_990)
    (tmp_path / "out.json").write_text("old")
    size = 1_100_000
    result = subprocess.run(
        [*CAPEST, "check", "a.md", "--unbound", *words],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
    )
    told = "unwritable-file: a temporary file cannot be written: file too large\n"
    assert (result.returncode, result.stdout, result.stderr) == (2, "", told)
    assert (tmp_path / "out.json").read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.md", "m.yaml", "out.json"]
