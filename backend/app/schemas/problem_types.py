"""The stable types of problems. A type's name never changes meaning; new ones may be added."""

from dataclasses import dataclass
from typing import Final

PREFIX: Final = "/problems/"


@dataclass(frozen=True)
class ProblemType:
    title: str
    status: int
    advice: str  # what it means, and what a client does about it


PROBLEM_TYPES: Final = {
    "account-disabled": ProblemType("Account disabled", 403, "An administrator disabled this account. Ask them."),
    "address-refused": ProblemType(
        "Address refused", 422, "The service does not fetch this address. Use the public address of a shop's page."
    ),
    "archive-refused": ProblemType("Archive refused", 422, "The archive is damaged or unsafe. Make a new one."),
    "busy": ProblemType("Busy", 503, "Try again after the seconds in `Retry-After`. Nothing was changed."),
    "changed-meanwhile": ProblemType(
        "Changed meanwhile", 409, "Another request changed the same thing. Read it again, then decide."
    ),
    "conflict": ProblemType("Conflict", 409, "It conflicts with existing data; `detail` says how."),
    "email-taken": ProblemType("Address taken", 409, "An account with this address exists. Sign in, or use another."),
    "foreign-origin": ProblemType(
        "Foreign origin", 403, "With a cookie, writes need the site's own `Origin`. Programs use a token."
    ),
    "forbidden": ProblemType("Forbidden", 403, "This account may not do that; `detail` says why."),
    "garment-deleted": ProblemType(
        "Garment deleted",
        410,
        "The owner deleted the garment after this upload was sent, and a repeated claim does not bring it back. Do not "
        "try again. `POST /v1/items/{id}/restore` restores `item_id`; so does uploading the photo as a new one.",
    ),
    "idempotency-key-in-use": ProblemType(
        "Key in use", 409, "The first request with this `Idempotency-Key` is still running. Try again soon."
    ),
    "idempotency-key-reused": ProblemType(
        "Key used for another request", 422, "Each request has an `Idempotency-Key` of its own; only retries share it."
    ),
    "internal-error": ProblemType("Internal error", 500, "A fault of the service. Try again; report `request_id`."),
    "invalid-request": ProblemType("Invalid request", 422, "`errors` names the fields. Correct them first."),
    "last-administrator": ProblemType(
        "Last administrator", 409, "An installation keeps one administrator. Make somebody else one first."
    ),
    "last-photo": ProblemType("Only photo", 409, "A garment keeps one photo. Replace it, or delete the garment."),
    "limit-reached": ProblemType(
        "Limit reached", 403, "`limit` and `usage` say which. Delete something, or ask an administrator for more."
    ),
    "link-refused": ProblemType("Link refused", 403, "The one-time link was used, or is too old. Ask for a new one."),
    "mask-refused": ProblemType("Mask refused", 422, "The painted mask does not fit the photo; `detail` says why."),
    "method-not-allowed": ProblemType("Method not allowed", 405, "`Allow` lists the methods of this address."),
    "model-unavailable": ProblemType(
        "Model unavailable", 503, "A model cannot be loaded; `GET /v1/models` says why. An administrator has to help."
    ),
    "model-not-taken-over": ProblemType("Model not taken over", 502, "The registry's version cannot answer."),
    "no-garment-in-box": ProblemType("No garment in the box", 422, "Draw the rectangle closer around the garment."),
    "not-administrator": ProblemType("Not an administrator", 403, "Only administrators may do this."),
    "not-an-archive": ProblemType("Not an archive", 415, "Send an export of Curator's, or a ZIP of photos."),
    "not-a-photo": ProblemType("Not a photo", 415, "Send a JPEG, PNG, WebP, HEIC, AVIF or GIF file."),
    "not-found": ProblemType("Not found", 404, "It does not exist, or belongs to another person."),
    "not-signed-in": ProblemType("Not signed in", 401, "Sign in or refresh the access token, then try again."),
    "password-refused": ProblemType("Password refused", 422, "Choose a longer or less common password."),
    "photo-refused": ProblemType(
        "Photo refused", 422, "The picture cannot be used; `detail` says why. Another try does not help."
    ),
    "photo-taken": ProblemType("Photo belongs to another garment", 409, "`item_id` names the garment that has it."),
    "range-not-satisfiable": ProblemType("Range not satisfiable", 416, "`Content-Range` says how long the picture is."),
    "registration-closed": ProblemType("Registration closed", 403, "A new account needs an invitation."),
    "service-unreachable": ProblemType("Service not reachable", 503, "The service is starting. Try again in seconds."),
    "sign-in-failed": ProblemType("Sign-in failed", 401, "Address or password is wrong."),
    "storage-full": ProblemType("Storage full", 507, "The server's disk is full. An administrator has to help."),
    "storage-unavailable": ProblemType("Storage unavailable", 503, "The photo store does not answer. Try again later."),
    "too-large": ProblemType("Too large", 413, "`detail` names the limit. Send less, or a smaller file."),
    "too-many-files": ProblemType("Too many files", 413, "Split the request; `detail` names the limit."),
    "too-many-jobs": ProblemType("Too many jobs", 429, "Wait until one of your jobs is done."),
    "too-many-tries": ProblemType("Too many tries", 429, "Wait for the seconds in `Retry-After`."),
    "too-slow": ProblemType("Too slow", 408, "The body arrived too slowly. Try again on a better connection."),
    "unknown-host": ProblemType("Unknown host", 400, "The service does not answer to this host name."),
    "unreadable-request": ProblemType("Unreadable request", 400, "The body cannot be read. Check how it is encoded."),
    "upload-missing": ProblemType(
        "Nothing uploaded", 404, "Nothing has arrived for this key yet. Send the photo with PUT, then claim it again."
    ),
    "upload-refused": ProblemType(
        "Upload refused", 403, "Address expired or changed, or another type or length than announced. Request another."
    ),
    "wrong-password": ProblemType("Wrong password", 403, "The current password is needed for this, and it was wrong."),
}
# For problems without a more specific one.
TYPE_OF_STATUS: Final = {
    400: "unreadable-request",
    401: "not-signed-in",
    403: "forbidden",
    404: "not-found",
    405: "method-not-allowed",
    408: "too-slow",
    409: "conflict",
    413: "too-large",
    415: "not-a-photo",
    416: "range-not-satisfiable",
    422: "invalid-request",
    429: "too-many-tries",
    500: "internal-error",
    502: "model-not-taken-over",
    503: "busy",
    507: "storage-full",
}
