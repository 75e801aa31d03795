"""What draws say: how far a quantity may lie, what moves it, and what to measure first."""
