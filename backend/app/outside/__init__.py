"""Everything outside this process: storage and other hosts."""
