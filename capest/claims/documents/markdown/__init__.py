"""Markdown as CommonMark 0.31 reads it, with GitHub's tables: where text, code and HTML stand."""
