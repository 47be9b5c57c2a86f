"""`check` and `schema`: what does not hold together in knowledge files."""
