"""/v1/near-duplicates: garments that look like an earlier one. Their owner decides, not the service."""

from fastapi import APIRouter

from app.dependencies import CurrentUser, ReadSession, WriteSession
from app.http.body_limits import SmallBodyRoute
from app.schemas.item import Item
from app.schemas.near_duplicate import Alike, AlikeAnswer, AlikePage
from app.schemas.page import Cursor, Limit
from app.schemas.problem import problems
from app.wardrobe import near_duplicates

router = APIRouter(prefix="/v1/near-duplicates", tags=["wardrobe"], route_class=SmallBodyRoute)


@router.get("")
async def list_near_duplicates(
    user: CurrentUser, session: ReadSession, limit: Limit = 50, cursor: Cursor = None
) -> AlikePage:
    """Garments that look like an earlier one, the newest first, each with the one it looks most like."""
    found = await near_duplicates.find_alike(session, user.id, limit + 1, cursor)
    page = found[:limit]
    items = await near_duplicates.items_of(session, user.id, page)
    pairs = [
        Alike(
            item=Item.of(items[one.item_id]),
            like=Item.of(items[one.like_id]),
            photo_id=one.photo_id,
            like_photo_id=one.like_photo_id,
            distance=one.distance,
        )
        for one in page
    ]
    return AlikePage(pairs=pairs, next_cursor=str(page[-1].item_id) if len(found) > limit else None)


@router.post("", responses=problems(404, 413))
async def answer_near_duplicate(said: AlikeAnswer, user: CurrentUser, session: WriteSession) -> Item:
    """Say what they are: two garments, one garment (its photos are joined), or a duplicate. Answers with `like`.

    A discarded garment is deleted, and `POST /v1/items/{id}/restore` restores it.
    """
    return Item.of(await near_duplicates.answer(session, user.id, said.item_id, said.like_id, said.answer))
