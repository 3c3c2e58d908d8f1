"""The body of error responses (RFC 9457)."""

from http import HTTPStatus
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field

from app.schemas.problem_types import PREFIX, PROBLEM_TYPES

PROBLEM_MEDIA_TYPE: Final = "application/problem+json"


class Problem(BaseModel):
    """RFC 9457; `detail` says what happened and what to do."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(json_schema_extra={"enum": [f"{PREFIX}{name}" for name in PROBLEM_TYPES]})
    title: str
    status: int
    detail: str
    request_id: str | None = None  # the answer's `X-Request-ID`, also in the log lines


_DESCRIPTIONS: Final = {
    400: "The body cannot be read",
    401: "Not signed in, or the session is over",
    403: "Not for this account, over one of its limits, or a browser's request from another site",
    404: "Not found, or it belongs to another person",
    408: "The request arrived too slowly",
    409: "Conflict with existing data, or the first request with this Idempotency-Key is still running",
    413: "Too large",
    415: "Not a photo",
    422: "The request is not valid; `errors` names the fields",
    429: "Too many tries; `Retry-After` says when the next one counts",
    502: "A server behind this service does not answer",
    503: "Too busy, or a model is missing; `Retry-After` says when to try again",
    507: "The disk is full",
}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """These statuses, each with a problem as its body, for `responses=`."""
    return {
        status: {
            "description": _DESCRIPTIONS.get(status, HTTPStatus(status).phrase),
            "content": {PROBLEM_MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status in statuses
    }
