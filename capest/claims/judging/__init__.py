"""Judge: what is told of a claim, an equation or a document, and why."""
