"""A learner over time: what was answered, what comes next, how it goes."""
