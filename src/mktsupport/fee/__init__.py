"""`fee`: what a platform charges on a price."""
