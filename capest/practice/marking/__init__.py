"""Mark: what an answer says, how far off it is, and how sure the learner was."""
