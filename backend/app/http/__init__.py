"""What every route shares: middleware, bodies, ranges, idempotency, the OpenAPI document."""
