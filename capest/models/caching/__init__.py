"""How often a cache answers: hit ratios by policy, expiry and writes, without a trace."""
