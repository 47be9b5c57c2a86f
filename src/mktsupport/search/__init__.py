"""`search`: the trouble or platform that somebody's words are about."""
