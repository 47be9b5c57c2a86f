"""`diagnose`: from a trouble through its questions to what to do."""
