"""capest diagram on the command line."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from capest.cli.app import full_app


def run(*words):
    done = CliRunner().invoke(full_app(), ["diagram", *map(str, words)])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


def test_what_is_set_is_drawn():
    assert '(["users<br/>500M a day"])' in run("twitter", "--set", "dau=500M").stdout


def test_the_suffix_says_the_language(tmp_path):
    path = tmp_path / "twitter.dot"
    assert run("twitter", "-o", path).exit_code == 0
    assert path.read_text().startswith("digraph {\n")
    assert run("twitter", "-o", path).stderr.startswith("file-exists")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["twitter", "--as", "mermade"], "unknown-format: 'mermade' is not a format"),
        (["twitter", "-o", "x.png"], "unknown-format: 'png' is not a format"),
        (["empty.yaml"], "nothing-to-draw"),
        (["empty.yaml", "-o", "empty.yaml"], "same-file"),
    ],
)
def test_what_is_refused(words, code, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty.yaml").write_text("assumptions: {dau: 300M}\n")
    done = run(*words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(code)
