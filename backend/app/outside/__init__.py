"""What lies outside this process: storage and other hosts."""
