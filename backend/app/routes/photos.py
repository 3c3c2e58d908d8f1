"""/v1/items/{id}/photos and /cutout: the photos of one garment, and how they are shown."""

from typing import cast
from uuid import UUID

from fastapi import APIRouter, Request, Response

from app.dependencies import CurrentUser, IntakeDep, SettingsDep
from app.http.body_limits import SmallBodyRoute
from app.http.multipart import FILE_BODY, check_size, form_with, received_files
from app.schemas.item import CutoutRequest, Item, PhotoChange
from app.schemas.problem import problems
from app.wardrobe import photos
from app.wardrobe.painted_masks import MAX_MASK_BYTES
from app.wardrobe.photo_views import ShareBox

router = APIRouter(prefix="/v1/items/{item_id}", tags=["wardrobe"], route_class=SmallBodyRoute)

_REFUSALS = problems(409, 413, 415, 422, 503, 507)


@router.post("/photos", status_code=201, response_model=Item, openapi_extra=FILE_BODY, responses=_REFUSALS)
async def add_photo(
    item_id: UUID, request: Request, response: Response, user: CurrentUser, intake: IntakeDep, settings: SettingsDep
) -> Item:
    """Add one photo to a garment. A photo that it has already changes nothing and is answered with 200."""
    async with received_files(request, "file", 1, settings.max_upload_bytes, also="files") as (file,):
        check_size(file, settings.max_upload_bytes)
        item, is_new = await photos.add_photo(intake, user.id, item_id, file.content, file.filename)
    response.status_code = 201 if is_new else 200
    return Item.of(item)


@router.put("/photos/{photo_id}", openapi_extra=FILE_BODY, responses=_REFUSALS)
async def replace_photo(
    item_id: UUID, photo_id: UUID, request: Request, user: CurrentUser, intake: IntakeDep, settings: SettingsDep
) -> Item:
    """Replace a photo by another one."""
    async with received_files(request, "file", 1, settings.max_upload_bytes, also="files") as (file,):
        check_size(file, settings.max_upload_bytes)
        taken = await photos.replace_photo(intake, user.id, item_id, photo_id, file.content, file.filename)
    return Item.of(taken)


@router.patch("/photos/{photo_id}", responses=problems(409))
async def change_photo(
    item_id: UUID, photo_id: UUID, change: PhotoChange, user: CurrentUser, intake: IntakeDep
) -> Item:
    """Turn a photo, or make it the garment's first one. The uploaded file stays as it is."""
    rotation = change.rotation
    item = await photos.change_view(
        intake, user.id, item_id, photo_id, lambda view: view if rotation is None else view.turned_to(rotation)
    )
    if change.first:
        item = await photos.make_first(intake, user.id, item_id, photo_id)
    return Item.of(item)


@router.delete("/photos/{photo_id}", status_code=204, responses=problems(409))
async def delete_photo(item_id: UUID, photo_id: UUID, user: CurrentUser, intake: IntakeDep) -> None:
    """Delete a photo permanently. A garment's only photo cannot be deleted."""
    await photos.delete_photo(intake, user.id, item_id, photo_id)


@router.put("/cutout", responses=problems(409))
async def set_cutout(item_id: UUID, cutout: CutoutRequest, user: CurrentUser, intake: IntakeDep) -> Item:
    """How the garment is cut out of its photo: automatically, not at all, or within a rectangle drawn around it.

    Colours and matches are updated; the address of every picture of this photo changes.
    """
    box = cast(ShareBox, tuple(cutout.box)) if cutout.box else None
    return Item.of(
        await photos.change_view(
            intake, user.id, item_id, cutout.photo_id, lambda view: view.cut_out_by(cutout.mode, box)
        )
    )


@router.put("/cutout/mask", openapi_extra=form_with("mask"), responses=_REFUSALS)
async def paint_cutout(
    item_id: UUID, request: Request, user: CurrentUser, intake: IntakeDep, photo_id: UUID | None = None
) -> Item:
    """Cut the garment out as painted: `mask` is a PNG of the display picture's size, white on the garment.

    `images` of the photo says that size. Without `photo_id`, the first photo. The cut-out's mode becomes `painted`: it
    stays as it is whichever model comes later, until another mode is chosen.
    """
    async with received_files(request, "mask", 1, MAX_MASK_BYTES) as (file,):
        check_size(file, MAX_MASK_BYTES)
        return Item.of(await photos.paint_cutout(intake, user.id, item_id, photo_id, file.content.read()))
