"""Claims: what a design document says about quantities, judged against an estimate."""
