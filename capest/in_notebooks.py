"""What a result shows of itself as the value of a notebook's cell, and as a frame of pandas.

Results are made below their views, and know none. The package, which is above both, says here where
the views are.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Protocol


class Views(Protocol):
    """The functions that show a result."""

    def as_html(self, result: Any) -> str:
        """The result as a part of a page."""

    def as_markdown(self, result: Any) -> str:
        """The result as a part of a document."""

    def as_frame(self, result: Any) -> Any:
        """The result as a frame of pandas."""


class InNotebooks:
    """A result that notebooks show by itself (ipython.readthedocs.io, "Rich display")."""

    __slots__ = ()

    views_of_results: ClassVar[Callable[..., Views]]
    """Where the views are."""

    def _repr_html_(self) -> str:
        return self.views_of_results().as_html(self)

    def _repr_markdown_(self) -> str:
        return self.views_of_results().as_markdown(self)

    def to_pandas(self) -> Any:
        """The result as a frame of pandas; raises ModuleNotFoundError where that is not installed.

        Values are in the units that programs are told, each in the column `unit`.
        """
        return self.views_of_results().as_frame(self)
