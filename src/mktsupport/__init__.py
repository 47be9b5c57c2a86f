"""What to do, whom to reach and when, if something goes wrong on a Japanese online marketplace."""

__version__ = "0.1.0"
