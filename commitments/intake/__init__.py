"""A spreadsheet of commitments that an organiser brings in: reading the file, and what each column means."""
