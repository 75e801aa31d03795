"""The page: one file with the report, its pictures, and what recomputes them in a browser."""
