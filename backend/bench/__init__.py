"""Benchmarks of `make bench`: Curator compared with common alternatives, as ratios from one run."""
