"""Documents at the command line: which files, how a check, a fix and a binding run."""
