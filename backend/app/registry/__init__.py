"""Which model is Production: fetch, verify, swap."""
