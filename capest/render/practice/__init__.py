"""What practice prints: a question, a sheet of them, and how a learner is doing."""
