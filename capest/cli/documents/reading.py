"""Reads what a run needs, and keeps to its border."""

from __future__ import annotations

import os
from pathlib import Path

from ...claims.documents.document import MAXIMUM_BYTES, not_a_document
from ...claims.documents.formats import is_document
from ...claims.marks.library import SUFFIXES
from ...problems import CapestError, Source
from ...records import field, record
from ..border import Border, followed
from ..files import exists, read_bytes, read_source


@record
class RunFiles:
    """The files that a run may read."""

    border: Border
    _folders: dict[str, tuple[Path, bool]] = field(default_factory=dict, repr=False)
    """Where folders lead, and whether their files may be read: most files are in a few of them."""

    def source(self, path: str) -> Source:
        """The text of a scenario; raises CapestError."""
        target = self._target(path)
        return read_source(path, waits=self.border.names(target))

    def content(self, path: str) -> bytes:
        """The bytes of a document, by the name of the file that a link leads to; raises
        CapestError.
        """
        target = self._target(path)
        is_named = self.border.names(target)
        if not (is_named or is_document(target.name)):
            raise CapestError(not_a_document(path))
        return read_bytes(path, MAXIMUM_BYTES, waits=is_named)

    def exists(self, path: str) -> bool:
        """Whether there is something to read at a path, or to refuse with the reason."""
        target, is_held = self._followed(path)
        return not (is_held or self.border.holds(target)) or exists(path)

    def may_quote(self, path: str) -> bool:
        """Whether what is wrong in a file may be shown even where it is no scenario."""
        target = followed(path)
        return self.border.names(target) or target.name.endswith(SUFFIXES)

    def _target(self, path: str) -> Path:
        """The file that a path leads to; raises CapestError for one that may not be read."""
        target, is_held = self._followed(path)
        refusal = None if is_held else self.border.refusal(path, target)
        if refusal:
            raise CapestError(refusal)
        return target

    def _followed(self, path: str) -> tuple[Path, bool]:
        """Where a path leads, and whether that is inside the border by its folder."""
        folder, name = os.path.split(path)
        if name in ("", ".", "..") or os.path.islink(path):  # noqa: PTH114 - of many files
            return followed(path), False
        if folder not in self._folders:
            leads = followed(folder)
            self._folders[folder] = leads, self.border.holds(leads)
        leads, is_held = self._folders[folder]
        return leads / name, is_held
