"""/v1/items: photos become garments."""

import asyncio
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse

from app.dependencies import CurrentUser, IntakeDep, ReadSession, SettingsDep, WriteSession
from app.errors import problem_of
from app.http.body_limits import SmallBodyRoute
from app.http.multipart import ReceivedFile, check_size, received_files
from app.schemas.item import Item, ItemChange, ItemPage, TakenFile, TakenFiles
from app.schemas.item_query import ItemQuery
from app.schemas.page import next_cursor
from app.schemas.problem import problems
from app.wardrobe import items
from app.wardrobe.intake import Intake, IntakeResult, take_photo
from app.wardrobe.reading import Timings

router = APIRouter(prefix="/v1/items", tags=["wardrobe"], route_class=SmallBodyRoute)

_FILES_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["files"],
                    "properties": {
                        "files": {
                            "type": "array",
                            "minItems": 1,
                            "description": "at most 50; more are a 413",
                            "items": {"type": "string", "format": "binary"},
                        }
                    },
                }
            }
        },
    }
}
_EACH_FILE = "one result per file, in the order sent"


@router.post(
    "",
    status_code=201,
    response_model=TakenFiles,
    openapi_extra=_FILES_BODY,
    responses={
        207: {"model": TakenFiles, "description": f"Some photos were taken: {_EACH_FILE}"},
        **{
            status: answer
            | {"model": TakenFiles, "description": f"No photo was taken: {_EACH_FILE}; or a problem with the request"}
            for status, answer in problems(413, 415, 422, 503, 507).items()
        },
    },
)
async def create_items(request: Request, user: CurrentUser, intake: IntakeDep, settings: SettingsDep) -> Response:
    """Make garments of photos. The same bytes twice give the same item."""
    async with received_files(request, "files", settings.max_upload_files, settings.max_upload_bytes) as files:
        # As many at a time as there are threads: a single request must not fill the queue.
        gate = asyncio.Semaphore(intake.workers.threads)
        taken = await asyncio.gather(*(_take(intake, user.id, file, settings.max_upload_bytes, gate) for file in files))
    return answer_of_files([result for result, _ in taken], [timings for _, timings in taken])


async def _take(
    intake: Intake, owner_id: UUID, file: ReceivedFile, max_bytes: int, gate: asyncio.Semaphore
) -> tuple[TakenFile, Timings]:
    try:
        async with gate:
            check_size(file, max_bytes)
            taken = await take_photo(intake, owner_id, file.content, file.filename)
    except Exception as error:  # noqa: BLE001  problem_of raises again what is not a domain error
        problem = problem_of(error)
        return TakenFile.model_validate(
            {"filename": file.filename, "status": problem["status"], "problem": problem}
        ), Timings()
    return result_of(file.filename, taken), taken.timings


def result_of(filename: str, taken: IntakeResult) -> TakenFile:
    return TakenFile(filename=filename, status=201 if taken.is_new else 200, item=Item.of(taken.item))


def answer_of_files(results: list[TakenFile], timings: list[Timings]) -> Response:
    """201 if every file is an item, 207 if some are, otherwise the status that all share, or 422."""
    statuses = {result.status for result in results}
    good = {status for status in statuses if status < 300}
    if good == statuses:
        status = 201
    elif good:
        status = 207
    else:
        status = 422 if len(statuses) > 1 else next(iter(statuses))
    headers = {"Server-Timing": Timings.total(timings).header()}
    if HTTPStatus.SERVICE_UNAVAILABLE in statuses:
        headers["Retry-After"] = "5"
    body = TakenFiles(results=results).model_dump(mode="json", exclude_none=False)
    return JSONResponse(body, status, headers)


@router.get("")
async def list_items(user: CurrentUser, session: ReadSession, query: Annotated[ItemQuery, Query()]) -> ItemPage:
    """The wardrobe, newest first."""
    rows = await items.list_items(session, user.id, query.chosen(), query.limit + 1, query.cursor)
    return ItemPage(items=[Item.of(row) for row in rows[: query.limit]], next_cursor=next_cursor(rows, query.limit))


@router.get("/{item_id}")
async def get_item(item_id: UUID, user: CurrentUser, session: ReadSession) -> Item:
    """One garment with its photos."""
    return Item.of(await items.get_item(session, user.id, item_id))


@router.patch("/{item_id}")
async def change_item(item_id: UUID, change: ItemChange, user: CurrentUser, session: WriteSession) -> Item:
    """Correct what was recognised, describe a garment, or confirm a draft. Corrections are stored as feedback."""
    return Item.of(await items.change_item(session, user.id, item_id, change.changes()))


@router.delete("/{item_id}", status_code=204)
async def delete_item(item_id: UUID, user: CurrentUser, session: WriteSession) -> None:
    """Delete a garment. `POST .../restore`, or the same photo again, restores it."""
    await items.delete_item(session, user.id, item_id)


@router.post("/{item_id}/restore")
async def restore_item(item_id: UUID, user: CurrentUser, session: WriteSession) -> Item:
    """Undo a delete."""
    return Item.of(await items.restore_item(session, user.id, item_id))
