"""The one place where domain errors become `application/problem+json` (RFC 9457)."""

import logging
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from app import jobs, workers
from app.accounts import errors as accounts
from app.accounts import limits
from app.db.errors import DatabaseUnavailable, is_unreachable
from app.logs import request_id
from app.model_rollout import takeover
from app.outside import fetching, inbox, storage, upload_tokens
from app.schemas.problem import PROBLEM_MEDIA_TYPE
from app.schemas.problem_types import PREFIX, PROBLEM_TYPES, TYPE_OF_STATUS
from app.vision import images
from app.vision.onnx import ModelUnavailable
from app.wardrobe import errors as wardrobe
from app.wardrobe.portability import zip_directory

log = logging.getLogger(__name__)

STATUS_OF_ERROR: dict[type[Exception], int] = {
    accounts.NotSignedIn: 401,
    accounts.SignInFailed: 401,
    accounts.LinkRefused: 401,
    accounts.WrongPassword: 403,
    accounts.LinksAreForLaptops: 403,
    accounts.ForeignOrigin: 403,
    accounts.NotAdministrator: 403,
    accounts.RegistrationClosed: 403,
    accounts.InvitationRefused: 403,
    accounts.ResetRefused: 403,
    accounts.AccountDisabled: 403,
    limits.LimitReached: 403,
    limits.TooManyJobs: 429,
    accounts.UnknownSession: 404,
    accounts.UnknownPerson: 404,
    accounts.UnknownInvitation: 404,
    accounts.EmailTaken: 409,
    accounts.LastAdministrator: 409,
    accounts.PasswordRefused: 422,
    accounts.TooManySignIns: 429,
    accounts.TooManyAtOnce: 503,
    images.TooManyPixels: 413,
    images.NotAnImage: 415,
    images.ImageRefused: 422,
    wardrobe.NotFound: 404,
    jobs.UnknownJob: 404,
    storage.FileMissing: 404,
    inbox.NothingUploaded: 404,
    upload_tokens.UploadRefused: 403,
    zip_directory.NoArchive: 415,
    zip_directory.ArchiveRefused: 422,
    wardrobe.FileTooLarge: 413,
    wardrobe.TooManyFiles: 413,
    wardrobe.BadRequest: 422,
    fetching.AddressRefused: 422,
    wardrobe.NoGarmentInBox: 422,
    wardrobe.MaskRefused: 422,
    wardrobe.PhotoTaken: 409,
    wardrobe.LastPhoto: 409,
    wardrobe.ChangedMeanwhile: 409,
    wardrobe.AlreadyWorn: 409,
    storage.StorageFull: 507,
    storage.StorageUnavailable: 503,
    workers.Busy: 503,
    DatabaseUnavailable: 503,
    ModelUnavailable: 503,
    takeover.NotTakenOver: 502,
}


# Of the errors whose status alone does not say what a program should do.
TYPE_OF_ERROR: dict[type[Exception], str] = {
    accounts.SignInFailed: "sign-in-failed",
    accounts.LinkRefused: "link-refused",
    accounts.WrongPassword: "wrong-password",
    accounts.ForeignOrigin: "foreign-origin",
    accounts.NotAdministrator: "not-administrator",
    accounts.RegistrationClosed: "registration-closed",
    accounts.InvitationRefused: "link-refused",
    accounts.ResetRefused: "link-refused",
    accounts.AccountDisabled: "account-disabled",
    limits.LimitReached: "limit-reached",
    limits.TooManyJobs: "too-many-jobs",
    accounts.EmailTaken: "email-taken",
    accounts.LastAdministrator: "last-administrator",
    accounts.PasswordRefused: "password-refused",
    images.ImageRefused: "photo-refused",
    images.NotAnImage: "not-a-photo",
    images.TooManyPixels: "too-large",
    inbox.NothingUploaded: "upload-missing",
    upload_tokens.UploadRefused: "upload-refused",
    zip_directory.NoArchive: "not-an-archive",
    zip_directory.ArchiveRefused: "archive-refused",
    wardrobe.TooManyFiles: "too-many-files",
    fetching.AddressRefused: "address-refused",
    wardrobe.NoGarmentInBox: "no-garment-in-box",
    wardrobe.MaskRefused: "mask-refused",
    wardrobe.PhotoTaken: "photo-taken",
    wardrobe.LastPhoto: "last-photo",
    wardrobe.ChangedMeanwhile: "changed-meanwhile",
    storage.StorageUnavailable: "storage-unavailable",
    ModelUnavailable: "model-unavailable",
}

