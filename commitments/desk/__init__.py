"""What moderators have before them: the queue, one item with all that helps to decide, and what was decided."""
