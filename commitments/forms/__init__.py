"""Forms clean and word; they write nothing."""
