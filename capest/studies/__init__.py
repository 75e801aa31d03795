"""What if: the same scenario at other values, and two scenarios beside each other."""
