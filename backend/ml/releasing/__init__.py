"""Decides whether a candidate replaces the released model, and keeps what was released."""
