"""`list`: the platforms and troubles that there are."""
