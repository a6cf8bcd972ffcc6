// Improves what works without it.
