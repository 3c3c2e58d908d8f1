"""/v1/outfits/feedback and /v1/feedback: what a person likes and dislikes, and takes back."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic_core import to_jsonable_python

from app.dependencies import CurrentUser, ReadSession, WardrobeCacheDep, WriteSession
from app.http.body_limits import SmallBodyRoute
from app.schemas.item import Item
from app.schemas.outfit import FeedbackPage, GivenFeedback, NewFeedback, OutfitFeedback
from app.schemas.page import Cursor, Limit, next_cursor
from app.schemas.problem import problems
from app.wardrobe import items
from app.wardrobe.outfits import feedback, saved
from app.wardrobe.outfits.keys import outfit_key

router = APIRouter(prefix="/v1", tags=["outfits"], route_class=SmallBodyRoute)


@router.post("/outfits/feedback", responses=problems(404))
async def answer_outfit(
    new: NewFeedback, user: CurrentUser, session: WriteSession, cache: WardrobeCacheDep
) -> OutfitFeedback:
    """Like or dislike an outfit, saved or not; null takes the answer back. A disliked outfit is not suggested again."""
    if new.liked is None:
        await feedback.take_back(session, user.id, new.item_ids)
    else:
        snapshot = await cache.open(session, user.id)
        score, reasons = saved.judge(snapshot, new.item_ids)
        await feedback.answer_outfit(
            session,
            user.id,
            new.item_ids,
            liked=new.liked,
            score=score,
            reasons=[to_jsonable_python(reason) for reason in reasons],
            model_version=snapshot.model.version,
        )
    return OutfitFeedback(key=outfit_key(new.item_ids), item_ids=new.item_ids, liked=new.liked)


@router.get("/feedback")
async def list_feedback(
    user: CurrentUser,
    session: ReadSession,
    liked: Annotated[bool | None, Query(description="only likes, or only dislikes")] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> FeedbackPage:
    """Your answers to outfits with their garments, the newest outfit first."""
    rows = await feedback.list_feedback(session, user.id, liked, limit + 1, cursor)
    ids = {part.item_id for row in rows[:limit] for part in row.items}
    by_id = {row.id: Item.of(row) for row in await items.get_items(session, user.id, list(ids))}
    return FeedbackPage(
        feedback=[GivenFeedback.of(row, by_id) for row in rows[:limit]], next_cursor=next_cursor(rows, limit)
    )


@router.delete("/feedback", status_code=204)
async def forget_feedback(user: CurrentUser, session: WriteSession) -> None:
    """Take back every like and dislike. What was learnt of your taste goes with them."""
    await feedback.forget_all(session, user.id)
