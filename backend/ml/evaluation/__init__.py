"""Measures models on pictures that they were not trained on."""
