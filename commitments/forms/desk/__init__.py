"""What staff of the desk are asked."""
