"""Settings: what `capest.toml`, or `[tool.capest]` of `pyproject.toml`, says."""
