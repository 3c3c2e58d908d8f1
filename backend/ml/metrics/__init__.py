"""Figures of merit and their intervals, independent of any model."""
