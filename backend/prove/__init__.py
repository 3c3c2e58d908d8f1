"""Long proofs: claims about the real service as a process, under kills, fuzzing, load and full disks."""
