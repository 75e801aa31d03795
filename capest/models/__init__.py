"""Numeric methods that are more than algebra: pure functions, each with its source."""
