"""What formats say of each file, kept until all are checked: on the disk where it is much."""

from __future__ import annotations

import marshal
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from typing import IO, Any

from ...records import field, record
from ..files import telling_why

_IN_MEMORY = 2**20
"""Bytes up to which no file is made: what a check of one document says has not many more."""

_LENGTH = 8  # bytes of a length


@record(frozen=False)
class Spool:
    """The parts of a report, which can be gone through again: scenarios first, then documents."""

    scenarios: list[Any] = field(default_factory=list)
    documents: IO[bytes] = field(default_factory=BytesIO)
    size: int = 0
    """Bytes of the documents' parts."""

    def add(self, part: Any, *, is_document: bool) -> None:
        """Keep one more; raises OutputError where there is no room."""
        if not is_document:
            self.scenarios.append(part)
            return
        content = marshal.dumps(part)
        with telling_why("a temporary file"):
            if self.size <= _IN_MEMORY < self.size + len(content):
                with suppress(OSError):  # where nothing can be written, memory has to do
                    self.documents = _on_disk(self.documents)
            self.documents.seek(self.size)
            self.documents.write(len(content).to_bytes(_LENGTH, "big") + content)
            self.documents.flush()  # a full disk is told here
            self.size += _LENGTH + len(content)

    def __del__(self) -> None:
        with suppress(OSError):  # a disk that was full is still
            self.documents.close()

    def __iter__(self) -> Iterator[Any]:
        yield from self.scenarios
        place = 0
        while place < self.size:
            self.documents.seek(place)
            length = int.from_bytes(self.documents.read(_LENGTH), "big")
            yield marshal.loads(self.documents.read(length))  # noqa: S302 - we have written it
            place += _LENGTH + length


def _on_disk(parts: IO[bytes]) -> IO[bytes]:
    from shutil import copyfileobj
    from tempfile import TemporaryFile  # a check of a few files does without

    file = TemporaryFile()  # noqa: SIM115 - it has no name, and ends with the spool
    parts.seek(0)
    try:
        copyfileobj(parts, file)
        file.flush()
    except OSError:
        with suppress(OSError):
            file.close()
        raise
    return file
