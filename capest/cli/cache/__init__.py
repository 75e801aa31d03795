"""What the cache commands share: options, the files of traces, and what they write."""
