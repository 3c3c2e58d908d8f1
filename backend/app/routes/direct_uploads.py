"""Uploads straight to the store: request an address, PUT the file there, then claim it as a photo."""

import asyncio
import tempfile
from datetime import timedelta
from io import SEEK_END
from typing import Final, get_args
from uuid import UUID

from fastapi import APIRouter, Request, Response

from app.dependencies import BucketDep, CurrentUser, InboxDep, IntakeDep, Now, SessionsDep, SettingsDep, own_address
from app.errors import problem_of
from app.http.body_limits import SmallBodyRoute
from app.http.multipart import BINARY, FILE_BODY, check_size, plain_name, received_files
from app.outside.inbox import Inbox, key_of
from app.outside.storage import StorageUnavailable
from app.outside.upload_tokens import AllowedUpload, UploadRefused, read_upload, sign_upload
from app.routes.items import answer_of_files, result_of
from app.schemas.item import TakenFile, TakenFiles
from app.schemas.problem import problems
from app.schemas.upload import ImageType, StoredUpload, UploadAddress, UploadKeys, UploadWish
from app.vision.formats import sniff_format
from app.wardrobe.errors import FileTooLarge, NotFound, TooManyFiles
from app.wardrobe.intake import Intake
from app.wardrobe.reading import Timings
from app.wardrobe.uploads import announce, claim, find_upload, waiting_of

router = APIRouter(tags=["wardrobe"], route_class=SmallBodyRoute)

_SNIFFED_BYTES: Final = 4096
_EACH_KEY: Final = "one result per key, in the order sent"
_READABLE_FOR_S: Final = 600
_IN_MEMORY_BYTES: Final = 64 * 1024


@router.post("/generate-presigned-url", responses=problems(413))
async def create_upload_address(
    wish: UploadWish,
    request: Request,
    user: CurrentUser,
    sessions: SessionsDep,
    settings: SettingsDep,
    bucket: BucketDep,
    at: Now,
) -> UploadAddress:
    """An address that accepts one photo by PUT, with this `Content-Type` and, if `size` is given, this length.

    Claim it with `POST /v1/items/from-uploads` within a day.
    """
    if wish.size is not None and wish.size > settings.max_upload_bytes:
        megabytes = settings.max_upload_bytes // (1024 * 1024)
        raise FileTooLarge(f"A photo has at most {megabytes} MB. Scale it down first.")
    upload = await announce(sessions, user.id, plain_name(wish.filename), wish.content_type, wish.size)
    key = key_of(waiting_of(upload))
    if bucket:
        url = await asyncio.to_thread(bucket.sign_put, key, wish.content_type, wish.size, wish.expires_in)
    else:
        allowed = AllowedUpload(waiting_of(upload), wish.content_type, wish.size)
        token = sign_upload(allowed, settings.secret_key.get_secret_value(), at, timedelta(seconds=wish.expires_in))
        url = f"{own_address(request)}/v1/uploads/{token}"
    return UploadAddress(url=url, key=key, expires_in=wish.expires_in)


@router.put(
    "/v1/uploads/{token}",
    status_code=200,
    response_class=Response,
    responses={200: {"description": "The photo has arrived"}, **problems(403, 413)},
    openapi_extra={
        "requestBody": {"required": True, "content": dict.fromkeys(get_args(ImageType), BINARY)},
    },
)
async def put_upload(
    token: str, request: Request, sessions: SessionsDep, inbox: InboxDep, settings: SettingsDep, at: Now
) -> Response:
    """Receives photos on an installation without a bucket; the address comes from `POST /generate-presigned-url`.

    The address itself grants access: no sign-in is needed. Type and length must be the signed ones.
    """
    allowed = read_upload(token, settings.secret_key.get_secret_value(), at)
    if request.headers.get("content-type") != allowed.content_type:
        raise UploadRefused(f"This address accepts only {allowed.content_type}. Send it with that Content-Type.")
    if await _is_taken(sessions, allowed):
        raise UploadRefused("This upload was claimed already, or its account was erased. Request another address.")
    with tempfile.SpooledTemporaryFile(_IN_MEMORY_BYTES) as file:
        received = 0
        async for piece in request.stream():
            received += len(piece)
            if received > (allowed.size_bytes or settings.max_upload_bytes):
                break
            await asyncio.to_thread(file.write, piece)
        if allowed.size_bytes is not None and received != allowed.size_bytes:
            raise UploadRefused(f"This address accepts exactly {allowed.size_bytes} bytes.")
        if received > settings.max_upload_bytes:
            megabytes = settings.max_upload_bytes // (1024 * 1024)
            raise FileTooLarge(f"The photo is larger than {megabytes} MB. Scale it down and send it again.")
        file.seek(0)
        await asyncio.to_thread(inbox.put, allowed.waiting, file, allowed.content_type)
    return Response(status_code=200)


