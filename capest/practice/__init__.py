"""Practice: questions, their keys and their marks, all views of derivations; nothing is keyed by
hand.
"""
