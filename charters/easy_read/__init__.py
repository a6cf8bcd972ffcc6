"""Easy Read: pages for people with learning disabilities. One idea a sentence, one picture an idea."""
