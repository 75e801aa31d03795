"""How the draws of one quantity are shown."""
