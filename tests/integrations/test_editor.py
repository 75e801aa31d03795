"""Completion and checks in an editor, by the YAML language server itself where it is installed
(`npm install --global yaml-language-server`, 27 MB), spoken to as editors do.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import program
import pytest

PROGRAMS = Path(sys.executable).parent
PATHS = (str(PROGRAMS.parent / "node_modules" / ".bin"), os.environ["PATH"])
SERVER = shutil.which("yaml-language-server", path=os.pathsep.join(PATHS))
HEADER = "# yaml-language-server: $schema=capest.schema.json\n"


class Editor:
    """An editor with one document open, over standard input and output (the Language Server
    Protocol 3.17).
    """

    def __init__(self, folder):
        self.process = subprocess.Popen(
            [SERVER, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder
        )
        self.number = 0
        self.diagnostics = []
        folders = {"workspace": {"configuration": True}}
        self.ask("initialize", processId=None, rootUri=folder.as_uri(), capabilities=folders)
        self.send("initialized")

    def close(self):
        self.process.kill()
        self.process.communicate()

    def send(self, method, request=None, **params):
        message = {"jsonrpc": "2.0", "method": method, "params": params}
        self.write(message | ({"id": request} if request is not None else {}))

    def write(self, message):
        body = json.dumps(message).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def read(self):
        size = 0
        while line := self.process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            size = int(value) if name.lower() == b"content-length" else size
        return json.loads(self.process.stdout.read(size))

    def ask(self, method, **params):
        """The result of a request; what the server asks or tells meanwhile is answered."""
        self.number += 1
        self.send(method, self.number, **params)
        while (message := self.take()).get("id") != self.number or "method" in message:
            pass
        return message["result"]

    def take(self):
        message = self.read()
        if message.get("method") == "textDocument/publishDiagnostics":
            self.diagnostics.append(message["params"]["diagnostics"])
        elif message.get("method") == "workspace/configuration":
            known = {
                "yaml": {"validate": True, "completion": True, "schemaStore": {"enable": False}}
            }
            found = [known.get(item.get("section")) for item in message["params"]["items"]]
            self.write({"jsonrpc": "2.0", "id": message["id"], "result": found})
        elif "method" in message and "id" in message:
            self.write({"jsonrpc": "2.0", "id": message["id"], "result": None})
        return message

    def open(self, path, text):
        self.uri = path.as_uri()
        document = {"uri": self.uri, "languageId": "yaml", "version": 1, "text": text}
        self.send("textDocument/didOpen", textDocument=document)

    def complaints(self):
        """What the server finds wrong with the document."""
        while not self.diagnostics:
            self.take()
        return [item["message"] for item in self.diagnostics[-1]]

    def completed(self, line, column):
        place = {"line": line, "character": column}
        found = self.ask("textDocument/completion", textDocument={"uri": self.uri}, position=place)
        items = found["items"] if isinstance(found, dict) else found
        return {item["label"]: item for item in items}


@pytest.fixture
def editor(tmp_path):
    if SERVER is None:
        pytest.skip("yaml-language-server is not installed")
    found = Editor(tmp_path)
    yield found
    found.close()


def new(folder, *words):
    result = program.run("new", *words, cwd=folder)
    assert result.returncode == 0, result.stderr
    return result.stdout.decode()


def test_a_new_scenario_names_the_schema_of_its_repository(tmp_path):
    (tmp_path / ".git").mkdir()
    (tmp_path / "deep" / "er").mkdir(parents=True)
    assert "wrote capest.schema.json beside it" in new(tmp_path, "a.yaml")
    assert (tmp_path / "a.yaml").read_text().startswith(HEADER)
    schema = (tmp_path / "capest.schema.json").read_bytes()
    assert schema == program.run("schema").stdout
    assert "beside" not in new(tmp_path, "deep/er/b.yaml", "--from", "twitter")
    header = (tmp_path / "deep" / "er" / "b.yaml").read_text().splitlines()[0]
    assert header == "# yaml-language-server: $schema=../../capest.schema.json"
    new(tmp_path, "deep/c.yaml", "--from", "a.yaml")
    assert (tmp_path / "deep" / "c.yaml").read_text() == (tmp_path / "a.yaml").read_text()
    new(tmp_path, "deep/d.yaml", "--no-schema")
    assert "$schema" not in (tmp_path / "deep" / "d.yaml").read_text()
    assert program.run("check", ".", cwd=tmp_path).returncode == 0
    assert sorted(path.name for path in Path(tmp_path).rglob("*.json")) == ["capest.schema.json"]


@pytest.mark.slow
def test_what_new_writes_has_no_complaint_and_is_completed(editor, tmp_path):
    new(tmp_path, "my.yaml")
    text = (tmp_path / "my.yaml").read_text()
    editor.open(tmp_path / "my.yaml", text + "sto")
    labels = editor.completed(text.count("\n"), 3)
    assert {"costs", "entities", "servers"} <= set(labels), "the sections that are not there yet"
    editor.diagnostics.clear()
    editor.open(tmp_path / "my.yaml", text)
    assert editor.complaints() == []


@pytest.mark.slow
def test_fields_are_completed_with_their_meaning_and_unknown_ones_told(editor, tmp_path):
    new(tmp_path, "my.yaml")
    text = f"{HEADER}capest: 1\nstorage:\n  posts:\n    size: 300 B\n    siez: 3\n    \n"
    editor.open(tmp_path / "my.yaml", text)
    labels = editor.completed(6, 4)
    assert {"keep", "replicas", "added_by"} <= set(labels)
    meaning = labels["keep"].get("documentation") or ""
    assert "kept" in (meaning if isinstance(meaning, str) else meaning["value"])
    assert any("siez" in message for message in editor.complaints())
