"""Runs capest as `python -m capest`."""

from .cli.app import main

main()
