"""A mock interview: eight phases about one scenario, whose rubric follows from what it says."""
