"""What `capest learn` reads with, and what it writes to."""
