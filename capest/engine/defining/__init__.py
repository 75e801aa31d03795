"""Which quantities a scenario has, and the expression behind each: no numbers yet."""
