"""Passwords, tokens and sessions, consent, erasure."""
