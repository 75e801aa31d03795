"""Reads what a run needs, and keeps to its border."""

from __future__ import annotations

from pathlib import Path

from ...claims.documents.document import MAXIMUM_BYTES, not_a_document
from ...claims.documents.formats import is_document
from ...claims.marks.library import SUFFIXES
from ...problems import CapestError, Source
from ...records import record
from ..border import Border, followed
from ..files import exists, read_bytes, read_source


@record
class RunFiles:
    """The files that a run may read."""

    border: Border

    def source(self, path: str) -> Source:
        """The text of a scenario; raises CapestError."""
        target = followed(path)
        self._check(path, target)
        return read_source(path, waits=self.border.names(target))

    def content(self, path: str) -> bytes:
        """The bytes of a document, by the name of the file that a link leads to; raises
        CapestError.
        """
        target = followed(path)
        self._check(path, target)
        is_named = self.border.names(target)
        if not (is_named or is_document(target.name)):
            raise CapestError(not_a_document(path))
        return read_bytes(path, MAXIMUM_BYTES, waits=is_named)

    def exists(self, path: str) -> bool:
        """Whether there is something to read at a path, or to refuse with the reason."""
        return not self.border.holds(followed(path)) or exists(path)

    def may_quote(self, path: str) -> bool:
        """Whether what is wrong in a file may be shown even where it is no scenario."""
        target = followed(path)
        return self.border.names(target) or target.name.endswith(SUFFIXES)

    def _check(self, path: str, target: Path) -> None:
        refusal = self.border.refusal(path, target)
        if refusal:
            raise CapestError(refusal)
