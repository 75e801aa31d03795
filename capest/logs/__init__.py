"""What really happens: a scenario's numbers, learnt from logs of requests, and when not to."""
