"""What `make bench` runs: ours beside what one would use instead, as ratios, in one run."""
