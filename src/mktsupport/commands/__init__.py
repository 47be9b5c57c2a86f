"""A file for each command: the words of the command line in, an answer out, then its page or its JSON."""
