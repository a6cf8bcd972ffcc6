"""Every write with a consequence: one function each, keyword-only, the actor last and called `by`."""
