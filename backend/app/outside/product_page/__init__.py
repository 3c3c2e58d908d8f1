"""A shop's page about one product: what it says of it, also where scripts build it."""
