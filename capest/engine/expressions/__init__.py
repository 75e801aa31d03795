"""One expression: whether its units are right, and the function of bare numbers that it is."""
