"""Where the command line's limits lie: the largest that is taken, and the next that is not."""

from __future__ import annotations

import pytest
from program import run


def _run(folder, *words, **environment):
    result = run(*words, cwd=folder, **environment)
    return result.stdout.decode(), result.stderr.decode(), result.returncode


@pytest.mark.parametrize(("size", "is_read"), [(16_000_000, True), (16_000_001, False)])
def test_a_document_has_sixteen_million_bytes_at_most(tmp_path, size, is_read):
    (tmp_path / "a.md").write_bytes(b"x" * size)
    _, errors, code = _run(tmp_path, "check", "a.md")
    assert ("file-too-large" in errors, code == 2) == (not is_read, not is_read)


@pytest.mark.parametrize(("problems", "rest"), [(50, ""), (51, "... and 1 more\n")])
def test_fifty_problems_of_a_file_are_printed(tmp_path, problems, rest):
    lines = "".join(f"  d{number}: missing{number}\n" for number in range(problems))
    (tmp_path / "a.yaml").write_text(f"derived:\n{lines}")
    _, errors, code = _run(tmp_path, "estimate", "a.yaml")
    assert code == 2 and errors.count("a.yaml:") == 50
    assert errors.endswith(rest) and ("more\n" in errors) == bool(rest)


@pytest.mark.parametrize(("longest", "is_taken"), [(60, True), (61, False)])
def test_sixty_sizes_are_replayed_at_once(tmp_path, longest, is_taken):
    _, errors, code = _run(tmp_path, "cache", "trace", "1 2 1", "--sizes", f"1..{longest}")
    assert (code, "more than 60 sizes" in errors) == (0 if is_taken else 2, not is_taken)


@pytest.mark.parametrize(("length", "is_key"), [(2**20, True), (2**20 + 2**18, False)])
def test_a_key_has_a_mebibyte_at_most(tmp_path, length, is_key):
    """Looked at a block of a quarter at a time."""
    (tmp_path / "keys.txt").write_bytes(b"k" * length)
    _, errors, code = _run(tmp_path, "cache", "trace", "--trace", "keys.txt", "--size", 1)
    assert (code, "malformed-line" in errors) == (0 if is_key else 2, not is_key)


@pytest.mark.parametrize(("steps", "rest"), [(100, False), (101, True)])
def test_a_hundred_steps_of_a_stream_are_shown(tmp_path, steps, rest):
    stream = " ".join(str(number % 3) for number in range(steps))
    out, _, code = _run(tmp_path, "cache", "trace", stream, "--size", 2, "--policy", "fifo,random")
    assert code == 0 and out.count("... and 1 more step\n") == 2 * rest
    assert "\n  100 " in out and "\n  101 " not in out


@pytest.mark.parametrize(("number", "is_taken"), [(500, True), (501, False)])
def test_a_sheet_has_a_thousand_questions_at_most(tmp_path, number, is_taken):
    words = ["practice", "--print", "--kind", "fact", "--n", number, "--no-history"]
    _, errors, code = _run(tmp_path, *words)
    assert (code, "--n takes 1 to 500" in errors) == (0 if is_taken else 2, not is_taken)


def test_a_steps_summary_is_cut_before_github_refuses_it(tmp_path):
    """10^6 of the 2^20 bytes that one may have, and no half of a character."""
    line = f"5 QPS<!-- capest: {'é' * 900} -->\n\n"
    for name in "abcdefg":
        (tmp_path / f"{name}.md").write_text(line * 100, "utf-8")
        (tmp_path / f"{name}.capest.yaml").write_text("assumptions: {dau: 3M}\n")
    documents = [f"{name}.md" for name in "abcdefg"]
    _run(tmp_path, "check", *documents, GITHUB_STEP_SUMMARY=str(tmp_path / "summary"))
    written = (tmp_path / "summary").read_bytes()
    assert 999_990 < len(written) <= 1_000_000 and written.decode("utf-8")
