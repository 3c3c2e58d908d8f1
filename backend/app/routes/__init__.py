"""One thin file per resource: parse, call, return."""
