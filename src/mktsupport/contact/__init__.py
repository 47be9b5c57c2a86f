"""`contact` and `now`: whom to reach, and whether they are open."""
