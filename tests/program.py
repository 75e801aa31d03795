"""Runs capest as a program of its own, with its own folder, environment, streams and exit code.

Each run is forked from one server that has imported capest, as to start Python takes longer than
most runs do. What a test does to the start itself, or to its terminal, needs `CAPEST`.
"""

from __future__ import annotations

import multiprocessing
import os
import pkgutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Timer

import capest

CAPEST = [sys.executable, "-m", "capest"]
"""The words that start it."""

_TIMEOUT = 60
_SERVER = multiprocessing.get_context("forkserver")
_MODULES = {module.name for module in pkgutil.walk_packages(capest.__path__, "capest.")}
_SERVER.set_forkserver_preload(["pytest", *sorted(_MODULES - {"capest.__main__"})])


def run(*words, cwd=None, stdin=None, **environment):
    """What `capest WORDS` prints, in bytes, and its exit code; `stdin` is text or bytes."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("GITHUB_")}
    words = [os.fsdecode(word) if isinstance(word, bytes) else str(word) for word in words]
    pipes = [_SERVER.Pipe(duplex=False) for _ in ("stdout", "stderr")]
    with tempfile.NamedTemporaryFile() as given, ThreadPoolExecutor() as pool:
        given.write(stdin.encode() if isinstance(stdin, str) else stdin or b"")
        given.flush()
        where = (words, cwd or Path.cwd(), own | environment)
        writers = [writer for _, writer in pipes]
        process = _SERVER.Process(target=_main, args=(*where, given.name, *writers))
        process.start()
        limit = Timer(_TIMEOUT, process.kill)
        limit.start()
        for writer in writers:
            writer.close()
        out, errors = pool.map(_all, [reader for reader, _ in pipes])
        process.join()
        limit.cancel()
    return subprocess.CompletedProcess(words, process.exitcode, out, errors)


def _all(reader):
    with reader, open(reader.fileno(), "rb", closefd=False) as stream:
        return stream.read()


def _main(words, folder, environment, given, *writers):
    for number, opened in enumerate((os.open(given, os.O_RDONLY), *writers)):
        os.dup2(opened if number == 0 else opened.fileno(), number)
    sys.stdin = open(0, closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", buffering=1, closefd=False)  # noqa: SIM115
    for writer in writers:
        writer.close()
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["capest", *words]
    from capest.cli.app import main

    main()
