"""The public ledger: what moderation did, by month, with small numbers withheld."""
