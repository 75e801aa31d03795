"""Runs the script of a page in node, where there is one."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

MODELS = Path(__file__).parents[3] / "capest" / "render" / "page" / "models.js"
NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="node is not on this machine")


def run(code, given):
    """What a script, after the models, prints of what it is given; NaN is None."""
    read = "const given = JSON.parse(require('fs').readFileSync(0, 'utf8'));"
    script = f"{MODELS.read_text('utf-8')}\n{read}\nconsole.log(JSON.stringify({code}));"
    with tempfile.NamedTemporaryFile("w", suffix=".js", encoding="utf-8") as file:
        file.write(script)
        file.flush()
        found = subprocess.run(
            [NODE, file.name], input=json.dumps(given), capture_output=True, text=True, check=False
        )
    assert found.returncode == 0, found.stderr
    return json.loads(found.stdout)
