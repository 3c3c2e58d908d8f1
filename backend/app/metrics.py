"""Prometheus metrics counted below the routes; `routes/metrics.py` exports all metrics."""

from typing import Final

from prometheus_client import Histogram

# From a resized picture (a millisecond) to a full queue.
_SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

STEP_SECONDS: Final = Histogram(
    "curator_step_duration_seconds", "Time a photo spent in one step of the upload path", ["step"], buckets=_SECONDS
)
