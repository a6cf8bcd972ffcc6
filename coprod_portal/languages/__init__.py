"""The languages of the portal's own words: which there are, how a page names its own, and how its words are found."""
