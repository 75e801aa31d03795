"""A practice at the terminal: its options, the talk with a learner, the history on disk."""
