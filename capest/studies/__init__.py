"""What if: the same scenario at other values, under other options, over time; and two beside each
other.
"""
