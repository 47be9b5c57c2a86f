"""`site`: the knowledge as a static web site."""
