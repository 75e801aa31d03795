"""What a graph comes to: its values, however often, and the derivation of each."""
