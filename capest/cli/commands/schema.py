"""capest schema: the JSON Schema of the scenario language."""

from __future__ import annotations


def schema_command() -> None:
    """Print the JSON Schema of scenarios, for editors."""
    from ...safe_text import json_text
    from ...scenario.schema import json_schema
    from ...sections import sections

    print(json_text(json_schema(sections())), end="")
