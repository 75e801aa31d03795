"""How evenly keys spread over shards, and how many shards that asks for."""
