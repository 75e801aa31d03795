"""What the draws of ranges come to."""
