"""The engine: a scenario and the sections' formulas become derivations."""