# Names of the errors in databases: SQLite's result codes, PostgreSQL's SQLSTATE.
_NO_ROOM = {"SQLITE_FULL", "SQLITE_IOERR_SHMSIZE", "53100"}
_IN_USE = {"SQLITE_BUSY", "SQLITE_BUSY_SNAPSHOT", "SQLITE_LOCKED", "40001", "40P01", "55P03"}


class Problem(JSONResponse):
    media_type = PROBLEM_MEDIA_TYPE


def problem(status: int, detail: str, *, name: str | None = None, **more: Any) -> dict[str, Any]:
    """The members of a problem; `detail` says what happened and what to do, `name` is one of PROBLEM_TYPES."""
    name = name or TYPE_OF_STATUS[status]
    return {
        "type": f"{PREFIX}{name}",
        "title": PROBLEM_TYPES[name].title,
        "status": status,
        "detail": detail,
        **({"request_id": identity} if (identity := request_id.get()) else {}),
    } | more


def problem_of(error: Exception) -> dict[str, Any]:
    """The problem that describes a domain error to a person.

    Raises: the error itself, if it is not a domain error.
    """
    error = _in_our_words(error)
    for kind in type(error).__mro__:
        if kind in STATUS_OF_ERROR:
            name = next((TYPE_OF_ERROR[one] for one in type(error).__mro__ if one in TYPE_OF_ERROR), None)
            return problem(STATUS_OF_ERROR[kind], str(error), name=name, **getattr(error, "members", {}))
    raise error


def _in_our_words(error: Exception) -> Exception:
    """A full disk, and a database that is locked or does not answer, as domain errors; other errors unchanged."""
    if isinstance(error, NoConnectionFree):
        return workers.Busy()
    if isinstance(error, DBAPIError):
        name = getattr(error.orig, "sqlite_errorname", None) or getattr(error.orig, "sqlstate", None)
        if name in _NO_ROOM:
            return storage.StorageFull()
        if name in _IN_USE:
            return workers.Busy()
        if is_unreachable(error):
            log.warning("the database does not answer: %s", type(error.orig).__name__)
            return DatabaseUnavailable()
    return error


async def _domain_error(_request: Request, error: Exception) -> Problem:
    return answer_to(error)


def answer_to(error: Exception) -> Problem:
    """The answer to a request that ended with a domain error. Raises: the error itself, if it is not one."""
    error = _in_our_words(error)
    body = problem_of(error)
    headers = {"Retry-After": str(error.retry_after_s)} if hasattr(error, "retry_after_s") else {}
    if body["status"] == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    return Problem(body, body["status"], headers)


async def _http_error(_request: Request, error: HTTPException) -> Problem:
    detail = error.detail
    if error.status_code == HTTPStatus.NOT_FOUND and detail == HTTPStatus.NOT_FOUND.phrase:
        detail = "There is nothing at this address. /docs lists all addresses."
    return Problem(problem(error.status_code, detail), error.status_code, error.headers)


async def invalid_request(_request: Request, error: RequestValidationError) -> Problem:
    if any(fault["loc"][0] == "path" for fault in error.errors()):  # no row has such an id
        return Problem(problem(404, "There is nothing with this id. Look it up in the list it comes from."), 404)
    errors = [
        {
            "field": ".".join(str(part) for part in fault["loc"][1:]) or str(fault["loc"][0]),
            "message": fault["msg"],
        }
        for fault in error.errors()
    ]
    summary = "; ".join(f"{fault['field']}: {fault['message']}" for fault in errors[:3])
    return Problem(problem(422, f"The request is not valid: {summary}.", errors=errors), 422)


async def _nobody_there(_request: Request, _error: Exception) -> Response:
    """The client disconnected while it was sending: nothing was stored, and nobody receives this answer."""
    return Response(status_code=400)


async def _unforeseen(request: Request, error: Exception) -> Problem:
    route = getattr(request.scope.get("route"), "path", "none")
    log.exception("unexpected error at %s %s", request.method, route, exc_info=error)
    return Problem(problem(500, "Something went wrong on our side. None of your data is lost; please try again."), 500)


def install(app: FastAPI) -> None:
    for kind in (*STATUS_OF_ERROR, DBAPIError, NoConnectionFree):
        app.add_exception_handler(kind, _domain_error)
    app.add_exception_handler(HTTPException, _http_error)  # type: ignore[arg-type]
    app.add_exception_handler(RequestValidationError, invalid_request)  # type: ignore[arg-type]
    app.add_exception_handler(ClientDisconnect, _nobody_there)
    app.add_exception_handler(Exception, _unforeseen)