async def _is_taken(sessions: SessionsDep, allowed: AllowedUpload) -> bool:
    try:
        upload = await find_upload(sessions, allowed.waiting.owner, key_of(allowed.waiting))
    except NotFound:
        return True
    return upload.taken_sha256 is not None


@router.post(
    "/v1/items/from-uploads",
    status_code=201,
    response_model=TakenFiles,
    responses={
        207: {"model": TakenFiles, "description": f"Some were taken: {_EACH_KEY}"},
        **{
            status: answer | {"model": TakenFiles, "description": f"None was taken: {_EACH_KEY}; or a problem"}
            for status, answer in problems(404, 413, 415, 422, 503, 507).items()
        },
    },
)
async def create_items_from_uploads(
    asked: UploadKeys, user: CurrentUser, intake: IntakeDep, inbox: InboxDep, settings: SettingsDep
) -> Response:
    """Claim uploads as photos. A key claimed again gives the same item; another person's key is a 404."""
    if len(asked.upload_keys) > settings.max_upload_files:
        raise TooManyFiles(f"At most {settings.max_upload_files} uploads at once. Claim the rest in a second request.")
    gate = asyncio.Semaphore(intake.workers.threads)
    taken = await asyncio.gather(
        *(_claim(intake, inbox, user.id, key, settings.max_upload_bytes, gate) for key in asked.upload_keys)
    )
    return answer_of_files([result for result, _ in taken], [timings for _, timings in taken])


async def _claim(
    intake: Intake, inbox: Inbox, owner_id: UUID, key: str, max_bytes: int, gate: asyncio.Semaphore
) -> tuple[TakenFile, Timings]:
    try:
        async with gate:
            filename, taken = await claim(intake, inbox, owner_id, key, max_bytes)
    except Exception as error:  # noqa: BLE001  problem_of raises again what is not a domain error
        problem = problem_of(error)
        return TakenFile.model_validate({"filename": key, "status": problem["status"], "problem": problem}), Timings()
    return result_of(filename, taken), taken.timings


@router.post("/test-upload-s3", openapi_extra=FILE_BODY, responses=problems(413, 415, 422))
async def upload_to_bucket(
    request: Request,
    user: CurrentUser,
    sessions: SessionsDep,
    inbox: InboxDep,
    bucket: BucketDep,
    settings: SettingsDep,
) -> StoredUpload:
    """Put a photo straight into the bucket, as a test; it is deleted after a day, unless it is claimed."""
    if bucket is None:
        raise StorageUnavailable("No bucket is configured: photos are stored on this machine's disk. Set S3_BUCKET.")
    async with received_files(request, "file", 1, settings.max_upload_bytes) as (file, *_):
        check_size(file, settings.max_upload_bytes)
        content_type = f"image/{sniff_format(file.content.read(_SNIFFED_BYTES))}"
        size_bytes = file.content.seek(0, SEEK_END)
        file.content.seek(0)
        upload = await announce(sessions, user.id, file.filename, content_type, size_bytes)
        await asyncio.to_thread(inbox.put, waiting_of(upload), file.content, content_type)
    key = key_of(waiting_of(upload))
    return StoredUpload(key=key, url=await asyncio.to_thread(bucket.sign_get, key, _READABLE_FOR_S))
