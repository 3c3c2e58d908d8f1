"""Which garments go together, and why."""
