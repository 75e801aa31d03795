"""What the cache commands print: exercises, write strategies, and the fit of a trace."""
