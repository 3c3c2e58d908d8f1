"""/v1/outfits, matches and compatibility: scores, partners and outfits."""

from itertools import chain
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header
from pydantic_core import to_jsonable_python

from app.accounts import people
from app.dependencies import CurrentUser, ReadSession, WardrobeCacheDep, WorkersDep, WriteSession
from app.http.body_limits import ListBodyRoute
from app.schemas.item import Item
from app.schemas.outfit import (
    Feedback,
    Match,
    Matches,
    NewOutfit,
    Outfit,
    OutfitPage,
    PairScores,
    PairsRequest,
    SuggestedOutfit,
    Suggestions,
    SuggestRequest,
)
from app.schemas.page import Cursor, Limit, next_cursor
from app.schemas.problem import problems
from app.wardrobe import items
from app.wardrobe.outfits import feedback, saved
from app.wardrobe.outfits.plan import OutfitRequest
from app.wardrobe.outfits.suggest import find_matches, suggest

router = APIRouter(prefix="/v1", tags=["outfits"], route_class=ListBodyRoute)


@router.post("/compatibility", responses=problems(404))
async def score_pairs(
    request: PairsRequest,
    user: CurrentUser,
    session: ReadSession,
    cache: WardrobeCacheDep,
    workers: WorkersDep,
) -> PairScores:
    """How well pairs of garments go together: 0..1, the same in both orders."""
    snapshot = await cache.open(session, user.id, only=chain.from_iterable(request.pairs))
    await session.close()
    scores = await workers.quick.run(snapshot.score_pairs, request.pairs)
    return PairScores(model_version=snapshot.model.version, scores=scores.astype(float).round(6).tolist())


@router.get("/items/{item_id}/matches")
async def get_matches(
    item_id: UUID, user: CurrentUser, session: ReadSession, cache: WardrobeCacheDep, workers: WorkersDep
) -> Matches:
    """The best partners of one garment, by slot."""
    snapshot = await cache.open(session, user.id)
    await session.close()
    (place,) = snapshot.places([item_id])
    found = await workers.quick.run(find_matches, snapshot.garments, snapshot.score, int(place))
    ids = [snapshot.garments[partner].id for partners in found.values() for partner, _ in partners]
    by_id = {row.id: Item.of(row) for row in await items.get_items(session, user.id, ids)}
    return Matches(
        matches={
            slot: [
                Match(item=by_id[snapshot.garments[partner].id], score=round(score, 6))
                for partner, score in partners
                if snapshot.garments[partner].id in by_id
            ]
            for slot, partners in found.items()
        }
    )


@router.post("/outfits/suggest", responses=problems(404))
async def suggest_outfits(
    request: SuggestRequest,
    user: CurrentUser,
    session: ReadSession,
    cache: WardrobeCacheDep,
    workers: WorkersDep,
) -> Suggestions:
    """Outfits from the wardrobe, best first, each with its reasons; `why` if there are none."""
    snapshot = await cache.open(session, user.id)
    snapshot.places(request.exclude_ids)
    wanted = OutfitRequest(**request.model_dump())
    face_shape = await people.shape_to_mention(session, user.id)
    answers = snapshot.answers(await feedback.answers(session, user.id))
    learn = await people.learns_from_feedback(session, user.id)
    await session.close()
    found = await workers.quick.run(
        suggest,
        snapshot.garments,
        snapshot.score,
        wanted,
        face_shape=face_shape,
        answers=answers,
        learn=learn,
    )
    return Suggestions(
        outfits=[SuggestedOutfit.model_validate(outfit, from_attributes=True) for outfit in found.outfits],
        why=found.why,
        started_over=found.started_over,
    )


@router.get("/outfits")
async def list_outfits(user: CurrentUser, session: ReadSession, limit: Limit = 50, cursor: Cursor = None) -> OutfitPage:
    """Saved outfits, newest first."""
    rows = await saved.list_outfits(session, user.id, limit + 1, cursor)
    return OutfitPage(outfits=[Outfit.of(row) for row in rows[:limit]], next_cursor=next_cursor(rows, limit))


@router.post("/outfits", status_code=201, responses=problems(404))
async def save_outfit(
    new: NewOutfit,
    user: CurrentUser,
    session: WriteSession,
    cache: WardrobeCacheDep,
    idempotency_key: Annotated[str | None, Header(include_in_schema=False)] = None,
) -> Outfit:
    """Save an outfit, suggested or composed by hand. The service computes its score and reasons."""
    snapshot = await cache.open(session, user.id)
    score, reasons = saved.judge(snapshot, new.item_ids)
    return Outfit.of(
        await saved.save_outfit(
            session,
            user.id,
            new.item_ids,
            name=new.name,
            score=score,
            reasons=[to_jsonable_python(reason) for reason in reasons],
            model_version=snapshot.model.version,
            retry_key=idempotency_key,
        )
    )


@router.get("/outfits/{outfit_id}")
async def get_outfit(outfit_id: UUID, user: CurrentUser, session: ReadSession) -> Outfit:
    """One saved outfit."""
    return Outfit.of(await saved.get_outfit(session, user.id, outfit_id))


@router.delete("/outfits/{outfit_id}", status_code=204)
async def delete_outfit(outfit_id: UUID, user: CurrentUser, session: WriteSession) -> None:
    """Delete a saved outfit, permanently. Its garments stay."""
    await saved.delete_outfit(session, user.id, outfit_id)


@router.post("/outfits/{outfit_id}/feedback")
async def give_feedback(outfit_id: UUID, answer: Feedback, user: CurrentUser, session: WriteSession) -> Outfit:
    """Like or dislike a saved outfit; the last answer counts."""
    return Outfit.of(await feedback.answer_saved(session, user.id, outfit_id, liked=answer.liked))
