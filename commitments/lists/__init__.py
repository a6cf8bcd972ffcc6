"""The public list: what may be asked of it, the commitments that answer, and what its page shows."""
