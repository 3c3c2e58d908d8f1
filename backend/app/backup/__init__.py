"""Copies of everything that is kept of people, made while the service runs; and the way back."""
