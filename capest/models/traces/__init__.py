"""Requests as they came: replayed through a cache, measured, and fitted with a law."""
