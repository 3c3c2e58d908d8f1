"""/v1/items/{id}/image: every served picture is upright, re-encoded and free of metadata."""

import asyncio
from enum import StrEnum
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Header, Query, Response

from app.dependencies import CurrentUser, ReadSession, StoreDep, WorkersDep
from app.http.multipart import BINARY
from app.http.ranges import ranged_answer
from app.outside.storage import Rendition
from app.schemas.problem import problems
from app.wardrobe.cutout_proposals import as_proposed, find_proposal
from app.wardrobe.errors import NotFound
from app.wardrobe.items import get_photo
from app.wardrobe.kept_photos import read_rendition, show_whole

router = APIRouter(prefix="/v1/items", tags=["wardrobe"])


class ImageSize(StrEnum):
    thumb = "thumb"
    display = "display"
    original = "original"
    cutout = "cutout"
    cutout_thumb = "cutout_thumb"
    mask = "mask"


# The stored pictures of a photo and their encoding; the original itself is never served.
_KEPT: Final[dict[ImageSize, tuple[Rendition, str]]] = {
    ImageSize.thumb: ("thumb", "image/webp"),
    ImageSize.display: ("display", "image/jpeg"),
    ImageSize.cutout: ("cutout", "image/webp"),
    ImageSize.cutout_thumb: ("cutout_thumb", "image/webp"),
    ImageSize.mask: ("mask", "image/png"),
}
_TYPES: Final = dict.fromkeys(("image/jpeg", "image/webp", "image/png"), BINARY)


@router.get(
    "/{item_id}/image",
    response_class=Response,
    responses={
        200: {"description": "The picture, whole", "content": _TYPES},
        206: {"description": "The part that `Range` asks for", "content": _TYPES},
        304: {"description": "Not changed"},
        **problems(416),
    },
)
async def get_image(
    item_id: UUID,
    user: CurrentUser,
    session: ReadSession,
    store: StoreDep,
    workers: WorkersDep,
    size: Annotated[ImageSize, Query()] = ImageSize.display,
    photo_id: Annotated[UUID | None, Query(description="default: the first photo")] = None,
    proposed: Annotated[bool, Query(description="with the proposed cut-out (`GET /v1/cutout-proposals`)")] = False,
    if_none_match: Annotated[str | None, Header()] = None,
    range_: Annotated[str | None, Header(alias="Range")] = None,
    if_range: Annotated[str | None, Header()] = None,
) -> Response:
    """One picture of a garment: `thumb` 400 px, `display` 1280 px, or full size.

    `cutout` (800 px) and `cutout_thumb` (400 px) have alpha; `mask` is a PNG of the size of `display`, white on the
    garment. The three exist if the garment was cut out.
    """
    photo = await get_photo(session, user.id, item_id, photo_id)
    if proposed:
        photo = as_proposed(photo, (await find_proposal(session, user.id, photo.id))[0])
    await session.close()  # no connection is held while the store is read
    if size in (ImageSize.cutout, ImageSize.cutout_thumb, ImageSize.mask) and not photo.has_cutout:
        raise NotFound("cut-out", [item_id])
    etag = f'"{photo.renditions_key[:32]}-{size}"'
    headers = {"ETag": etag, "Cache-Control": "private, max-age=31536000, immutable"}
    if if_none_match and etag in if_none_match:
        return Response(status_code=304, headers=headers)
    if size is ImageSize.original:
        content, media_type = await workers.run_for(photo.owner_id, show_whole, store, photo), "image/jpeg"
    else:
        rendition, media_type = _KEPT[size]
        content = await asyncio.to_thread(read_rendition, store, photo, rendition)
    return ranged_answer(content, media_type, headers, range_, if_range)
