"""The pages of the desk: what waits, one item with all that helps to decide, and what was decided."""
