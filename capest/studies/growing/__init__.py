"""A scenario over time: what grows, what is kept of it, and when a limit is reached.

Time is in seconds from now, a year and a month as long as the scenario says.
"""
