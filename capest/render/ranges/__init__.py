"""How the draws of one quantity are shown."""

from .programs import as_csv, as_mapping, as_markdown
from .table import layout

__all__ = ["as_csv", "as_mapping", "as_markdown", "layout"]
