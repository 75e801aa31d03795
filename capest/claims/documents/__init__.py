"""Read: where the prose, the numbers and the comments of a document stand; places only."""
