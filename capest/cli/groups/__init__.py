"""The groups of commands, one file each: `NAME_group`, with the commands that it holds."""
