"""`draft`: the message to support or to the other side."""
