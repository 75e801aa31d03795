"""capest schema: the JSON Schema of the scenario language."""

from __future__ import annotations

import typer


def schema_command() -> None:
    """Print the JSON Schema of scenarios, for editors."""
    import json

    from ...scenario.schema import json_schema
    from ...sections import sections

    typer.echo(json.dumps(json_schema(sections()), indent=2, ensure_ascii=False))
