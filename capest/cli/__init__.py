"""The command line: read, call, write, exit. The only place that opens files and prints."""
