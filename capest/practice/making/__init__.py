"""Make: facts, walks and slips from which questions are drawn, and their explanations."""
