"""What an answer says where something went wrong (RFC 9457)."""

from http import HTTPStatus
from typing import Any, Final

from pydantic import BaseModel, ConfigDict

PROBLEM_MEDIA_TYPE: Final = "application/problem+json"


class Problem(BaseModel):
    """RFC 9457; `detail` says what happened and what to do."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    request_id: str | None = None  # the `X-Request-ID` of the answer; the log's lines carry it


_DESCRIPTIONS: Final = {
    400: "The body cannot be read",
    401: "Nobody is signed in, or no longer",
    403: "Not for this account, over one of its limits, or a browser's request from another site",
    404: "Not there, or somebody else's",
    408: "The request came too slowly",
    409: "It does not go with what is there, or the first request with this Idempotency-Key is still at work",
    413: "Too much at once",
    415: "Not a photo",
    422: "The request does not fit; `errors` names the fields",
    429: "Too many tries; `Retry-After` says when the next one counts",
    502: "What lies behind this service does not answer",
    503: "Too much to do at the moment, or a model is missing; `Retry-After` says when to try again",
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
