"""The commands, one file each: a function of the command's name, whose docstring is its help."""
