"""/v1/imports: garments from other places, imported by background jobs."""

import asyncio
from io import SEEK_END

from fastapi import APIRouter, Request

from app.accounts.limits import ARCHIVE_TYPE, check_room
from app.dependencies import CurrentUser, FetcherDep, InboxDep, JobsDep, ReadSession, SessionsDep, SettingsDep
from app.http.body_limits import SmallBodyRoute
from app.http.multipart import FILE_BODY, received_files
from app.schemas.job import ImportRequest, Job
from app.schemas.problem import problems
from app.wardrobe.errors import FileTooLarge
from app.wardrobe.portability.archive import enqueue_archive_import, recognise
from app.wardrobe.shop_imports import enqueue_import
from app.wardrobe.uploads import announce, waiting_of, withdraw

router = APIRouter(prefix="/v1/imports", tags=["wardrobe"], route_class=SmallBodyRoute)


@router.post("", status_code=202, responses=problems(422, 429))
async def import_page(
    request: ImportRequest, user: CurrentUser, sessions: SessionsDep, fetcher: FetcherDep, jobs: JobsDep
) -> Job:
    """Read a shop's page in the background; `GET /v1/jobs/{id}` shows the progress.

    Its result names a draft, which `PATCH /v1/items/{item_id}` with `{"draft": false}` confirms.
    """
    job = await enqueue_import(sessions, fetcher, user.id, request.url)
    jobs.wake()
    return Job.of(job)


@router.post("/archive", status_code=202, openapi_extra=FILE_BODY, responses=problems(413, 415, 422, 429))
async def import_archive(
    request: Request,
    user: CurrentUser,
    sessions: SessionsDep,
    session: ReadSession,
    inbox: InboxDep,
    jobs: JobsDep,
    settings: SettingsDep,
) -> Job:
    """Import an export of Curator's, or a ZIP of photos. Existing garments stay as they are."""
    # Before the body is read; checked again with the rows. No connection is held while the body arrives.
    await check_room(session, user.id, jobs=1, size_bytes=int(request.headers.get("content-length", 0)))
    await session.close()
    async with received_files(request, "file", 1, settings.max_archive_bytes) as (file, *_):
        if file.is_too_large:
            gigabytes = settings.max_archive_bytes // 1024**3
            raise FileTooLarge(f"The archive is larger than {gigabytes} GB. Split it and send the parts.")
        await recognise(file.content)
        size_bytes = file.content.seek(0, SEEK_END)
        file.content.seek(0)
        upload = await announce(sessions, user.id, file.filename, ARCHIVE_TYPE, size_bytes)
        try:
            await asyncio.to_thread(inbox.put, waiting_of(upload), file.content, upload.content_type)
            job = await enqueue_archive_import(sessions, user.id, upload.id)
        except Exception:  # raised again, once nothing is left of the upload
            await withdraw(sessions, inbox, upload)
            raise
    jobs.wake()
    return Job.of(job)
