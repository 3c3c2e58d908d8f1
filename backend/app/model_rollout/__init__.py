"""A new model takes over while the service runs."""
