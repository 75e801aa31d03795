"""Propose: which numbers of a document a quantity could be bound to."""
