"""Reference answers for the service's drift monitoring, and photos to test it with."""
