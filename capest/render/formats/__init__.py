"""The output formats, one file each: a function `render(report)` that returns the whole text."""
