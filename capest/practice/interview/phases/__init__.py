"""The phases of an interview, one a file, each made from a scenario's design."""
