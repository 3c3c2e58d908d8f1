"""What must hold however hard the service is treated: tried on the real service as a process, figures printed."""
