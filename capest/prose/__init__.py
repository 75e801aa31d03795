"""Quantities as people write them in sentences; knows units, and nothing of scenarios."""
