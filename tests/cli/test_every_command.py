"""Every command takes every broken file, in every format, to a message and the right exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from capest.claims.documents.formats import is_document
from capest.claims.reports import FORMATS as OF_FINDINGS
from capest.cli.app import full_app
from capest.render import FORMATS as OF_ESTIMATES

TESTS = Path(__file__).parent.parent
SCENARIOS = sorted((TESTS / "problems").glob("*.yaml"))
DOCUMENTS = sorted(
    path
    for folder in ("check", "fix", "propose")
    for path in (TESTS / "claims" / folder).rglob("*")
    if is_document(path.name)
)


@pytest.fixture(scope="module")
def run():
    runner = CliRunner()

    def invoke(*words):
        done = runner.invoke(full_app(), [str(word) for word in words])
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        assert done.exit_code in (0, 1, 2)
        return done

    return invoke


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_a_broken_scenario(run, path):
    codes = {run("estimate", path, "-f", name).exit_code for name in OF_ESTIMATES}
    assert codes in ({0}, {2}), "estimates do not fail, they are given or refused"
    for words in (["explain", path], ["practice", "--print", "--scenario", path]):
        judged = codes == {2} and "expect" in path.read_text("utf-8")  # these judge nothing
        done = run(*words)
        fits = done.exit_code in (codes | {0} if judged else codes)
        assert fits or done.stderr.startswith("no-questions: ")  # too little to ask about
    for name in OF_FINDINGS:
        done = run("check", path, "-f", name)
        assert codes == {2} or done.exit_code in (0, 1)
        assert done.exit_code == 2 or codes == {0} or "expect" in path.read_text("utf-8")
        if name == "json" and done.exit_code == 1:
            assert json.loads(done.stdout)["summary"]["fails"] > 0


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_broken_document(run, path):
    codes = {name: run("check", path, "-f", name).exit_code for name in OF_FINDINGS}
    assert len(set(codes.values())) == 1, "no format decides"
    if 1 in codes.values():
        assert json.loads(run("check", path, "-f", "json").stdout)["summary"]["errors"] > 0
    for words in (["fix", "--diff"], ["fix", "--dry-run"], ["bind"]):
        run(*words, path)


@pytest.mark.parametrize(
    "answer", ["1e-308", "5e-324 /day", "1e308", "0", "-1", "inf", "1e999", "9" * 400]
)
@pytest.mark.parametrize("kind", ["step.qps.1", "step.storage.1", "slip.qps.1", "range.1"])
def test_an_answer_of_any_size(run, answer, kind, tmp_path):
    sheet = tmp_path / "answers.txt"
    sheet.write_text(f"{kind}: {answer}\n")
    assert run("practice", "--answers", sheet).exit_code in (0, 2)
    sheet.write_text(json.dumps({kind: answer}))
    assert run("practice", "--answers", sheet, "--json").exit_code in (0, 2)


@pytest.mark.parametrize(
    "text", ['{"step.qps.1": ' + "9" * 5000 + "}", "[" * 5000, "[1", "{}", "[3]"]
)
def test_a_sheet_of_any_json(run, text, tmp_path):
    (tmp_path / "a.json").write_text(text)
    assert run("practice", "--answers", tmp_path / "a.json").exit_code == 2
