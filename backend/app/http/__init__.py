"""What all routes share: middleware, request bodies, ranges, idempotency, the OpenAPI document."""
