"""Copies of all people's data, made while the service runs, and how to restore them."""
