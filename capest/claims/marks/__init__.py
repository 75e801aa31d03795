"""Bind: what the comments of a document ask, and which number each of them means."""
