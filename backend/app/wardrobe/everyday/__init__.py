"""Days: what was worn, what is planned."""
