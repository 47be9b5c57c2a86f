"""`who`: whose a number, address or domain is."""
